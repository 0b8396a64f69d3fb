"""Who signs in: log-ins with their seats in organisations, one-time links, and who read what."""

"""What must not be kept or shown: card numbers and security codes, control characters, hidden changes of direction."""

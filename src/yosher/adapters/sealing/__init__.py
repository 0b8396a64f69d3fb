"""Secrets that have to be read again lie sealed in the database; what opens them lies apart, with the keys of the home."""

"""The only place where the outside meets the inside."""

"""The packet as a zip: the same bytes for the same members, and safe to read back."""

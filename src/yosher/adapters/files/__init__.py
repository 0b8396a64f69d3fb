"""What can be read in a file that somebody hands in: its kind by its bytes, its text where it has one."""

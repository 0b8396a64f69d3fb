"""The desk for programs: JSON documents under `/api/v1`, the same as the command line's, and the doors where signed messages come in."""

"""Blobs: write-once bytes by SHA-256, apart by organisation and case, in a folder or an object store."""

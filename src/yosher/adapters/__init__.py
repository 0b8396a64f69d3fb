"""The outside: store, blobs, pdf, files, processors; each behind a port of the desk."""

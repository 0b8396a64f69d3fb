"""Pictures made to fit: turned upright, stripped of metadata, and only as small as needed."""

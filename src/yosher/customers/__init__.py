"""Who is across from us: history, and the finding whether they are right."""

"""What can be read in files from outside: text, tables, mail and the text layer of PDFs; bombs and damage are said, never opened."""

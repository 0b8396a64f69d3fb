"""Scheme, processor and legal rules as dated, sourced records, and their lookup."""

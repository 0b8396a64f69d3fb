"""Processors, each in a folder of the same shape; their words stop here."""

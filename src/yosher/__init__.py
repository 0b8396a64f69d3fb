"""Yosher: from a denied transaction to an honest answer with its reasons."""

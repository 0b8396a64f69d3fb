"""Refund, fight, compromise, talk: each course with its worth, its odds and its reasons."""

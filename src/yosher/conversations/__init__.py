"""What was said: whether a recording may be used, and the words that go out."""

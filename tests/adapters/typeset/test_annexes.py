"""Files inside answer.pdf: annexes under their strip, photos undecoded, texts flowing; and what cannot be shown is refused with words."""

"""What must not be kept or shown: card numbers masked before anything else is stored."""

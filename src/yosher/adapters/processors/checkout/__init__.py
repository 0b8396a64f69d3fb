"""Checkout.com: the form of its disputes; its messages come in through the table reader or the manual form."""

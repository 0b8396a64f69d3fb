"""Adyen: disputes from standard webhooks and the dispute transaction details report."""

"""PayPal: disputes from webhooks and the API, PayPal's own and those of cards taken through it."""

"""Square: disputes from webhooks and the API."""

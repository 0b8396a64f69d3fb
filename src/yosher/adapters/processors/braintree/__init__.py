"""Braintree: disputes from signed webhooks and the API's XML."""

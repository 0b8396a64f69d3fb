"""Stripe: disputes and early fraud warnings from webhooks, the API and the dashboard's export."""

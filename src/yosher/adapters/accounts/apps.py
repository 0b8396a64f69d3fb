"""The accounts as a Django application."""

from django.apps import AppConfig


class Accounts(AppConfig):
    name = "yosher.adapters.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

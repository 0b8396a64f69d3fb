"""The store as a Django app."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    name = "yosher.adapters.store"
    label = "store"
    verbose_name = "Yosher's store"

"""The notices as a Django application: it stands without sign-in, so that a worker needs no pages."""

from django.apps import AppConfig


class Notices(AppConfig):
    name = "yosher.adapters.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"

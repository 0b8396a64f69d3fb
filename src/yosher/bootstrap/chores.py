"""What a worker does once an hour besides: statistics made anew, and what is kept only for a while let go."""

from datetime import datetime

from django.apps import apps

from yosher.adapters.store.statistics import refresh_statistics
from yosher.bootstrap.site_settings import repeats_last

EVERY = 3600.0  # seconds


def do_chores(*, now: datetime) -> None:
    """Sessions and kept answers are there only where this process serves pages, too."""
    refresh_statistics()
    if apps.is_installed("yosher.adapters.accounts"):
        from allauth.usersessions.models import UserSession
        from django.contrib.sessions.backends.db import SessionStore
        from django.contrib.sessions.models import Session

        from yosher.adapters.accounts.repeats import forget_repeats

        forget_repeats(repeats_last(), now=now)
        SessionStore.clear_expired()
        # From where somebody was signed in is known for as long as they are.
        UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()

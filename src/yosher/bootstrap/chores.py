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
        from django.contrib.sessions.backends.db import SessionStore

        from yosher.adapters.accounts.repeats import forget_answers

        forget_answers(now=now, lasts=repeats_last())
        SessionStore.clear_expired()

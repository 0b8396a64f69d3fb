"""What a worker does once an hour besides: statistics made anew, and what is kept only for a while let go."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.apps import apps

from yosher.adapters.store.statistics import refresh_statistics
from yosher.bootstrap.site_settings import repeats_last
from yosher.desk.ports import Store
from yosher.desk.retention import post_retention
from yosher.kernel.ids import OrgId

if TYPE_CHECKING:
    from yosher.adapters.accounts.seats import AccountsInDatabase

EVERY = 3600.0  # seconds


def do_chores(*, now: datetime, store: Store, organisation: OrgId | None = None) -> None:
    """Sessions and kept answers are there only where this process knows the accounts, too."""
    refresh_statistics()
    post_retention(now, store=store, accounts=accounts_here(), organisation=organisation)
    if apps.is_installed("yosher.adapters.accounts"):
        from allauth.usersessions.models import UserSession
        from django.contrib.sessions.backends.db import SessionStore
        from django.contrib.sessions.models import Session

        from yosher.adapters.accounts.repeats import forget_repeats

        forget_repeats(repeats_last(), now=now)
        SessionStore.clear_expired()
        # From where somebody was signed in is known for as long as they are.
        UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()


def accounts_here() -> "AccountsInDatabase | None":
    """The accounts, where this process knows them."""
    if not apps.is_installed("yosher.adapters.accounts"):
        return None
    from yosher.adapters.accounts.seats import AccountsInDatabase

    return AccountsInDatabase()

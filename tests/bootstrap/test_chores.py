"""The chores of a worker: what is over goes, and SQLite knows how common a word is."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.db import connection

from yosher.adapters.accounts.models import Repeat
from yosher.bootstrap.chores import do_chores
from yosher.bootstrap.home import Home
from yosher.bootstrap.opening import open_home
from yosher.bootstrap.site import the_house

NOW = datetime.now(UTC)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "home")
    the_house(made)
    return made


def test_expired_sessions_and_kept_answers_go(home: Home) -> None:
    user = get_user_model().objects.create(email="noa@example.com")
    for name, age in (("old", 48), ("new", 1)):
        UserSession.objects.create(user=user, ip="192.0.2.7", session_key=name, user_agent="a browser")
        Session.objects.create(session_key=name, session_data="", expire_date=NOW + timedelta(hours=24 - age))
        Repeat.objects.create(
            organisation="o", key="k", token=name, digest=b"", status=200, kind="", body=b"", made_at=NOW - timedelta(hours=age)
        )
    do_chores(now=NOW, store=the_house(home).store)
    assert [row.session_key for row in Session.objects.all()] == ["new"]
    assert [row.session_key for row in UserSession.objects.all()] == ["new"], "from where they were signed in goes with it"
    assert [row.token for row in Repeat.objects.all()] == ["new"]


def test_the_planner_is_told_what_the_tables_hold(home: Home) -> None:
    store = open_home(home)
    with connection.cursor() as cursor:
        cursor.executemany(
            'INSERT INTO store_casewordrow (organisation, "case", word) VALUES (%s, %s, %s)',
            [("o", f"C-{n}", b"table") for n in range(3000)],
        )
    do_chores(now=NOW, store=store)
    with connection.cursor() as cursor:
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = 'store_casewordrow'")
        assert cursor.fetchall()

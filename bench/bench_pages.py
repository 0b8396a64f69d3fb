"""The queue, the search and a case's page with 100,000 cases and 2 million events, against a bare Django view in the same run.

The peer renders 50 rows of one indexed query with a plain template: no middleware, no sign-in, no language (required: our pages cost at
most 4 times as much, and at most 1.3 times what they cost with 1,000 cases; no page asks the database more than 15 times). Both are asked
through Django's own handler, page by page in turn, so that a busy moment of the machine is everybody's; `direct` is the peer's view called
as a function. Each size runs in a process of its own. `--database` measures one database only.
"""

import argparse
import contextlib
import json
import os
import platform
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from servers import postgresql

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ORG = "bench"
EVENTS_A_CASE = 20
RARE = 20  # cases that have the rare word, in the small store as in the large one: as many rows to show
ROUNDS = 40
MOST_QUERIES = 15


def fill(home: Any, cases: int) -> str:
    """One case walked along the real road, then copied row by row under other numbers, dates and states."""
    from yosher.bootstrap.site import the_house

    house = the_house(home)
    from django.contrib.auth import get_user_model

    from yosher.adapters.accounts.models import Seat
    from yosher.adapters.store import models
    from yosher.bootstrap.inboxes import reader_of
    from yosher.desk.answer import NO_WISH
    from yosher.desk.intake import take_file
    from yosher.kernel.actor import Actor, ActorKind
    from yosher.kernel.ids import OrgId, PersonId
    from yosher.kernel.words import Language
    from yosher.people.model import Organisation, Person, Role

    house.store.add_organisation(Organisation(OrgId(ORG), "Bench", "IL", "Asia/Jerusalem", "ILS", Language.HE))
    house.store.add_person(Person(PersonId("noa"), OrgId(ORG), "Noa", Role.OWNER))
    login = get_user_model().objects.create_user("noa@example.com", "a long sentence", name="Noa")
    Seat.objects.create(login=login, organisation=ORG, person="noa")
    desk = house.desk(house.store.organisation(OrgId(ORG)), Actor(ActorKind.PERSON, "noa"), Role.OWNER, now=NOW)
    form = {
        "language": "he", "place": "IL", "told_by": {"kind": "acquirer", "name": "ישראכרט", "answer_by": "2026-12-02"},
        "denial": {"network": "visa", "code": "13.1", "amount": "1250.00", "currency": "ILS"},
        "transaction": {"id": "A-77", "date": "2026-09-30"}, "customer": {"name": "דנה לוי", "email": "dana@example.com"},
        "claim": "לא קיבלתי את השולחן ואף אחד לא עונה לי",
        "events": [{"at": "2026-10-05", "kind": "shipped", "text": "נמסר לשליח", "source": "courier"}],
        "exhibits": [{"kind": "proof_of_delivery", "date": "2026-10-07", "shows": "חתימה"}],
    }  # fmt: skip
    reader = reader_of("manual")
    assert reader is not None
    case = take_file(json.dumps(form).encode(), reader=reader, desk=desk, name="f.json").opened[0][1].case
    house.answer(case, desk=desk, reader=Language.EN, wish=NO_WISH)
    _copied(models, case, cases)
    return str(case)


def _copied(models: Any, case: str, cases: int) -> None:
    row = models.CaseRow.objects.get(ref=case)
    denial, answer, event = (model.objects.filter(case=case).first() for model in (models.DenialRow, models.AnswerRow, models.EventRow))
    words = [bytes(word) for word in models.CaseWordRow.objects.filter(case=case).values_list("word", flat=True)]
    states = (("answer_ready", "ours"), ("gathering", "ours"), ("under_review", "theirs"), ("won", "done"), ("lost", "done"))
    for begin in range(1, cases, 2000):
        batch = range(begin, min(begin + 2000, cases))
        rows: dict[Any, list[Any]] = {}
        for n in batch:
            ref, due = f"C-{n:012}", NOW + timedelta(hours=n % 2400 - 200)
            state, lane = states[n % 5]
            columns = {"due": due, "due_key": int(due.timestamp()), "worth_key": -(n % 977), "worth_minor": -(n % 977)}
            rows.setdefault(models.CaseRow, []).append(_twin(row, ref=ref, state=state, lane=lane, order=f"A-{n}", **columns))
            rows.setdefault(models.DenialRow, []).append(_twin(denial, case=ref, source_ref=f"dp-{n}", order=f"A-{n}"))
            rows.setdefault(models.AnswerRow, []).append(_twin(answer, case=ref))
            rows.setdefault(models.EventRow, []).extend(_twin(event, case=ref, sequence=k + 1) for k in range(EVENTS_A_CASE))
            own = [*words, f"a-{n}".encode(), f"w{n % (cases // RARE):06}".encode()]
            rows.setdefault(models.CaseWordRow, []).extend(
                models.CaseWordRow(organisation=ORG, case=ref, word=word) for word in dict.fromkeys(own)
            )
        for model, made in rows.items():
            model.objects.bulk_create(made, batch_size=2000)


def _twin(row: Any, **changes: Any) -> Any:
    values = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if f.attname != "id"}
    return type(row)(**(values | changes))


def bare_view() -> Callable[[], bytes]:
    """The peer: 50 rows of one indexed query by a plain template."""
    from django.http import HttpRequest, HttpResponse
    from django.template import Engine
    from django.template.context import Context

    from yosher.adapters.store.models import CaseRow

    text = "<table>{% for c in cases %}<tr><td>{{ c.ref }}</td><td>{{ c.due }}</td><td>{{ c.claim }}</td><td>{{ c.customer }}</td>"
    text += "<td>{{ c.amount_minor }} {{ c.currency }}</td><td>{{ c.state }}</td><td>{{ c.choice }}</td></tr>{% endfor %}</table>"
    template = Engine().from_string(text)

    def view(_: HttpRequest) -> HttpResponse:
        rows = CaseRow.objects.filter(organisation=ORG).order_by("due_key", "-worth_key", "ref")[:50]
        return HttpResponse(template.render(Context({"cases": rows})))

    return view


def asked_by_itself(view: Callable[[Any], Any]) -> Callable[[], object]:
    """The view at an address of its own, with no middleware around it."""
    import types

    from django.test import Client, override_settings
    from django.urls import path

    place = types.ModuleType("bare")
    place.urlpatterns = [path("", view)]  # type: ignore[attr-defined]
    sys.modules["bare"] = place

    def ask() -> object:
        with override_settings(ROOT_URLCONF="bare", MIDDLEWARE=[]):
            return client.get("/").content

    with override_settings(ROOT_URLCONF="bare", MIDDLEWARE=[]):
        client = Client()
        client.get("/")  # the handler keeps its (empty) middleware from now on
    return ask


def medians_ms(runs: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Page by page in turn; the first five rounds do not count."""
    taken: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds + 5):
        for name, run in runs.items():
            began = time.perf_counter()
            run()
            taken[name].append(time.perf_counter() - began)
    return {name: statistics.median(each[5:]) * 1000 for name, each in taken.items()}


def _content(client: Any, address: str) -> object:
    shown = client.get(address)
    assert shown.status_code == 200, (address, shown.status_code)
    return shown.content


def one(cases: int, database: str | None, rounds: int) -> None:
    """One size in this process."""
    with tempfile.TemporaryDirectory(prefix="yosher-bench-") as folder:
        os.environ["YOSHER_SITE_HOSTS"] = "testserver"
        from yosher.bootstrap.home import Home

        home = Home(Path(folder) / "home", database)
        case = fill(home, cases)
        from django.contrib.auth import get_user_model
        from django.db import connection
        from django.http import HttpRequest
        from django.test import Client
        from django.test.utils import CaptureQueriesContext

        if connection.vendor == "postgresql":
            connection.cursor().execute("VACUUM ANALYZE")
        else:
            connection.cursor().execute("ANALYZE")
        client = Client(headers={"accept-language": "he"})
        client.force_login(get_user_model().objects.get(), backend="allauth.account.auth_backends.AuthenticationBackend")
        pages = {"queue": "/", "search_rare": "/cases?q=w000007", "search_common": "/cases?q=שולחן", "case": f"/cases/{case}"}
        runs: dict[str, Callable[[], object]] = {name: partial(_content, client, address) for name, address in pages.items()}
        view = bare_view()
        runs |= {"bare": asked_by_itself(view), "direct": lambda: view(HttpRequest()).content}
        ms = medians_ms(runs, rounds)
        queries = {}
        for name, run in runs.items():
            with CaptureQueriesContext(connection) as asked:
                run()
            queries[name] = len(asked.captured_queries)
        print(json.dumps({"cases": cases, "ms": ms, "queries": queries}))


def measured(cases: int, database: str | None, rounds: int) -> dict[str, Any]:
    command = [sys.executable, __file__, "--one", str(cases), "--rounds", str(rounds), *(["--address", database] if database else [])]
    found: dict[str, Any] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, env=os.environ).stdout)
    return found


def main(few: int, many: int, rounds: int, databases: list[str]) -> None:
    result: dict[str, Any] = {"bench": "pages", "python": platform.python_version(), "rounds": rounds}
    result["versions"] = {name: version(name) for name in ("django", "django-allauth", "psycopg")} | {"sqlite": sqlite3.sqlite_version}
    result["required"] = "<= 4 times the bare view; <= 1.3 times the small store; <= 15 queries"
    for kind in databases:
        with postgresql() if kind == "postgresql" else contextlib.nullcontext(lambda: None) as fresh:
            small, large = measured(few, fresh(), rounds), measured(many, fresh(), rounds)
        names = [name for name in large["ms"] if name not in ("bare", "direct")]
        result[kind] = {
            "cases": [few, many],
            "events": many * EVENTS_A_CASE,
            "ms": {name: round(value, 1) for name, value in large["ms"].items()},
            "to_bare": {name: round(large["ms"][name] / large["ms"]["bare"], 2) for name in names},
            "to_small": {name: round(large["ms"][name] / small["ms"][name], 2) for name in names},
            "queries": large["queries"],
        }
    print(json.dumps(result, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--few", type=int, default=1_000)
    parser.add_argument("--many", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], action="append")
    parser.add_argument("--one", type=int)
    parser.add_argument("--address")
    given = parser.parse_args()
    if given.one:
        one(given.one, given.address, given.rounds)
    else:
        main(given.few, given.many, given.rounds, given.database or ["sqlite", "postgresql"])

"""Cases as programs read them: the queue, one case whole, its log, its answer."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from ninja import Path, Query, Router

from yosher.api import shapes
from yosher.api.caller import Caller
from yosher.api.said import document, moment
from yosher.cases.sought import asked
from yosher.desk.allowed import require
from yosher.desk.document import Json, amount, event_document, exhibit_document, in_words, queue_document, speaker
from yosher.desk.letter import draft_document, letter_draft
from yosher.desk.ports import NotFound, QueueView, SavedAnswer
from yosher.desk.queue import today, view_of
from yosher.desk.whole import whole_case
from yosher.kernel.ids import CaseId, PersonId
from yosher.people.may import Ability

router = Router(tags=["cases"])


def readable(request: Any, ref: str) -> tuple[Caller, CaseId]:
    """Who calls and the case, once it is known that they may read it. Raises NotFound, also for another organisation's."""
    caller: Caller = request.auth
    require(Ability.READ, desk=caller.desk)
    return caller, caller.desk.store.case(caller.organisation.id, CaseId(ref)).id


@router.get("/cases", response=shapes.CaseList)
def list_cases(request: Any, wanted: Query[shapes.CaseQuery]) -> HttpResponse:
    """The cases by due date and worth, what is over last, a page at a time. A list names no customer."""
    caller: Caller = request.auth
    require(Ability.READ, desk=caller.desk)
    page = caller.desk.store.page(caller.organisation.id, _view(wanted, caller), after=wanted.after, limit=wanted.limit)
    rows = [queue_document(row, caller.organisation) for row in page.rows]
    return document(caller, {"cases": rows, "next": page.next})


def _view(wanted: shapes.CaseQuery, caller: Caller) -> QueueView:
    view = view_of(wanted.view, me=PersonId(caller.desk.actor.ref))
    before = moment(wanted.due_before, caller)
    given = {
        "state": wanted.state,
        "finding": wanted.finding,
        "assigned": PersonId(wanted.assigned) if wanted.assigned else None,
        "network": wanted.network,
        "lacking": wanted.lacking,
        "due_before": before.at if before else None,
    }
    changes: dict[str, Any] = {key: value for key, value in given.items() if value is not None}
    return replace(view, words=asked(wanted.q), **changes)


@router.get("/today", response=shapes.Today)
def show_today(request: Any) -> HttpResponse:
    """What waits: how much, how soon, for which sums, and how many cases each view has (counting stops at 1,000)."""
    caller: Caller = request.auth
    require(Ability.READ, desk=caller.desk)
    head = today(desk=caller.desk)
    told = {"waiting": head.waiting, "within_a_day": head.within_a_day, "sums": [amount(one) for one in head.sums]}
    return document(caller, told | {"counts": {view.value: n for view, n in head.counts.items()}})


@router.get("/cases/{ref}", response=shapes.WholeCase)
def show_case(request: Any, ref: Path[shapes.Ref]) -> HttpResponse:
    """The whole case: messages, facts, exhibits, who did what, and the answer as it was last prepared."""
    caller, case = readable(request, ref)
    caller.saw("case", case)
    told = whole_case(case, desk=caller.desk, language=caller.language)
    saved = caller.desk.store.answer(caller.organisation.id, case)
    return document(caller, told | {"answer": answer_document(saved, caller) if saved else None})


@router.get("/cases/{ref}/events", response=shapes.EventList)
def list_events(request: Any, ref: Path[shapes.Ref]) -> HttpResponse:
    """Who did what, in order; nothing is ever taken out."""
    caller, case = readable(request, ref)
    caller.saw("log", case)
    events = caller.desk.store.events(caller.organisation.id, case)
    return document(caller, {"events": [event_document(event, zone=caller.organisation.tz) for event in events]})


@router.get("/cases/{ref}/exhibits", response=shapes.ExhibitList)
def list_exhibits(request: Any, ref: Path[shapes.Ref]) -> HttpResponse:
    caller, case = readable(request, ref)
    caller.saw("exhibit", case)
    said = speaker(caller.language)
    exhibits = caller.desk.store.exhibits(caller.organisation.id, case)
    return document(caller, {"exhibits": [exhibit_document(exhibit, said) for exhibit in exhibits]})


@router.get("/cases/{ref}/answer", response=shapes.Answer)
def show_answer(request: Any, ref: Path[shapes.Ref]) -> HttpResponse:
    """The answer as it was last prepared, in the language that is asked for; 404 where none was."""
    caller, case = readable(request, ref)
    saved = caller.desk.store.answer(caller.organisation.id, case)
    if saved is None:
        raise NotFound("answer", case)
    caller.saw("answer", case)
    return document(caller, answer_document(saved, caller))


@router.get("/cases/{ref}/letter", response=shapes.Letter)
def show_letter(request: Any, ref: Path[shapes.Ref]) -> HttpResponse:
    """The free sentences of the answer's paper; what rests on an exhibit is not reworded."""
    caller, case = readable(request, ref)
    caller.saw("letter", case)
    return document(caller, draft_document(letter_draft(case, desk=caller.desk), desk=caller.desk))


def answer_document(saved: SavedAnswer, caller: Caller) -> dict[str, Json]:
    """As the command line shows it; packet and letter are named by their addresses."""
    told = in_words(saved.document, caller.language)
    assert isinstance(told, dict)
    return told | papers(saved) | {"digest": saved.state_digest}


def papers(saved: SavedAnswer) -> dict[str, Json]:
    place = f"/api/v1/cases/{saved.case}"
    return {"packet": f"{place}/packet" if saved.packet else None, "letter": f"{place}/paper" if saved.letter else None}

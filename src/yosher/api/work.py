"""The work in the background: what waits, runs or failed for good, and a second chance for what failed."""

from typing import Any

from django.http import HttpResponse
from ninja import Path, Query, Router

from yosher.api import shapes
from yosher.api.caller import Caller
from yosher.api.repeats import once
from yosher.api.said import document
from yosher.desk.work import dismiss, retry, work_document, work_page

router = Router(tags=["work"])


@router.get("/work", response=shapes.WorkList)
def list_work(request: Any, wanted: Query[shapes.WorkQuery]) -> HttpResponse:
    """What waits, runs or failed, by the time at which it is due, a page at a time: since when, how far, how often tried, why it failed."""
    caller: Caller = request.auth
    page = work_page(caller.desk, only_dead=wanted.dead, after=wanted.after, limit=wanted.limit)
    zone = caller.organisation.tz
    rows = [work_document(found, zone=zone, language=caller.language) for found in page.rows]
    return document(caller, {"work": rows, "next": page.next})


@router.post("/work/{work}/retry", response=shapes.WorkPutBack)
@once
def put_work_back(request: Any, work: Path[shapes.WorkRef]) -> HttpResponse:
    """Put back what failed for good: it is tried again at once, with what it had finished before. 409 for what did not fail."""
    caller: Caller = request.auth
    retry(work, desk=caller.desk)
    return document(caller, {"id": work, "state": "waiting"})


@router.post("/work/{work}/dismiss", response=shapes.WorkDismissed)
@once
def give_work_up(request: Any, work: Path[shapes.WorkRef]) -> HttpResponse:
    """Give a message up that failed for good: to a listener, or by mail. 409 for other work, which a case waits for."""
    caller: Caller = request.auth
    dismiss(work, desk=caller.desk)
    return document(caller, {"id": work, "state": "dismissed"})

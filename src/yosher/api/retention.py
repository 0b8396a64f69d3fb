"""What is kept for how long; cases kept beyond it, and a case erased for good."""

from typing import Any

from django.http import HttpResponse
from ninja import Path, Router

from yosher.api import shapes
from yosher.api.acts import workable
from yosher.api.caller import Caller
from yosher.api.cases import router as cases
from yosher.api.repeats import once
from yosher.api.said import document
from yosher.desk.document import acted_document
from yosher.desk.retention import Because, end_hold, hold, retention_document
from yosher.people.may import Ability

router = Router(tags=["office"])


@router.get("/retention", response=shapes.Retention)
def show_retention(request: Any) -> HttpResponse:
    """The periods, what is too old by each, and what was deleted. A period is changed as a setting, and acted upon after a day."""
    caller: Caller = request.auth
    return document(caller, retention_document(desk=caller.desk, accounts=caller.house.accounts))


@cases.put("/cases/{ref}/hold", response=shapes.Acted)
def hold_case(request: Any, ref: Path[shapes.Ref], wish: shapes.Hold) -> HttpResponse:
    """Whether a case is kept beyond every period. A hold has a reason; whoever may manage ends it."""
    caller, case = workable(request, ref, Ability.WORK)
    held = hold(case, because=wish.because, desk=caller.desk) if wish.held else end_hold(case, desk=caller.desk)
    return document(caller, acted_document(held, (), caller.language))


@cases.post("/cases/{ref}/erase", response=shapes.Erased)
@once
def erase_case(request: Any, ref: Path[shapes.Ref], wish: shapes.Erasing) -> HttpResponse:
    """Erase a case that is over for good, on request or because it was opened by mistake. Its counts stay."""
    caller, case = workable(request, ref, Ability.MANAGE)
    caller.house.erase(case, Because(wish.because), desk=caller.desk)
    return document(caller, {"case": case, "erased": True})

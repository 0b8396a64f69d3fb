"""What is kept for how long; and one case kept beyond every period, or erased after a look at what goes."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_POST

from yosher.cases.model import Case
from yosher.desk.allowed import require
from yosher.desk.office import set_setting
from yosher.desk.ports import DeskRefused, NotAllowed
from yosher.desk.retention import Because, Standing, end_hold, erasable_because, erasures, hold, standings
from yosher.kernel.reason import Reason
from yosher.people.may import Ability
from yosher.web import html
from yosher.web.acting import Asked, Confirm, act, act_that_asks, back_to, confirm, done
from yosher.web.here import Here
from yosher.web.office import did, office
from yosher.web.page import show

PLACE = "/settings/retention"


@require_http_methods(["GET", "POST"])
@office
def periods(request: Any) -> HttpResponse:
    here: Here = request.here
    require(Ability.MANAGE, desk=here.desk)
    typed: dict[str, str] = {}
    if request.method == "POST":
        key, value = request.POST.get("key", "")[:100], request.POST.get("value", "")[:20].strip()
        try:
            set_setting(key, value, desk=here.desk)
            did(request, "office.did_period" if value else "office.did_no_period")
            return HttpResponseRedirect(PLACE)
        except NotAllowed:
            raise
        except DeskRefused as refused:
            messages.warning(request, html.said(refused.reason, here.language))
            typed = {key: value}
    rows = [_row(each, typed) for each in standings(desk=here.desk, accounts=here.house.accounts)]
    context = {"rows": rows, "erased": erasures(desk=here.desk), "tab": "retention"}
    return show(request, "settings_retention.html", context, place="settings", status=422 if typed else 200)


def _row(each: Standing, typed: dict[str, str]) -> dict[str, Any]:
    length = "" if each.length is None else str(each.length)
    return {"standing": each, "value": typed.get(each.period.key, length), "is_wrong": each.period.key in typed}


# -- one case -------------------------------------------------------------------------------------------------------------------


@require_POST
@act
def hold_case(request: Any, case: Case) -> HttpResponse:
    hold(case.id, because=request.POST.get("because", ""), desk=request.here.desk)
    done(request, "office.did_hold")
    return back_to(case)


@require_POST
@act
def end_hold_of_case(request: Any, case: Case) -> HttpResponse:
    end_hold(case.id, desk=request.here.desk)
    done(request, "office.did_end_hold")
    return back_to(case)


@require_http_methods(["GET", "POST"])
@act_that_asks
def erase_case(request: Any, case: Case) -> HttpResponse:
    here: Here = request.here
    may = erasable_because(case.id, desk=here.desk)
    if request.method == "POST":
        because = request.POST.get("because", "")
        if because not in set(Because):
            raise DeskRefused(Reason("office.no_because"))
        here.house.erase(case.id, Because(because), desk=here.desk)
        done(request, "office.did_erase", case=case.id)
        return HttpResponseRedirect("/")
    customer, due = case.denial.customer, None if Because.ASKED in may else case.due
    who = customer.name or customer.email or customer.ref
    page = Confirm(
        html.say("office.erase_title", here.language, amount=case.denial.amount),
        (
            *((("office.erase_whom", html.isolate(who, ltr=False)),) if who else ()),
            *((("office.erase_runs", html.say("office.erase_runs_until", here.language, zone=here.zone, due=due)),) if due else ()),
            ("office.goes", html.say("office.erase_goes", here.language)),
            ("office.stays", html.say("office.erase_stays", here.language)),
            ("web.undo", html.say("web.undo_no", here.language)),
        ),
        html.say("office.erase_go", here.language),
        (
            Asked(
                "because",
                "office.erase_why",
                options=tuple((why.value, str(html.say(f"office.erase_{why}", here.language))) for why in may),
                is_needed=True,
            ),
        ),
    )
    return confirm(request, case, page)

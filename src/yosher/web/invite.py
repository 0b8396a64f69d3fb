"""The customer's page as the business handles it: make a link, close it, choose what is shared."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from yosher.cases.model import Case
from yosher.desk.other_side import invite_customer, revoke_link, share, unshare
from yosher.desk.porch import may_be_shared
from yosher.web import html
from yosher.web.acting import act
from yosher.web.guest_card import MADE
from yosher.web.here import Here


@require_POST
@act
def make_link(request: Any, case: Case) -> HttpResponse:
    _, secret = invite_customer(case.id, desk=request.here.desk)
    request.session[MADE] = {"case": case.id, "address": request.build_absolute_uri(f"/with/{secret}")}
    _done(request, "web.did_guest_link")
    return _back(case)


@require_POST
@act
def close_page(request: Any, case: Case) -> HttpResponse:
    revoke_link(case.id, desk=request.here.desk)
    _done(request, "web.did_guest_revoke")
    return _back(case)


@require_POST
@act
def choose_papers(request: Any, case: Case) -> HttpResponse:
    """What is ticked is shared, all else is not."""
    here: Here = request.here
    ticked = set(request.POST.getlist("exhibit"))
    shared = set(here.desk.store.shared(here.organisation.id, case.id))
    papers = [exhibit for exhibit in here.desk.store.exhibits(here.organisation.id, case.id) if may_be_shared(exhibit)]
    with here.desk.store.transaction():
        for exhibit in papers:
            if exhibit.id in ticked and exhibit.id not in shared:
                share(case.id, exhibit.id, desk=here.desk)
            elif exhibit.id in shared and exhibit.id not in ticked:
                unshare(case.id, exhibit.id, desk=here.desk)
    count = sum(exhibit.id in ticked for exhibit in papers)
    if count:
        _done(request, "web.did_share", n=count)
    else:
        _done(request, "web.did_share_none")
    return _back(case)


def _back(case: Case) -> HttpResponse:
    return HttpResponseRedirect(f"/cases/{case.id}#guest")


def _done(request: Any, code: str, **values: Any) -> None:
    messages.info(request, html.say(code, request.language, **values))

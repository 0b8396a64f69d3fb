"""A spreadsheet of cases under way: handed in, looked at row by row, taken over once somebody says so."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yosher.bootstrap.inboxes import list_to_fill_in, read_list, words_of_lists
from yosher.desk.hand_in import HandedIn, confirm, forget, hand_in, handed_in
from yosher.desk.ports import DeskRefused, Trouble
from yosher.kernel.reason import Reason
from yosher.kernel.words import Language
from yosher.phrases.catalogue import word
from yosher.privacy.clean import file_name
from yosher.web import html
from yosher.web.acts import LARGEST_FILE
from yosher.web.here import Here
from yosher.web.page import show

MOST_SHOWN = 300  # rows of a list on one page; the document of the API has all of them


@require_http_methods(["GET", "POST"])
def show_list(request: Any) -> HttpResponse:
    """The form, or the list that this person handed in: what would become of it, or what became of it."""
    here: Here = request.here
    if request.method == "POST":
        _hand_in(request, here)
        return HttpResponseRedirect("/import")
    handed = handed_in(here.desk)
    context: dict[str, Any] = {"handed": handed, "works": here.may("approve"), "languages": list(Language)}
    if handed is None:
        states, columns = words_of_lists()
        context |= {
            "states": [(word("case_state", state, here.language), _joined(said)) for state, said in states.items()],
            "columns": [(said[here.language], said[_other(here.language)]) for said in columns.values()],
        }
    elif not handed.is_waiting:
        here.saw("list")
        context |= _result(handed, here)
    return show(request, "hand_in.html", context, place="settings")


def _hand_in(request: Any, here: Here) -> None:
    file = request.FILES.get("file")
    try:
        if file is None:
            raise DeskRefused(Reason("web.no_file"))
        if file.size > LARGEST_FILE:
            raise DeskRefused(Reason("web.file_too_large", values={"file": file.name, "mb": LARGEST_FILE // 2**20}))
        hand_in(file.read(), name=file_name(file.name or "list"), reader=read_list, desk=here.desk)
    except (DeskRefused, Trouble) as refused:
        messages.warning(request, html.said(refused.reason, here.language, zone=here.zone))


@require_POST
def take_list(request: Any) -> HttpResponse:
    here: Here = request.here
    try:
        confirm(reader=read_list, desk=here.desk)
    except (DeskRefused, Trouble) as refused:
        messages.warning(request, html.said(refused.reason, here.language, zone=here.zone))
    return HttpResponseRedirect("/import")


@require_POST
def put_aside(request: Any) -> HttpResponse:
    forget(request.here.desk)
    return HttpResponseRedirect("/import")


@require_GET
def sheet(request: Any) -> HttpResponse:
    """The sheet to fill in."""
    asked = request.GET.get("sheet", "")
    language = Language(asked) if asked in set(Language) else request.here.language
    response = HttpResponse(list_to_fill_in(language), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=f"cases-{language}.csv") or "attachment"
    return response


def _result(handed: HandedIn, here: Here) -> dict[str, Any]:
    document: Mapping[str, Any] = handed.documents[here.language.value]
    cases = document["cases"]
    return {
        "document": document,
        "rows": [_row(case, here, dry=document["dry_run"]) for case in cases[:MOST_SHOWN]],
        "hidden": max(0, len(cases) - MOST_SHOWN),
        "refused": document["refused"][:MOST_SHOWN],
        "taken": len(cases),
    }


def _row(case: Mapping[str, Any], here: Here, *, dry: bool) -> dict[str, Any]:
    language = here.language
    news = "new" if case["was"] is None else "changed" if case["changed"] else "known"
    return {
        "row": case["row"],
        "denial": case["denial"],
        "link": None if dry and case["was"] is None else f"/cases/{case['case']}",
        "amount": html.money_of(case["amount"], language),
        "state": word("case_state", case["state"], language),
        "was": word("case_state", case["was"], language) if case["was"] not in (None, case["state"]) else "",
        "news": f"web.list_{news}",
        "said": _said(case, language),
        "notes": [remark["text"] for remark in case["notes"]],
    }


def _said(case: Mapping[str, Any], language: Language) -> list[SafeString]:
    """The days and sums that the row brought."""
    said = [
        html.say(f"web.list_{name}", language, day=datetime.fromisoformat(case[name]).date())
        for name in ("due", "sent", "decided")
        if case[name]
    ]
    for name in ("refunded", "recovered"):
        if case[name]:
            said.append(html.say(f"web.list_{name}", language, amount=html.money_of(case[name], language)))
    return said


def _joined(said: Mapping[Language, Sequence[str]]) -> SafeString:
    """All words for one state, each in an isolate of its own."""
    return html.html(", ".join(html.isolate(one, ltr=False) for words in said.values() for one in words))


def _other(language: Language) -> Language:
    return Language.EN if language is Language.HE else Language.HE

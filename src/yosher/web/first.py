"""First steps: the guided path of an owner who has never been there, on a phone, from the letter to the case."""

from contextlib import suppress
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yosher.bootstrap.inboxes import reader_of
from yosher.desk.answer import NO_WISH
from yosher.desk.first_steps import (
    STEPS,
    Question,
    Step,
    answers_of,
    days_to_answer,
    forget,
    lacking,
    open_case_from,
    remarks_on,
    save_step,
)
from yosher.desk.ports import DeskRefused, Trouble
from yosher.kernel.currency import exponent
from yosher.kernel.money import MoneyError, parse_decimal
from yosher.kernel.words import Language, Network
from yosher.packets.identification import network_name
from yosher.phrases.catalogue import word
from yosher.web import html
from yosher.web.acts import LARGEST_FILE
from yosher.web.here import Here
from yosher.web.page import show

MOST_FILES = 10


@require_http_methods(["GET", "POST"])
def step(request: Any, number: int) -> HttpResponse:
    here: Here = request.here
    if not 1 <= number <= len(STEPS):
        raise Http404
    asked = STEPS[number - 1]
    if request.method == "POST":
        try:
            files = _files(request)
            save_step(asked, request.POST, files, desk=here.desk)
            for remark in remarks_on(files, desk=here.desk):
                messages.warning(request, html.said(remark, here.language))
        except (DeskRefused, Trouble) as refused:
            messages.warning(request, html.said(refused.reason, here.language))
            return HttpResponseRedirect(request.path)
        return HttpResponseRedirect(_next(request, number))
    answers = answers_of(here.desk)
    context = {
        "number": number,
        "all": len(STEPS),
        "step": asked,
        "steps": range(1, len(STEPS) + 1),
        "questions": [_shown(question, answers, here.language) for question in asked.questions],
        "currency": here.organisation.currency,
        "is_begun": bool(answers),
    }
    return show(request, "first.html", context, place="queue")


def _next(request: Any, number: int) -> str:
    """Where a step goes on; a change of language keeps what was typed and chosen, and stays."""
    if request.POST.get("language") in set(Language):
        return f"{request.path}?language={request.POST['language']}"
    if request.POST.get("later"):
        return "/"
    return f"/first/{number + 1}" if number < len(STEPS) else "/first/check"


def _files(request: Any) -> list[tuple[str, bytes]]:
    """Files that are not too large; of others the page says so."""
    kept = []
    for file in request.FILES.getlist("files")[:MOST_FILES]:
        if file.size > LARGEST_FILE:
            text = html.say("web.file_too_large", request.language, file=file.name, mb=LARGEST_FILE // 2**20)
            messages.warning(request, text)
        else:
            kept.append((file.name, file.read()))
    return kept


def _shown(question: Question, answers: dict[str, object], language: Language) -> dict[str, Any]:
    value = answers.get(question.name) or ""
    return {
        "q": question,
        "label": f"web.first_{question.name}",
        "hint": f"web.first_{question.name}_hint",
        "value": value,
        "files": [name for name, *_ in value] if isinstance(value, list) else [],
        "options": [(option, _option(question, option, language)) for option in question.options],
    }


def _option(question: Question, option: str, language: Language) -> str:
    if question.kind == "files":
        return word("evidence", option, language)
    if question.name == "network":
        return str(html.say("web.first_unknown", language)) if option == "other" else network_name(Network(option), "")
    return str(html.say(f"web.first_{question.name}_{option}", language))


@require_GET
def check(request: Any) -> HttpResponse:
    """What was told, to be corrected; then the case."""
    here: Here = request.here
    answers = answers_of(here.desk)
    context = {
        "lines": [_line(one, n, answers, here.language, currency=here.organisation.currency) for n, one in enumerate(STEPS, 1)],
        "lacking": [f"web.first_{question.name}" for question in lacking(answers)],
        "left": days_to_answer(answers, here.now),
        "steps": range(1, len(STEPS) + 1),
    }
    return show(request, "first_check.html", context, place="queue")


def _said(question: Question, value: str, language: Language, *, currency: str) -> SafeString:
    """An answer as people write it: a day in words, a sum with its currency; what cannot be read stands as it was typed."""
    with suppress(ValueError, MoneyError):
        if question.kind == "date":
            return html.day(date.fromisoformat(value), language)
        if question.kind == "money":
            return html.money(parse_decimal(value.replace(",", ""), currency, exponent(currency)), language)
    return html.isolate(_option(question, value, language) if question.options else value, ltr=question.kind in ("money", "date"))


def _line(step: Step, number: int, answers: dict[str, object], language: Language, *, currency: str) -> dict[str, Any]:
    said = []
    for question in step.questions:
        value = answers.get(question.name)
        label = f"web.first_{question.name}"
        if isinstance(value, list):
            said += [(label, html.isolate(str(name))) for name, *_ in value]
        elif value:
            said.append((label, _said(question, str(value), language, currency=currency)))
    return {"name": f"web.first_step_{step.name}", "number": number, "said": said}


@require_POST
def finish(request: Any) -> HttpResponse:
    """Open the case and weigh it at once."""
    here: Here = request.here
    reader = reader_of("manual")
    assert reader is not None
    try:
        case = open_case_from(answers_of(here.desk), reader=reader, desk=here.desk)
        here.house.answer(case, desk=here.desk, reader=here.language, wish=NO_WISH)
    except (DeskRefused, Trouble) as refused:
        messages.warning(request, html.said(refused.reason, here.language, zone=here.zone))
        return HttpResponseRedirect("/first/check")
    return HttpResponseRedirect(f"/cases/{case}")


@require_POST
def begin_anew(request: Any) -> HttpResponse:
    forget(request.here.desk)
    return HttpResponseRedirect("/first/1")

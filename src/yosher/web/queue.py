"""The queue: what to do today, by due date and worth; views, filters, search, and acts on several cases at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET, require_POST

from yosher.cases.model import State
from yosher.cases.sought import asked
from yosher.cases.states import Lane, lane_of
from yosher.customers.model import FindingKind
from yosher.desk.first_steps import answers_of
from yosher.desk.ports import QueueRow, QueueView
from yosher.desk.queue import DAY, MOST_COUNTED, WEEK, Group, Listed, Next, View, group_of, list_cases, next_of, view_of
from yosher.kernel.money import Money
from yosher.kernel.words import ClaimFamily, Language, Network
from yosher.packets.identification import network_name
from yosher.phrases.catalogue import word
from yosher.rulebook.codes import title_of
from yosher.web import html
from yosher.web.here import Here
from yosher.web.left import time_left
from yosher.web.page import show
from yosher.web.sections import worth_in_words

DUE = {"past": timedelta(0), "day": DAY, "week": WEEK}
MOST_SEARCHED = 200  # characters of a search
LONGEST_NAME = 60  # letters of a view's name; the form says the same


@dataclass(frozen=True, slots=True)
class Status:
    """A state as a person sees it: its shape, its word, its colour."""

    icon: str
    text: SafeString
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the list, in words."""

    row: QueueRow
    due: SafeString | None
    left: SafeString
    claim: str
    family: str
    about: SafeString
    amount: SafeString
    worth: SafeString
    status: Status
    next: SafeString
    is_urgent: bool


@require_GET
def queue(request: Any, *, place: str = "queue", first: str = View.TODAY) -> HttpResponse:
    here: Here = request.here
    name = View(request.GET["view"]) if request.GET.get("view") in set(View) else View(first)
    view = _narrowed(view_of(name, me=here.person.id), request, here)
    listed = list_cases(view, desk=here.desk, after=request.GET.get("after"))
    here.saw("queue")
    lines = [_line(row, here) for row in listed.page.rows]
    groups = [(key, list(rows)) for key, rows in groupby(lines, lambda line: group_of(line.row, now=here.now))]
    kept = {key: value for key, value in request.GET.items() if key not in ("after", "view")}
    context = {
        "views": [(each, _counted(listed.today.counts[each]), urlencode({"view": each} | kept)) for each in View],
        "view": name,
        "groups": groups,
        "shown": len(lines),
        "after": request.GET.get("after"),
        "next": urlencode({"view": name} | kept | {"after": listed.page.next}) if listed.page.next else "",
        "headline": _headline(listed, here),
        "summary": _summary(listed, here),
        "query": request.GET.get("q", ""),
        "networks": [(network, network_name(network, "")) for network in Network if network is not Network.OTHER],
        "network": request.GET.get("network", ""),
        "dues": list(DUE),
        "due": request.GET.get("due", ""),
        "people": here.staff if here.may("work") else (),
        "saved": here.house.accounts.saved_views(here.organisation.id, here.person.id),
        "address": urlencode({"view": name} | kept),
        "begun": bool(place == "queue" and here.may("work") and answers_of(here.desk)),
        "is_narrowed": bool(kept.get("q") or kept.get("network") or kept.get("due")),
    }
    return show(request, "queue.html", context, place=place)


def _narrowed(view: QueueView, request: Any, here: Here) -> QueueView:
    """A view with what the person asks besides; what is not known is not asked."""
    words = asked(request.GET.get("q", "")[:MOST_SEARCHED])
    network = request.GET.get("network")
    due = DUE.get(request.GET.get("due", ""))
    return replace(
        view,
        words=words,
        network=network if network in set(Network) else None,
        due_before=None if due is None else here.now + due,
    )


def in_a_row(parts: Sequence[SafeString], language: Language) -> SafeString:
    """`a, b and c`."""
    *first, last = parts
    return html.html(", ".join(first) + (str(html.say("web.and", language)) if first else "") + last)


def _counted(n: int) -> str:
    return f"{MOST_COUNTED:,}+" if n >= MOST_COUNTED else f"{n:,}"


def _headline(listed: Listed, here: Here) -> SafeString:
    n = listed.today.waiting
    if n >= MOST_COUNTED:
        return html.say("web.queue_many", here.language, most=MOST_COUNTED)
    return html.say("web.queue_waiting", here.language, n=n) if n else html.say("web.queue_nothing", here.language)


def _summary(listed: Listed, here: Here) -> SafeString:
    """How many end within a day, what is open, and whose clock is shown."""
    language, parts = here.language, []
    if n := listed.today.within_a_day:
        parts.append(html.say("web.queue_within_a_day", language, n=n))
    if listed.today.sums:
        together = in_a_row([html.money(amount, language) for amount in listed.today.sums], language)
        parts.append(html.say("web.queue_open", language, sums=together))
    parts.append(html.say("web.queue_zone", language, zone=here.zone, place=place_of(here.zone.key, language), now=here.now))
    return html.html(" ".join(parts))


def place_of(zone: str, language: Language) -> str:
    """A zone by its city, as people say it."""
    return str(html.say("web.zone_jerusalem", language)) if zone == "Asia/Jerusalem" else zone.rpartition("/")[2].replace("_", " ")


def _line(row: QueueRow, here: Here) -> Line:
    language, now = here.language, here.now
    group = group_of(row, now=now)
    return Line(
        row=row,
        due=html.in_table(row.due, language, here.zone) if row.due else None,
        left=time_left(row.due, now, language) if group in (Group.PAST, Group.DAY, Group.WEEK, Group.LATER) and row.due else html.html(""),
        claim=row.claim,
        family=family_in_words(row.family, language),
        about=about(row, language),
        amount=html.money(row.amount, language),
        worth=worth(row, language),
        status=status_of(row, language),
        next=html.say(f"web.next_{next_of(row)}", language),
        is_urgent=group is Group.DAY,
    )


def family_in_words(family: str | None, language: Language) -> str:
    """The claim in words; a claim that nothing tells is not known."""
    if family is None or family == ClaimFamily.UNKNOWN:
        return str(html.say("web.claim_unknown", language))
    return word("claim_family", family, language)


def about(row: QueueRow, language: Language) -> SafeString:
    """Who, through which network, about which order."""
    parts = []
    if row.customer:
        parts.append(html.isolate(row.customer, ltr=row.customer.isascii() and "@" in row.customer))
    name = "" if row.network == Network.OTHER else network_name(Network(row.network), "")
    if name or row.code:
        parts.append(html.scheme(name, row.code or "", title_of(Network(row.network), row.code or "")))
    if row.order:
        parts.append(html.say("web.order", language, order=row.order))
    return html.html(", ".join(parts))


def worth(row: QueueRow, language: Language) -> SafeString:
    """The range that the course may leave, an exact sum, or that the facts do not say; of what is over its state says what came of it."""
    if lane_of(row.state) is Lane.DONE:
        return html.html("")
    if row.low_minor is None or row.high_minor is None:
        return html.say("web.worth_unknown" if row.finding else "web.worth_not_yet", language)
    return worth_in_words(Money(row.low_minor, row.amount.currency), Money(row.high_minor, row.amount.currency), language)


def status_of(row: QueueRow, language: Language) -> Status:
    """What is most worth knowing of a case at one glance."""
    asks = next_of(row)
    if asks in (Next.WAIT, Next.NOTHING, Next.SEND):
        icon, tone = {Next.WAIT: ("clock", ""), Next.SEND: ("ok", "ok"), Next.NOTHING: ("na", "")}[asks]
        return Status(icon, html.html(word("case_state", row.state, language)), tone)
    if row.finding is FindingKind.RIGHT:
        return Status("person", html.say("web.customer_is_right", language), "go")
    if asks is Next.LOOK:
        return Status("clock", html.html(word("case_state", row.state, language)))
    if row.lacking and asks in (Next.PROVE, Next.TALK):
        return Status("miss", html.say("web.proofs_missing", language, n=row.lacking), "stop")
    if row.state is State.ANSWER_READY:
        return Status("file", html.say("web.answer_ready", language), "go")
    return Status("clock", html.html(word("case_state", row.state, language)))


@require_POST
def save_view(request: Any) -> HttpResponse:
    """Keep the list as it is under a name, or forget one."""
    here: Here = request.here
    name = " ".join(request.POST.get("name", "").split())
    forget = request.POST.get("forget")
    if not forget and len(name) > LONGEST_NAME:
        messages.warning(request, html.say("web.view_name_long", here.language, n=LONGEST_NAME))
    elif name or forget:
        query = None if forget else request.POST.get("address", "")[:500]
        here.house.accounts.save_view(here.organisation.id, here.person.id, name=forget or name, query=query)
    return HttpResponseRedirect("/" if forget else f"/?{request.POST.get('address', '')[:500]}")


def chosen_cases(request: HttpRequest) -> Iterator[str]:
    yield from dict.fromkeys(request.POST.getlist("case"))

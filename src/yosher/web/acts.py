"""What a person does on a case: weigh, choose, add, note, hand over; and, after a look at what follows, approve, send, refund, decide."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods, require_POST

from yosher.cases.model import Case
from yosher.desk.allowed import require
from yosher.desk.answer import NO_WISH, Wish
from yosher.desk.approve import prepared_answer
from yosher.desk.evidence import Custody, add_once, change_kind, known_already, notes_on, restore, withdraw
from yosher.desk.outcome import WORDS, record_outcome
from yosher.desk.ports import DeskRefused, NotFound, SavedAnswer, SentByHand, Trouble
from yosher.desk.refund import refund
from yosher.desk.remark import assign, note
from yosher.desk.room import room_of
from yosher.desk.send import goes_to_customer, send_by_hand
from yosher.desk.typed import MOST, Typed
from yosher.evidence.model import Exhibit
from yosher.kernel.currency import exponent
from yosher.kernel.ids import CaseId, ExhibitId
from yosher.kernel.money import Money, MoneyError, parse_decimal, to_decimal
from yosher.kernel.reason import Reason
from yosher.kernel.when import YEARS, Moment
from yosher.kernel.words import Choice
from yosher.people.may import Ability
from yosher.phrases.catalogue import vocabulary, word
from yosher.web import html
from yosher.web.acting import OK, Asked, Confirm, act, act_that_asks, back_to, confirm, done, fact, say_so
from yosher.web.case import page_of_case
from yosher.web.here import Here
from yosher.web.marks import marks_for
from yosher.web.queue import chosen_cases

CHANNELS = ("portal", "mail", "post", "fax", "other")
MOST_FILES = 20  # in one go
MOST_OF_HOW = MOST[Typed.CHANNEL] - max(map(len, CHANNELS)) - len(": ")  # characters beside the channel
LARGEST_FILE = 20 * 2**20  # bytes; no receiver of the rulebook takes more in one file

# -- at once ----------------------------------------------------------------------------------------------------------------


@require_POST
@act
def weigh(request: Any, case: Case) -> HttpResponse:
    """Weigh the case with all that is known now; a course that a person chose stays."""
    here: Here = request.here
    here.house.answer(case.id, desk=here.desk, reader=here.language, wish=NO_WISH)
    done(request, "web.did_weigh")
    return back_to(case)


@require_POST
@act
def choose(request: Any, case: Case) -> HttpResponse:
    """Another course than advised, with its reason; or back to the advised one."""
    here: Here = request.here
    asked = request.POST.get("other") or request.POST.get("choice") or ""
    if asked not in set(Choice):
        raise DeskRefused(Reason("web.no_course"))
    because = " ".join(request.POST.get("because", "").split())
    here.house.answer(case.id, desk=here.desk, reader=here.language, wish=Wish(Choice(asked), because))
    done(request, "web.did_choose", choice=f"choice:{asked}")
    return back_to(case, "#letter")


@require_POST
@act
def add_evidence(request: Any, case: Case) -> HttpResponse:
    here: Here = request.here
    require(Ability.WORK, desk=here.desk)
    files = request.FILES.getlist("file")[:MOST_FILES]
    if not files:
        raise DeskRefused(Reason("web.no_file"))
    kind = request.POST.get("kind", "other")
    custody = Custody(kind=kind if ("evidence", kind) in vocabulary() else "other", note=request.POST.get("note", ""))
    for file in files:
        if file.size > LARGEST_FILE:
            say_so(request, Reason("web.file_too_large", values={"file": file.name, "mb": LARGEST_FILE // 2**20}), level=messages.WARNING)
            continue
        kept = add_once(case.id, file.read(), name=file.name, custody=custody, desk=here.desk)
        added = kept.exhibit
        if was := kept.was:
            level = messages.WARNING if was.is_in_use else OK
            say_so(request, known_already(was, mark=_mark(was, here, case)), level=level)
            continue
        code = f"web.added_{added.readable}" if added.readable in ("unread", "unreadable", "empty") else "web.added"
        say_so(request, Reason(code, values={"file": added.name}), level=OK if code == "web.added" else messages.WARNING)
        for remark in notes_on(added, stated=custody.kind, case=case, desk=here.desk):
            say_so(request, remark, level=messages.WARNING)
    return back_to(case, "#evidence")


def _mark(exhibit: Exhibit, here: Here, case: Case) -> str:
    """What an exhibit is called on the page of its case."""
    saved = here.desk.store.answer(here.organisation.id, case.id)
    exhibits = here.desk.store.exhibits(here.organisation.id, case.id)
    return marks_for(saved.document if saved else None, exhibits, here.language).of_exhibit[exhibit.id].sign


@require_POST
@act
def set_kind(request: Any, case: Case) -> HttpResponse:
    """Say what kind of paper an exhibit is."""
    kind = request.POST.get("kind", "")
    change_kind(case.id, ExhibitId(request.POST.get("exhibit", "")), kind, desk=request.here.desk)
    done(request, "web.did_kind", kind=f"evidence:{kind}")
    return back_to(case, "#evidence")


@require_POST
@act
def take_out(request: Any, case: Case) -> HttpResponse:
    """A paper that does not belong here is used for nothing any more."""
    because = " ".join(request.POST.get("because", "").split())
    taken_out = withdraw(case.id, ExhibitId(request.POST.get("exhibit", "")), because, desk=request.here.desk)
    done(request, "web.did_withdraw", file=_called(taken_out, request.here))
    return back_to(case, "#taken-out")


@require_POST
@act
def put_in_again(request: Any, case: Case) -> HttpResponse:
    restored = restore(case.id, ExhibitId(request.POST.get("exhibit", "")), desk=request.here.desk)
    done(request, "web.did_restore", file=_called(restored, request.here))
    return back_to(case, "#evidence")


def _called(exhibit: Exhibit, here: Here) -> str:
    """A file by its name, a paper that is only described by what it is."""
    return exhibit.name or word("evidence", exhibit.kind, here.language)


@require_POST
@act
def add_note(request: Any, case: Case) -> HttpResponse:
    require(Ability.WORK, desk=request.here.desk)
    text = request.POST.get("text", "").strip()
    if not text:
        return back_to(case)
    try:
        note(case.id, text, desk=request.here.desk)
    except DeskRefused as refused:
        say_so(request, refused.reason, level=messages.WARNING)
        return page_of_case(request, case, typed_note=text, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    done(request, "web.did_note")
    return back_to(case)


@require_POST
@act
def hand_over(request: Any, case: Case) -> HttpResponse:
    person = request.POST.get("person", "")
    assign(case.id, person, desk=request.here.desk)
    done(request, "web.did_assign", name=request.here.desk.store.person(request.here.organisation.id, person).name)
    return back_to(case)


@require_POST
def bulk(request: Any) -> HttpResponse:
    """One act on several cases: each by itself, so that one that cannot be done holds up none of the others."""
    here: Here = request.here
    did, refused = 0, []
    for ref in chosen_cases(request):
        try:
            case = here.desk.store.case(here.organisation.id, CaseId(ref))
            if request.POST.get("do") == "approve":
                here.house.approve(case.id, desk=here.desk, reader=here.language)
            else:
                assign(case.id, request.POST.get("person", ""), desk=here.desk)
            did += 1
        except (DeskRefused, Trouble) as trouble:
            refused.append((ref, trouble.reason))
        except NotFound:
            refused.append((ref, Reason("web.not_there")))
    if did:
        say_so(request, Reason("web.did_bulk", values={"n": did}))
    for ref, reason in refused[:10]:
        text = html.html(f"{html.isolate(ref)}: {html.said(reason, here.language, zone=here.zone)}")
        messages.add_message(request, messages.WARNING, text)
    return HttpResponseRedirect(f"/?{request.POST.get('address', '')[:500]}")


# -- after a look at what follows ---------------------------------------------------------------------------------------------


_WHY = Asked("because", "web.because", hint="web.because_hint", most=MOST[Typed.BECAUSE])


@require_http_methods(["GET", "POST"])
@act
def approve_answer(request: Any, case: Case) -> HttpResponse:
    here: Here = request.here
    require(Ability.APPROVE, desk=here.desk)
    answer = prepared_answer(case.id, desk=here.desk)
    if request.method == "POST":
        if request.POST.get("digest") != answer.state_digest:
            raise DeskRefused(Reason("web.changed_meanwhile"))
        acted = here.house.approve(case.id, desk=here.desk, reader=here.language, because=request.POST.get("because", ""))
        done(request, "web.did_approve", acted.notes)
        return back_to(case)
    paper = answer.document.get("paper")
    to = str(paper["to"]) if isinstance(paper, dict) else ""
    page = Confirm(
        html.say("web.confirm_approve", here.language, choice=f"choice:{answer.choice}", amount=case.denial.amount),
        (
            *((fact(request, "then_to", "web.to_whom", to=to),) if to else ()),
            fact(request, "then", "web.approve_then"),
            fact(request, "undo", "web.approve_undo"),
        ),
        html.say("web.approve", here.language),
        (
            Asked("digest", "", answer.state_digest, "hidden"),
            *((_WHY,) if answer.choice is not answer.advised else ()),
        ),
    )
    return confirm(request, case, page)


@require_http_methods(["GET", "POST"])
@act_that_asks
def record_sending(request: Any, case: Case) -> HttpResponse:
    here: Here = request.here
    require(Ability.APPROVE, desk=here.desk)
    answer = prepared_answer(case.id, desk=here.desk)
    to_customer = goes_to_customer(answer)
    if request.method == "POST":
        channel = request.POST.get("channel", "")
        proof = request.FILES.get("proof")
        sent = SentByHand(
            by=here.person.id,
            at=_moment(request.POST.get("at", ""), here),
            channel=f"{channel}: {request.POST['how']}" if request.POST.get("how") else channel,
            proof=proof.read() if proof and proof.size <= LARGEST_FILE else None,
            proof_name=proof.name if proof else "",
        )
        acted = send_by_hand(case.id, sent, desk=here.desk)
        done(request, "web.did_send_letter" if to_customer else "web.did_send", acted.notes)
        return back_to(case)
    channels = [channel for channel in CHANNELS if channel != "portal"] if to_customer else CHANNELS
    page = Confirm(
        html.say("web.confirm_send_letter" if to_customer else "web.confirm_send", here.language, amount=case.denial.amount),
        _what_sending_does(request, answer),
        html.say("web.record_sending", here.language),
        (
            Asked("channel", "web.channel", options=tuple((c, str(html.say(f"web.channel_{c}", here.language))) for c in channels)),
            Asked("how", "web.channel_how", hint="web.channel_how_hint", most=MOST_OF_HOW),
            Asked("at", "web.sent_at", _local(here.now, here), "datetime-local", is_needed=True),
            Asked("proof", "web.proof_of_sending", type="file", hint="web.proof_of_sending_hint"),
        ),
    )
    return confirm(request, case, page)


def _what_sending_does(request: Any, answer: SavedAnswer) -> tuple[tuple[str, SafeString], ...]:
    """A letter to the customer leaves the denial itself unanswered, and the clock runs on."""
    last = fact(request, "undo", "web.undo_no")
    if not goes_to_customer(answer):
        return fact(request, "first", "web.send_first"), fact(request, "then", "web.send_then"), last
    then = (fact(request, "then", "web.send_then_customer", due=answer.due),) if answer.due else ()
    return fact(request, "first", "web.send_first_customer"), *then, last


@require_http_methods(["GET", "POST"])
@act_that_asks
def record_refund(request: Any, case: Case) -> HttpResponse:
    here: Here = request.here
    require(Ability.APPROVE, desk=here.desk)
    room = room_of(case, desk=here.desk).left
    if request.method == "POST":
        given = _money(request.POST.get("amount", ""), room.currency)
        acted = refund(case.id, given, desk=here.desk, reference=request.POST.get("reference", ""))
        done(request, "web.did_refund", sum=given or room, whole=acted.refunded or room)
        return back_to(case)
    customer, payment = case.denial.customer, case.denial.transaction
    who = customer.name or customer.email or customer.ref or str(html.say("web.the_cardholder", here.language))
    page = Confirm(
        html.say("web.confirm_refund", here.language, sum=room, who=who),
        (
            *((fact(request, "then_to", "web.to_card", last4=payment.last4),) if payment.last4 else ()),
            fact(request, "first", "web.refund_first"),
            fact(request, "undo", "web.undo_no"),
        ),
        html.say("web.record_refund", here.language),
        (
            Asked("amount", "web.field_amount", _decimal(room), hint="web.field_amount_hint", is_needed=True),
            Asked("reference", "web.field_reference", hint="web.field_reference_hint", most=MOST[Typed.REFERENCE]),
        ),
    )
    return confirm(request, case, page)


@require_http_methods(["GET", "POST"])
@act_that_asks
def record_verdict(request: Any, case: Case) -> HttpResponse:
    here: Here = request.here
    require(Ability.APPROVE, desk=here.desk)
    if request.method == "POST":
        result = request.POST.get("result", "")
        if result not in WORDS:
            raise DeskRefused(Reason("web.no_result"))
        amount = _money(request.POST.get("amount", ""), case.denial.amount.currency) if result == "partial" else None
        acted = record_outcome(case.id, result, desk=here.desk, amount=amount, at=Moment(_moment(request.POST.get("at", ""), here)))
        done(request, "web.did_verdict", acted.notes, state=f"case_state:{acted.case.state}")
        return back_to(case)
    page = Confirm(
        html.say("web.confirm_verdict", here.language),
        (fact(request, "then", "web.verdict_then"), fact(request, "undo", "web.verdict_undo")),
        html.say("web.record_verdict", here.language),
        (
            Asked(
                "result",
                "web.field_result",
                options=tuple((w, str(html.say(f"web.outcome_{w}", here.language))) for w in WORDS),
                is_needed=True,
            ),
            Asked("amount", "web.field_amount_back", hint="web.field_amount_back_hint"),
            Asked("at", "web.decided_at", _local(here.now, here), "datetime-local", is_needed=True),
        ),
    )
    return confirm(request, case, page)


def _decimal(amount: Money) -> str:
    return f"{to_decimal(amount, exponent(amount.currency)):f}"


def _money(text: str, currency: str) -> Money | None:
    """What was typed as a sum of the denial's currency; nothing typed is None."""
    if not text.strip():
        return None
    try:
        return parse_decimal(text.strip().replace(",", ""), currency, exponent(currency))
    except MoneyError as wrong:
        raise DeskRefused(Reason("web.sum_unreadable", values={"text": text[:40]})) from wrong


def _local(now: datetime, here: Here) -> str:
    return f"{now.astimezone(here.zone):%Y-%m-%dT%H:%M}"


def _moment(text: str, here: Here) -> datetime:
    """A moment as the browser writes it, in the reader's zone. The minute that is still running counts as now."""
    try:
        typed = datetime.fromisoformat(text)
    except ValueError as wrong:
        raise DeskRefused(Reason("web.moment_unreadable", values={"text": text[:40]})) from wrong
    if typed.year not in YEARS:  # no card was ever charged then, and the ends of the calendar have no other zone
        raise DeskRefused(Reason("web.year_unlikely", values={"text": text[:40]}))
    read = typed.replace(tzinfo=here.zone).astimezone(UTC)
    return min(read, here.now) if read.replace(second=0) == here.now.replace(second=0, microsecond=0) else read

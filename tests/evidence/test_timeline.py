"""The whole: the same for the same input, in any order; nothing raised above weak by words alone; every code has words."""

import re
from datetime import date
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

import given
import yosher.evidence
from evidence.scenes import RIGHTS, build, checks, event, gates, order_row, payment_row, shipment_row, state
from yosher.evidence.facts import facts_of
from yosher.evidence.model import Origin, Readable, Strength
from yosher.kernel.words import EventKind, Language
from yosher.phrases.catalogue import template
from yosher.phrases.say import say

SOURCES = Path(next(iter(yosher.evidence.__path__)))
CODES = sorted({code for path in SOURCES.glob("*.py") for code in re.findall(r'Reason\(\s*"([a-z_0-9.]+)"', path.read_text("utf-8"))})


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_reason_of_the_room_is_found_by_its_literal_code() -> None:
    assert len(CODES) > 100
    assert {code.partition(".")[0] for code in CODES} == {"contradiction", "adverse", "gate", "evidence", "junk"}
    for path in SOURCES.glob("*.py"):
        assert path.read_text("utf-8").count("Reason(") == len(re.findall(r'Reason\(\s*"', path.read_text("utf-8"))), path.name


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_words_in_both_languages_with_the_same_gaps(code: str) -> None:
    texts = [template(code, language) for language in Language]

    assert all(texts)
    assert gaps(texts[0] or "") == gaps(texts[1] or "")
    assert re.search("[\u05d0-\u05ea]", template(code, Language.HE) or "")


@pytest.mark.parametrize("code", CODES)
def test_no_sentence_accuses(code: str) -> None:
    accusing = re.compile(r"fraudster|liar|\blied\b|scam|thief|dishonest|שקרן|רמאי|נוכל|גנב|סחטן|משקר")
    for language in Language:
        assert not accusing.search(template(code, language) or "")


def test_a_good_case_reads_as_one() -> None:
    thanks = given.record("messages", "2026-10-06T10:00", id="m1", customer="c-12", direction="in", text="קיבלתי את השולחן, תודה")
    timeline = build("13.1", payment_row(), order_row(), shipment_row(signed_by="Dana Levi"), thanks, claim="לא קיבלתי", rights=RIGHTS)

    assert timeline.strength is Strength.ALL_ELEMENTS
    assert checks(timeline) == {"customer_confirmed_receipt"}
    assert (timeline.gates, timeline.junk, timeline.adverse) == ((), (), ())
    assert state(timeline, "signed_delivery_confirmation") == "present"
    assert [fact.kind for fact in timeline.entries] == ["sale", "payment", "shipped", "delivered", "message_in", "denial_notice"]


def test_the_denial_itself_stands_in_the_timeline() -> None:
    timeline = build("13.1", claim="לא קיבלתי")

    notice = timeline.entries[-1]
    assert (notice.kind, notice.text, notice.moment) == (EventKind.DENIAL_NOTICE, "לא קיבלתי", given.at("2026-11-02"))


def test_facts_of_another_orders_records_stay_out() -> None:
    other = shipment_row(id="s-9", order="B-9", delivered_at=date(2026, 10, 20))
    mine = shipment_row()
    facts = facts_of([mine, other], zone=given.organisation().tz)
    timeline = build("13.1", order_row(), mine, other, *facts)

    assert [fact.record for fact in timeline.entries if fact.kind == "delivered"] == ["shipments:s-1"]
    assert state(timeline, "proof_of_delivery") == "present"


def test_records_of_the_case_and_the_history_are_handed_on() -> None:
    other = given.record("transactions", "2026-03-01", id="h", account="c-12", amount=1, currency="ILS")
    timeline = build("13.1", payment_row(), shipment_row(order="B-9"), history=[other])

    assert [record.id for record in timeline.records] == ["transactions:A-77"]
    assert timeline.history == (other,)


PARTS = [
    payment_row(avs_result="N"),
    order_row(amount=100000),
    shipment_row(signed_by="doorman"),
    event("cancellation_request", "2026-10-09", "ביטול", "לקוח"),
    event("message_out", "2026-10-10", "We will refund you"),
    event("delivered", "2026-10-04", "", "courier"),
    given.exhibit("refund_policy", text="Refund policy A-77", sha256="1"),
    given.exhibit("proof_of_delivery", text="A-77 returned to sender", sha256="2"),
    given.described("pickup_record"),
]


@settings(max_examples=25, deadline=None)
@for_all(st.permutations(PARTS))
def test_the_order_in_which_things_were_gathered_changes_nothing(parts: list[object]) -> None:
    first, second = build("13.1", *PARTS, rights=RIGHTS), build("13.1", *parts, rights=RIGHTS)

    assert second.entries == first.entries
    assert checks(second) == checks(first)
    assert gates(second) == gates(first)
    assert [(proof.kind, proof.state) for proof in second.proofs] == [(proof.kind, proof.state) for proof in first.proofs]
    assert second.strength is first.strength


@settings(max_examples=40, deadline=None)
@for_all(
    st.sampled_from(["proof_of_delivery", "pickup_record", "signed_delivery_confirmation", "tracking_number", "customer_communication"]),
    st.text(max_size=60),
    st.lists(st.tuples(st.sampled_from(list(EventKind)), st.text(max_size=40)), max_size=4),
)
def test_our_own_words_never_raise_a_proof_above_weak(kind: str, shows: str, events: list[tuple[EventKind, str]]) -> None:
    told = [event(str(what), "2026-10-07", text) for what, text in events]
    timeline = build("13.1", given.described(kind, shows=shows), *told)

    assert all(fact.origin in (Origin.MERCHANT, Origin.UNKNOWN) for fact in timeline.entries)
    assert not [proof for proof in timeline.proofs if proof.state == "present"]


@settings(max_examples=40, deadline=None)
@for_all(st.text(max_size=300), st.sampled_from(["proof_of_delivery", "refund_policy", "signed_receipt", "avs_match", "other"]))
def test_any_text_in_a_file_gives_a_timeline_that_can_be_said(text: str, kind: str) -> None:
    timeline = build("10.4", given.exhibit(kind, text=text), event("message_in", "2026-10-07", text, "customer"), claim=text)

    assert len(timeline.exhibits) + len(timeline.junk) == 1
    for reason in (timeline.family_because, *timeline.adverse, *(junk.reason for junk in timeline.junk)):
        for language in Language:
            assert say(reason, language) != reason.code


def test_a_second_junk_file_does_not_make_the_first_good() -> None:
    bad = given.exhibit("proof_of_delivery", id="a", readable=Readable.EMPTY, text="")
    worse = given.exhibit("proof_of_delivery", id="b", readable=Readable.UNREADABLE, text="")

    assert build("13.1", bad, worse).strength is Strength.JUNK_ONLY

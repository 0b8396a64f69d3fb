"""Facts out of records, forms and readable exhibits: kind, moment, certainty, and who says so."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

import given
from evidence.scenes import build, event, gates, order_row, payment_row, shipment_row
from yosher.cases.model import Told
from yosher.evidence.facts import facts_of, told
from yosher.evidence.model import Origin
from yosher.evidence.sources import origin_of
from yosher.kernel.money import Money
from yosher.kernel.when import Certainty

JERUSALEM = ZoneInfo("Asia/Jerusalem")


def kinds(*records: object) -> list[tuple[str, str, str | None]]:
    found = facts_of(records, zone=JERUSALEM)  # type: ignore[arg-type]
    return [(fact.kind, fact.origin, fact.moment.at.date().isoformat() if fact.moment else None) for fact in found]


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (payment_row(three_ds=True), [("payment", "processor", "2026-09-30"), ("three_ds", "processor", "2026-09-30")]),
        (payment_row(refunded_minor=5000), [("payment", "processor", "2026-09-30"), ("refund", "processor", None)]),
        (shipment_row(), [("shipped", "record", "2026-10-02"), ("delivered", "record", "2026-10-05")]),
        (shipment_row(delivered_at=None, status="label_created"), [("shipped", "record", "2026-10-02")]),
        (shipment_row(status="returned_to_sender"), [("shipped", "record", "2026-10-02"), ("other", "record", None)]),
        (shipment_row(status="הוחזר לשולח"), [("shipped", "record", "2026-10-02"), ("other", "record", None)]),
        (shipment_row(status="picked up by customer"), [("shipped", "record", "2026-10-02"), ("collected", "record", "2026-10-05")]),
        (
            given.record("refunds", "2026-10-09", id="r1", order="A-77", amount=1000, currency="ILS", arn="74"),
            [("refund", "processor", "2026-10-09")],
        ),
        (given.record("refunds", "2026-10-09", id="r1", order="A-77", status="pending"), [("refund_promised", "record", "2026-10-09")]),
        (given.record("refunds", "2026-10-09", id="r1", order="A-77", status="failed"), [("other", "record", "2026-10-09")]),
        (given.record("logins", "2026-10-09T10:00", id="l1", action="login"), [("login", "record", "2026-10-09")]),
        (given.record("logins", "2026-10-09T10:00", id="l1", action="download"), [("used", "record", "2026-10-09")]),
        (given.record("messages", "2026-10-09T10:00", id="m1", direction="in", text="hi"), [("message_in", "customer", "2026-10-09")]),
        (given.record("messages", "2026-10-09T10:00", id="m1", direction="out", text="hi"), [("message_out", "record", "2026-10-09")]),
        (given.record("agreements", id="g1", accepted_at=date(2026, 9, 30)), [("agreement", "record", "2026-09-30")]),
        (
            given.record("orders", "2026-09-30", id="A-77", terms_accepted_at=date(2026, 9, 30)),
            [("sale", "record", "2026-09-30"), ("agreement", "record", "2026-09-30")],
        ),
    ],
)
def test_a_row_becomes_what_happened(record: object, expected: list[tuple[str, str, str | None]]) -> None:
    assert kinds(record) == expected


def test_times_of_a_record_keep_how_exactly_they_are_known() -> None:
    rows = [
        shipment_row(shipped_at=datetime(2026, 10, 2, 7, 30, tzinfo=UTC)),
        shipment_row(shipped_at=datetime(2026, 10, 2, 7, 30)),
        shipment_row(shipped_at=date(2026, 10, 2)),
        shipment_row(shipped_at=1790926200),
        shipment_row(shipped_at="2026-10-02T07:30:00+00:00"),
        shipment_row(shipped_at="soon"),
    ]
    moments = [facts_of([row], zone=JERUSALEM)[0].moment for row in rows]

    assert [moment and moment.certainty for moment in moments] == [
        Certainty.EXACT,
        Certainty.ABOUT,
        Certainty.DAY,
        Certainty.EXACT,
        Certainty.EXACT,
        None,
    ]
    assert moments[0] == moments[4]
    assert moments[2] is not None
    assert moments[2].at.isoformat() == "2026-10-02T00:00:00+03:00"


@pytest.mark.parametrize(
    ("word", "origin"),
    [
        ("courier", "carrier"),
        ("שליח", "carrier"),
        ("דואר ישראל", "carrier"),
        ("DHL", "carrier"),
        ("חברת המשלוחים", "carrier"),
        ("Isracard", "acquirer"),
        ("ישראכרט", "acquirer"),
        ("הסולק", "acquirer"),
        ("Stripe", "processor"),
        ("processor", "processor"),
        ("משולם", "processor"),
        ("customer", "customer"),
        ("הלקוחה", "customer"),
        ("cardholder", "customer"),
        ("shop", "merchant"),
        ("החנות", "merchant"),
        ("our driver", "merchant"),
        ("השליח שלנו", "merchant"),
        ("customer service", "merchant"),
        ("our system", "merchant"),
        ("", "merchant"),
        ("קרוב משפחה", "unknown"),
        ("neighbour", "third_party"),
        ("עדה", "third_party"),
    ],
)
def test_the_word_of_a_source_decides_who_says_so(word: str, origin: str) -> None:
    assert origin_of(word) == origin


def test_the_same_entry_told_twice_is_one_fact_and_another_word_another() -> None:
    entry = Told("delivered", given.at("2026-10-07"), "נמסר", "שליח")
    again = Told("delivered", given.at("2026-10-07"), "נמסר", "שליח")
    other = Told("delivered", given.at("2026-10-07"), "נמסר לשכן", "שליח")

    assert len(told([entry, again, other])) == 2
    assert told([entry])[0].id == told([again])[0].id


def test_an_unknown_event_kind_is_kept_with_its_word() -> None:
    fact = told([Told("teleported", given.at("2026-10-07"), "?", "courier")])[0]

    assert (fact.kind, fact.kind_raw, fact.origin) == ("other", "teleported", Origin.CARRIER)


def test_a_time_told_from_memory_stays_about() -> None:
    fact = told([Told("call", given.at("2026-10-07"), "", "", certainty=Certainty.ABOUT)])[0]

    assert fact.moment is not None
    assert fact.moment.certainty is Certainty.ABOUT


def test_readable_papers_enter_the_timeline_once() -> None:
    pod = given.exhibit("proof_of_delivery", text="Order A-77 delivered on 5.10.2026", sha256="1")
    refund = given.exhibit("refund_record", text="Refund of ILS 250.00 for A-77", day=date(2026, 10, 20), sha256="2")
    timeline = build("13.1", pod, refund, shipment_row())

    shown = [(fact.kind, fact.exhibit, fact.values.get("amount")) for fact in timeline.entries if fact.exhibit]
    assert shown == [("refund", "x-refund_record", Money(25000, "ILS"))]  # the delivery of the same day stands there already
    assert [fact.kind for fact in timeline.entries].count("delivered") == 1


def test_entries_are_in_order_with_unknown_moments_last() -> None:
    timeline = build(
        "13.1", event("other", None, "a rumour"), event("delivered", "2026-10-07", "", "courier"), event("shipped", "2026-10-07")
    )

    assert [fact.kind for fact in timeline.entries] == ["payment", "shipped", "delivered", "denial_notice", "other"]


@pytest.mark.parametrize(
    ("goods", "paid", "renews"),
    [("subscription", "2026-11-01", True), ("subscription", "2026-10-01", False), ("physical", "2026-11-01", False)],
)
def test_a_later_payment_of_a_subscription_renews_it(goods: str, paid: str, renews: bool) -> None:
    found = kinds(order_row(goods=goods), payment_row(when=f"{paid}T10:00"))
    assert (("renewal", "processor", paid) in found) is renews


def test_a_subscription_stopped_before_its_renewal_on_record_is_no_fault_of_the_customer() -> None:
    asked = given.record("messages", "2026-10-28T10:00", id="m", order="A-77", direction="in", text="Please cancel my plan.")
    used = given.record("logins", "2026-11-01T09:00", id="l", customer="c-12", action="download")
    rows = (order_row(goods="subscription"), payment_row(when="2026-11-01T08:00"), asked, used)
    assert "gate.cancelled_in_time" in gates(build("13.2", *rows))
    late = given.record("messages", "2026-11-02T10:00", id="m", order="A-77", direction="in", text="Please cancel my plan.")
    assert "gate.cancelled_in_time" not in gates(build("13.2", *rows[:2], late, used))

"""Junk is worth nothing and is reported: empty, unreadable, double, about another order, unlawful, or saying the opposite."""

from datetime import date

import pytest

import given
from evidence.scenes import build, event, state
from yosher.evidence.model import Lawful, Readable
from yosher.kernel.reason import Reason
from yosher.kernel.words import Language
from yosher.phrases.say import say


def paper(kind: str, text: str, **changes: object) -> object:
    return given.exhibit(kind, text=text, **changes)


@pytest.mark.parametrize(
    ("kind", "bad", "good", "code"),
    [
        ("proof_of_delivery", "A-77: returned to sender", "A-77: delivered", "13.1"),
        ("proof_of_delivery", "A-77 delivery failed, recipient unknown", "A-77 5.10.2026 failed attempt\nA-77 6.10.2026 delivered", "13.1"),
        ("proof_of_delivery", "A-77 נמסר 5.10.2026\nA-77 הוחזר לשולח 9.10.2026", "A-77 לא נמסר 5.10.2026\nA-77 נמסר 9.10.2026", "13.1"),
        ("proof_of_delivery", "הזמנה A-77: החבילה הוחזרה לשולח", "הזמנה A-77: החבילה נמסרה", "13.1"),
        ("tracking_number", "A-77: המשלוח אבד", "A-77: המשלוח בדרך", "13.1"),
        ("no_cancellation_request_log", "A-77: on 1.10 the customer asked to cancel", "A-77: no cancellation request received", "13.2"),
        ("no_cancellation_request_log", "A-77: הלקוחה ביקשה לבטל את המנוי", "A-77: לא התקבלה בקשת ביטול", "13.2"),
        ("no_return_received_record", "A-77 return received in the warehouse", "A-77 return not received", "13.6"),
        ("no_return_received_record", "A-77: ההחזרה התקבלה במחסן", "A-77: לא התקבלה החזרה", "13.6"),
        ("refund_record", "A-77: refund failed", "A-77: refund completed", "13.6"),
        ("refund_record", "A-77: הזיכוי נדחה", "A-77: הזיכוי בוצע", "13.6"),
        ("three_ds_authentication_record", "A-77 3DS status: N, ECI 07", "A-77 3DS status: Y, ECI 05", "10.4"),
        ("avs_match", "A-77 AVS: no match", "A-77 AVS: match", "10.4"),
        ("authorization_log", "A-77 declined", "A-77 approved 004512", "11.3"),
        ("authorization_log", "עסקה A-77 נדחתה", "עסקה A-77 אושרה", "11.3"),
        ("inspection_report", "A-77: defect found in the leg", "A-77: no defect found", "13.3"),
        ("inspection_report", "A-77: נמצא פגם ברגל", "A-77: לא נמצא פגם", "13.3"),
        ("subscription_agreement", "A-77 terms not accepted", "A-77 terms accepted", "13.2"),
        ("renewal_reminder", "A-77 renewal reminder bounced", "A-77 renewal reminder sent", "13.2"),
        ("payment_records_no_other_payment", "A-77 also paid in cash", "A-77 no other payment", "12.6.2"),
        ("pin_verification_log", "A-77 PIN bypassed", "A-77 PIN verified", "10.2"),
        ("return_inspection_report", "A-77 returned unused, original condition", "A-77 returned used and damaged", "13.6"),
    ],
)
def test_a_paper_that_says_the_opposite_is_junk_and_its_neighbour_is_not(kind: str, bad: str, good: str, code: str) -> None:
    opposite, lawful = build(code, paper(kind, bad)), build(code, paper(kind, good))

    assert [junk.reason.code for junk in opposite.junk] == ["junk.says_opposite"]
    assert state(opposite, kind) in ("missing", "not_applicable")
    assert lawful.junk == ()
    assert state(lawful, kind) == "present"


@pytest.mark.parametrize(
    ("text", "is_junk"),
    [
        ("Order B-99 delivered to Yossi", True),
        ("הזמנה מס' B-99 נמסרה ליוסי", True),
        ("Order A-77 delivered, replaces order B-99", False),
        ("Order 100200300 delivered", False),  # another kind of number: it may be the carrier's
        ("Delivered to the door", False),
        ("transaction A-78 delivered", True),
    ],
)
def test_a_paper_about_another_order_is_junk(text: str, is_junk: bool) -> None:
    timeline = build("13.1", paper("proof_of_delivery", text))

    assert [junk.reason.code for junk in timeline.junk] == (["junk.other_order"] if is_junk else [])


def test_without_a_number_of_our_own_nothing_is_called_another_order() -> None:
    timeline = build("13.1", paper("proof_of_delivery", "Order B-99 delivered"), transaction={"id": None})

    assert timeline.junk == ()


def test_a_receipt_of_another_sum_is_junk_unless_it_names_us() -> None:
    other = paper("transaction_receipt", "Receipt, total ILS 99.00")
    named = paper("transaction_receipt", "Receipt for dana@example.com, ILS 99.00 and ILS 1,151.00")

    assert [junk.reason.code for junk in build("13.1", other).junk] == ["junk.other_payment"]
    assert build("13.1", named).junk == ()


def test_the_same_file_twice_counts_once() -> None:
    first = paper("proof_of_delivery", "A-77 delivered", id="one", sha256="a")
    again = paper("proof_of_delivery", "A-77 delivered", id="two", sha256="a")
    retyped = paper("proof_of_delivery", "A-77   delivered", id="three", sha256="b")
    other_use = paper("signed_delivery_confirmation", "A-77 delivered", id="four", sha256="a")

    timeline = build("13.1", first, again, retyped, other_use)

    assert [(junk.exhibit, junk.reason.code) for junk in timeline.junk] == [("two", "junk.duplicate"), ("three", "junk.duplicate")]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"readable": Readable.EMPTY, "text": ""}, "junk.empty"),
        ({"readable": Readable.READ, "text": "  \n "}, "junk.empty"),
        ({"readable": Readable.UNREADABLE, "text": ""}, "junk.unreadable"),
        ({"lawful": Lawful.UNLAWFUL}, "junk.unlawful"),
        ({"media_type": "audio/mpeg"}, "junk.recording_unchecked"),
    ],
)
def test_what_cannot_be_used_is_reported(changes: dict[str, object], code: str) -> None:
    timeline = build("13.1", given.exhibit("proof_of_delivery", **changes))

    assert [junk.reason.code for junk in timeline.junk] == [code]
    assert timeline.exhibits == ()
    assert state(timeline, "proof_of_delivery") == "missing"


def test_a_lawful_recording_is_used() -> None:
    timeline = build("13.1", given.exhibit("call_recording", lawful=Lawful.LAWFUL, media_type="audio/mpeg"))

    assert timeline.junk == ()


@pytest.mark.parametrize(
    ("text", "asked", "is_junk"),
    [
        ("You may return goods within 14 days for a refund", "2026-10-15", True),
        ("You may return goods within 14 days for a refund", "2026-10-30", False),
        ("No refunds within 14 days", "2026-10-15", False),
        ("ניתן לקבל החזר תוך 14 ימים", "2026-10-15", True),
        ("ניתן לקבל החזר תוך 14 ימים", "2026-10-25", False),
        ("Refund at any time, no questions asked", "2026-10-30", True),
        ("ביטול והחזר בכל עת", "2026-10-30", True),
    ],
)
def test_a_policy_that_promises_what_is_refused_is_junk(text: str, asked: str, is_junk: bool) -> None:
    parts = (event("delivered", "2026-10-05", "", "courier"), event("cancellation_request", asked, "", "customer"))
    timeline = build("13.6", paper("refund_policy", text, day=date(2025, 1, 1)), *parts)

    assert [junk.reason.code for junk in timeline.junk] == (["junk.policy_promises_it"] if is_junk else [])


def test_every_kind_of_junk_is_said_in_both_languages() -> None:
    codes = [
        "empty",
        "unreadable",
        "duplicate",
        "other_order",
        "other_payment",
        "says_opposite",
        "policy_promises_it",
        "unlawful",
        "recording_unchecked",
    ]
    values = {"name": "a.pdf", "kind": "evidence:proof_of_delivery", "first": "b.pdf", "order": "B-99", "quote": "returned"}
    for code in codes:
        for language in Language:
            sentence = say(Reason(f"junk.{code}", values=values), language)
            assert sentence != f"junk.{code}"
            assert "{" not in sentence

"""Exhibits in a packet: their letters and names, their bodies, the frames, and the record that stands for them."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

import given
import given_packet as g
from yosher.evidence.model import Exhibit
from yosher.kernel.ids import OrgId, PersonId, RecordId
from yosher.kernel.money import Money
from yosher.kernel.words import Language
from yosher.packets.compose import compose
from yosher.packets.exhibits import NAME_CHARACTERS, letter_of, page_of, plain_value, record_bytes
from yosher.packets.facts import fact_of, values_in
from yosher.packets.fields import GENERIC, plain
from yosher.packets.marks import NO_MARKS
from yosher.packets.model import Chat, Fields, FileBody, Foreign, Note, Table
from yosher.packets.tables import MOST_COLUMNS, tables
from yosher.packets.values import shown_value
from yosher.people.model import Person, Role

EN, HE = Language.EN, Language.HE


def page(exhibit: Exhibit, language: Language = EN) -> Any:
    return page_of(exhibit, 0, language=language, marks=NO_MARKS)


@pytest.mark.parametrize(
    ("number", "english", "hebrew"),
    [(0, "A", "א׳"), (1, "B", "ב׳"), (21, "V", "ת׳"), (22, "W", "אא׳"), (25, "Z", "אד׳"), (26, "AA", "אה׳")],
)
def test_letters_go_on_after_the_alphabet(number: int, english: str, hebrew: str) -> None:
    assert letter_of(number, EN) == english
    assert letter_of(number, HE) == hebrew


@examples(st.integers(0, 2000), st.integers(0, 2000))
def test_no_two_exhibits_share_a_letter(one: int, other: int) -> None:
    for language in Language:
        assert (letter_of(one, language) == letter_of(other, language)) == (one == other)


@pytest.mark.parametrize(
    ("name", "member"),
    [
        ("Delivery Note.PDF", "01-proof-of-delivery.pdf"),
        ("תעודה.jpeg", "01-proof-of-delivery.jpeg"),
        ("no ending", "01-proof-of-delivery.bin"),
        ("a.p/../df", "01-proof-of-delivery.bin"),
        ("a.\u202efdp", "01-proof-of-delivery.bin"),
        ("a." + "x" * 50, "01-proof-of-delivery.bin"),
    ],
)
def test_a_members_name_is_ours_and_only_the_ending_is_the_files(name: str, member: str) -> None:
    assert page(given.exhibit("proof_of_delivery", name=name)).file == member


def test_a_long_kind_is_cut_to_what_forms_take() -> None:
    made = page(given.exhibit("transaction_certificate_or_cryptogram", name="a.jpeg"))
    assert len(made.file) <= NAME_CHARACTERS
    assert made.file.endswith(".jpeg")


def record(**rows: Any) -> Exhibit:
    pairs = tuple((f"evidence.row_{column}", value) for column, value in rows.items())
    return replace(given.exhibit("proof_of_delivery"), blob=None, sha256=None, rows=pairs, records=(RecordId("r-1"),))


def test_a_record_becomes_a_json_member_with_its_own_hash() -> None:
    made = page(record(id="s-1", delivered_at=datetime(2026, 5, 6, 14, 12, tzinfo=UTC), amount=Money(5, "ILS")))
    assert made.file == "01-proof-of-delivery.json"
    assert made.original is None
    assert made.sha256 == hashlib.sha256(record_bytes(made)).hexdigest()
    assert json.loads(record_bytes(made))["rows"] == [
        ["id", "s-1"],
        ["delivered_at", "2026-05-06T14:12:00+00:00"],
        ["amount", {"minor": 5, "currency": "ILS"}],
    ]


@pytest.mark.parametrize(
    ("value", "json_value"),
    [
        (2**53 - 1, 2**53 - 1),
        (2**53, "9007199254740992"),
        (float("nan"), "nan"),
        (float("-inf"), "-inf"),
        ("half \ud800 pair", "half ? pair"),
        (Money(2**60, "IRR"), {"minor": str(2**60), "currency": "IRR"}),
        (date(2026, 5, 6), "2026-05-06"),
    ],
)
def test_what_canonical_json_cannot_hold_is_written_as_text(value: Any, json_value: Any) -> None:
    assert plain_value(value) == json_value
    record_bytes(page(record(id=value)))


def test_a_file_in_another_language_says_that_it_is_not_translated() -> None:
    hebrew = given.exhibit("proof_of_delivery", text="נמסר ביום ראשון", media_type="text/plain", name="a.txt")
    notes = [[isinstance(block, Note) for block in page(hebrew, language).blocks] for language in (EN, HE)]
    assert notes == [[True, False], [False]]
    body = page(hebrew, EN).blocks[1]
    assert body.text == Foreign("נמסר ביום ראשון", HE)


def test_a_chat_in_another_language_says_so_too_and_a_record_of_figures_does_not() -> None:
    packet = compose(g.foreign_reader("en"), field_map=GENERIC)
    noted = {p.kind: any(isinstance(b, Note) for b in p.blocks) for p in packet.exhibits}
    assert noted == {"proof_of_delivery": False, "customer_communication": True, "order_confirmation": True}


@pytest.mark.parametrize(
    ("media_type", "how"),
    [("application/pdf", "pages"), ("image/jpeg", "picture"), ("text/plain", "text"), ("message/rfc822", "text"), ("text/csv", "text")],
)
def test_a_file_is_shown_by_what_it_is(media_type: str, how: str) -> None:
    blocks = page(given.exhibit("proof_of_delivery", media_type=media_type)).blocks
    assert [b.how for b in blocks if isinstance(b, FileBody)] == [how]


def test_the_description_of_a_file_is_said_to_be_the_business_own_and_harsh_words_stay_out() -> None:
    calm, harsh = (given.exhibit("proof_of_delivery", shows=words) for words in ("Signed at the door", "The liar signed it"))
    said = [plain(page(exhibit).shows, {}, EN) for exhibit in (calm, harsh)]
    assert said[0].endswith("Described by the business as: Signed at the door")
    assert "liar" not in said[1]


def test_a_very_long_description_is_cut_visibly_in_the_caption() -> None:
    made = page(given.exhibit("proof_of_delivery", shows="word " * 10_000))
    shown = plain(made.shows, {}, EN)
    assert len(shown) < 400
    assert shown.endswith("…")


def test_only_the_rows_that_the_letter_names_carry_a_frame() -> None:
    packet = compose(g.delivered(), field_map=GENERIC)
    delivery = next(p for p in packet.exhibits if p.kind == "proof_of_delivery")
    framed = {label: key for key, label, _ in next(b for b in delivery.blocks if isinstance(b, Fields)).rows if key}
    assert framed == {"Carrier": 1, "Tracking number": 1, "Shipped": 1, "Delivered": 1, "Address": 1, "Signed by": 1}
    sold = next(p for p in packet.exhibits if p.kind == "order_confirmation")
    framed = {label: key for key, label, _ in next(b for b in sold.blocks if isinstance(b, Fields)).rows if key}
    assert framed == {"Promised by": 4}


def test_the_message_that_the_letter_quotes_carries_a_frame() -> None:
    chat = [g.message(1, "2026-05-08T17:02", "in", "I received the desk yesterday."), g.message(2, "2026-05-08T17:09", "out", "Good.")]
    packet = compose(g.delivered(records_=[g.payment(), g.order(), g.shipment(), *chat]), field_map=GENERIC)
    body = next(b for p in packet.exhibits for b in p.blocks if isinstance(b, Chat))
    assert [key is not None for key in body.keys] == [True, False]
    assert [row[3] for row in body.rows] == [True, False]


def rows(count: int, **columns: Any) -> Exhibit:
    pairs = [
        (f"evidence.row_{c}", v[n] if isinstance(v, list) else v)
        for n in range(count)
        for c, v in columns.items()
        if not isinstance(v, list) or v[n] != ""
    ]
    return replace(record(), kind="access_activity_log", rows=tuple(pairs), records=tuple(RecordId(str(n)) for n in range(count)))


def test_what_is_equal_in_all_rows_stands_once_above_the_table() -> None:
    days = [date(2026, 5, d) for d in (1, 2, 3)]
    above, table = tables(rows(3, at=days, action=["login", "view", "login"], ip="192.0.2.1"), language=HE, marks=NO_MARKS)
    assert isinstance(above, Fields)
    assert [label for _, label, _ in above.rows] == ["כתובת IP"]
    assert isinstance(table, Table)
    assert len(table.rows) == 3
    assert [plain(cell, {}, HE) for cell in table.rows[0][1]] == ["1.5.2026", "כניסה לחשבון"]


def test_a_table_that_is_too_wide_is_set_row_by_row() -> None:
    wide = {f"c{n}": [f"{n}-{row}" for row in range(2)] for n in range(MOST_COLUMNS + 1)}
    blocks = tables(rows(2, **wide), language=EN, marks=NO_MARKS)
    assert [type(b) for b in blocks] == [Fields, Fields]


def test_rows_that_cannot_be_told_apart_are_listed_as_they_are() -> None:
    torn = rows(2, at=[date(2026, 5, 1), ""], action=["", "login"])
    (block,) = tables(torn, language=EN, marks=NO_MARKS)
    assert isinstance(block, Fields)
    assert len(block.rows) == 2


def test_several_rows_give_their_count_and_days_and_only_what_is_equal() -> None:
    log = rows(3, at=[date(2026, 5, d) for d in (3, 1, 2)], ip=["a", "a", "b"], device="d")
    assert values_in(log) == {"n": 3, "first": date(2026, 5, 1), "last": date(2026, 5, 3), "device": "d"}
    assert plain(fact_of("access_activity_log", log, EN).text, {}, EN) == "3 entries of use, 1 May 2026 to 3 May 2026"
    assert plain(fact_of("access_activity_log", log, HE).text, {}, HE) == "3 רישומי שימוש, 1.5.2026 עד 3.5.2026"


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        (
            {"delivered_at": date(2026, 5, 6), "address": "1 Oak St", "signed_by": "M. O."},
            "Delivered 6 May 2026 to 1 Oak St, signed by M. O.",
        ),
        ({"delivered_at": date(2026, 5, 6), "address": "1 Oak St"}, "Delivered 6 May 2026 to 1 Oak St"),
        ({"delivered_at": date(2026, 5, 6)}, "Delivered 6 May 2026"),
        ({"status": "delivered"}, "Proof of delivery"),
    ],
)
def test_a_sentence_says_as_much_as_the_record_holds(columns: dict[str, Any], sentence: str) -> None:
    exhibit = replace(record(**columns), day=None)
    assert plain(fact_of("proof_of_delivery", exhibit, EN).text, {}, EN) == sentence


@pytest.mark.parametrize(
    ("column", "value", "english", "hebrew"),
    [
        ("goods", "physical", "goods", "מוצר"),
        ("three_ds", "Y", "authenticated (Y)", "אומת (Y)"),
        ("direction", "in", "from the customer", "מהלקוחות"),
        ("status", "In Transit", "in transit", "בדרך"),
        ("status", "held_at_customs", "held_at_customs", "held_at_customs"),
    ],
)
def test_words_of_a_system_are_put_into_the_readers_language_and_unknown_ones_stay(
    column: str, value: str, english: str, hebrew: str
) -> None:
    assert shown_value(column, value, EN) == english
    assert shown_value(column, value, HE) == hebrew


@pytest.mark.parametrize(
    ("by", "english", "hebrew"),
    [
        (
            "owner",
            "Handed in for the business (owner) on 22 Nov 2026, kept unchanged.",
            "נמסר מטעם בית העסק (בעלים) ביום 22.11.2026 ונשמר ללא שינוי.",
        ),
        ("amy-1", "Handed in by Amy Brook on 22 Nov 2026, kept unchanged.", "נמסר בידי Amy Brook ביום 22.11.2026 ונשמר ללא שינוי."),
        ("bo-2", "Handed in for the business (analyst) on 22 Nov 2026, kept unchanged.", "נמסר מטעם בית העסק"),
        ("customer", "Handed in by the customer on 22 Nov 2026, kept unchanged.", "נמסר בידי הלקוח ביום 22.11.2026 ונשמר ללא שינוי."),
        ("Ruth Calloway", "Handed in by Ruth Calloway on 22 Nov 2026, kept unchanged.", "נמסר בידי Ruth Calloway"),
    ],
)
def test_who_handed_it_in_is_named_by_name_or_role_and_never_by_an_id(by: str, english: str, hebrew: str) -> None:
    people = [Person(PersonId("amy-1"), OrgId("o"), "Amy Brook", Role.ANALYST), Person(PersonId("bo-2"), OrgId("o"), "", Role.ANALYST)]
    paper = g.Files().exhibit("proof_of_delivery", "note.pdf", b"%PDF-1.7", captured_by=by)
    for language, words in ((EN, english), (HE, hebrew)):
        shown = page_of(paper, 0, language=language, marks=NO_MARKS, people=people)
        text = plain(shown.captured, {}, language)
        assert text.startswith(words)
        assert not {"owner on", "amy-1", "bo-2", "owner ביום"} & {
            word for word in ("owner on", "amy-1", "bo-2", "owner ביום") if word in text
        }

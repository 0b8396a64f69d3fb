"""The timeline: only what an exhibit shows, within a page, each row once, zones said."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

import given
import given_packet as g
from yosher.cases.model import CustomerRef, Transaction
from yosher.kernel.when import Certainty, Moment
from yosher.kernel.words import Language
from yosher.packets.compose import compose
from yosher.packets.fields import GENERIC, plain
from yosher.packets.identification import identification
from yosher.packets.model import Foreign, Packet, Timetable
from yosher.packets.timetable import MOST_ROWS, zone_sentence


def shown(packet: Packet) -> Timetable:
    return packet.timetable


def composed(language: str = "en", **changes: object) -> Timetable:
    return compose(g.delivered(language, **changes), field_map=GENERIC).timetable


def test_what_is_only_told_does_not_stand_there() -> None:
    told = given.fact("promise", "2026-04-30", text="We promised a free chair")
    texts = [plain(row.text, {}, Language.EN) for row in composed(facts=(told,)).rows]
    assert texts
    assert not any("free chair" in text for text in texts)


def test_each_element_is_framed_once_at_the_event_that_answers_it() -> None:
    rows = composed().rows
    framed = {row.element: plain(row.text, {}, Language.EN) for row in rows if row.element}
    assert framed == {
        1: "Delivered",  # also where it answers the second element: a row carries one number
        3: "Message received: Hi! The desk came on Wednesday, it looks great.",
        4: "Agreement made",
    }
    assert len([row for row in rows if row.element]) == len(framed)


CHATS = {
    "en": ("when does the desk come?", "soon", "ok, waiting", "It arrived yesterday, thanks"),
    "he": ("מתי מגיע השולחן?", "בקרוב", "בסדר", "השולחן הגיע אתמול, תודה"),
}


@pytest.mark.parametrize("language", ["en", "he"])
def test_the_frame_stands_at_the_message_that_page_one_quotes_not_at_the_first_of_the_chat(language: str) -> None:
    writers = (g.NAME[language], g.SHOP[language], g.NAME[language], g.NAME[language])
    text = "\n".join(
        f"[{day}.5.2026, 18:03:00] {who}: {words}" for day, who, words in zip((13, 14, 15, 16), writers, CHATS[language], strict=True)
    )
    file = g.Files().exhibit("customer_communication", "chat.txt", text.encode(), text=text)
    table = compose(g.delivered(language, records_=[], exhibits=(file,)), field_map=GENERIC).timetable
    framed = [(row.day.day, row.element) for row in table.rows if row.element]
    assert framed == [(16, 1)]


def test_a_long_timeline_keeps_the_framed_rows_the_first_and_the_last_and_counts_the_rest() -> None:
    table = composed(records_=[*g.records(), *g.chat(count=60)])
    assert len(table.rows) == MOST_ROWS
    assert {row.element for row in table.rows} >= {1, 3, 4}
    days = [row.day for row in table.rows]
    assert days == sorted(days)
    assert plain(table.left_out, {}, Language.EN).endswith("more events stand in the exhibits.")


def test_a_short_timeline_leaves_nothing_out() -> None:
    assert composed().left_out == ()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "business records (carrier named there: Cascade Freight)"),
        ("he", "רשומות בית העסק (המוביל הנקוב בהן: Galil Express)"),
    ],
)
def test_a_shipment_out_of_the_shops_own_export_is_its_own_record_that_names_a_carrier(language: str, words: str) -> None:
    rows = [row for row in composed(language).rows if row.element == 1]
    assert [(plain(row.source, {}, Language(language)), row.third) for row in rows] == [(words, False)]
    assert not any(row.third for row in composed(language).rows)


def test_a_carriers_paper_that_was_handed_in_is_a_third_partys() -> None:
    note = g.Files().exhibit("proof_of_delivery", "note.pdf", b"%PDF-1.7", day=date(2026, 5, 6))
    rows = composed(records_=[g.payment(), g.order()], exhibits=(note,)).rows
    assert [plain(row.source, {}, Language.EN) for row in rows if row.third] == ["carrier’s record"]


def test_harsh_words_of_the_business_are_left_out_of_the_row() -> None:
    rows = composed(records_=[*g.records(), g.message(50, "2026-05-10T10:00", "out", "You are a liar and a thief.")]).rows
    assert not any("liar" in plain(row.text, {}, Language.EN) for row in rows)


def test_words_in_another_language_are_marked_and_a_name_is_not() -> None:
    packet = compose(g.foreign_reader("en"), field_map=GENERIC)
    texts = [plain(row.text, {}, Language.EN) for row in packet.timetable.rows]
    assert any(text.endswith("(not translated)") for text in texts)
    assert any(isinstance(run, Foreign) and run.language is Language.HE for row in packet.timetable.rows for run in row.text)
    assert all(not plain(row.source, {}, Language.EN).endswith("(not translated)") for row in packet.timetable.rows)


def test_the_line_ends_with_the_denial_and_holds_at_most_four_dates() -> None:
    marks = composed().marks
    assert [mark.label for mark in marks] == ["Sale", "Shipped", "Delivered", "Denial"]
    assert [mark.key for mark in marks] == [False, False, True, False]


@pytest.mark.parametrize(
    ("moments", "sentence"),
    [
        (["2026-07-01T10:00"], "All times are local time in Asia/Jerusalem (UTC+03:00)."),
        (["2026-07-01T10:00", "2026-11-01T10:00"], "All times are local time in Asia/Jerusalem: UTC+03:00, and UTC+02:00 from 1 Nov 2026."),
        (["2026-01-01T10:00", "2026-07-01T10:00", "2026-11-01T10:00"], "All times are local time in Asia/Jerusalem, with its summer time."),
    ],
)  # fmt: skip
def test_the_zone_is_said_with_its_offset_and_the_change_of_the_clock(moments: list[str], sentence: str) -> None:
    home = g.organisation("he")
    at = [datetime.fromisoformat(text).replace(tzinfo=UTC).astimezone(ZoneInfo("Asia/Jerusalem")) for text in moments]
    assert plain(zone_sentence(at, home, Language.EN), {}, Language.EN) == sentence


def test_a_denial_of_unknown_day_has_no_place_on_the_line_of_time() -> None:
    """The day on which a form was typed in is not the day of the denial, neither on the line nor in the head of the letter."""
    no_day = {"happened": Moment(g.NOW, Certainty.UNKNOWN), "told_by": None}
    for it, is_there in ((g.delivered(), True), (g.delivered(denial_=no_day), False)):
        assert any(mark.label == "Denial" for mark in compose(it, field_map=GENERIC).timetable.marks) is is_there
        bare = replace(it.case.denial, transaction=Transaction(id="TX-9"), customer=CustomerRef())
        head = identification(replace(it, case=replace(it.case, denial=bare)))
        assert any(cell.label == "Denial dated" for cell in head) is is_there

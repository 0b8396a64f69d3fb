"""A business's own list of cases under way: what is read of each row, and what is refused with its line."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from given import NOW, organisation
from yosher.adapters.processors.csv import shapes, under_way
from yosher.adapters.processors.csv.under_way import TEMPLATE, heading_for, read_list, template, vocabulary, words
from yosher.cases.model import Says, State
from yosher.cases.under_way import STANDINGS, ListRead, UnderWay
from yosher.desk.ports import InboxContext
from yosher.kernel.money import Money
from yosher.kernel.words import Language

HEADER = "Dispute id,Order,Amount,State,Dispute date,Due by,Sent on,Decided on,Refunded,Recovered,Assigned to,Notes"
EACH = {
    "open": State.RECEIVED,
    "Sent": State.SENT,
    "נשלח מענה": State.SENT,
    "ממתין לבנק": State.SENT,
    "needs_response": State.RECEIVED,  # a processor's word that the table of any export knows
    "under review": State.UNDER_REVIEW,
    "WON": State.WON,
    "זכינו": State.WON,
    "זכייה חלקית": State.PARTLY_WON,
    "הפסדנו": State.LOST,
    "קיבלנו": State.ACCEPTED,
    "הוחזר": State.REFUNDED,
    "withdrawn": State.WITHDRAWN,
    "פג המועד": State.EXPIRED,
    "closed": State.CLOSED,
    "": State.RECEIVED,
}


def read(text: str | bytes, **org: Any) -> ListRead:
    body = text if isinstance(text, bytes) else text.encode()
    return read_list(body, context=InboxContext(organisation(**org), NOW, "list.csv"))


def row(cells: str, *, header: str = HEADER) -> UnderWay:
    found = read(f"{header}\n{cells}\n")
    assert found.refused == ()
    return found.rows[0]


def refused(cells: str, *, header: str = HEADER) -> list[tuple[str, int | None]]:
    found = read(f"{header}\n{cells}\n")
    assert found.rows == ()
    return [(one.code, one.row) for one in found.refused]


def test_a_row_is_read_cell_by_cell() -> None:
    found = row("D-1,A-1,300.00 ILS,sent,2026-10-15,2026-11-10,2026-11-08,,50,,dana,the customer called")
    assert (found.row, found.denial.ref, found.denial.transaction.order, found.denial.says) == (2, "D-1", "A-1", Says.OPENED)
    assert found.denial.amount == Money(30000, "ILS")
    assert found.denial.happened.at.date() == date(2026, 10, 15)
    assert found.denial.due.at is not None
    assert (found.stands, found.refunded, found.recovered) == (State.SENT, Money(5000, "ILS"), None)
    assert found.sent is not None
    assert found.sent.at.date() == date(2026, 11, 8)
    assert (found.assigned, found.note, found.denial.claim) == ("dana", "the customer called", "")  # notes are the business's own


@pytest.mark.parametrize(("word", "state"), EACH.items())
def test_a_state_is_known_by_its_word_in_either_language(word: str, state: State) -> None:
    found = row(
        f"D-1,A-1,300,{word},2026-10-15,,{'2026-11-08' if state is State.SENT else ''},,,{100 if state is State.PARTLY_WON else ''},,"
    )
    assert found.stands is state


def test_a_hebrew_list_as_a_hebrew_spreadsheet_saves_it() -> None:
    header = "מספר הכחשה;סכום הכחשה;מצב;תאריך הכחשה;נשלח בתאריך;תאריך הכרעה;סכום שהוחזר;מטפל;הערות"
    body = f"{header}\nD-1;1.250,50;זכינו;15.09.2026;01.10.2026;20.10.2026;-;נועה;שלוש שיחות\n".encode("cp1255")
    (found,) = read(body).rows
    assert (found.stands, found.denial.amount, found.refunded) == (State.WON, Money(125050, "ILS"), None)
    assert found.decided is not None
    assert found.decided.at.date() == date(2026, 10, 20)
    assert (found.assigned, found.note) == ("נועה", "שלוש שיחות")


def test_day_or_month_first_is_told_by_the_column() -> None:
    header = "Dispute id,Amount,State,Sent on"
    found = read(f"{header}\nD-1,10,sent,10/05/2026\nD-2,10,sent,10/25/2026\n").rows
    assert [one.sent.at.date() for one in found if one.sent] == [date(2026, 10, 5), date(2026, 10, 25)]


def test_an_unclear_day_refuses_its_row_and_no_other() -> None:
    header = "Dispute id,Amount,State,Sent on"
    found = read(f"{header}\nD-1,10,sent,10/25/2026\nD-2,10,sent,25/10/2026\nD-3,10,sent,05/06/2026\n")
    assert [one.row for one in found.rows] == [2, 3]
    assert [(one.code, one.row) for one in found.refused] == [("sheet.day_unclear", 4)]


def test_the_result_counts_before_the_state() -> None:
    assert row("D-1,10,closed,lost", header="Dispute id,Amount,State,Outcome").stands is State.LOST
    assert row("D-1,10,open,-", header="Dispute id,Amount,State,Outcome").stands is State.RECEIVED


def test_a_day_of_sending_beside_open_means_sent_and_that_is_said() -> None:
    found = row("D-1,A-1,300,open,2026-10-15,,2026-11-08,,,,,")
    assert found.stands is State.SENT
    assert "sheet.sent_though_open" in [remark.code for remark in found.remarks]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ("D-1,A-1,300,wobbling,2026-10-15,,,,,,,", "sheet.state_unknown"),
        ("D-1,A-1,300,sent,2026-10-15,,,,,,,", "sheet.sent_when"),
        ("D-1,A-1,300,sent,2026-10-15,,yes,,,,,", "sheet.day_unclear"),
        ("D-1,A-1,300,partly won,2026-10-15,,,,,,,", "sheet.recovered_how_much"),
        ("D-1,A-1,300,won,2026-10-15,,,,a bit,,,", "intake.amount_unreadable"),
        ("D-1,A-1,,won,2026-10-15,,,,,,,", "intake.amount_missing"),
    ],
)
def test_what_decides_and_cannot_be_read_refuses_the_row(cells: str, code: str) -> None:
    assert refused(cells) == [(code, 2)]


def test_unknown_states_and_headings_are_named_with_the_known_ones() -> None:
    found = read("Dispute id,Amount,State,Weather\nD-1,10,wobbling,rain\nD-2,10,won,sun\n")
    assert [one.row for one in found.rows] == [3]
    assert [one.code for one in found.notes[:3]] == ["sheet.columns_left", "sheet.columns_known", "sheet.states_known"]
    assert "Weather" in str(found.notes[0].values["columns"])
    assert ("Sent on" in str(found.notes[1].values["en"]), "תאריך שליחה" in str(found.notes[1].values["he"])) == (True, True)
    assert ("won" in str(found.notes[2].values["en"]), "זכינו" in str(found.notes[2].values["he"])) == (True, True)


def test_what_is_no_list_is_said_with_the_known_headings() -> None:
    found = read("a,b\n1,2\n")
    assert [one.code for one in found.refused] == ["sheet.no_header"]
    assert [one.code for one in found.notes] == ["sheet.columns_known"]


def test_a_list_that_is_too_long_is_refused_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(under_way, "ROWS_MOST", 1)
    found = read(f"{HEADER}\nD-1,A-1,1,open,,,,,,,,\nD-2,A-2,1,open,,,,,,,,\n")
    assert [one.code for one in found.refused] == ["sheet.too_many_rows"]
    assert found.rows == ()


@pytest.mark.parametrize("language", list(Language))
def test_the_sheet_to_fill_in_is_understood_when_it_comes_back(language: Language) -> None:
    headings = template(language).decode("utf-8-sig").strip().split(",")
    filled = dict.fromkeys(headings, "") | {
        heading_for(name, language): cell
        for name, cell in {"dispute": "D-1", "amount": "10", "status": "sent", "sent": "2026-11-08", "note": "hello"}.items()
    }
    found = read(template(language) + ",".join(filled.values()).encode())
    assert (found.refused, found.notes) == ((), ())
    assert [(one.stands, one.note) for one in found.rows] == [(State.SENT, "hello")]
    assert len(headings) == len(TEMPLATE)


def test_each_state_has_words_in_both_languages_and_no_word_means_two_states() -> None:
    states, columns = vocabulary()
    assert set(states) == set(STANDINGS)
    assert all(said[language] for said in (*states.values(), *columns.values()) for language in Language)
    assert len(words()) == len(shapes.table("standings"))
    headings = [line["header"] for line in shapes.table("under_way")]
    assert len(set(headings)) == len(headings)


def test_a_heading_of_a_list_is_in_its_plain_form() -> None:
    assert all(line["header"] == under_way.plain(line["header"]) for line in shapes.table("under_way"))


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([state for state in STANDINGS if state is not State.PARTLY_WON]),
    st.sampled_from(list(Language)),
    st.integers(1, 10**9),
    st.dates(date(2026, 8, 1), date(2026, 11, 20)),
    st.integers(0, 10**9),
)
def test_what_is_written_into_the_sheet_is_what_is_read(state: State, language: Language, minor: int, day: date, given: int) -> None:
    word = vocabulary()[0][state][language][-1]
    cells = {"dispute": "D-1", "amount": f"{minor / 100:.2f}", "currency": "ILS", "happened": f"{day:%d/%m/%Y}", "status": word}
    cells |= {"sent": day.isoformat() if state is State.SENT else "", "refunded": f"{given / 100:.2f}"}
    body = template(language) + ",".join(cells.get(name, "") for name in TEMPLATE).encode()
    (found,) = read(body).rows
    assert (found.stands, found.denial.amount) == (state, Money(minor, "ILS"))
    assert found.refunded == (Money(given, "ILS") if given else None)


def test_a_minus_before_the_sum_is_left_out_and_that_is_said() -> None:
    """Row by row, in the column of the denial and beside it: nobody tells what a minus means in a list of cases."""
    lines = ("D-1,A-1,-55.00,open", "D-2,A-2,(40.00),open")
    first, second = read("\n".join(("Dispute id,Order,Amount,State", *lines))).rows
    assert (first.denial.amount, second.denial.amount) == (Money(5500, "ILS"), Money(4000, "ILS"))
    assert all([remark.code for remark in one.remarks].count("sheet.minus_left_out") == 1 for one in (first, second))
    mixed = read("\n".join(("Dispute id,Order,Amount,State", "D-1,A-1,-55.00,open", "D-2,A-2,40.00,open"))).rows
    assert ["sheet.minus_left_out" in [remark.code for remark in row.remarks] for row in mixed] == [True, False]
    beside = row("D-1,A-1,300,partly won,2026-10-15,,,,-10,-20,,")
    said = [remark.values for remark in beside.remarks if remark.code == "sheet.minus_in_column"]
    assert [(one["column"], one["amount"]) for one in said] == [("refunded", Money(1000, "ILS")), ("recovered", Money(2000, "ILS"))]


@pytest.mark.parametrize("day", ["0001-01-01", "1492-10-12", "9999-12-31"])
def test_a_day_of_another_age_is_no_date(day: str) -> None:
    assert refused(f"D-1,A-1,300,sent,2026-10-15,,{day},,,,,") == [("sheet.day_unclear", 2)]
    found = row(f"D-1,A-1,300,open,{day},{day},,,,,,")
    assert {"sheet.date_unreadable", "sheet.due_unreadable"} <= {remark.code for remark in found.remarks}
    assert found.denial.due.at is None

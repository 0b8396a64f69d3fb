"""Chats and mails that are handed in: the customer's own words count as theirs, by whoever can be told to have written them."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given as each
from hypothesis import strategies as st

import given
from evidence.scenes import build
from yosher.evidence.conversation import MOST_MESSAGES, chat_in
from yosher.evidence.model import Origin, Readable, Timeline
from yosher.kernel.when import Certainty, Moment
from yosher.kernel.words import EventKind, Language
from yosher.phrases.say import say

JERUSALEM = ZoneInfo("Asia/Jerusalem")
AT = datetime(2026, 10, 7, 14, 5, tzinfo=JERUSALEM)
ARRIVED = "[7.10.2026, 14:05:00] Dana Levi: Hi, it has arrived, thank you!\n[7.10.2026, 14:07:00] Oak & Olive: Enjoy it\n"


def chat(text: str, **changes: Any) -> Any:
    return given.exhibit("customer_communication", **({"name": "chat.txt", "text": text, "id": "x-chat"} | changes))


def mail(text: str, **changes: Any) -> Any:
    return chat(text, **({"media_type": "message/rfc822", "name": "mail.eml"} | changes))


def messages(timeline: Timeline) -> list[tuple[EventKind, str]]:
    return [(fact.kind, fact.text) for fact in timeline.entries if fact.id.startswith("exhibit:x-chat:message")]


def checks(timeline: Timeline) -> set[str]:
    return {one.check for one in timeline.contradictions}


def remarks(timeline: Timeline) -> list[str]:
    return [reason.code for reason in timeline.remarks]


@pytest.mark.parametrize(
    "line",
    [
        "[7.10.2026, 14:05:00] Dana: Hi",
        "[2026-10-07, 2:05:00 p.m.] ~ Dana: Hi",
        "\u200e[07/10/2026, 14:05:00] Dana: Hi\n[13/10/2026, 14:05:00] Us: Hi",
        "10/7/26, 2:05\u202fPM - Dana: Hi\n10/13/26, 2:05\u202fPM - Us: Hi",
        "07/10/2026, 14:05 - Messages are end-to-end encrypted.\n07/10/2026, 14:05 - Dana: Hi\n31/10/2026 14:05 - Us: Hi",
        "2026/10/7 14:05 - Dana: Hi",
    ],
)
def test_the_ways_in_which_phones_write_a_chat(line: str) -> None:
    first = chat_in(line, JERUSALEM)[0]
    assert (first.writer, first.moment, first.text) == ("Dana", Moment(AT), "Hi")


def test_a_message_of_several_lines_is_one() -> None:
    said = chat_in("[7.10.2026, 14:05:00] Dana: one\ntwo\n\nthree\n[7.10.2026, 14:06:00] Us: four", JERUSALEM)
    assert [one.text for one in said] == ["one\ntwo\n\nthree", "four"]


def test_dates_that_would_go_back_in_time_are_read_the_other_way() -> None:
    said = chat_in("05/10/2026, 14:05 - Dana: a\n01/11/2026, 10:00 - Us: b", JERUSALEM)
    assert [one.moment.at.date().isoformat() for one in said if one.moment] == ["2026-10-05", "2026-11-01"]


@pytest.mark.parametrize("text", ["", "Hello\n[7.10.2026, 14:05:00] Dana: Hi", "a,b\n1,2\n", "7.10.2026 the table came"])
def test_what_begins_otherwise_is_no_chat(text: str) -> None:
    assert chat_in(text, JERUSALEM) == ()


def test_of_a_chat_without_end_only_so_much_is_read() -> None:
    assert len(chat_in("[7.10.2026, 14:05:00] Dana: Hi\n" * (MOST_MESSAGES + 5), JERUSALEM)) == MOST_MESSAGES


@each(st.text(max_size=200))
def test_any_text_is_read_without_a_fall(text: str) -> None:
    for said in (chat_in(text, JERUSALEM), chat_in(f"[7.10.2026, 14:05:00] Dana: {text}", JERUSALEM)):
        assert all(one.text for one in said)


def test_the_customers_own_words_in_a_chat_break_the_claim_and_its_absence_does_not() -> None:
    with_chat, without = build("13.1", chat(ARRIVED)), build("13.1", chat("a note that we wrote"))
    assert "customer_confirmed_receipt" in checks(with_chat)
    assert "customer_confirmed_receipt" not in checks(without)
    assert messages(with_chat) == [
        (EventKind.MESSAGE_IN, "Hi, it has arrived, thank you!"),
        (EventKind.MESSAGE_OUT, "Enjoy it"),
    ]


@pytest.mark.parametrize(
    ("text", "confirms"),
    [
        ("השולחן הגיע!", True),
        ("the dining table came, thanks", True),
        ("It has arrived", True),
        ("has it arrived?", False),
        ("השולחן לא הגיע", False),
        ("מתי השולחן הגיע", False),
        ("the table never came", False),
        ("the table arrived broken", False),
        ("the chair came", False),
        ("hope the table has arrived", False),
    ],
)
def test_receipt_is_confirmed_in_words_about_the_goods(text: str, *, confirms: bool) -> None:
    goods = {"description": "שולחן אוכל, dining table"}
    timeline = build("13.1", chat(f"[7.10.2026, 14:05:00] Dana Levi: {text}\n"), goods=goods)
    assert ("customer_confirmed_receipt" in checks(timeline)) is confirms


def test_the_same_words_from_us_prove_nothing() -> None:
    turned = "[7.10.2026, 14:05:00] Oak & Olive: the table has arrived, thank you!\n[7.10.2026, 14:07:00] Dana Levi: ?\n"
    assert "customer_confirmed_receipt" not in checks(build("13.1", chat(turned)))


def test_who_takes_it_back_later_in_the_chat_is_heard() -> None:
    back = ARRIVED + "[7.10.2026, 15:00:00] Dana Levi: sorry, I mixed it up, I never received the table\n"
    assert "customer_confirmed_receipt" not in checks(build("13.1", chat(back)))


@pytest.mark.parametrize(
    ("writer", "customer"),
    [
        ("Dana Levi", {}),
        ("Dana", {}),
        ("Dana Levi (table)", {}),
        ("+972 50-123-4567", {"name": None, "phone": "050-1234567"}),
        ("dana@example.com", {"name": None}),
    ],
)
def test_the_customer_is_known_by_name_phone_or_address(writer: str, customer: dict[str, Any]) -> None:
    text = f"[7.10.2026, 14:05:00] {writer}: it has arrived\n[7.10.2026, 14:07:00] Shop phone: Enjoy\n"
    kinds = [kind for kind, _ in messages(build("13.1", chat(text), customer=customer))]
    assert kinds == [EventKind.MESSAGE_IN, EventKind.MESSAGE_OUT]


def test_of_two_whoever_is_not_the_business_is_the_customer() -> None:
    text = "[7.10.2026, 14:05:00] D.: it has arrived\n[7.10.2026, 14:07:00] Oak & Olive: Enjoy\n"
    assert [kind for kind, _ in messages(build("13.1", chat(text)))] == [EventKind.MESSAGE_IN, EventKind.MESSAGE_OUT]


def test_where_nobody_is_known_nothing_is_taken_and_a_person_is_asked() -> None:
    timeline = build("13.1", chat("[7.10.2026, 14:05:00] A: it has arrived\n[7.10.2026, 14:07:00] B: ok\n"))
    assert messages(timeline) == []
    assert remarks(timeline) == ["evidence.chat_writers_unknown"]
    assert all("A, B" in say(reason, language) for reason in timeline.remarks for language in Language)


def test_in_a_group_only_who_is_known_is_heard() -> None:
    text = "[7.10.2026, 14:05:00] Dana Levi: hi\n[7.10.2026, 14:06:00] Courier: hello\n[7.10.2026, 14:07:00] Oak & Olive: hey\n"
    assert [text for _, text in messages(build("13.1", chat(text)))] == ["hi", "hey"]


def test_dates_that_can_be_read_in_two_ways_are_not_read() -> None:
    timeline = build("13.1", chat("05/10/2026, 14:05 - Dana Levi: it has arrived\n05/10/2026, 14:06 - Oak & Olive: ok\n"))
    assert messages(timeline) == []
    assert remarks(timeline) == ["evidence.chat_dates_unclear"]


def test_a_message_that_a_record_has_already_is_not_repeated() -> None:
    row = given.record("messages", "2026-10-07T11:05", id="m1", customer="c-12", direction="in", text="Hi, it has arrived, thank you!")
    assert messages(build("13.1", chat(ARRIVED), row)) == [(EventKind.MESSAGE_OUT, "Enjoy it")]


@pytest.mark.parametrize("readable", [Readable.UNREAD, Readable.DESCRIBED])
def test_a_file_that_was_not_read_says_nothing(readable: Readable) -> None:
    assert messages(build("13.1", chat(ARRIVED, readable=readable))) == []


MAIL = "From: Dana Levi <dana@example.com>\nTo: shop@oak.example\nDate: Wed, 07 Oct 2026 14:05:00 +0300\nSubject: table\n\n"


def test_a_mail_of_the_customer_is_theirs_without_what_it_quotes() -> None:
    body = "It has arrived, thanks!\n\nOn Tue, 6 Oct 2026 at 10:00, Oak <shop@oak.example> wrote:\n> we never shipped it\n"
    timeline = build("13.1", mail(MAIL + body))
    assert messages(timeline) == [(EventKind.MESSAGE_IN, "It has arrived, thanks!")]
    (fact,) = [fact for fact in timeline.entries if fact.kind is EventKind.MESSAGE_IN]
    assert fact.moment is not None
    assert fact.moment.at == AT
    assert fact.origin is Origin.CUSTOMER
    assert "customer_confirmed_receipt" in checks(timeline)


def test_a_mail_to_the_customer_is_ours_and_one_between_others_is_nobodys() -> None:
    ours = "From: Oak <shop@oak.example>\nTo: Dana <dana@example.com>, x@y.z\nDate: Wed, 07 Oct 2026 14:05:00 +0300\n\nit has arrived"
    others = ours.replace("dana@example.com", "d@else.example").replace("Dana", "Ron")
    assert [kind for kind, _ in messages(build("13.1", mail(ours)))] == [EventKind.MESSAGE_OUT]
    assert messages(build("13.1", mail(others))) == []
    assert remarks(build("13.1", mail(others))) == ["evidence.chat_writers_unknown"]


@pytest.mark.parametrize("date", ["", "Date: yesterday\n"])
def test_a_mail_without_a_date_is_no_message(date: str) -> None:
    assert messages(build("13.1", mail(f"From: Dana Levi <dana@example.com>\n{date}\nit has arrived"))) == []


def test_a_mails_date_without_a_zone_is_about() -> None:
    text = MAIL.replace(" +0300", "") + "it has arrived"
    (fact,) = [fact for fact in build("13.1", mail(text)).entries if fact.kind is EventKind.MESSAGE_IN]
    assert fact.moment is not None
    assert fact.moment.certainty is Certainty.ABOUT
    assert fact.moment.at.astimezone(UTC).date().isoformat() == "2026-10-07"

"""The clock: a stated date stands; without one never later than the shortest window; what is unknown is assumed and said."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from given import NOW, at, denial, organisation
from yosher.cases.model import Denial, Due, Says, StatedDue, ToldBy
from yosher.deadlines.clock import clock_for
from yosher.deadlines.ends import ends_first
from yosher.deadlines.model import Basis, Clock
from yosher.deadlines.settings import CUT_OFF_HOURS, SETTINGS, days_before, hours
from yosher.kernel.ids import RuleId
from yosher.kernel.reason import Reason
from yosher.kernel.when import BusinessDays, CalendarDays, end_of_day
from yosher.kernel.words import Confidence, Language, Network, Phase
from yosher.phrases.say import say
from yosher.rulebook.law import legal
from yosher.rulebook.lookup import rule_for
from yosher.rulebook.model import Source, Window
from yosher.rulebook.windows import hours_of, windows_for

RECEIVED = date(2026, 11, 20)
JERUSALEM = ZoneInfo("Asia/Jerusalem")


def clock(message: Denial, *, now: datetime = NOW, **org: Any) -> Clock:
    rule = rule_for(message.network, message.code)
    windows = windows_for(rule, processor=message.processor, phase=message.phase, place=message.place)
    return clock_for(message, rule, now=now, organisation=organisation(**org), windows=windows, assumed=legal("IL", "answer_days_default"))


def window(name: str, length: CalendarDays | BusinessDays | int | None) -> Window:
    """A window of days, or of hours where the length is a bare number."""
    source = Source("test", Confidence.HIGH, date(2026, 11, 22))
    of_hours = length if isinstance(length, int) else None
    return Window(RuleId(name), None, None, None, None, source, None if isinstance(length, int) else length, of_hours)


def told(**changes: Any) -> Denial:
    return denial(**({"told_by": ToldBy("acquirer", "First Bank", "letter", RECEIVED)} | changes))


def codes(found: Clock) -> list[str]:
    return [reason.code for reason in (*found.because, *found.first_steps)]


def test_a_letters_date_stands_until_the_end_of_its_day_in_the_organisations_zone() -> None:
    stated = StatedDue(Due.LETTER, end_of_day(date(2026, 12, 12), JERUSALEM), day_only=True)
    found = clock(told(due=stated, place="IL"))
    assert found.basis is Basis.LETTER
    assert found.due is not None
    assert found.due.isoformat() == "2026-12-12T23:59:59+02:00"


def test_a_processors_date_stands_even_when_the_rulebook_knows_a_shorter_window_which_is_named() -> None:
    stated = StatedDue(Due.PROCESSOR, datetime(2026, 12, 30, 12, tzinfo=UTC))
    found = clock(told(due=stated, processor="adyen", place="DE"))
    assert found.basis is Basis.PROCESSOR
    assert found.due == datetime(2026, 12, 30, 12, tzinfo=UTC)
    assert "deadlines.rulebook_is_shorter" in codes(found)


def test_a_window_that_is_not_shorter_than_the_stated_date_is_not_named() -> None:
    # 18 days at Adyen from 20 November end on 8 December at 23:59:59 in Jerusalem, which is 21:59:59 UTC
    last = datetime(2026, 12, 8, 21, 59, 59, tzinfo=UTC)
    for stated, named in ((last, False), (last + timedelta(seconds=1), True)):
        found = clock(told(due=StatedDue(Due.PROCESSOR, stated), processor="adyen", place="DE"))
        assert ("deadlines.rulebook_is_shorter" in codes(found)) is named


def test_a_denial_without_a_code_names_the_shorter_window_by_its_network() -> None:
    stated = StatedDue(Due.PROCESSOR, datetime(2027, 3, 30, tzinfo=UTC))
    assert "deadlines.a_window_is_shorter" in codes(clock(told(due=stated, code=None, place="DE")))


@pytest.mark.parametrize(
    ("changes", "due"),
    [
        ({"place": "US"}, date(2026, 12, 8)),  # unknown processor: 18 days, the shortest seen for 13.1
        ({"place": "GB", "processor": "worldpay"}, date(2026, 12, 20)),  # the scheme's 30 days
        ({"place": "IN", "processor": "cashfree"}, date(2026, 11, 23)),
        ({"place": "US", "processor": "stripe"}, date(2026, 11, 27)),
        ({"place": "US", "network": Network.AMEX, "code": "C08"}, date(2026, 11, 30)),
        ({"place": "US", "phase": Phase.PRE_ARBITRATION, "processor": "xendit"}, date(2026, 11, 27)),
    ],
)
def test_without_a_stated_date_the_shortest_window_counts_from_the_day_we_were_told(changes: dict[str, Any], due: date) -> None:
    found = clock(told(**changes), zone="UTC")
    assert found.basis is Basis.RULEBOOK
    assert found.due is not None
    assert found.due.date() == due
    assert found.rule is not None


@pytest.mark.parametrize(
    "changes",
    [
        {"place": "IL"},
        {"place": "IL", "processor": "payme"},
        {"told_by": ToldBy("acquirer", "ישראכרט", "letter", RECEIVED)},
        {"network": Network.OTHER, "code": None, "place": "FR"},
        {"processor": "payme"},
        {"told_by": ToldBy("processor", "Grow", "mail", RECEIVED)},
        {"told_by": ToldBy("acquirer", "כאל - כרטיסי אשראי לישראל בע״מ", "letter", RECEIVED)},
        {"told_by": ToldBy("issuer", "Isracard Ltd.", "letter", RECEIVED)},
        {"told_by": ToldBy("acquirer", "", "letter", RECEIVED)},  # of a business in Israel, whose acquirer is Israeli too
    ],
)
def test_in_israel_or_when_nothing_is_known_seven_days_are_assumed_and_asking_is_the_first_step(changes: dict[str, Any]) -> None:
    found = clock(told(**changes))
    assert found.basis is Basis.ASSUMED
    assert found.due is not None
    assert found.due.date() == date(2026, 11, 27)
    assert found.first_steps[0].code in ("deadlines.ask_today", "deadlines.ask_acquirer_today")


@pytest.mark.parametrize(
    "changes",
    [
        {"place": "US", "told_by": ToldBy("acquirer", "ישראכרט", "letter", RECEIVED)},  # the place decides where it is told
        {"processor": "stripe"},
        {"told_by": ToldBy("issuer", "Maxima Bank", "letter", RECEIVED)},  # `max` only as a whole word
        {"told_by": None},
    ],
)
def test_elsewhere_the_windows_of_the_rulebook_count(changes: dict[str, Any]) -> None:
    assert clock(told(**changes)).basis is Basis.RULEBOOK


def test_an_acquirer_of_a_business_abroad_is_not_taken_for_an_israeli_one() -> None:
    assert clock(told(), country="DE").basis is Basis.RULEBOOK


def test_in_israel_a_shorter_window_wins_and_the_reasons_say_which() -> None:
    found = clock(told(place="IL", network=Network.KLARNA, code=None))
    assert found.basis is Basis.ASSUMED
    assert found.due == datetime(2026, 11, 24, tzinfo=JERUSALEM)  # 96 hours from midnight
    assert [reason.code for reason in found.because] == ["deadlines.assumed", "deadlines.window_ends_sooner"]
    assert found.rule == found.because[1].rule
    assert found.days is None
    assert found.first_steps[0].code == "deadlines.ask_today"


@pytest.mark.parametrize("says", [Says.FRAUD_REPORT, Says.PREVENTED, Says.WON, Says.LOST, Says.WITHDRAWN, Says.CLOSED, Says.EXPIRED])
def test_what_informs_or_is_over_has_no_clock(says: Says) -> None:
    found = clock(told(says=says, place="US"))
    assert (found.basis, found.due, codes(found)) == (Basis.NONE, None, ["deadlines.no_answer_due"])


def test_a_date_that_ran_out_is_still_shown_where_it_is_stated() -> None:
    found = clock(told(says=Says.EXPIRED, due=StatedDue(Due.PROCESSOR, NOW - timedelta(days=1))))
    assert found.overdue


def test_no_answer_possible_is_a_state_of_its_own() -> None:
    found = clock(told(due=StatedDue(Due.NO_ANSWER_POSSIBLE)))
    assert (found.basis, found.due, found.emergency, found.reminders) == (Basis.NONE, None, False, ())


@pytest.mark.parametrize(
    ("hours", "settings", "emergency", "overdue"),
    [
        (23, {}, True, False),
        (25, {}, False, False),
        (25, {"emergency_hours": "48"}, True, False),
        (-1, {}, False, True),
        (23, {"emergency_hours": "x"}, True, False),
    ],
)
def test_an_emergency_is_less_than_a_day_or_what_the_owner_set(
    hours: int, settings: dict[str, str], emergency: bool, overdue: bool
) -> None:
    stated = StatedDue(Due.PROCESSOR, NOW + timedelta(hours=hours))
    found = clock(told(due=stated), settings=settings)
    assert (found.emergency, found.overdue) == (emergency, overdue)
    assert ("deadlines.emergency" in codes(found), "deadlines.overdue" in codes(found)) == (emergency, overdue)


def test_reminders_are_rows_before_the_date_and_none_is_in_the_past() -> None:
    stated = StatedDue(Due.PROCESSOR, NOW + timedelta(days=5))
    found = clock(told(due=stated))
    assert [row.code for row in found.reminders] == [
        "deadlines.reminder_days",
        "deadlines.reminder_cut_off",
        "deadlines.reminder_days",
        "deadlines.reminder_due",
    ]
    assert all(row.at > NOW for row in found.reminders)


@pytest.mark.parametrize(
    ("zone", "received"),
    [
        ("Asia/Jerusalem", date(2026, 10, 24)),  # clocks go back in the night to the 25th
        ("Asia/Jerusalem", date(2026, 3, 26)),  # and forward on the 27th
        ("America/New_York", date(2026, 10, 31)),
        ("America/New_York", date(2026, 3, 7)),
    ],
)
def test_hours_are_hours_also_over_a_change_of_clocks(zone: str, received: date) -> None:
    message = told(place="US", network=Network.KLARNA, code=None, told_by=ToldBy("processor", "Klarna", "mail", received))
    found = clock(message, zone=zone, now=datetime(2026, 2, 1, tzinfo=UTC))
    assert found.due is not None
    assert found.counted_from is not None
    assert found.due.timestamp() - found.counted_from.timestamp() == 96 * 3600
    assert found.because[0].code == "deadlines.from_rulebook_hours"


@pytest.mark.parametrize(("stated", "local"), [("2026-10-25T12:00", "14:00"), ("2026-03-27T12:00", "15:00")])
def test_the_cut_off_is_so_many_real_hours_before_and_the_day_before_keeps_its_hour(stated: str, local: str) -> None:
    due = datetime.fromisoformat(stated).replace(tzinfo=UTC)
    found = clock(told(due=StatedDue(Due.PROCESSOR, due)), now=datetime(2026, 2, 1, tzinfo=UTC))
    assert found.cut_off is not None
    assert due - found.cut_off.astimezone(UTC) == timedelta(hours=24)
    day_before = next(row for row in reversed(found.reminders) if row.code == "deadlines.reminder_days")
    assert f"{day_before.at:%H:%M}" == local
    assert found.due is not None
    assert f"{found.due:%H:%M}" == local


def test_an_emergency_counts_real_hours_in_the_night_that_has_one_more() -> None:
    due = datetime(2026, 10, 25, 12, tzinfo=JERUSALEM)
    now = datetime(2026, 10, 24, 12, tzinfo=JERUSALEM)  # 25 hours before, though the wall clock says 24
    assert not clock(told(due=StatedDue(Due.PROCESSOR, due)), now=now + timedelta(minutes=30)).emergency
    assert clock(told(due=StatedDue(Due.PROCESSOR, due)), now=now + timedelta(hours=2)).emergency


@pytest.mark.parametrize("zone", ["Asia/Jerusalem", "America/New_York", "Pacific/Auckland"])
@pytest.mark.parametrize("start", [date(2026, 3, 20), date(2026, 10, 20), date(2026, 2, 27)])
def test_a_day_ends_at_its_last_second_also_over_a_change_of_clocks(zone: str, start: date) -> None:
    found = clock(told(place="US", told_by=ToldBy("acquirer", "", "letter", start)), zone=zone, now=datetime(2026, 2, 1, tzinfo=UTC))
    assert found.due is not None
    assert (found.due.hour, found.due.minute, found.due.second) == (23, 59, 59)
    assert found.due.date() == start + timedelta(days=18)


@given(
    st.sampled_from([Network.VISA, Network.MASTERCARD, Network.AMEX, Network.DISCOVER, Network.KLARNA, Network.PAYPAL, Network.OTHER]),
    st.sampled_from(["13.1", "10.4", "4853", "C08", "RM", "nonsense", None]),
    st.sampled_from([None, "stripe", "adyen", "checkout", "cashfree", "nobody"]),
    st.sampled_from(list(Phase)),
    st.sampled_from([None, "IL", "IN", "US", "US-CA"]),
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
)
def test_never_later_than_any_window_that_applies(
    network: Network, code: str | None, processor: str | None, phase: Phase, place: str | None, start: date
) -> None:
    message = told(
        network=network, code=code, processor=processor, phase=phase, place=place, told_by=ToldBy("acquirer", "", "letter", start)
    )
    found = clock(message, now=datetime(2026, 1, 1, tzinfo=UTC))
    assert found.due is not None
    assert found.basis in (Basis.RULEBOOK, Basis.ASSUMED)
    for window in windows_for(rule_for(network, code), processor=processor, phase=phase, place=place):
        latest = end_of_day(start + timedelta(days=-(-(hours_of(window) or 0) // 24)), JERUSALEM)
        assert found.due <= latest


def test_the_earlier_of_two_known_days_starts_the_count() -> None:
    message = denial(place="US", happened=at("2026-11-10"), received_at=datetime(2026, 11, 20, tzinfo=UTC))
    found = clock(message, zone="UTC")
    assert found.counted_from is not None
    assert found.counted_from.date() == date(2026, 11, 10)


def test_a_letter_that_came_after_the_message_does_not_move_the_start() -> None:
    later = ToldBy("acquirer", "First Bank", "letter", date(2026, 11, 21))
    found = clock(denial(place="US", told_by=later, received_at=datetime(2026, 11, 12, 8, tzinfo=UTC)), zone="UTC")
    assert found.counted_from is not None
    assert found.counted_from.date() == date(2026, 11, 12)


def test_the_window_that_ends_first_counts_not_the_one_with_the_smallest_number() -> None:
    by_business_days, by_days = window("a", BusinessDays(5, "US-office")), window("b", CalendarDays(6))
    start = datetime(2026, 11, 20, tzinfo=JERUSALEM)  # a Friday
    first = ends_first((by_business_days, by_days, window("c", None)), start, JERUSALEM)
    assert first is not None
    assert (first.window.id, first.at.date()) == ("b", date(2026, 11, 26))


def test_a_window_in_business_days_says_so() -> None:
    only = window("a", BusinessDays(2, "US-office"))
    message = told(place="US")
    rule = rule_for(message.network, message.code)
    assumed = legal("IL", "answer_days_default")
    found = clock_for(message, rule, now=NOW, organisation=organisation(), windows=(only,), assumed=assumed)
    assert "2 business days" in say(found.because[0], Language.EN)
    assert "שני ימי עסקים" in say(found.because[0], Language.HE)
    assert found.days == BusinessDays(2, "US-office")


LENGTHS = st.one_of(
    st.builds(CalendarDays, st.integers(1, 60)),
    st.builds(BusinessDays, st.integers(1, 30), st.sampled_from(["US-office", "IL-office", "IL-bank"])),
    st.integers(1, 400),
)
SOME_WINDOWS = st.lists(LENGTHS, min_size=1, max_size=4).map(lambda found: tuple(window(str(n), length) for n, length in enumerate(found)))


@given(SOME_WINDOWS, LENGTHS, st.dates(date(2026, 1, 1), date(2026, 11, 20)), st.sampled_from(["Asia/Jerusalem", "America/New_York"]))
def test_more_windows_never_end_later_and_none_ends_before_the_first(
    windows: tuple[Window, ...], length: CalendarDays | BusinessDays | int, day: date, zone: str
) -> None:
    start = datetime.combine(day, time(0), ZoneInfo(zone))
    first = ends_first(windows, start, ZoneInfo(zone))
    with_one_more = ends_first((*windows, window("more", length)), start, ZoneInfo(zone))
    assert first is not None
    assert with_one_more is not None
    assert with_one_more.at <= first.at
    alone = [ends_first((one,), start, ZoneInfo(zone)) for one in windows]
    assert first.at == min(end.at for end in alone if end)


@given(SOME_WINDOWS, st.dates(date(2026, 1, 1), date(2026, 11, 1)), st.integers(1, 20))
def test_a_later_start_never_ends_earlier(windows: tuple[Window, ...], day: date, more: int) -> None:
    ends = [ends_first(windows, datetime.combine(d, time(0), JERUSALEM), JERUSALEM) for d in (day, day + timedelta(days=more))]
    assert ends[0] is not None
    assert ends[1] is not None
    assert ends[0].at <= ends[1].at


@pytest.mark.parametrize("written", ["²", "99999999999", "-1", "7,,1", "x", "7;3", " "])
def test_reminder_days_that_cannot_be_read_fall_back_to_the_default(written: str) -> None:
    assert days_before({"reminder_days": written}) == (7, 3, 1)


@pytest.mark.parametrize("written", ["nan", "inf", "-1", "1e9", "", "a day"])
def test_hours_that_cannot_be_read_fall_back_to_the_default(written: str) -> None:
    assert hours(CUT_OFF_HOURS, {"cut_off_hours": written}) == 24


def test_every_setting_says_where_its_default_comes_from_and_what_it_means_in_both_languages() -> None:
    for setting in SETTINGS:
        assert setting.source
        for language in Language:
            assert say(Reason(f"setting.{setting.key}"), language) != f"setting.{setting.key}"


def test_the_sentences_count_in_both_languages() -> None:
    reason = clock(told(place="IL")).because[0]
    assert "7 calendar days" in say(reason, Language.EN)
    assert "ימים" in say(reason, Language.HE)

"""A second of a record, or a day of the business where a file wrote no hour."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from yosher.kernel.when import Certainty, Moment, day_moment, from_seconds


@pytest.mark.parametrize("zone", ["Asia/Jerusalem", "America/New_York", "Pacific/Kiritimati", "UTC"])
def test_midnight_in_utc_is_a_day_of_the_organisation_and_every_other_second_is_itself(zone: str) -> None:
    midnight = int(datetime(2026, 10, 7, tzinfo=UTC).timestamp())
    here = ZoneInfo(zone)
    assert from_seconds(midnight, here) == day_moment(date(2026, 10, 7), here)
    assert from_seconds(midnight, here).at.astimezone(here).date() == date(2026, 10, 7)
    assert from_seconds(midnight + 1, here) == Moment(datetime(2026, 10, 7, 0, 0, 1, tzinfo=UTC))
    assert from_seconds(midnight - 0.5, here).certainty is Certainty.EXACT

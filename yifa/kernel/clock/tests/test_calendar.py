"""Every day of the working calendar against two sources that do not know of it."""

import gzip
import json
from datetime import date, timedelta

import holidays
import pytest

from tests.shared import shared
from yifa.kernel.clock import kept_calendar

CALENDAR = kept_calendar()
DAY = timedelta(days=1)


def test_every_day_from_2007_to_2026_is_as_the_notices_say() -> None:
    with gzip.open(shared("corpus/calendar_2007_2026.jsonl.gz"), "rt", encoding="utf-8") as lines:
        days = [json.loads(line) for line in lines]
    assert len(days) == 7305
    wrong = [
        one["date"]
        for one in days
        if CALENDAR.is_workday(date.fromisoformat(one["date"])) != one["is_workday"]
    ]
    assert wrong == []


def test_weekdays_off_are_holidays_to_others_too() -> None:
    """The package `holidays` knows public holidays and swapped days, but not the make-up workdays."""
    known = holidays.country_holidays("CN", years=range(2007, 2027))
    off = [day for day in CALENDAR.off if day.weekday() < 5]
    unknown = [day for day in off if day not in known]
    assert len(unknown) <= len(off) * 0.02, unknown
    statutory = [day for day in (date(2025, 10, 1), date(2026, 1, 1), date(2017, 5, 1)) if day in known]
    assert len(statutory) == 3 and not any(CALENDAR.is_workday(day) for day in statutory)


def test_make_up_days_are_weekend_days_and_holidays_weekdays_or_weekends() -> None:
    assert all(day.weekday() >= 5 for day in CALENDAR.on)
    assert CALENDAR.is_workday(date(2025, 9, 28)) and CALENDAR.name(date(2025, 9, 28)) == "调休上班"
    assert CALENDAR.name(date(2026, 10, 1)) and CALENDAR.name(date(2026, 3, 16)) == ""
    assert CALENDAR.name(date(2026, 3, 14)) == "周末"


def test_the_nth_workday_and_back_again() -> None:
    day = date(2026, 3, 16)
    for count in (1, 5, 20, 60):
        after = CALENDAR.workday_after(day, count)
        assert CALENDAR.workday_before(after, count) == day
        assert sum(CALENDAR.is_workday(day + n * DAY) for n in range(1, (after - day).days + 1)) == count


def test_beyond_the_calendar_there_is_no_answer() -> None:
    with pytest.raises(LookupError, match="工作日历只算到2007年"):
        CALENDAR.workday_before(date(2007, 1, 4), 5)
    with pytest.raises(LookupError, match="2056年"):
        CALENDAR.workday_after(date(2056, 12, 30), 5)

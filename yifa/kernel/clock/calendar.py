"""Calendar: which days are worked, by the yearly notices of the State Council, make-up workdays included.

Beyond the last published year weekdays count as worked and weekends do not; results are then provisional.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

AHEAD = 30  # years computed beyond the last published one


@dataclass(frozen=True)
class Calendar:
    """`off` weekdays that are not worked, with the name of the holiday; `on` weekend days that are."""

    first: int
    last: int
    off: Mapping[date, str]
    on: frozenset[date]
    worked: tuple[int, ...] = field(init=False, repr=False)  # ordinals of all worked days, rising

    def __post_init__(self) -> None:
        begin, end = date(self.first, 1, 1), date(self.last + AHEAD, 12, 31)
        off = {day.toordinal() for day in self.off}
        on = {day.toordinal() for day in self.on}
        # Ordinal 1 is a Monday, so (ordinal - 1) % 7 is 5 or 6 at the weekend.
        worked = tuple(
            day
            for day in range(begin.toordinal(), end.toordinal() + 1)
            if ((day - 1) % 7 < 5 and day not in off) or day in on
        )
        object.__setattr__(self, "worked", worked)

    @property
    def last_day(self) -> date:
        """The last day that a notice covers."""
        return date(self.last, 12, 31)

    def is_workday(self, day: date) -> bool:
        return (day.weekday() < 5 and day not in self.off) or day in self.on

    def covers(self, day: date) -> bool:
        return self.first <= day.year <= self.last

    def workday_after(self, day: date, count: int) -> date:
        """The `count`-th worked day after `day` (which is not counted itself); LookupError beyond the calendar."""
        return self._worked(bisect_right(self.worked, day.toordinal()) + count - 1)

    def workday_before(self, day: date, count: int) -> date:
        """The `count`-th worked day before `day`; LookupError before the calendar begins."""
        return self._worked(bisect_right(self.worked, day.toordinal() - 1) - count)

    def _worked(self, place: int) -> date:
        if not 0 <= place < len(self.worked):
            raise LookupError(f"工作日历只算到{self.first}年至{self.last + AHEAD}年。")
        return date.fromordinal(self.worked[place])

    def rolled(self, day: date) -> date:
        """The day itself when it is worked, else the first worked day after it."""
        while not self.is_workday(day):
            day += timedelta(days=1)
        return day

    def name(self, day: date) -> str:
        """Why a day is off or on: the holiday, 周末, 调休上班 or empty for an ordinary workday."""
        if day in self.off:
            return self.off[day]
        if day in self.on:
            return "调休上班"
        return "周末" if day.weekday() >= 5 else ""


@cache
def kept_calendar() -> Calendar:
    """The calendar of this release: 2007 to the last year whose notice was published."""
    path = files("yifa.kernel.clock") / "data" / "calendar.yaml"
    return _read(yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader))


def _read(raw: Mapping[str, Any]) -> Calendar:
    off: dict[date, str] = {}
    on: set[date] = set()
    for year, days in raw.items():
        off |= {_day(year, text): name for name, texts in days["closed"].items() for text in texts}
        on |= {_day(year, text) for text in days["worked"]}
    years = [int(year) for year in raw]
    return Calendar(min(years), max(years), off, frozenset(on))


def _day(year: str, text: str) -> date:
    return date.fromisoformat(f"{year}-{text}")

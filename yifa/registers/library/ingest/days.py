"""Days as texts print them (2017年3月16日, 二〇一七年三月十六日), and periods of validity. Impossible days are said."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from yifa.kernel.clock.periods import months
from yifa.kernel.texts.numerals import to_int

YEAR = r"(?:19|20)\d{2}|[一二][九〇○Ｏ零0][〇○Ｏ零0一二三四五六七八九]{2}"
NUMBER = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
DAY = rf"(?:{YEAR}) ?年 ?(?:{NUMBER}) ?月 ?(?:{NUMBER}) ?日"
PRINTED = re.compile(rf"({YEAR}) ?年 ?({NUMBER}) ?月 ?({NUMBER}) ?日")
DIGITS = str.maketrans("〇○Ｏ零一二三四五六七八九", "0000123456789")


@dataclass(frozen=True, slots=True)
class Found:
    """A day where it stands; `day` is None where the calendar has no such day."""

    start: int
    end: int
    text: str
    day: date | None


def days(text: str, start: int = 0, stop: int | None = None) -> Iterator[Found]:
    """All printed days between two offsets, in order."""
    for match in PRINTED.finditer(text, start, len(text) if stop is None else stop):
        yield Found(match.start(), match.end(), match[0], _day(*match.groups()))


def first(text: str) -> date | None:
    """The first possible day of a short text."""
    return next((found.day for found in days(text) if found.day), None)


def _day(year: str, month: str, day: str) -> date | None:
    numbers = int(year.translate(DIGITS)), to_int(month), to_int(day)
    if numbers[1] is None or numbers[2] is None:
        return None
    try:
        return date(numbers[0], numbers[1], numbers[2])
    except ValueError:
        return None


def last_day(begin: date, count: int, unit: str) -> date:
    """The last day of a validity of so many years (or months) that begins on `begin`: the day before the same day."""
    end = months(begin, count * 12 if unit == "年" else count)
    short = begin.day > monthrange(end.year, end.month)[1]  # from 29 February to a year without one
    return end if short else end - timedelta(days=1)

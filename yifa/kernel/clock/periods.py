"""The bare arithmetic of periods: the first day is not counted, suspended days are not counted."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta

from yifa.kernel.clock.calendar import Calendar

Span = tuple[date, date]  # both days inclusive
DAY = timedelta(days=1)


def merged(spans: Sequence[Span]) -> list[Span]:
    """The spans in order, overlapping and touching ones joined, so that no day counts twice."""
    found: list[Span] = []
    for begin, end in sorted(spans):
        if found and begin <= found[-1][1] + DAY:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((begin, end))
    return found


def moved(start: date, end: date, stops: Sequence[Span]) -> date:
    """The end moved by every suspended day that lies after `start` and not after the (moving) end; `stops` merged."""
    for first, last in stops:
        begin = max(first, start + DAY)
        if begin > end:
            break
        if last >= begin:
            end += timedelta(days=(last - begin).days + 1)
    return end


def natural_days(start: date, count: int, stops: Sequence[Span]) -> date:
    """The `count`-th day after `start` that is not suspended."""
    return moved(start, start + timedelta(days=count), stops)


def working_days(start: date, count: int, stops: Sequence[Span], calendar: Calendar) -> date:
    """The `count`-th worked day after `start` that is not suspended."""
    if not stops:
        return calendar.workday_after(start, count)
    day, left = start, count
    while left:
        day = calendar.workday_after(day, 1)
        if not any(begin <= day <= last for begin, last in stops):
            left -= 1
    return day


def months(start: date, count: int) -> date:
    """The corresponding day `count` months on; where it is missing, the last day of that month (民法典第二百零二条)."""
    years, month = divmod(start.month - 1 + count, 12)
    year, month = start.year + years, month + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))

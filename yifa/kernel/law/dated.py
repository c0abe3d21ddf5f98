"""Dated: a value with a history that is no rule of law (those live in `data/`)."""

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date
from typing import Generic, TypeVar

T = TypeVar("T")


class Dated(Generic[T]):
    """`Dated({date(2017, 1, 1): 3, date(2024, 1, 1): 5}).on(day)` is the value in force on the day."""

    def __init__(self, history: Mapping[date, T]) -> None:
        if not history:
            raise ValueError("a dated value needs at least one entry")
        self.days = sorted(history)
        self.values = [history[day] for day in self.days]

    def on(self, day: date) -> T:
        """The value on the day; LookupError before the first entry."""
        place = bisect_right(self.days, day) - 1
        if place < 0:
            raise LookupError(f"no value before {self.days[0]}, asked for {day}")
        return self.values[place]

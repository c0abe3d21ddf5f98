"""The documents: days move with the pinned day, numbers are worked out, marks are all known."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest

from demo import texts
from demo.texts import WRITTEN_FOR, Manuscript, Render
from yifa.kernel.clock.calendar import kept_calendar
from yifa.registers.library.ingest.days import days

OTHER_DAY = date(2027, 1, 11)


def test_there_are_enough_of_them_and_most_are_of_usual_length() -> None:
    lengths = sorted(len(one.text) for one in texts.written(WRITTEN_FOR).values())
    assert len(lengths) >= 85
    assert lengths[len(lengths) // 2] >= 800
    assert lengths[-1] >= 3000


def test_marks_are_replaced() -> None:
    one = Manuscript(
        "one", date(2024, 2, 1), "衡政规", "city", "{no} {day} {y} {y-1} {n} {2025-01-28} {2025-03}"
    )
    two = replace(one, name="two", issued=date(2024, 2, 9), body="{no:one} {day:one} {y+1:one} {no}")
    render = Render({"one": one, "two": two}, {"one": (2024, 2), "two": (2024, 3)}, timedelta())
    assert render.document(one).text == "衡政规〔2024〕2号 2024年2月1日 2024 2023 2 2025年1月28日 2025年3月"
    assert render.document(two).text == "衡政规〔2024〕2号 2024年2月1日 2025 衡政规〔2024〕3号"


@pytest.mark.parametrize("mark", ["{nothing}", "{no:nobody}", "{2025-13-01}"])
def test_a_mark_that_means_nothing_is_an_error(mark: str) -> None:
    one = Manuscript("one", date(2024, 2, 1), "衡政规", "city", mark)
    with pytest.raises((ValueError, KeyError)):
        Render({"one": one}, {"one": (2024, 2)}, timedelta()).document(one)


@pytest.mark.parametrize("pinned", [WRITTEN_FOR, OTHER_DAY, date(2020, 2, 29)])
def test_no_number_is_used_twice_and_later_is_higher(pinned: date) -> None:
    found = [one for one in texts.written(pinned).values() if one.number and not one.given]
    assert not [number for number, times in Counter(one.number for one in found).items() if times > 1]
    by_series: dict[str, list[tuple[date, int]]] = {}
    for one in found:
        series, _, serial = one.number.partition("〕")
        by_series.setdefault(series, []).append((one.issued, int(serial.removesuffix("号"))))
    for rows in by_series.values():
        serials = [serial for _, serial in sorted(rows)]
        assert serials == sorted(serials)


def test_every_day_moves_with_the_pinned_day() -> None:
    here, there = texts.written(WRITTEN_FOR), texts.written(OTHER_DAY)
    moved = OTHER_DAY - WRITTEN_FOR
    for name, one in here.items():
        other = there[name]
        assert other.issued - one.issued == moved
        before = [found.day for found in days(one.text)]
        assert [found.day for found in days(other.text)] == [day + moved for day in before if day], name


def test_no_day_of_the_marks_is_written_out() -> None:
    """A day typed into a text would not move."""
    for one in texts.manuscripts():
        assert not [found.text for found in days(one.body)], one.name


def test_documents_are_signed_on_working_days() -> None:
    calendar = kept_calendar()
    assert [one.name for one in texts.manuscripts() if not calendar.is_workday(one.issued)] == []

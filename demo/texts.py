"""The invented documents: read from documents/, their days moved with the pinned day, their numbers worked out.

A document is a front matter (series, issued, batch…) and a text with marks. Days are written as they are when the pinned
day is 2026-03-16 and move with it, so that the same city stands around any pinned day:

{2025-01-28} → 2025年1月28日 · {2025-01} → 2025年1月 · {day} its own day · {no} its own number · {y} {y+1} {n} year and
serial of that number · {day:NAME} {no:NAME} {y:NAME} the same of another document.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

DOCUMENTS = Path(__file__).parent / "documents"
WRITTEN_FOR = date(2026, 3, 16)
PACE = 24  # one number for so many days of the year: about fifteen documents a year in each series
MARK = re.compile(r"\{([^{}]+)\}")
DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
MONTH = re.compile(r"(\d{4})-(\d{2})")
OWN = re.compile(r"(day|no|y|n)([+-]\d)?(?::([\w-]+))?")


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A document before its days are known. `form` is how its file comes in: txt, gb18030 or html."""

    name: str
    issued: date
    series: str
    batch: str
    body: str
    form: str = "txt"
    version_of: str = ""  # a later text of another document, which keeps its number
    given: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written:
    """A document of the city: its file as it would be handed in, and what the source says about it."""

    name: str
    number: str
    issued: date
    batch: str
    text: str
    form: str
    given: Mapping[str, Any]

    @property
    def title(self) -> str:
        """The lines above the number, or the first line."""
        lines = self.text.split("\n", 6)
        return "".join(lines[: lines.index(self.number)]) if self.number in lines[:6] else lines[0]


def manuscripts() -> list[Manuscript]:
    """Every document of the folder, in the order of its name."""
    paths = sorted(DOCUMENTS.rglob("*.txt"), key=lambda path: path.stem)
    return [_read(path) for path in paths]


def written(pinned: date) -> dict[str, Written]:
    """The documents as they stand when the city is built around the pinned day."""
    found = manuscripts()
    shift = pinned - WRITTEN_FOR
    numbers = _numbers(found, shift)
    render = Render({one.name: one for one in found}, numbers, shift)
    return {one.name: render.document(one) for one in found}


def moved(day: date, pinned: date) -> date:
    """A day of the data as it is when the city stands around the pinned day."""
    return day + (pinned - WRITTEN_FOR)


@dataclass(frozen=True, slots=True)
class Render:
    """Replaces the marks of a text; an unknown mark is an error of the author."""

    by_name: Mapping[str, Manuscript]
    numbers: Mapping[str, tuple[int, int]]
    shift: timedelta

    def document(self, one: Manuscript) -> Written:
        given = {key: self.value(one, value) for key, value in one.given.items()}
        text = MARK.sub(lambda mark: self.mark(one, mark[1]), one.body)
        return Written(one.name, self.number(one), one.issued + self.shift, one.batch, text, one.form, given)

    def value(self, one: Manuscript, value: Any) -> Any:
        """Given metadata: days move, marks are replaced."""
        if isinstance(value, date):
            return (value + self.shift).isoformat()
        if isinstance(value, str):
            return MARK.sub(lambda mark: self.mark(one, mark[1]), value)
        return value

    def mark(self, one: Manuscript, mark: str) -> str:
        if found := DAY.fullmatch(mark):
            return chinese(date(*map(int, found.groups())) + self.shift)
        if found := MONTH.fullmatch(mark):
            day = date(int(found[1]), int(found[2]), 15) + self.shift
            return f"{day.year}年{day.month}月"
        if found := OWN.fullmatch(mark):
            return self.own(self.by_name[found[3]] if found[3] else one, found[1], int(found[2] or 0))
        raise ValueError(f"{one.name}: unknown mark {{{mark}}}")

    def own(self, one: Manuscript, what: str, add: int) -> str:
        day = one.issued + self.shift
        if what == "day":
            return chinese(day)
        if what == "no":
            return self.number(one)
        return str(day.year + add if what == "y" else self.numbers[one.name][1])

    def number(self, one: Manuscript) -> str:
        if not one.series:
            return ""
        year, serial = self.numbers[one.name]
        return f"{one.series}〔{year}〕{serial}号"


def chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _read(path: Path) -> Manuscript:
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    facts = yaml.safe_load(front)
    return Manuscript(
        path.stem,
        facts["issued"],
        facts.get("series", ""),
        facts["batch"],
        body.strip() + "\n",
        facts.get("form", "txt"),
        facts.get("version_of", ""),
        facts.get("given", {}),
    )


def _numbers(found: Iterable[Manuscript], shift: timedelta) -> dict[str, tuple[int, int]]:
    """Year and serial of each: later in the year is a higher number, and no number is used twice in a series."""
    numbers: dict[str, tuple[int, int]] = {}
    last: dict[tuple[str, int], int] = {}
    for one in sorted(found, key=lambda one: (one.issued, one.name)):
        if one.version_of:
            numbers[one.name] = numbers[one.version_of]
            continue
        day = one.issued + shift
        year_day = day.timetuple().tm_yday
        serial = max(last.get((one.series, day.year), 0) + 1, 1 + year_day // PACE)
        last[one.series, day.year] = serial
        numbers[one.name] = (day.year, serial)
    return numbers

"""What comes into the index: an entry (one text of a work, for one circle of readers) and its parts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

FACETS = ("kind", "force", "issuer", "year", "topic", "region")


@dataclass(frozen=True, slots=True)
class Part:
    """A unit of the text that is hit by itself: an article. `start` and `end` are offsets in the entry's text."""

    id: str
    num: str
    label: str
    heading: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Entry:
    """`public` in `readers` counts from `since` to before `until`, other keys always.

    `instead` names readers who have another entry of the same group, so that nobody sees a work twice.
    """

    group: int  # all entries of one work share it
    title: str
    text: str
    parts: tuple[Part, ...]
    readers: frozenset[str]
    since: date = date.min
    until: date = date.max
    instead: frozenset[str] = frozenset()
    head: str = (
        ""  # what stands over every part when parts are ranked: the title without what all titles share
    )
    weight: float = 1.0  # its parts count so many times what their words alone would
    names: tuple[str, ...] = ()  # folded keys under which the work is known as a whole
    number: str = ""
    issuer: str = ""
    day: date | None = None
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    card: Mapping[str, Any] = field(default_factory=dict)  # what a hit shows, JSON values only

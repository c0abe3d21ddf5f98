"""The outline beside a document: books, chapters, sections and attachments; articles where there is nothing above them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from yifa.registers.library.reading import Part, Unit

DIVISIONS = frozenset({"book", "part", "chapter", "section"})
SECTIONS = frozenset({"section1"})
LONGEST = 24  # characters of a numbered part's first words
MOST_ARTICLES = 60  # listed where a text has articles only


@dataclass(frozen=True, slots=True)
class Entry:
    eid: str
    words: str
    below: tuple["Entry", ...] = ()


def outline(parts: Sequence[Part]) -> tuple[Entry, ...]:
    """Two levels; an attachment is an entry of the first."""
    entries: list[Entry] = []
    for part in parts:
        found = tuple(_entries(part.units))
        if part.name == "main":
            entries += found
        else:
            flat = tuple(Entry(one.eid, one.words) for one in found)
            entries.append(Entry(part.name, part.title, flat))
    return tuple(entries)


def _entries(units: Sequence[Unit]) -> list[Entry]:
    divisions = [unit for unit in units if unit.kind in DIVISIONS]
    if divisions:
        return [Entry(unit.eid, _words(unit), _below(unit)) for unit in divisions]
    sections = [unit for unit in units if unit.kind in SECTIONS]
    if sections:
        return [Entry(unit.eid, _words(unit)) for unit in sections]
    articles = [unit for unit in units if unit.kind == "article"]
    return [Entry(unit.eid, unit.label) for unit in articles[:MOST_ARTICLES]]


def _below(unit: Unit) -> tuple[Entry, ...]:
    """The divisions under a division, all on one level."""
    return tuple(Entry(one.eid, _words(one)) for one in _divisions(unit.children))


def _divisions(units: Iterable[Unit]) -> Iterable[Unit]:
    for unit in units:
        if unit.kind in DIVISIONS:
            yield unit
            yield from _divisions(unit.children)


def _words(unit: Unit) -> str:
    if unit.heading:
        return f"{unit.label}　{unit.heading}" if unit.kind in DIVISIONS else f"{unit.label}{unit.heading}"
    text = unit.text.split("。")[0]
    return f"{unit.label}{text[:LONGEST]}{'…' if len(text) > LONGEST else ''}"

"""The values that a document page consists of."""

from dataclasses import dataclass
from datetime import date, datetime

from yifa.registers.library.force import Standing
from yifa.registers.library.holding import Text
from yifa.registers.library.linking import Segment
from yifa.registers.library.models import Version, Work


@dataclass(frozen=True, slots=True)
class Note:
    """What happened to a provision, or how many documents cite it; `href` leads to the cause."""

    sentence: str
    href: str = ""
    words: str = ""  # of the link


@dataclass(frozen=True, slots=True)
class Unit:
    """One structural unit as it is read: its address, what is printed, what its text cites, what stands below it."""

    eid: str
    kind: str
    label: str
    heading: str
    segments: tuple[Segment, ...]
    children: tuple["Unit", ...]
    notes: tuple[Note, ...] = ()

    @property
    def text(self) -> str:
        return "".join(segment.text for segment in self.segments)


@dataclass(frozen=True, slots=True)
class Part:
    """The body (`main`) or an attachment; `mark` is what it is called (附件2), where that is printed."""

    name: str
    mark: str
    title: str
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Cited:
    """Another work, how this one stands to it, the places meant, and its force today (empty when not in the library)."""

    title: str
    href: str
    role: str
    places: tuple[str, ...]
    force: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Citing:
    """A provision of another document that cites this one."""

    title: str
    doc_no: str
    force: str
    href: str
    place: str  # where it stands, as printed or as an article number; empty outside articles
    articles: tuple[str, ...]  # the articles cited, as printed; empty for the whole document

    @property
    def article(self) -> str:
        return "、".join(self.articles)


@dataclass(frozen=True, slots=True)
class Event:
    """A point of the time axis; `when` is past, now (the last that came) or coming."""

    on: date | None
    words: str
    detail: str
    href: str
    when: str


@dataclass(frozen=True, slots=True)
class Page:
    """Everything that a document page shows. `version` is None on a day before the first text was issued."""

    work: Work
    version: Version | None
    held: Text | None
    texts: tuple[Text, ...]
    on: date
    known_at: datetime | None
    standing: Standing
    records: int  # effects from which the force was computed
    parts: tuple[Part, ...]
    cites: tuple[Cited, ...]
    acts: tuple[Cited, ...]  # what this document does to others: repeals, amends
    cited_by: tuple[Citing, ...]
    cited_by_count: int  # works that cite this one
    axis: tuple[Event, ...]

    @property
    def is_newest(self) -> bool:
        return self.held is not None and self.held.version_id == self.texts[-1].version_id

    @property
    def previous(self) -> Text | None:
        """The text before the one shown."""
        if self.held is None:
            return None
        place = next(n for n, text in enumerate(self.texts) if text.version_id == self.held.version_id)
        return self.texts[place - 1] if place else None

    @property
    def attachments(self) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.name != "main")

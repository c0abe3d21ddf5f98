"""Draft: everything known about one document before it is stored. Plain values only, so that it crosses processes."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class DraftProvision:
    eid: str
    kind: str
    num: str
    label: str
    heading: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DraftCitation:
    eid: str
    start: int
    end: int
    law: str
    key: str
    article: str
    to_article: str
    paragraph: str
    item: str
    role: str


@dataclass(frozen=True, slots=True)
class DraftEffect:
    """An instruction found in the text: a proposal, until a person confirms it."""

    kind: str
    target: str  # title of the affected work; empty for the document itself
    eid: str
    by_eid: str
    start: int
    end: int
    on: date | None
    until: date | None
    note: str
    old_text: str
    new_text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Draft:
    """One document, read, cited and recognised. `guesses` keeps value, confidence and evidence of each recognised field."""

    name: str
    title: str
    kind: str
    doc_no: str
    doc_no_raw: str
    issuers: tuple[str, ...]
    region: str
    adopted_on: date | None
    issued_on: date | None
    first_issued_on: date | None
    published_on: date | None
    effective_on: date | None
    expires_on: date | None
    text: str
    structure: list[Any]
    own_citations: list[Any]
    provisions: tuple[DraftProvision, ...]
    citations: tuple[DraftCitation, ...]
    effects: tuple[DraftEffect, ...]
    integrity: dict[str, Any]
    articles: int
    content_hash: str
    fingerprint: str
    sketch: bytes = b""
    topics: tuple[str, ...] = ()
    history: tuple[str, ...] = ()
    label: str = ""
    valid_from: date | None = (
        None  # the day from which this text is the text, where it is not the day of issue
    )
    claim: str = ""
    claim_on: date | None = None
    source: str = ""
    confidence: float = 1.0  # the least of the fields that identify the document
    guesses: dict[str, Any] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()

    @property
    def day(self) -> date | None:
        """The day of this text, by which texts of a work are ordered."""
        return self.issued_on or self.effective_on

    @property
    def findings(self) -> list[str]:
        """What the importer should look at: warnings of the file reader, repairs and breaks in the numbering."""
        return list(dict.fromkeys([*self.warnings, *self.integrity.get("warnings", ())]))

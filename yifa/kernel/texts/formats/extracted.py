"""Extracted: what a file says, as plain text."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Extracted:
    """`text` holds one paragraph a line; the rows of a table are consecutive lines of tab-separated cells."""

    text: str
    format: str  # txt md docx pdf html mht doc
    meta: Mapping[str, str] = field(default_factory=dict)  # title, author, created … as the file claims
    warnings: tuple[str, ...] = ()  # sentences about what was left out or is doubtful
    notes: tuple[str, ...] = ()  # footnotes and endnotes, which are no part of the text
    attachments: tuple[str, ...] = ()  # names of embedded files, which are not read

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "Extracted":
        lists = ("warnings", "notes", "attachments")
        return cls(**{**values, **{name: tuple(values[name]) for name in lists}})

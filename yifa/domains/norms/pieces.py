"""Pieces of an import: a file or one record of a jsonl file, and what reading it gave. Pure: runs in worker processes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from yifa.kernel.texts.formats.reading import read_bytes
from yifa.kernel.texts.formats.refusal import Unreadable
from yifa.registers.library.ingest.draft import Draft
from yifa.registers.library.ingest.given import known
from yifa.registers.library.ingest.prepare import prepare

RECORDS = (".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz")
TEXT_KEYS = ("text", "content", "正文")
NO_TEXT = "这条记录没有正文（text）。请补上正文，或者按“无文本”登记。"
NO_TEXT_TYPE = "这条记录的正文（text）不是文字。"
CRASHED = "读取时出现异常，已跳过，其他文件不受影响。请将正文复制到新文档后再导入。"


@dataclass(frozen=True, slots=True)
class Piece:
    """What a worker reads: the file at `path`, or `record`. `values` were typed in and win over everything."""

    key: int  # of the intake
    name: str
    path: str = ""
    record: Mapping[str, Any] | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    source: str = ""
    source_on: date | None = None
    refused: str = ""  # a line of the file that is no record

    @property
    def weight(self) -> int:
        """About how many characters there are to read."""
        if self.record is not None:
            text = _text(self.record)
            return len(text) if isinstance(text, str) else 0
        return Path(self.path).stat().st_size if self.path and Path(self.path).exists() else 0


@dataclass(frozen=True, slots=True)
class Read:
    """The draft, or the sentence that says why there is none."""

    key: int
    name: str
    draft: Draft | None
    refused: str = ""


def is_records(name: str) -> bool:
    """Whether a file holds one record a line."""
    return name.lower().endswith(RECORDS)


def read(piece: Piece) -> Read:
    """Read one piece. A fault of one piece is its own and never stops the others."""
    if piece.refused:
        return Read(piece.key, piece.name, None, piece.refused)
    try:
        draft = _of_record(piece) if piece.record is not None else _of_file(piece)
    except Unreadable as refused:
        return Read(piece.key, piece.name, None, refused.sentence)
    except Exception:  # noqa: BLE001 (whatever a strange text provokes is this text's failure alone)
        return Read(piece.key, piece.name, None, CRASHED)
    return Read(piece.key, piece.name, draft)


def read_all(pieces: Iterable[Piece]) -> list[Read]:
    return [read(piece) for piece in pieces]


def title_of(record: Mapping[str, Any], otherwise: str) -> str:
    """What a record is called in the report."""
    title = record.get("title")
    return title.strip()[:300] if isinstance(title, str) and title.strip() else otherwise


def _text(record: Mapping[str, Any]) -> Any:
    return next((record[key] for key in TEXT_KEYS if record.get(key)), "")


def _of_record(piece: Piece) -> Draft:
    record = piece.record or {}
    text = _text(record)
    if not isinstance(text, str):
        raise _Refused(NO_TEXT_TYPE)
    if not text.strip():
        raise _Refused(NO_TEXT)
    values, refused = known(record)
    return _prepared(piece, text, values, refused)


def _of_file(piece: Piece) -> Draft:
    extracted = read_bytes(Path(piece.path).read_bytes(), piece.name)
    return _prepared(piece, extracted.text, {}, extracted.warnings)


def _prepared(piece: Piece, text: str, values: Mapping[str, Any], warnings: Iterable[str]) -> Draft:
    return prepare(
        text,
        name=piece.name,
        known={**values, **{name: value for name, value in piece.values.items() if value}},
        source=piece.source,
        source_on=piece.source_on,
        warnings=warnings,
    )


class _Refused(Unreadable):
    """A record without what it needs."""

    def __init__(self, sentence: str) -> None:
        super().__init__("no_text")
        self.sentence = sentence

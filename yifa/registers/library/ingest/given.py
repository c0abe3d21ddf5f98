"""What comes with a text: records of a jsonl file and values of a form, brought into the fields `prepare` knows.

A value that cannot be right (2017-02-30) is left out and said, the rest of the record is taken.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from yifa.kernel.texts.normalise import normalise
from yifa.registers.library.kinds import SourceClaim

TEXTS = ("title", "doc_no", "region", "label")
DATES = (
    "adopted_on", "issued_on", "first_issued_on", "published_on", "effective_on", "expires_on", "claim_on",
)  # fmt: skip
CLAIMS = (
    ("失效", SourceClaim.LAPSED),
    ("废止", SourceClaim.LAPSED),
    ("已被修改", SourceClaim.AMENDED),
    ("已修改", SourceClaim.AMENDED),
    ("有效", SourceClaim.IN_FORCE),
)
NOT_YET = re.compile(r"尚未|未生效|待生效")
ISO = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?")
MOST = 300


def known(record: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The known values of a record, and a sentence for each that could not be taken."""
    values: dict[str, Any] = {}
    refused: list[str] = []
    for name in TEXTS:
        text = _text(record.get(name))
        if text:
            values[name] = text[:MOST]
    for name in DATES:
        _take_date(record, name, values, refused)
    kind = _text(record.get("kind") or record.get("category"))
    if kind:
        values["kind"] = kind
    issuers = _issuers(record)
    if issuers:
        values["issuers"] = issuers
    history = record.get("history")
    if isinstance(history, list):
        lines = tuple(line[:2000] for one in history[:200] if (line := _text(one)))
        values["history"] = lines
    topics = record.get("topics")
    if isinstance(topics, list):
        values["topics"] = tuple(_text(one)[:40] for one in topics[:10] if _text(one))
    status = _text(record.get("claim") or record.get("status"))
    if status:
        values["claim"] = claim(status)
    return values, refused


def claim(status: str) -> str:
    """What a source's words about force mean; empty where they mean nothing that we know."""
    if status in SourceClaim.values:
        return status
    if NOT_YET.search(status):
        return SourceClaim.NONE
    return next((code for word, code in CLAIMS if word in status), SourceClaim.NONE)


def _take_date(record: Mapping[str, Any], name: str, values: dict[str, Any], refused: list[str]) -> None:
    raw = record.get(name)
    if raw in (None, ""):
        return
    day = raw if isinstance(raw, date) else _date(str(raw))
    if day is None:
        refused.append(f"随附的日期“{str(raw)[:40]}”不是有效的日期，未采用。")
    else:
        values[name] = day


def _date(raw: str) -> date | None:
    found = ISO.match(raw.strip())
    if not found:
        return None
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        return None


def _issuers(record: Mapping[str, Any]) -> tuple[str, ...]:
    raw = record.get("issuers") or record.get("issuer")
    names = raw if isinstance(raw, list | tuple) else re.split(r"[、，,;；\n]", _text(raw))
    return tuple(dict.fromkeys(name[:120] for one in names if (name := _text(one))))


def _text(value: Any) -> str:
    """One clean line; anything but a text is nothing."""
    return normalise(value).text.replace("\n", " ").strip() if isinstance(value, str) else ""

"""The metadata of a work as plain values, the same in the bulk download and the data interface."""

from datetime import date
from typing import Any

from yifa.registers.library.kinds import WorkKind
from yifa.registers.library.models import Work


def card(work: Work) -> dict[str, Any]:
    """The metadata of a work as plain values."""
    return {
        "slug": work.slug,
        "kind": work.kind,
        "kind_label": WorkKind(work.kind).label,
        "title": work.title,
        "doc_no": work.doc_no,
        "issuers": [name for name in work.issuer.split("、") if name],
        "region": work.region,
        "topics": list(work.topics),
        "adopted_on": iso(work.adopted_on),
        "issued_on": iso(work.issued_on),
        "published_on": iso(work.published_on),
        "effective_on": iso(work.effective_on),
        "expires_on": iso(work.expires_on),
    }


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None

"""Appending to the record and reading it by subject."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import models

from yifa.kernel.access.models import Account
from yifa.kernel.record.models import Entry


def subject(row: models.Model) -> str:
    """The stable name of a row in the record."""
    return f"{row._meta.label}:{row.pk}"


def append(
    act: str, row: models.Model, *, by: Account | None, at: datetime, detail: Mapping[str, Any] | None = None
) -> Entry:
    """Write one entry in the caller's transaction. `by` is None for the system itself."""
    return Entry.objects.create(
        at=at, by=by, act=act, subject=subject(row), title=str(row)[:300], detail=dict(detail or {})
    )


def of(row: models.Model) -> models.QuerySet[Entry]:
    """All entries about a row, oldest first."""
    return Entry.objects.filter(subject=subject(row)).select_related("by__person")


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[str]]:
    """Fields that differ, as {field: [old, new]} in text form, for the detail of an edit."""
    return {key: [str(before.get(key, "")), str(new)] for key, new in after.items() if before.get(key) != new}

"""Opening and closing publications. A publication is withdrawn with its reason, never deleted."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Greatest

from yifa.kernel.publication.models import Ground, Publication


def publish(content_hash: str, *, since: date, ground: Ground, source: str = "") -> Publication:
    """The content is public from the day on. An imported text names its source."""
    return Publication.objects.create(
        content_hash=content_hash, since=since, ground=ground, source=source[:300]
    )


@transaction.atomic
def withdraw(publications: QuerySet[Publication], because: str, *, on: date) -> int:
    """Close those that are open: not public from this day on (or from the day each would have begun)."""
    if not because.strip():
        raise ValueError("a withdrawal has a reason")
    ids = list(publications.filter(until__isnull=True).values_list("pk", flat=True))
    for chunk in _chunks(ids):
        rows = Publication.objects.filter(pk__in=chunk)
        rows.update(until=Greatest("since", on), withdrawn_because=because[:300])
    return len(ids)


def _chunks(ids: list[int], size: int = 500) -> Iterable[list[int]]:
    return (ids[place : place + size] for place in range(0, len(ids), size))

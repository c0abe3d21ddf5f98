"""The outbox: what changed, written in the transaction of the change, so that no change is lost and none is invented."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from yifa.kernel.search.models import Hidden, Outbox

ROWS = 2000  # rows a bulk insert


def touch(source: str, ids: Iterable[int], *, at: datetime) -> None:
    """These objects of the source changed: every node reads them again once this transaction is committed."""
    Outbox.objects.bulk_create(
        (Outbox(source=source, object_id=one, at=at) for one in sorted(set(ids))), batch_size=ROWS
    )


def hide(keys: Iterable[str], *, at: datetime) -> None:
    """Access to these entries (`library:12`) becomes narrower: from the commit on nobody finds them.

    Each node lifts this for itself once it has read the object again, and then shows what is still to be shown.
    """
    for key in sorted(set(keys)):
        source, _, number = key.partition(":")
        if not number.isdecimal():
            raise ValueError(f"a key of the search index is source:number, not {key!r}")
        row = Outbox.objects.create(source=source, object_id=int(number), at=at)
        Hidden.objects.update_or_create(key=key, defaults={"since": at, "outbox_id": row.pk})


def hidden() -> Sequence[tuple[str, int]]:
    """Hidden keys, each with the outbox row that a node must have followed to show the entry again. One query."""
    return list(Hidden.objects.values_list("key", "outbox_id"))


def trim(before: datetime) -> int:
    """Forget rows that every node has long followed; a node that was away for longer rebuilds."""
    last = Outbox.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    gone, _ = Outbox.objects.filter(at__lt=before, pk__lt=last).delete()
    Hidden.objects.filter(since__lt=before).delete()
    return gone

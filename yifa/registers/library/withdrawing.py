"""Taking texts back: no longer public, no longer counting, nothing deleted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from yifa.kernel.access.models import Account
from yifa.kernel.publication import publishing
from yifa.kernel.publication.models import Publication
from yifa.kernel.record import entries
from yifa.kernel.search import outbox
from yifa.registers.library import force, resolve
from yifa.registers.library.kinds import EffectState
from yifa.registers.library.models import Effect, Version, Work

CAUSE_GONE = "依据文本已撤回"


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """How many texts were taken back, and what became of their works."""

    texts: int
    works: int  # withdrawn with their last text
    kept: int  # still there in another text


@transaction.atomic
def withdraw(version_ids: Iterable[int], because: str, *, by: Account | None, at: datetime) -> Withdrawn:
    """Take these texts back, with the works that have no other; close their publication, undo their effects."""
    on = timezone.localtime(at).date()
    texts = Version.objects.filter(pk__in=list(version_ids), withdrawn_at__isnull=True)
    ids = list(texts.values_list("pk", flat=True))
    works = Work.objects.filter(versions__in=ids, withdrawn_at__isnull=True).distinct()
    work_ids = list(works.values_list("pk", flat=True))
    outbox.hide([f"library:{pk}" for pk in work_ids], at=at)
    publishing.withdraw(Publication.objects.filter(versions__in=ids), because.strip() or CAUSE_GONE, on=on)
    Version.objects.filter(pk__in=ids).update(withdrawn_at=at)
    others = Version.objects.filter(work=OuterRef("pk"), withdrawn_at__isnull=True)
    gone = list(Work.objects.filter(pk__in=work_ids).exclude(Exists(others)))
    for work in gone:
        work.withdrawn_at = at
        resolve.unlink(work)
        entries.append("library.withdraw_work", work, by=by, at=at, detail={"because": because})
    Work.objects.bulk_update(gone, ["withdrawn_at"])
    affected = _undo(ids, at)
    force.refresh(Work.objects.filter(pk__in={*work_ids, *affected}), on)
    outbox.touch("library", affected, at=at)
    return Withdrawn(len(ids), len(gone), len(work_ids) - len(gone))


def _undo(version_ids: list[int], at: datetime) -> list[int]:
    """What the texts brought about counts no longer; what they proposed is off the table. Ids of works affected."""
    caused = Effect.objects.filter(by_version__in=version_ids)
    counting = caused.counting()
    affected = {pk for pk in counting.values_list("work_id", flat=True) if pk}
    counting.update(retracted_at=at)
    caused.filter(state=EffectState.PROPOSED).update(
        state=EffectState.REJECTED, decided_reason=CAUSE_GONE, recorded_at=at
    )
    return sorted(affected)

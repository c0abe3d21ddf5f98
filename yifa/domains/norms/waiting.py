"""What of the imports waits for a person: documents to settle, imports that run or failed."""

from django.db.models import QuerySet

from yifa.domains.norms.models import Batch, Intake, Outcome
from yifa.kernel.access.reader import Reader
from yifa.kernel.jobs.models import JobState


def to_settle(reader: Reader) -> "QuerySet[Intake]":
    """Documents that a person must look at before they are stored, in the order they came in."""
    batches = Batch.objects.visible_to(reader).filter(withdrawn_at__isnull=True)
    return Intake.objects.filter(batch__in=batches, outcome=Outcome.SETTLE).order_by("batch_id", "position")


def to_settle_count(reader: Reader) -> int:
    return to_settle(reader).count()


def unfinished(reader: Reader) -> "QuerySet[Batch]":
    """Imports that still run, were stopped, or broke off."""
    rows = Batch.objects.visible_to(reader).filter(withdrawn_at__isnull=True)
    return rows.exclude(job__state=JobState.DONE).filter(job__isnull=False).select_related("job")

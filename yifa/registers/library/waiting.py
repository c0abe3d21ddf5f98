"""What of the library waits for a person: effects and citations to decide, findings, documents about to expire."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from yifa.kernel.access.reader import Reader
from yifa.kernel.clock.periods import months
from yifa.registers.library.kinds import CitationState, EffectState, Force
from yifa.registers.library.models import Citation, Effect, Version, Work

TO_DECIDE = (CitationState.AMBIGUOUS, CitationState.MISSING, CitationState.UNRESOLVED)
LIVING = (Force.IN_FORCE, Force.PARTLY_LAPSED, Force.PENDING)


def effects_to_decide(reader: Reader) -> int:
    return Effect.objects.visible_to(reader).filter(state=EffectState.PROPOSED).count()


def names_to_decide(reader: Reader) -> int:
    """Names by which texts cite what is not tied yet; each is decided once."""
    rows = Citation.objects.visible_to(reader).filter(state__in=TO_DECIDE, version__withdrawn_at__isnull=True)
    return rows.values("key", "state").distinct().count()


def with_findings(reader: Reader) -> "QuerySet[Version]":
    """Texts that someone should hold against the original: all for legal staff, else those of the own organs."""
    rows = Version.objects.visible_to(reader).filter(findings__gt=0, withdrawn_at__isnull=True)
    if reader.can("library.read_all"):
        return rows
    return rows.filter(work__organ_id__in=reader.organs_with("library.edit"))


def texts_with_findings(reader: Reader) -> int:
    return with_findings(reader).count()


def works_of_unknown_force(reader: Reader) -> int:
    """Own documents whose force cannot be computed, because a date is missing."""
    own = Q(organ_id__in=reader.organs_with("library.edit"))
    rows = Work.objects.visible_to(reader).filter(withdrawn_at__isnull=True, force=Force.UNKNOWN)
    return (rows if reader.can("library.read_all") else rows.filter(own)).count()


@dataclass(frozen=True, slots=True)
class Expiring:
    """A document whose validity ends on `last`; `rung` is the tightest step of the ladder (in months) it is on."""

    work: Work
    last: date
    days: int
    rung: int


def expiring(reader: Reader, ladder: Sequence[int]) -> list[Expiring]:
    """Documents in force whose validity ends within the ladder's widest step, tightest first."""
    ends = {rung: months(reader.on, rung) for rung in sorted(ladder)}
    rows = Work.objects.visible_to(reader).filter(
        withdrawn_at__isnull=True,
        force__in=LIVING,
        expires_on__gte=reader.on,
        expires_on__lte=max(ends.values()),
    )
    if not reader.can("library.read_all"):
        rows = rows.filter(organ_id__in=reader.organs_with("library.read_organ"))
    found = []
    for work in rows.order_by("expires_on", "pk"):
        last = work.expires_on or reader.on
        rung = next(rung for rung, end in ends.items() if last <= end)
        found.append(Expiring(work, last, (last - reader.on).days, rung))
    return found

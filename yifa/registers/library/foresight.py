"""What confirming an effect would do: the force of its target before and after, computed without writing."""

from dataclasses import dataclass
from datetime import date

from yifa.registers.library.force import Facts, Standing, facts, standing
from yifa.registers.library.models import Citation, Effect


@dataclass(frozen=True, slots=True)
class Foreseen:
    """The standing on the day on which the effect counts (today, or a later day), without and with it."""

    on: date
    before: Standing
    after: Standing
    citing: int  # other texts that cite what is affected

    @property
    def changes(self) -> bool:
        return self.before.force != self.after.force


def foresee(effect: Effect, on: date) -> Foreseen | None:
    """None while the target is not in the library."""
    if effect.work is None:
        return None
    known = facts(effect.work)
    others = [one for one in known.effects if one.pk != effect.pk]
    with_it = Facts([*others, effect], known.claim, known.claim_on, known.first_issued_on)
    without = Facts(others, known.claim, known.claim_on, known.first_issued_on)
    day = max(on, effect.on) if effect.on else on
    citing = Citation.objects.filter(work=effect.work, version__withdrawn_at__isnull=True)
    if effect.by_version_id:
        citing = citing.exclude(version_id=effect.by_version_id)
    texts = citing.values("version_id").distinct().count()
    return Foreseen(day, standing(without, day), standing(with_it, day), texts)

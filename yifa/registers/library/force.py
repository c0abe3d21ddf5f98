"""Force on a day, computed from effects and never typed in (待生效 有效 部分失效 失效 废止 未知), each with its reason.

Valid time is the day asked about; recorded time is the moment up to which effects count (`known_at`), so that what the
site said on an earlier day can be answered too.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from yifa.registers.library.kinds import EffectKind, Force, SourceClaim
from yifa.registers.library.models import Effect, Version, Work
from yifa.registers.library.names import titled

ENDING = {
    EffectKind.REPEAL: (Force.REPEALED, "废止"),
    EffectKind.REPLACE: (Force.REPEALED, "替代"),
    EffectKind.DECLARE_LAPSED: (Force.LAPSED, "宣布失效"),
}
# Of the text that brought an effect about only the name is told here; a code of 1,260 articles is not read for it.
HEAVY = [f"by_version__{field}" for field in ("text", "structure", "own_citations", "integrity", "history")]
CACHED = ["force", "force_on", "force_until", "effective_on", "expires_on"]


@dataclass(frozen=True, slots=True)
class Standing:
    """The force of a work on a day: why, since when, and the next day on which it may change."""

    force: Force
    reason: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides the force of one work: its counting effects and what its source claimed."""

    effects: Sequence[Effect]
    claim: str = ""
    claim_on: date | None = None
    first_issued_on: date | None = None
    held: bool = True  # whether the library had the work at the moment asked about

    def dates(self, *kinds: EffectKind) -> list[date]:
        return sorted(e.on for e in self.effects if e.kind in kinds and e.on and not e.eid)

    @property
    def effective_on(self) -> date | None:
        return next(iter(self.dates(EffectKind.COMMENCE)), None)

    @property
    def expires_on(self) -> date | None:
        """The last day of validity, extensions included."""
        ends = [e.until for e in self.effects if e.kind in (EffectKind.EXPIRE, EffectKind.EXTEND) and e.until]
        return max(ends, default=None)


def facts(work: Work, known_at: datetime | None = None, *, seen: "QuerySet[Version] | None" = None) -> Facts:
    """The facts of one work as known at the moment (or now). Texts outside of `seen` are not named as causes. One query."""
    found = (
        Effect.objects.counting(known_at).filter(work=work).select_related("by_version__work").defer(*HEAVY)
    )
    if seen is None:
        rows = list(found)
    else:
        rows = list(found.annotate(cause_seen=Exists(seen.filter(pk=OuterRef("by_version")))))
        for effect in rows:
            if not vars(effect)["cause_seen"]:
                effect.by_version = None
    held = known_at is None or work.recorded_at <= known_at
    return Facts(rows, work.source_claim, work.source_claim_on, work.issued_on, held)


def standing(known: Facts, on: date) -> Standing:
    """The force on the day, by the first rule that applies."""
    if not known.held:
        return Standing(Force.UNKNOWN, "当时文库还没有收录这份文件。")
    turn = next_change(known, on)
    for rule in (_ended, _claimed_lapsed, _expired, _not_begun, _partly, _begun, _claimed):
        found = rule(known, on)
        if found:
            return Standing(found.force, found.reason, found.since, turn)
    return Standing(Force.UNKNOWN, "缺少施行日期，来源也未说明效力。", until=turn)


def next_change(known: Facts, on: date) -> date | None:
    """The next day after `on` on which the force may differ."""
    days = [e.on for e in known.effects if e.on]
    if known.expires_on:
        days.append(known.expires_on + timedelta(days=1))
    if known.claim_on:
        days.append(known.claim_on)
    return min((day for day in days if day > on), default=None)


def _ended(known: Facts, on: date) -> Standing | None:
    over = [e for e in known.effects if e.kind in ENDING and not e.eid and (e.on is None or e.on <= on)]
    if not over:
        return None
    last = min(over, key=lambda e: e.on or date.min)
    force, verb = ENDING[EffectKind(last.kind)]
    day = f"{_day(last.on)}起" if last.on else ""
    return Standing(force, f"{day}被{cause(last)}{verb}。", last.on)


def _claimed_lapsed(known: Facts, on: date) -> Standing | None:
    if known.claim != SourceClaim.LAPSED:
        return None
    if known.claim_on is None or on >= known.claim_on:
        return Standing(
            Force.LAPSED, f"来源{_asof(known.claim_on)}记载已失效，失效日期不详。", known.claim_on
        )
    if known.effective_on and on < known.effective_on:
        return None
    return Standing(Force.UNKNOWN, f"来源{_asof(known.claim_on)}记载已失效，这一天是否已经失效不详。")


def _expired(known: Facts, on: date) -> Standing | None:
    last = known.expires_on
    if last is None or on <= last:
        return None
    return Standing(Force.LAPSED, f"有效期至{_day(last)}届满，未见延长。", last + timedelta(days=1))


def _not_begun(known: Facts, on: date) -> Standing | None:
    begin = known.effective_on
    if begin is None or begin <= on:
        return None
    if (
        known.first_issued_on
        and known.first_issued_on <= on
        and (begin - known.first_issued_on).days > 3 * 366
    ):
        return Standing(Force.UNKNOWN, f"文库未收录{_day(begin)}以前的文本。", until=begin)
    return Standing(Force.PENDING, f"自{_day(begin)}起施行。", until=begin)


def _partly(known: Facts, on: date) -> Standing | None:
    gone = [e for e in known.effects if e.kind in ENDING and e.eid and (e.on is None or e.on <= on)]
    if not gone:
        return None
    named = "、".join(dict.fromkeys(e.note or e.eid for e in gone))
    return Standing(Force.PARTLY_LAPSED, f"{named}已被{cause(gone[-1])}废止，其余有效。", gone[0].on)


def _begun(known: Facts, on: date) -> Standing | None:
    if known.effective_on is None:
        return None
    parts = [f"自{_day(known.effective_on)}起施行"]
    if known.expires_on:
        parts.append(f"有效期至{_day(known.expires_on)}")
    amended = [e for e in known.effects if e.kind == EffectKind.AMEND and e.on and e.on <= on]
    if amended:
        parts.append(f"{_day(max(e.on for e in amended if e.on))}经修改")
    if known.claim == SourceClaim.AMENDED:
        parts.append("来源记载此后已被修改")
    return Standing(Force.IN_FORCE, "，".join([*parts, "未见废止"]) + "。", known.effective_on)


def _claimed(known: Facts, on: date) -> Standing | None:
    if known.claim not in (SourceClaim.IN_FORCE, SourceClaim.AMENDED):
        return None
    if known.first_issued_on and on < known.first_issued_on:
        return Standing(
            Force.PENDING, f"{_day(known.first_issued_on)}公布，这一天尚未公布。", until=known.first_issued_on
        )
    more = "，此后已被修改" if known.claim == SourceClaim.AMENDED else ""
    return Standing(Force.IN_FORCE, f"正文未载明施行日期，来源{_asof(known.claim_on)}记载有效{more}。")


def cause(effect: Effect) -> str:
    """What brought the effect about, as words for a sentence."""
    if effect.by_version:
        work = effect.by_version.work
        return titled(work.title) if work.title else work.doc_no
    return effect.note or "有权机关"


def refresh(works: "QuerySet[Work]", on: date) -> list[int]:
    """Write the cache of force for these works; returns the ids of those whose shown force changed."""
    changed: list[int] = []
    for chunk in _chunks(works.values_list("pk", flat=True), 500):
        rows = list(Work.objects.filter(pk__in=chunk))
        by_work: dict[int, list[Effect]] = {}
        for effect in Effect.objects.counting().filter(work_id__in=chunk):
            by_work.setdefault(effect.work_id or 0, []).append(effect)
        for work in rows:
            if keep(work, by_work.get(work.pk, []), on):
                changed.append(work.pk)
        Work.objects.bulk_update(rows, CACHED)
    return changed


def keep(work: Work, effects: Sequence[Effect], on: date) -> bool:
    """Put the computed force into the cache fields (not saved); whether the shown force changed."""
    known = Facts(effects, work.source_claim, work.source_claim_on, work.issued_on)
    # The cached word needs no cause, so the by_version of each effect is not read here.
    found = standing(
        Facts([_bare(e) for e in effects], known.claim, known.claim_on, known.first_issued_on), on
    )
    before = work.force
    work.force, work.force_on, work.force_until = found.force, on, found.until
    work.effective_on, work.expires_on = known.effective_on, known.expires_on
    return before != work.force


def due(on: date) -> "QuerySet[Work]":
    """Works whose cached force may no longer be true on the day."""
    return Work.objects.exclude(force_on__lte=on, force_until__gt=on).exclude(
        force_on__lte=on, force_until__isnull=True
    )


def _bare(effect: Effect) -> Effect:
    return Effect(
        kind=effect.kind, on=effect.on, until=effect.until, eid=effect.eid, note=effect.note or "。"
    )


def _chunks(ids: Iterable[int], size: int) -> Iterable[list[int]]:
    rows = list(ids)
    return (rows[place : place + size] for place in range(0, len(rows), size))


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else "日期不详"


def _asof(day: date | None) -> str:
    return f"（{_day(day)}）" if day else ""

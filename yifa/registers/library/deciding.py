"""What people decide about the library: effects, citations, metadata. Each decision is recorded and takes hold at once."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from yifa.kernel.access.models import Account
from yifa.kernel.clock.periods import months
from yifa.kernel.organs.queries import by_names
from yifa.kernel.record import entries
from yifa.kernel.search import outbox
from yifa.kernel.texts.numerals import to_int
from yifa.registers.library import force, names, resolve
from yifa.registers.library.kinds import CitationState, EffectKind, EffectState
from yifa.registers.library.models import Citation, Effect, Work, WorkIssuer, WorkName

LONGER = re.compile(r"延长(.{1,3})年")
EFFECT_FIELDS = ("kind", "work", "target_name", "eid", "note", "on", "until")
WORK_FIELDS = (
    "title", "kind", "doc_no", "issuer", "organ", "region", "adopted_on", "issued_on", "published_on", "topics",
)  # fmt: skip


@transaction.atomic
def confirm_effect(effect: Effect, *, by: Account | None, at: datetime, because: str = "") -> Effect:
    """From now on the effect counts."""
    _complete(effect)
    _decide(effect, EffectState.CONFIRMED, because, by=by, at=at)
    entries.append("library.confirm_effect", effect, by=by, at=at, detail={"because": because})
    _take_hold([effect.work_id], at)
    return effect


def _complete(effect: Effect) -> None:
    """延长两年: counted from the last day of validity that is known."""
    longer = LONGER.fullmatch(effect.note)
    if effect.kind != EffectKind.EXTEND or effect.until or not longer or effect.work is None:
        return
    years, last = to_int(longer[1]), force.facts(effect.work).expires_on
    if years is None or last is None:
        raise ValidationError("没有届满日期，算不出延长到哪一天。请先写明有效期至哪一天。")
    effect.until = months(last, 12 * years)


@transaction.atomic
def reject_effect(effect: Effect, because: str, *, by: Account | None, at: datetime) -> Effect:
    """The text does not say so. The proposal is kept, with the reason."""
    _decide(effect, EffectState.REJECTED, because, by=by, at=at)
    entries.append("library.reject_effect", effect, by=by, at=at, detail={"because": because})
    return effect


@transaction.atomic
def edit_effect(
    effect: Effect, values: Mapping[str, Any], *, by: Account | None, at: datetime, because: str
) -> Effect:
    """Correct how a proposal was read, and confirm it so."""
    before = {name: getattr(effect, name) for name in EFFECT_FIELDS}
    _fill(effect, values)
    changed = entries.changes(before, {name: getattr(effect, name) for name in EFFECT_FIELDS})
    _decide(effect, EffectState.CONFIRMED, because, by=by, at=at)
    entries.append("library.edit_effect", effect, by=by, at=at, detail={"because": because, **changed})
    old = before["work"]
    _take_hold([old.pk if old else None, effect.work_id], at)
    return effect


@transaction.atomic
def retract_effect(effect: Effect, because: str, *, by: Account | None, at: datetime) -> Effect:
    """A confirmed effect counts no longer. What the site said before can still be answered."""
    effect.retracted_at = at
    effect.save(update_fields=["retracted_at"])
    entries.append("library.retract_effect", effect, by=by, at=at, detail={"because": because})
    _take_hold([effect.work_id], at)
    return effect


@transaction.atomic
def add_effect(values: Mapping[str, Any], *, by: Account | None, at: datetime, because: str) -> Effect:
    """An effect that no text of the library states, with its basis."""
    effect = Effect(proposed_at=at)
    _fill(effect, values)
    _decide(effect, EffectState.CONFIRMED, because, by=by, at=at)
    entries.append("library.add_effect", effect, by=by, at=at, detail={"because": because})
    _take_hold([effect.work_id], at)
    return effect


def _fill(effect: Effect, values: Mapping[str, Any]) -> None:
    for name in EFFECT_FIELDS:
        setattr(effect, name, values[name])
    effect.target_key = names.key(effect.target_name)
    effect.requires_apply = effect.kind == EffectKind.AMEND and bool(effect.work_id)


def _decide(effect: Effect, state: EffectState, because: str, *, by: Account | None, at: datetime) -> None:
    effect.state, effect.decided_by, effect.decided_reason = state, by, because[:300]
    effect.recorded_at = at
    effect.save()


@transaction.atomic
def tie_citations(
    citations: Sequence[Citation], work: Work, *, by: Account | None, at: datetime, because: str = ""
) -> int:
    """These citations mean that work. A person's word stands over what the resolver finds later."""
    detail = {"work": str(work), "doc_no": work.doc_no, "because": because}
    count = _settle("library.tie_citation", citations, CitationState.RESOLVED, work, detail, by=by, at=at)
    outbox.touch("library", [work.pk], at=at)
    return count


@transaction.atomic
def mark_external(
    citations: Sequence[Citation], *, by: Account | None, at: datetime, because: str = ""
) -> int:
    """These citations mean a document that this library does not collect."""
    detail = {"because": because}
    return _settle("library.mark_external", citations, CitationState.EXTERNAL, None, detail, by=by, at=at)


def _settle(
    act: str,
    citations: Sequence[Citation],
    state: CitationState,
    work: Work | None,
    detail: Mapping[str, Any],
    *,
    by: Account | None,
    at: datetime,
) -> int:
    """One decision over any number of places, with one entry about the first of them."""
    if not citations:
        return 0
    fields = {"work": work, "state": state, "decided_by": by, "decided_at": at}
    count = Citation.objects.filter(pk__in=[one.pk for one in citations]).update(**fields)
    entries.append(act, citations[0], by=by, at=at, detail={**detail, "places": count})
    return count


@transaction.atomic
def edit_work(
    work: Work, values: Mapping[str, Any], *, by: Account | None, at: datetime, because: str = ""
) -> Work:
    """Change metadata. A new title or number is a new name by which waiting citations find the work."""
    fields = [name for name in WORK_FIELDS if name in values]
    before = {name: getattr(work, name) for name in fields}
    for name in fields:
        setattr(work, name, values[name])
    changed = entries.changes(before, {name: getattr(work, name) for name in fields})
    if not changed:
        return work
    work.save(update_fields=list(changed))
    entries.append("library.edit_work", work, by=by, at=at, detail={**changed, "because": because})
    if "issuer" in changed:
        _issuers(work)
    if changed.keys() & {"title", "doc_no"}:
        _rename(work, before)
    if changed.keys() & {"organ"}:
        outbox.hide(
            [f"library:{work.pk}"], at=at
        )  # until followed, so that nobody keeps finding it by the old organ
    _take_hold([work.pk], at)
    return work


def _issuers(work: Work) -> None:
    printed = [name.strip() for name in work.issuer.split("、") if name.strip()]
    organs = by_names(printed)
    work.issuers.all().delete()
    WorkIssuer.objects.bulk_create(
        WorkIssuer(work=work, position=place, name=name[:120], organ_id=organs.get(name))
        for place, name in enumerate(printed)
    )


def _rename(work: Work, before: Mapping[str, Any]) -> None:
    """Drop the keys of the former title and number, add the new ones, and tie what waits for them."""
    old = names.keys(before.get("title", work.title), (), before.get("doc_no", work.doc_no))
    new = names.keys(work.title, (), work.doc_no)
    work.names.filter(key__in=set(old) - set(new)).delete()
    held = set(work.names.values_list("key", flat=True))
    WorkName.objects.bulk_create(WorkName(work=work, key=key) for key in new if key not in held)
    resolve.link(new)


def _take_hold(work_ids: Sequence[int | None], at: datetime) -> None:
    """Compute the force of the works anew and let the search index read them again."""
    ids = sorted({pk for pk in work_ids if pk})
    if ids:
        force.refresh(Work.objects.filter(pk__in=ids), _day(at))
        outbox.touch("library", ids, at=at)


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()

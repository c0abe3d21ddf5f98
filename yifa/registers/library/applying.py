"""Working confirmed amendments into the text: a preview, a new text of the work, and the way back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from yifa.kernel.access.models import Account
from yifa.kernel.record import entries
from yifa.registers.library import resolve
from yifa.registers.library.ingest.merging import ADD, CHANGE, REMOVE, Change, Merged, merge
from yifa.registers.library.ingest.prepare import prepare
from yifa.registers.library.ingest.shelf import STORED, Shelf, identity
from yifa.registers.library.kinds import EffectKind
from yifa.registers.library.models import Effect, Version, Work
from yifa.registers.library.names import titled
from yifa.registers.library.withdrawing import withdraw

REORDERED = ("顺序", "顺延")


@dataclass(frozen=True, slots=True)
class Preview:
    """The text as it would read, beside the text it comes from."""

    base: Version
    merged: Merged

    @property
    def changes(self) -> bool:
        return self.merged.text != self.base.text


def applicable(work: Work) -> Sequence[Effect]:
    """Confirmed amendments of the work that are not in any text yet, in the order of their day.

    A text that came from a source on the day of the amending one, or later, reads as amended already.
    """
    came = Version.objects.filter(work=work, withdrawn_at__isnull=True, applies__isnull=True)
    amended = came.filter(valid_from__gte=OuterRef("by_version__valid_from")).exclude(text="")
    rows = (
        Effect.objects.counting()
        .filter(~Exists(amended), work=work, kind=EffectKind.AMEND, requires_apply=True)
        .exclude(eid="")
    )
    return list(rows.select_related("work", "by_version__work").order_by("on", "pk"))


def preview(effects: Sequence[Effect]) -> Preview:
    """How the text reads with these amendments. Nothing is written."""
    work, day = _of_one_work(effects)
    texts = Version.objects.filter(work=work, withdrawn_at__isnull=True).exclude(text="")
    before = texts.exclude(valid_from__gt=day) if day else texts
    base = before.order_by("-valid_from", "-pk").select_related("work", "publication").first()
    if base is None:
        raise ValidationError("文库里没有这份文件在修改以前的文本，不能并入。")
    by = " ".join(one.by_version.text for one in effects if one.by_version)
    reorder = any(word in by for word in REORDERED)
    return Preview(base, merge(base.text, [_change(one) for one in effects], reorder=reorder))


def _of_one_work(effects: Sequence[Effect]) -> tuple[Work, date | None]:
    works = {one.work_id for one in effects}
    if len(works) != 1 or effects[0].work is None:
        raise ValidationError("一次只能并入对同一份文件的修改。")
    return effects[0].work, max((one.on for one in effects if one.on), default=None)


def _change(effect: Effect) -> Change:
    verb = next((verb for verb in (ADD, REMOVE, CHANGE) if effect.note.startswith(verb)), CHANGE)
    if verb == CHANGE and not effect.new_text:
        verb = REMOVE
    return Change(effect.pk, verb, effect.eid, effect.old_text, effect.new_text)


@transaction.atomic
def apply(effects: Sequence[Effect], *, by: Account | None, at: datetime) -> Version:
    """Store the new text as a version of the work; refuses the whole when one amendment cannot be worked in."""
    rows = list(
        Effect.objects.counting().select_for_update(of=("self",)).filter(pk__in=[one.pk for one in effects])
    )
    if len(rows) != len(effects) or any(one.applied_in_id for one in rows):
        raise ValidationError("只有已经确认、尚未并入的修改可以并入文本。请刷新页面。")
    seen = preview(effects)
    if seen.merged.refused:
        raise ValidationError(list(dict.fromkeys(seen.merged.refused.values())))
    version = _store(seen, effects, at)
    Effect.objects.filter(pk__in=[one.pk for one in rows]).update(applied_in=version, requires_apply=False)
    detail = {"effects": [one.pk for one in rows], "base": seen.base.pk}
    entries.append("library.apply_effects", version, by=by, at=at, detail=detail)
    resolve.link()
    return version


def _store(seen: Preview, effects: Sequence[Effect], at: datetime) -> Version:
    base, work = seen.base, seen.base.work
    on = timezone.localtime(at).date()
    day = max((one.on for one in effects if one.on), default=on)
    causes = dict.fromkeys(one.by_version.work.title for one in effects if one.by_version)
    names = "、".join(titled(title) for title in causes) or "有权机关的决定"
    draft = prepare(
        seen.merged.text,
        name=work.title,
        known=_known(work, base, day, names),
        source=f"{base.source}；依{names}并入"[:300],
        warnings=seen.merged.warnings,
    )
    draft = replace(draft, effects=())  # what it says of other works, its base has proposed already
    public = base.publication is not None and base.publication.until is None
    shelf = Shelf.opened(at=at, on=on, source=draft.source, public=public, organ=work.organ)
    shelf.works[identity(draft.kind, draft.title, draft.doc_no, "、".join(draft.issuers), draft.region)] = (
        work.pk
    )
    (result,) = shelf.store([draft], settled=True)
    if result.outcome != STORED:
        raise ValidationError(result.reason)
    return result.version


def _known(work: Work, base: Version, day: date, names: str) -> dict[str, Any]:
    return {
        "title": work.title,
        "kind": work.kind,
        "doc_no": work.doc_no,
        "issuers": tuple(name for name in work.issuer.split("、") if name),
        "region": work.region,
        "topics": tuple(work.topics),
        "first_issued_on": work.issued_on,
        "issued_on": day,
        "effective_on": day,
        "expires_on": work.expires_on,
        "label": f"{day.year}年修正",
        "history": (*base.history, f"{day.year}年{day.month}月{day.day}日依{names}修正"),
        "claim": work.source_claim,
        "claim_on": work.source_claim_on,
    }


@transaction.atomic
def undo(version: Version, because: str, *, by: Account | None, at: datetime) -> None:
    """Take the merged text back; its amendments wait to be worked in again."""
    rows = Effect.objects.filter(applied_in=version)
    if not rows.exists():
        raise ValidationError("这个文本不是由修改并入而成的。")
    if not because.strip():
        raise ValidationError("撤销并入应当写明理由。")
    rows.update(applied_in=None, requires_apply=True)
    withdraw([version.pk], because, by=by, at=at)
    entries.append("library.undo_apply", version, by=by, at=at, detail={"because": because})

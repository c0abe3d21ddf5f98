"""Tying citations and effect proposals to works of the library; what finds no target waits and is tied when it arrives.

A citation means the work of that name that existed on the citing day; where several remain, the one of the same issuer,
else a national one, else the question is left open for a person (待核).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Exists, OuterRef, Subquery

from yifa.registers.library.kinds import CitationState, EffectState, numbered
from yifa.registers.library.models import Citation, Effect, Provision, Work, WorkName

T = TypeVar("T")
WAITING = (CitationState.UNRESOLVED, CitationState.AMBIGUOUS)
STEP = 500


@dataclass(frozen=True, slots=True)
class Candidate:
    work_id: int
    issued_on: date | None
    region: str
    issuer: str
    kind: str = ""

    def existed(self, on: date | None) -> bool:
        """Whether a text of that day can mean it. Of laws the first day is not always known, so they always can."""
        return on is None or self.issued_on is None or self.issued_on <= on or not numbered(self.kind)


def candidates(keys: Iterable[str]) -> dict[str, list[Candidate]]:
    """The works that bear each of the names."""
    found: dict[str, list[Candidate]] = defaultdict(list)
    for chunk in _steps(sorted(set(keys))):
        rows = WorkName.objects.filter(key__in=chunk, work__withdrawn_at__isnull=True).order_by("work_id")
        fields = ("key", "work_id", "work__issued_on", "work__region", "work__issuer", "work__kind")
        for name, *facts in rows.values_list(*fields):
            found[name].append(Candidate(*facts))
    return dict(found)


def choose(among: Sequence[Candidate], on: date | None, region: str, issuer: str) -> int | None:
    """The work meant on the day by a text of that region and issuer; None when the question stays open."""
    left = [one for one in among if one.existed(on)]
    begun = [one for one in left if on is None or one.issued_on is None or one.issued_on <= on]
    left = begun or left
    for narrower in (
        lambda one: bool(issuer) and one.issuer == issuer,
        lambda one: bool(region) and one.region == region,
        lambda one: not one.region,
    ):
        if len(left) > 1:
            left = [one for one in left if narrower(one)] or left
    if len(left) > 1:
        newest = max((one.issued_on for one in left if one.issued_on), default=None)
        left = [one for one in left if one.issued_on == newest] if newest else left
    return left[0].work_id if len(left) == 1 else None


def link(keys: Iterable[str] | None = None) -> int:
    """Tie waiting citations and proposals (of these names, or all) to works; returns how many citations were."""
    waiting = Citation.objects.filter(state__in=WAITING, decided_by__isnull=True)
    proposals = Effect.objects.filter(work__isnull=True, state=EffectState.PROPOSED)
    wanted = set(waiting.values_list("key", flat=True).distinct())
    wanted |= set(proposals.values_list("target_key", flat=True).distinct())
    known = candidates(wanted if keys is None else wanted & set(keys))
    single = {name for name, among in known.items() if len(among) == 1 and not numbered(among[0].kind)}
    tied = _link_single(single)
    tied += _link_several({name: among for name, among in known.items() if name not in single})
    _link_effects(known)
    mark_missing([one.work_id for among in known.values() for one in among])
    return tied


def _link_single(single: set[str]) -> int:
    """Names that one work alone bears: a few statements for all of them."""
    named = WorkName.objects.filter(key=OuterRef("key"), work__withdrawn_at__isnull=True).values("work_id")[
        :1
    ]
    tied = 0
    for chunk in _steps(sorted(single)):
        rows = Citation.objects.filter(key__in=chunk, state__in=WAITING, decided_by__isnull=True)
        tied += rows.update(work_id=Subquery(named), state=CitationState.RESOLVED)
    return tied


def _link_several(known: dict[str, list[Candidate]]) -> int:
    """Names that mean different works on different days or in different places: each citation is judged."""
    judged: list[Citation] = []
    for chunk in _steps(sorted(known)):
        rows = Citation.objects.filter(key__in=chunk, state__in=WAITING, decided_by__isnull=True)
        fields = ("pk", "key", "version__valid_from", "version__work__region", "version__work__issuer")
        for pk, name, on, region, issuer in rows.values_list(*fields):
            if any(one.existed(on) for one in known[name]):
                work_id = choose(known[name], on, region, issuer)
                state = CitationState.RESOLVED if work_id else CitationState.AMBIGUOUS
                judged.append(Citation(pk=pk, work_id=work_id, state=state))
    Citation.objects.bulk_update(judged, ["work", "state"], batch_size=STEP)
    return sum(one.work_id is not None for one in judged)


def _link_effects(known: dict[str, list[Candidate]]) -> None:
    waiting = Effect.objects.filter(work__isnull=True, state=EffectState.PROPOSED).select_related(
        "by_version__work"
    )
    for chunk in _steps(sorted(known)):
        for effect in waiting.filter(target_key__in=chunk):
            by = effect.by_version
            on, region, issuer = (by.valid_from, by.work.region, by.work.issuer) if by else (None, "", "")
            among = [one for one in known[effect.target_key] if by is None or one.work_id != by.work_id]
            # A text does nothing to itself, nor to later ones.
            among = [one for one in among if one.existed(on)]
            effect.work_id = choose(among, on, region, issuer)
            if effect.work_id:
                effect.eid = placed(effect.work_id, effect.eid)
                effect.save(update_fields=["work", "eid"])


def placed(work_id: int, eid: str) -> str:
    """art_8 of a decision is att_1__art_8 where the 办法 that it changes was issued with a notice (印发通知).

    A new article (art_12-1) belongs where its neighbour stands.
    """
    article, joint, below = eid.partition("__")
    if not article.startswith("art_"):
        return eid
    rows = Provision.objects.filter(version__work_id=work_id, kind="article").order_by(
        "version__valid_from", "pk"
    )
    number = article.removeprefix("art_")
    for num in (number, number.partition("-")[0]):
        found = rows.filter(num=num).values_list("eid", flat=True).last()
        if found:
            return f"{found.rpartition('art_')[0]}{article}{joint}{below}"
    return eid


def mark_missing(work_ids: Iterable[int]) -> None:
    """Citations of an article that no kept text of the target has (目标无此条) wait for a person, or for such a text."""
    texts = {"version__work": OuterRef("work"), "version__withdrawn_at__isnull": True, "kind": "article"}
    article = Exists(Provision.objects.filter(num=OuterRef("article"), **texts))
    has_articles = Exists(Provision.objects.filter(**texts))
    automatic = Citation.objects.filter(decided_by__isnull=True).exclude(article="")
    for chunk in _steps(sorted(set(work_ids))):
        resolved = automatic.filter(work_id__in=chunk, state=CitationState.RESOLVED)
        resolved.filter(has_articles, ~article).update(state=CitationState.MISSING)
    automatic.filter(article, state=CitationState.MISSING).update(state=CitationState.RESOLVED)


def unlink(work: Work) -> None:
    """The work was taken back: what pointed at it waits again."""
    Citation.objects.filter(work=work).update(work=None, state=CitationState.UNRESOLVED)
    Effect.objects.filter(work=work, state=EffectState.PROPOSED).exclude(target_name="").update(work=None)


def _steps(rows: Sequence[T]) -> Iterable[Sequence[T]]:
    return (rows[place : place + STEP] for place in range(0, len(rows), STEP))

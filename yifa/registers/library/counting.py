"""How many public works there are, and of which kinds: the counts of the home page and of browsing. Computed, never kept."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import ExtractYear

from yifa.registers.library.kinds import Force, WorkKind
from yifa.registers.library.models import Work, WorkIssuer
from yifa.registers.library.subjects import SUBJECTS

LIVE = (Force.IN_FORCE, Force.PARTLY_LAPSED)


@dataclass(frozen=True, slots=True)
class Group:
    """One way on for who browses: its value in an address, its words, all works and those in force."""

    value: str
    label: str
    count: int
    live: int


@dataclass(frozen=True, slots=True)
class Totals:
    works: int
    live: int
    pending: int
    kinds: tuple[Group, ...]


def totals(on: date) -> Totals:
    """All public works by kind. One query."""
    kinds = _by_kind(Work.objects.public(on))
    pending = sum(row["n"] for row in _rows(Work.objects.public(on).filter(force=Force.PENDING), "kind"))
    return Totals(sum(g.count for g in kinds), sum(g.live for g in kinds), pending, kinds)


def by_kind(on: date) -> tuple[Group, ...]:
    return _by_kind(Work.objects.public(on))


def by_year(on: date) -> tuple[Group, ...]:
    """By year of the document, newest first; one query."""
    rows = _rows(Work.objects.public(on).annotate(year=ExtractYear("issued_on")), "year")
    groups = [
        Group(
            str(row["year"] or ""), f"{row['year']}年" if row["year"] else "日期不详", row["n"], row["live"]
        )
        for row in rows
    ]
    return tuple(sorted(groups, key=lambda group: group.value, reverse=True))


def by_topic(on: date) -> tuple[Group, ...]:
    """By subject, in the order of the subject list; a work counts under each of its subjects. One query."""
    all_works: Counter[str] = Counter()
    live: Counter[str] = Counter()
    for topics, force in Work.objects.public(on).values_list("topics", "force"):
        all_works.update(topics)
        if force in LIVE:
            live.update(topics)
    return tuple(
        Group(code, words, all_works[code], live[code])
        for code, (words, _) in SUBJECTS.items()
        if all_works[code]
    )


def by_issuer(on: date) -> tuple[Group, ...]:
    """By issuing organ, most documents first; a joint document counts under each organ. One query."""
    works = Work.objects.public(on)
    rows = (
        WorkIssuer.objects.filter(work__in=works)
        .values("name")
        .annotate(
            n=Count("work", distinct=True), live=Count("work", filter=Q(work__force__in=LIVE), distinct=True)
        )
        .order_by("-n", "name")
    )
    return tuple(Group(row["name"], row["name"], row["n"], row["live"]) for row in rows)


def _by_kind(works: QuerySet[Work]) -> tuple[Group, ...]:
    found = {row["kind"]: row for row in _rows(works, "kind")}
    return tuple(
        Group(kind.value, str(kind.label), found[kind]["n"], found[kind]["live"])
        for kind in WorkKind
        if kind in found
    )


def _rows(works: QuerySet[Work], field: str) -> list[dict[str, Any]]:
    counted = works.order_by().values(field)
    return list(counted.annotate(n=Count("pk"), live=Count("pk", filter=Q(force__in=LIVE))))

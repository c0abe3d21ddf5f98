"""How many public works there are, and of which kinds: the counts of the home page and of browsing. Computed, never kept."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

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
    tally, pending = Tally(), 0
    counted = Work.objects.public(on).order_by().values_list("kind", "force").annotate(n=Count("pk"))
    for kind, force, number in counted:
        tally.every[kind] += number
        tally.live[kind] += number if force in LIVE else 0
        pending += number if force == Force.PENDING else 0
    kinds = tally.groups((kind.value, str(kind.label)) for kind in WorkKind)
    return Totals(sum(g.count for g in kinds), sum(g.live for g in kinds), pending, kinds)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The public works by kind, year and subject."""

    kinds: tuple[Group, ...]
    years: tuple[Group, ...]  # newest first
    topics: tuple[Group, ...]  # in the order of the subject list; a work counts under each of its subjects


def shelf(on: date) -> Shelf:
    """Everything that browsing counts by, in one pass. One query."""
    kinds, years, topics = Tally(), Tally(), Tally()
    for kind, issued_on, codes, force in Work.objects.public(on).values_list(
        "kind", "issued_on", "topics", "force"
    ):
        live = force in LIVE
        kinds.add(kind, live)
        years.add(str(issued_on.year) if issued_on else "", live)
        for code in codes:
            topics.add(code, live)
    return Shelf(
        kinds.groups((kind.value, str(kind.label)) for kind in WorkKind),
        years.groups(
            (year, f"{year}年" if year else "日期不详") for year in sorted(years.every, reverse=True)
        ),
        topics.groups((code, words) for code, (words, _) in SUBJECTS.items()),
    )


class Tally:
    """How many there are of each value, and how many of these are in force."""

    def __init__(self) -> None:
        self.every: Counter[str] = Counter()
        self.live: Counter[str] = Counter()

    def add(self, value: str, live: bool) -> None:
        self.every[value] += 1
        self.live[value] += live

    def groups(self, named: Iterable[tuple[str, str]]) -> tuple[Group, ...]:
        """Those that occur, in the given order."""
        return tuple(
            Group(value, words, self.every[value], self.live[value])
            for value, words in named
            if self.every[value]
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

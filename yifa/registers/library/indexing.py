"""How works of the library become entries of the search index: one for each stretch of time in which one text is public,
and, where the newest text is not public, one for those who may read it all the same."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from yifa.kernel.search.engine.entry import Entry, Part
from yifa.kernel.search.sources import Source
from yifa.registers.library import force
from yifa.registers.library.kinds import Force
from yifa.registers.library.models import Provision, Version, Work
from yifa.registers.library.questions.weights import standing

CODE = "library"
SHARED = "中华人民共和国"  # in so many titles that it tells nothing
IN_FORCE = frozenset({Force.IN_FORCE, Force.PARTLY_LAPSED, Force.PENDING})
CURRENT = 1.3  # what is in force counts more than what no longer is; a choice, not learned


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `since` to before `until` the public reads this version."""

    version: Version
    since: date
    until: date


def ids() -> list[int]:
    return list(Work.objects.filter(withdrawn_at__isnull=True).order_by("pk").values_list("pk", flat=True))


def turn(on: date) -> list[int]:
    """Bring the cached force up to the day; the works whose force changed are indexed again."""
    return force.refresh(force.due(on), on)


def entries(work_ids: Sequence[int]) -> Iterator[Entry]:
    """The entries of these works; none for a work that was taken back. Five queries."""
    works = Work.objects.filter(pk__in=work_ids, withdrawn_at__isnull=True)
    kept = Version.objects.filter(work__in=works, withdrawn_at__isnull=True).select_related("publication")
    versions: dict[int, list[Version]] = defaultdict(list)
    for version in kept.defer("structure", "own_citations", "integrity", "history").order_by("pk"):
        versions[version.work_id].append(version)
    parts = _parts([version.pk for found in versions.values() for version in found])
    for work in works.prefetch_related("issuers", "names"):
        yield from _entries(work, versions[work.pk], parts)


def _entries(work: Work, versions: Sequence[Version], parts: dict[int, tuple[Part, ...]]) -> Iterator[Entry]:
    if not versions:
        return
    newest = max(versions, key=_age)
    staff = frozenset({"legal"} | ({f"organ:{work.organ_id}"} if work.organ_id else set()))
    served = False
    for stretch in stretches(versions):
        entry = _entry(work, stretch.version, parts.get(stretch.version.pk, ()))
        entry = replace(entry, since=stretch.since, until=stretch.until)
        if stretch.version is newest and not served:
            served = True
            yield replace(entry, readers=frozenset({"public"}) | staff)
        else:
            yield replace(entry, readers=frozenset({"public"}), instead=staff)
    if not served:
        yield replace(_entry(work, newest, parts.get(newest.pk, ())), readers=staff)


def stretches(versions: Sequence[Version]) -> list[Stretch]:
    """Which text the public reads when: always the newest of those that are public on the day."""
    windows = [
        Stretch(version, max(row.since, version.valid_from or row.since), row.until or date.max)
        for version in versions
        if (row := version.publication) is not None
    ]
    days = sorted({day for window in windows for day in (window.since, window.until)})
    found: list[Stretch] = []
    for since, until in zip(days, days[1:], strict=False):
        open_then = [window.version for window in windows if window.since <= since < window.until]
        if not open_then:
            continue
        shown = max(open_then, key=_age)
        if found and found[-1].version is shown and found[-1].until == since:
            found[-1] = replace(found[-1], until=until)
        else:
            found.append(Stretch(shown, since, until))
    return found


def _age(version: Version) -> tuple[date, int]:
    return (version.valid_from or date.min, version.pk)


def _parts(version_ids: Sequence[int]) -> dict[int, tuple[Part, ...]]:
    rows: dict[int, list[Part]] = defaultdict(list)
    fields = ("version_id", "eid", "num", "label", "heading", "start", "end")
    found = Provision.objects.filter(version__in=version_ids).order_by("version_id", "position")
    for version_id, *values in found.values_list(*fields):
        rows[version_id].append(Part(*values))
    return {version_id: tuple(parts) for version_id, parts in rows.items()}


def _entry(work: Work, version: Version, parts: tuple[Part, ...]) -> Entry:
    issuers = tuple(dict.fromkeys(issuer.name for issuer in work.issuers.all())) or (
        (work.issuer,) if work.issuer else ()
    )
    day = work.issued_on or work.published_on
    return Entry(
        group=SOURCE.group(work.pk),
        title=work.title,
        text=version.text,
        parts=parts,
        readers=frozenset(),
        head=work.title.removeprefix(SHARED),
        weight=standing(work.kind, work.title) * (CURRENT if work.force in IN_FORCE else 1.0),
        names=tuple(name.key for name in work.names.all()),
        number=work.doc_no,
        issuer=work.issuer,
        day=day,
        facets={
            "kind": (work.kind,),
            "force": (work.force,),
            "issuer": issuers,
            "year": (str(day.year),) if day else (),
            "topic": tuple(work.topics),
            "region": (work.region,) if work.region else (),
        },
        card={
            "slug": work.slug,
            "title": work.title,
            "kind": work.kind,
            "doc_no": work.doc_no,
            "issuer": work.issuer,
            "issued_on": _iso(work.issued_on),
            "effective_on": _iso(work.effective_on),
            "force": work.force,
        },
    )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


SOURCE = Source(code=CODE, number=1, ids=ids, entries=entries, turn=turn)

"""What a document cites and who cites it, what it does to others, what was done to it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from django.db.models import Count, QuerySet

from yifa.kernel.law.cite import article_label
from yifa.registers.library import uris
from yifa.registers.library.force import Facts, cause
from yifa.registers.library.kinds import CitationRole, CitationState, EffectKind
from yifa.registers.library.linking import NOT_HELD, UNTIED, Known
from yifa.registers.library.models import Citation, Effect, Version, Work
from yifa.registers.library.reading.values import Cited, Citing, Event, Note

ROLE_ORDER = [role.value for role in CitationRole]
DONE_BY_EFFECTS = frozenset({CitationRole.REPEAL, CitationRole.AMEND})
DONE_TO_PROVISIONS = {
    EffectKind.AMEND: "修改",
    EffectKind.REPEAL: "废止",
    EffectKind.DECLARE_LAPSED: "宣布失效",
    EffectKind.REPLACE: "替代",
    EffectKind.SUSPEND: "暂停适用",
}


def citing_rows(work: Work, today: date) -> QuerySet[Citation]:
    """The places in public texts of other works that cite this work."""
    public = Version.objects.public(today)
    return Citation.objects.filter(work=work, version__in=public).exclude(version__work=work)


def citing_works(work: Work, today: date) -> int:
    counted = citing_rows(work, today).aggregate(n=Count("version__work", distinct=True))
    return int(counted["n"])


def citing_by_article(work: Work, today: date) -> dict[str, int]:
    """How many works cite each article. One query."""
    rows = citing_rows(work, today).exclude(article="").order_by().values("article")
    return {row["article"]: row["n"] for row in rows.annotate(n=Count("version__work", distinct=True))}


def citing(work: Work, today: date, *, article: str = "", first: int = 0, limit: int) -> list[Citing]:
    """Some of the places that cite this work (or one article), newest documents first. One query."""
    return [_citing([row]) for row in _places_citing(work, today, article)[first : first + limit]]


def citing_provisions(work: Work, today: date, *, limit: int) -> list[Citing]:
    """The newest places that cite this work, those in one provision gathered. One query."""
    rows = _places_citing(work, today, "")[:limit]
    grouped = groupby(rows, key=lambda row: (row.version_id, _place(row.eid)))
    return [_citing(list(group)) for _, group in grouped]


def _places_citing(work: Work, today: date, article: str) -> QuerySet[Citation]:
    rows = citing_rows(work, today)
    if article:
        rows = rows.filter(article=article)
    named = [f"version__work__{field}" for field in ("slug", "title", "doc_no", "force")]
    told = rows.select_related("version__work").only("eid", "article", "version__valid_from", *named)
    return told.order_by("-version__valid_from", "-version_id", "start")


def _citing(rows: Sequence[Citation]) -> Citing:
    first = rows[0]
    work = first.version.work
    cited = dict.fromkeys(article_label(row.article) for row in rows if row.article)
    return Citing(
        title=work.title,
        doc_no=work.doc_no,
        force=work.force,
        href=uris.page(work.slug, first.version.valid_from, first.eid),
        place=_place(first.eid),
        articles=tuple(cited),
    )


def _place(eid: str) -> str:
    """第十二条之一 of att_1__art_12-1__para_2; empty where no article is named."""
    number = next((part[4:] for part in eid.split("__") if part.startswith("art_")), "")
    plain = number.split("_")[0]
    return article_label(plain) if plain.replace("-", "").isdecimal() else ""


def cites(
    citations: Sequence[Citation], library: Known, on: date | None, affected: Collection[int | None]
) -> tuple[Cited, ...]:
    """The works cited, each once per role: grounds first. What confirmed effects say of the `affected` is said there."""
    grouped: dict[tuple[str, str], list[Citation]] = defaultdict(list)
    for citation in citations:
        if citation.role in DONE_BY_EFFECTS and citation.work_id in affected:
            continue
        grouped[citation.role, str(citation.work_id or citation.key)].append(citation)
    groups = sorted(grouped.values(), key=lambda rows: (ROLE_ORDER.index(rows[0].role), rows[0].start))
    return tuple(_cited(rows, library, on) for rows in groups)


def _cited(rows: Sequence[Citation], library: Known, on: date | None) -> Cited:
    first = rows[0]
    work = library.works.get(first.work_id or 0)
    places = dict.fromkeys(article_label(row.article) for row in rows if row.article)
    return Cited(
        title=work.title if work else first.law,
        href=library.address(first.work_id, on, first.article if len(places) == 1 else ""),
        role=first.get_role_display(),
        places=tuple(places),
        force=work.force if work else "",
        hint="" if work else UNTIED.get(CitationState(first.state), NOT_HELD),
    )


def acts(effects: Iterable[Effect], library: Known) -> tuple[Cited, ...]:
    """What the document does to others by confirmed effects, each work once per kind of effect."""
    grouped: dict[tuple[str, str], list[Effect]] = defaultdict(list)
    for effect in effects:
        grouped[effect.kind, str(effect.work_id or effect.target_name)].append(effect)
    return tuple(_act(rows, library) for rows in grouped.values())


def _act(rows: Sequence[Effect], library: Known) -> Cited:
    first = rows[0]
    work = library.works.get(first.work_id or 0)
    return Cited(
        title=work.title if work else first.target_name or "未公开的文件",
        href=library.address(first.work_id, None),
        role=first.get_kind_display(),
        places=tuple(dict.fromkeys(_place(row.eid) for row in rows if row.eid)),
        force=work.force if work else "",
        hint="" if work else NOT_HELD,
    )


def notes(known: Facts, library: Known) -> dict[str, tuple[Note, ...]]:
    """What was done to single provisions, by their eId."""
    found: dict[str, list[Note]] = defaultdict(list)
    for effect in known.effects:
        if effect.eid and effect.kind in DONE_TO_PROVISIONS:
            day = f"{effect.on.year}年{effect.on.month}月{effect.on.day}日" if effect.on else ""
            verb = DONE_TO_PROVISIONS[EffectKind(effect.kind)]
            found[effect.eid].append(
                Note(f"{day}{verb}，依据", _cause_address(effect, library), cause(effect))
            )
    return {eid: tuple(rows) for eid, rows in found.items()}


def axis(known: Facts, work: Work, library: Known, on: date) -> tuple[Event, ...]:
    """The life of the document on a time axis: issued, in force, amended, ending; what is to come after the day."""
    points = _merged(_points(known, work, library))
    past = [place for place, point in enumerate(points) if point[0] is not None and point[0] <= on]
    last = past[-1] if past else -1
    return tuple(
        Event(*point, "now" if place == last else "past" if place < last else "coming")
        for place, point in enumerate(points)
    )


Point = tuple[date | None, str, str, str]


def _merged(points: Iterator[tuple[date | None, str, str, str, str]]) -> list[Point]:
    """In the order of their days; provisions that one document changed on one day are one point."""
    places: dict[Point, list[str]] = defaultdict(list)
    for on, words, place, detail, href in points:
        places[on, words, detail, href].append(place)
    found = [
        (on, words + "、".join(dict.fromkeys(p for p in named if p)), detail, href)
        for (on, words, detail, href), named in places.items()
    ]
    return sorted(found, key=lambda point: (point[0] is None, point[0] or date.max))


def _points(known: Facts, work: Work, library: Known) -> Iterator[tuple[date | None, str, str, str, str]]:
    """(day, what happened, to which provision, detail, address of the cause)."""
    if work.adopted_on:
        yield work.adopted_on, "通过", "", "", ""
    if work.issued_on:
        yield work.issued_on, "成文", "", "", ""
    if work.published_on and work.published_on != work.issued_on:
        yield work.published_on, "公布", "", "", ""
    if known.expires_on:
        yield known.expires_on, "有效期届满", "", "未延长则自行失效", ""
    for effect in known.effects:
        if effect.kind == EffectKind.EXPIRE:
            continue
        href = _cause_address(effect, library)
        words = "延长有效期" if effect.kind == EffectKind.EXTEND else effect.get_kind_display()
        yield effect.on, words, _place(effect.eid), cause(effect) if href else effect.note, href


def _cause_address(effect: Effect, library: Known) -> str:
    by = effect.by_version
    if by is None or by.work_id == effect.work_id:
        return ""
    return library.address(by.work_id, None)

"""Finding works of the library: the one search of portal, desk, API and command line, with access inside the query."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from time import perf_counter

from yifa.kernel.access.reader import Reader
from yifa.kernel.search import node, sources
from yifa.kernel.search.engine.entry import FACETS
from yifa.registers.library import subjects
from yifa.registers.library.kinds import Force, WorkKind
from yifa.registers.library.questions import helping, searching, suggesting
from yifa.registers.library.questions.reading import Chip, Reading, Way
from yifa.registers.library.questions.scope import Scope

__all__ = [
    "ArticleHit",
    "Chip",
    "FacetValue",
    "Found",
    "Help",
    "Hit",
    "Question",
    "Reading",
    "Suggestion",
    "Way",
    "find",
    "label",
    "suggest",
]

SORTS = ("relevance", "newest", "oldest")
LARGEST_PAGE = 100
FACET_SHOWN = 50  # values of one facet
BUILDING = "检索库正在建立，结果可能不全，请稍后再查。"


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, by whom, with which filters (facet to any of its values)."""

    text: str
    reader: Reader
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    page: int = 1
    size: int = 20
    sort: str = "relevance"


@dataclass(frozen=True, slots=True)
class ArticleHit:
    eid: str
    label: str
    html: str  # escaped text with <mark>


@dataclass(frozen=True, slots=True)
class Hit:
    work_id: int
    slug: str
    title_html: str
    title: str
    kind: str
    kind_label: str
    issuer: str
    doc_no: str
    issued_on: date | None
    effective_on: date | None
    force: str
    force_label: str
    snippet_html: str
    articles: tuple[ArticleHit, ...]
    more_articles: int


@dataclass(frozen=True, slots=True)
class FacetValue:
    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Help:
    """One way on where nothing was found."""

    sentence: str
    query: str
    filters: Mapping[str, tuple[str, ...]]
    count: int


@dataclass(frozen=True, slots=True)
class Found:
    total: int
    page: int
    pages: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetValue, ...]]
    reading: Reading
    note: str  # what to know about this result, or empty
    milliseconds: float
    help: tuple[Help, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    text: str
    kind: str  # title or number
    slug: str


def find(question: Question) -> Found:
    """Answer the question. Two database queries while nothing has changed."""
    begun = perf_counter()
    sight = node.here().sight(question.reader.on)
    filters = {name: tuple(question.filters[name]) for name in FACETS if question.filters.get(name)}
    scope = _scope(question.reader, sight).within(filters)
    page, size = max(1, question.page), min(max(1, question.size), LARGEST_PAGE)
    sort = question.sort if question.sort in SORTS else "relevance"
    outcome = searching.search(question.text, scope, page=page, size=size, sort=sort)
    hints = helping.hints(outcome.reading, outcome.note, scope) if not outcome.total else ()
    return Found(
        total=outcome.total,
        page=page,
        pages=-(-min(outcome.total, searching.DEEPEST) // size),
        hits=tuple(_hit(work) for work in outcome.works),
        facets={name: _facet(name, outcome.facets.get(name, {}), filters.get(name, ())) for name in FACETS},
        reading=outcome.reading,
        note=outcome.note if sight.complete else BUILDING,
        milliseconds=(perf_counter() - begun) * 1000,
        help=tuple(Help(hint.sentence, hint.query, hint.filters, hint.count) for hint in hints),
    )


def suggest(prefix: str, *, reader: Reader, limit: int = 8) -> tuple[Suggestion, ...]:
    """Titles and numbers the reader may find that begin with the text or contain it."""
    found = suggesting.suggest(prefix, _scope(reader, node.here().sight(reader.on)), limit)
    return tuple(Suggestion(one.text, one.kind, str(one.card["slug"])) for one in found)


def _scope(reader: Reader, sight: node.Sight) -> Scope:
    return Scope(sight.engine, reader.keys(), reader.on, sight.hidden)


def _hit(work: searching.WorkFound) -> Hit:
    card = work.card
    return Hit(
        work_id=sources.object_id(work.group),
        slug=card["slug"],
        title_html=work.title_html,
        title=card["title"],
        kind=card["kind"],
        kind_label=WorkKind(card["kind"]).label,
        issuer=card["issuer"],
        doc_no=card["doc_no"],
        issued_on=_day(card["issued_on"]),
        effective_on=_day(card["effective_on"]),
        force=card["force"],
        force_label=Force(card["force"]).label,
        snippet_html=work.snippet_html,
        articles=tuple(ArticleHit(one.part.id, one.part.label, one.html) for one in work.parts),
        more_articles=work.more,
    )


def _facet(name: str, counted: Mapping[str, int], chosen: tuple[str, ...]) -> tuple[FacetValue, ...]:
    """The values of one facet: years from the newest, everything else by count; what was chosen is always there."""
    counts = {**dict.fromkeys(chosen, 0), **counted}
    by_count = sorted(counts, key=lambda value: (-counts[value], value))
    order = sorted(counts, reverse=True) if name == "year" else by_count
    shown = [value for place, value in enumerate(order) if place < FACET_SHOWN or value in chosen]
    return tuple(FacetValue(value, label(name, value), counts[value], value in chosen) for value in shown)


def label(facet: str, value: str) -> str:
    """What a value of a facet is called on the page."""
    if facet == "kind" and value in WorkKind.values:
        return str(WorkKind(value).label)
    if facet == "force" and value in Force.values:
        return str(Force(value).label)
    if facet == "topic" and value in subjects.SUBJECTS:
        return subjects.label(value)
    return f"{value}年" if facet == "year" else value


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None

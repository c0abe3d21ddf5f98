"""Running a question: what matches, how many, in which order, with facets, article hits and highlights."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from tantivy import DocAddress, Query

from yifa.kernel.search.engine import highlight
from yifa.kernel.search.engine import queries as q
from yifa.kernel.search.engine.entry import FACETS
from yifa.kernel.search.engine.index import Kept, KeptPart, Scored
from yifa.registers.library.questions.plans import Plan, plan
from yifa.registers.library.questions.reading import Reading, read
from yifa.registers.library.questions.scope import Scope

WINDOW = 200  # works that are ordered by articles; what comes after keeps the order of its own score
SHOWN = 3  # articles shown under a work
DEEPEST = 1000  # works that can be paged through
LOOSER = "没有同时含有这些词的文件，列出含有其中部分词的。"


@dataclass(frozen=True, slots=True)
class PartFound:
    part: KeptPart
    html: str


@dataclass(frozen=True, slots=True)
class WorkFound:
    kept: Kept
    title_html: str
    snippet_html: str
    parts: tuple[PartFound, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Outcome:
    reading: Reading
    note: str
    total: int
    works: tuple[WorkFound, ...]
    facets: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Ranked:
    """The works from a first one on, so many; and the places of their best articles by group."""

    addresses: Callable[[int, int], Sequence[DocAddress]]
    places: Mapping[int, Sequence[int]]


def search(text: str, scope: Scope, *, page: int = 1, size: int = 20, sort: str = "relevance") -> Outcome:
    """Answer the question within the scope."""
    reading = read(text, scope.known())
    made = plan(reading, scope)
    first = (page - 1) * size
    window = DEEPEST if made.order == "tier" else max(WINDOW, min(first + size, DEEPEST))
    total, best = scope.counted(made.match, window)
    while not total and made.looser:
        made = replace(made, match=made.looser[0], looser=made.looser[1:], note=LOOSER)
        total, best = scope.counted(made.match, window)
    found: tuple[WorkFound, ...] = ()
    if first < min(total, DEEPEST):
        ranked = _ranked(made, scope, best, sort)
        marks = highlight.pattern(made.marks)
        shown = ranked.addresses(first, size)
        found = tuple(_shown(scope.engine.kept(address), ranked.places, marks, made) for address in shown)
    note = made.note if total or made.note != LOOSER else ""
    return Outcome(reading, note, total, found, facets(made.match, scope))


def facets(match: Query, scope: Scope) -> dict[str, dict[str, int]]:
    """Counts over the whole result; a facet that is itself a filter counts as if it were not set."""
    counted = scope.facet(match, [name for name in FACETS if name not in scope.filters])
    for name in scope.filters:
        counted |= scope.without(name).facet(match, (name,))
    return counted


def _ranked(made: Plan, scope: Scope, best: Sequence[Scored], sort: str) -> Ranked:
    if sort != "relevance" or made.order == "day":
        query, newest = scope.of(made.match), sort != "oldest"
        return Ranked(lambda first, size: scope.engine.by_day(query, size, first, newest=newest), {})
    if made.order == "tier":
        days = scope.engine.searcher.fast_field_values("day", [address for _, address in best])
        by_tier = sorted(
            zip(best, days, strict=True), key=lambda pair: (-round(pair[0][0], 3), -int(pair[1] or 0))
        )
        return Ranked(lambda first, size: [address for (_, address), _ in by_tier[first : first + size]], {})
    return _by_articles(made, scope, best)


def _by_articles(made: Plan, scope: Scope, window: Sequence[Scored]) -> Ranked:
    """Works by their best article, then by their own score."""
    places: dict[int, list[int]] = {}
    best: dict[int, float] = {}
    for score, group, place in made.hits:
        best.setdefault(group, score)
        places.setdefault(group, []).append(place)
    scores = dict(zip(scope.engine.groups([address for _, address in window]), window, strict=True))
    missing = sorted(set(best) - set(scores))
    if missing:
        late = scope.works(q.every(made.match, q.counting(q.one_of("group", missing), 0.0)), len(missing))
        scores |= dict(zip(scope.engine.groups([address for _, address in late]), late, strict=True))
    order = sorted(scores, key=lambda group: (best.get(group, 0.0), scores[group][0]), reverse=True)
    return Ranked(lambda first, size: [scores[group][1] for group in order[first : first + size]], places)


def _shown(
    kept: Kept, places: Mapping[int, Sequence[int]], marks: re.Pattern[str] | None, made: Plan
) -> WorkFound:
    chosen = _chosen(kept, places.get(kept.group, ()), marks, made)
    shown = [kept.part(place) for place in chosen[:SHOWN]]
    parts = tuple(PartFound(part, _part_html(kept, part, marks)) for part in shown)
    snippet = "" if parts else highlight.snippet(kept.text, marks)
    title = highlight.marked(str(kept.card["title"]), marks)
    return WorkFound(kept, title, snippet, parts, max(0, len(chosen) - SHOWN))


def _chosen(kept: Kept, places: Sequence[int], marks: re.Pattern[str] | None, made: Plan) -> list[int]:
    """The places of the articles hit: the one asked for, else the best, then all with as many of the words as any has."""
    if made.num:
        return [place for place, num in enumerate(kept.nums()) if num == made.num]
    first = [place for place in places if 0 <= place < len(kept)]
    return list(dict.fromkeys([*first, *_containing(kept, marks)]))


def _containing(kept: Kept, marks: re.Pattern[str] | None) -> list[int]:
    if marks is None:
        return []
    counts = [len(set(marks.findall(kept.folded, *span))) for span in kept.folded_spans()]
    most = max(counts, default=0)
    return [place for place, count in enumerate(counts) if count == most] if most else []


def _part_html(kept: Kept, part: KeptPart, marks: re.Pattern[str] | None) -> str:
    body = kept.text[part.start : part.end].removeprefix(part.label).lstrip(" \n")
    return highlight.snippet(body, marks)

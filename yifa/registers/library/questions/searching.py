"""Running a question: what matches, how many, in which order, with facets, article hits and highlights."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tantivy import DocAddress, Query

from yifa.kernel.search.engine import highlight
from yifa.kernel.search.engine import queries as q
from yifa.kernel.search.engine.entry import FACETS
from yifa.kernel.search.engine.index import Kept, KeptPart
from yifa.registers.library.questions.plans import Plan, plan
from yifa.registers.library.questions.reading import Reading, read
from yifa.registers.library.questions.scope import Scope

WINDOW = 200  # works that are ordered by articles; what comes after keeps the order of its own score
SHOWN = 3  # articles shown under a work
DEEPEST = 1000  # works that can be paged through


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
    """The works of one page, and the places of their best articles by group."""

    addresses: Sequence[DocAddress]
    places: Mapping[int, Sequence[int]]


def search(text: str, scope: Scope, *, page: int = 1, size: int = 20, sort: str = "relevance") -> Outcome:
    """Answer the question within the scope."""
    reading = read(text, scope.known())
    made = plan(reading, scope)
    total = scope.count(made.match)
    first = (page - 1) * size
    if not total or first >= min(total, DEEPEST):
        return Outcome(reading, made.note, total, (), facets(made.match, scope))
    if sort != "relevance" or made.order == "day":
        newest = sort != "oldest"
        ranked = Ranked(scope.engine.by_day(scope.of(made.match), size, first, newest=newest), {})
    elif made.order == "tier":
        ranked = _by_tier(made, scope, first, size)
    else:
        ranked = _by_score(made, scope, first, size)
    marks = highlight.pattern(made.marks)
    works = [_shown(scope.engine.kept(address), ranked.places, marks, made) for address in ranked.addresses]
    return Outcome(reading, made.note, total, tuple(works), facets(made.match, scope))


def facets(match: Query, scope: Scope) -> dict[str, dict[str, int]]:
    """Counts over the whole result; a facet that is itself a filter counts as if it were not set."""
    counted = scope.facet(match, [name for name in FACETS if name not in scope.filters])
    for name in scope.filters:
        counted |= scope.without(name).facet(match, (name,))
    return counted


def _by_score(made: Plan, scope: Scope, first: int, size: int) -> Ranked:
    """Works by their best article, then by their own score."""
    window = scope.works(made.match, max(WINDOW, first + size))
    scores = dict(zip(scope.engine.groups([a for _, a in window]), window, strict=True))
    best, places = _best_parts(made)
    missing = sorted(set(best) - set(scores))
    if missing:
        late = scope.works(q.every(made.match, q.counting(q.one_of("group", missing), 0.0)), len(missing))
        scores |= dict(zip(scope.engine.groups([a for _, a in late]), late, strict=True))
    order = sorted(scores, key=lambda group: (best.get(group, 0.0), scores[group][0]), reverse=True)
    return Ranked([scores[group][1] for group in order[first : first + size]], places)


def _best_parts(made: Plan) -> tuple[dict[int, float], dict[int, list[int]]]:
    best: dict[int, float] = {}
    places: dict[int, list[int]] = {}
    for score, group, place in made.hits:
        best.setdefault(group, score)
        places.setdefault(group, []).append(place)
    return best, places


def _by_tier(made: Plan, scope: Scope, first: int, size: int) -> Ranked:
    """Tiers by score, within a tier the newest first."""
    window = scope.works(made.match, DEEPEST)
    days = scope.engine.searcher.fast_field_values("day", [address for _, address in window])
    order = sorted(
        zip(window, days, strict=True), key=lambda pair: (-round(pair[0][0], 3), -int(pair[1] or 0))
    )
    return Ranked([address for (_, address), _ in order[first : first + size]], {})


def _shown(
    kept: Kept, places: Mapping[int, Sequence[int]], marks: re.Pattern[str] | None, made: Plan
) -> WorkFound:
    chosen = _chosen(kept, places.get(kept.group, ()), marks, made)
    parts = tuple(PartFound(part, _part_html(kept, part, marks)) for part in chosen[:SHOWN])
    snippet = "" if parts else highlight.snippet(kept.text, marks)
    title = highlight.marked(str(kept.card["title"]), marks)
    return WorkFound(kept, title, snippet, parts, max(0, len(chosen) - SHOWN))


def _chosen(kept: Kept, places: Sequence[int], marks: re.Pattern[str] | None, made: Plan) -> list[KeptPart]:
    """The articles hit: the one asked for, else the best, then all that contain as many of the words as any does."""
    if made.num:
        return [part for part in kept.parts if part.num == made.num]
    first = [kept.parts[place] for place in places if 0 <= place < len(kept.parts)]
    taken = {part.id for part in first}
    return first + [part for part in _containing(kept, marks) if part.id not in taken]


def _containing(kept: Kept, marks: re.Pattern[str] | None) -> list[KeptPart]:
    if marks is None:
        return []
    counted = [
        (len(set(marks.findall(kept.folded, part.folded_start, part.folded_end))), part)
        for part in kept.parts
    ]
    most = max((count for count, _ in counted), default=0)
    return [part for count, part in counted if count == most] if most else []


def _part_html(kept: Kept, part: KeptPart, marks: re.Pattern[str] | None) -> str:
    body = kept.text[part.start : part.end].removeprefix(part.label).lstrip(" \n")
    return highlight.snippet(body, marks)

"""Running a question: what matches, how many, in which order, with facets, article hits and highlights."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tantivy import DocAddress, Query

from yifa.kernel.search.engine import highlight
from yifa.kernel.search.engine import queries as q
from yifa.kernel.search.engine.entry import FACETS
from yifa.kernel.search.engine.index import KeptPart, PartHit, Scored
from yifa.registers.library.questions.plans import Plan, plan
from yifa.registers.library.questions.reading import Reading, read
from yifa.registers.library.questions.scope import Scope

WINDOW = 300  # works that are ordered by articles; what comes after keeps the order of its own score
SHOWN = 3  # articles shown under a work
LISTED = 1000  # articles counted under the works of one page
DEEPEST = 1000  # works that can be paged through
LOOSER = "没有同时含有这些词的文件，列出含有其中部分词的。"


@dataclass(frozen=True, slots=True)
class PartFound:
    part: KeptPart
    html: str


@dataclass(frozen=True, slots=True)
class WorkFound:
    group: int
    card: Mapping[str, Any]
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
    works: list[WorkFound] = []
    if first < min(total, DEEPEST):
        works = _shown(_page(made, scope, best, sort, first, size), made, scope)
    note = made.note if total or made.note != LOOSER else ""
    return Outcome(reading, note, total, tuple(works), _facets(made, scope, total, best))


def _facets(made: Plan, scope: Scope, total: int, best: Sequence[Scored]) -> Mapping[str, Mapping[str, int]]:
    """Where all works of the result are at hand, they are counted rather than looked for a second time."""
    if scope.filters or not 0 < total <= len(best):
        return facets(made.match, scope)
    groups = scope.engine.groups([address for _, address in best])
    return facets(q.counting(q.one_of("group", groups), 0.0), scope)


def facets(match: Query, scope: Scope) -> dict[str, dict[str, int]]:
    """Counts over the whole result; a facet that is itself a filter counts as if it were not set."""
    counted = scope.facet(match, [name for name in FACETS if name not in scope.filters])
    for name in scope.filters:
        counted |= scope.without(name).facet(match, (name,))
    return counted


def _page(
    made: Plan, scope: Scope, best: Sequence[Scored], sort: str, first: int, size: int
) -> Sequence[DocAddress]:
    """The works of one page in the order asked for."""
    if sort != "relevance" or made.order == "day":
        return scope.engine.by_day(scope.of(made.match), size, first, newest=sort != "oldest")
    if made.order == "tier":
        days = scope.engine.searcher.fast_field_values("day", [address for _, address in best])
        by_tier = sorted(
            zip(best, days, strict=True), key=lambda pair: (-round(pair[0][0], 3), -int(pair[1] or 0))
        )
        return [address for (_, address), _ in by_tier[first : first + size]]
    return _by_articles(made, scope, best)[first : first + size]


def _by_articles(made: Plan, scope: Scope, window: Sequence[Scored]) -> list[DocAddress]:
    """Works by their best article, then by their own score."""
    best: dict[int, float] = {}
    for hit in made.hits:
        best.setdefault(hit.group, hit.score)
    scores = dict(zip(scope.engine.groups([address for _, address in window]), window, strict=True))
    missing = sorted(set(best) - set(scores))
    if missing and len(window) >= WINDOW:
        late = scope.works(q.every(made.match, q.counting(q.one_of("group", missing), 0.0)), len(missing))
        scores |= dict(zip(scope.engine.groups([address for _, address in late]), late, strict=True))
    order = sorted(scores, key=lambda group: (best.get(group, 0.0), scores[group][0]), reverse=True)
    return [scores[group][1] for group in order]


def _shown(addresses: Sequence[DocAddress], made: Plan, scope: Scope) -> list[WorkFound]:
    cards = [scope.engine.card(address) for address in addresses]
    marks = highlight.pattern(made.marks)
    hits = _articles([group for group, _ in cards], made, scope)
    return [_work(group, card, hits[group], marks, scope, made) for group, card in cards]


def _articles(groups: Sequence[int], made: Plan, scope: Scope) -> Mapping[int, Sequence[PartHit]]:
    """The articles hit in each work: the best for the question, then all with as many of its words as any has."""
    found: dict[int, dict[int, PartHit]] = {group: {} for group in groups}
    for hit in made.hits:
        if hit.group in found and hit.place >= 0:
            found[hit.group][hit.place] = hit
    if made.shown is not None and groups:
        within = q.every(made.shown, q.counting(q.one_of("group", sorted(groups)), 0.0))
        top: dict[int, float] = {}
        for hit in scope.parts(within, LISTED):
            # The scores of one work differ by the number of words only, and come in falling order.
            if hit.place >= 0 and hit.score > top.setdefault(hit.group, hit.score) - 0.5:
                found[hit.group].setdefault(hit.place, hit)
    return {group: list(hits.values()) for group, hits in found.items()}


def _work(
    group: int,
    card: Mapping[str, Any],
    hits: Sequence[PartHit],
    marks: re.Pattern[str] | None,
    scope: Scope,
    made: Plan,
) -> WorkFound:
    title = highlight.marked(str(card["title"]), marks)
    parts = [scope.engine.part(hit.address) for hit in hits[:SHOWN]]
    more, snippet = len(hits) - len(parts), ""
    if not parts and made.scanned and marks and "<mark>" not in title:
        parts, more, snippet = _scanned(group, marks, scope)
    found = tuple(PartFound(part, _part_html(part, marks)) for part in parts)
    return WorkFound(group, card, title, snippet, found, more)


def _scanned(group: int, marks: re.Pattern[str], scope: Scope) -> tuple[list[KeptPart], int, str]:
    """Where words do not lead to an article, the text itself is looked through; what stands in none makes a snippet."""
    text = scope.text(group)
    if text is None:
        return [], 0, ""
    counts = [len(set(marks.findall(text.folded, *span))) for span in text.folded_spans()]
    most = max(counts, default=0)
    places = [place for place, count in enumerate(counts) if count == most] if most else []
    snippet = "" if places else highlight.snippet(text.text, marks)
    return [text.part(place) for place in places[:SHOWN]], max(0, len(places) - SHOWN), snippet


def _part_html(part: KeptPart, marks: re.Pattern[str] | None) -> str:
    return highlight.snippet(part.text.removeprefix(part.label).lstrip(" \n"), marks)

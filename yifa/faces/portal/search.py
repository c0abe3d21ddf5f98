"""The search page: how the question was read, facets with counts, hits down to the article, and a way on when none."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from yifa.faces.frame.requests import Request
from yifa.kernel.access.reader import public
from yifa.registers.library import finding
from yifa.registers.library.finding import FacetValue, Found, Question
from yifa.registers.library.questions.helping import LABELS

FACETS = ("force", "kind", "issuer", "year", "topic", "region")
SORTS = (("relevance", "相关程度"), ("newest", "新的在前"), ("oldest", "旧的在前"))
OPEN = 6  # values of a facet shown at once; the rest is folded
LONGEST_VALUE = 300
MOST_VALUES = 20  # of one facet; nobody ticks more, and each costs a search where nothing is found
LONGEST_KEPT = 500  # characters of the question that the links of the page carry on
PAGES_AROUND = 2
NO_CHANGE: Mapping[str, list[str]] = {}


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet with the address that chooses it, or gives it up."""

    value: FacetValue
    href: str


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    title: str
    first: tuple[Choice, ...]
    rest: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class WayOn:
    """Where nothing was found: another question that finds something, and how much."""

    sentence: str
    href: str
    count: int


@require_safe
def search(request: Request) -> HttpResponse:
    asked = request.GET
    question = _question(request)
    found = finding.find(question)
    chosen = [choice for name in FACETS for choice in _choices(asked, name, found) if choice.value.chosen]
    context = {
        "section": "search",
        "q": question.text,
        "found": found,
        "facets": _facets(asked, found),
        "chosen": chosen,
        "cleared": _address(asked, drop=FACETS),
        "sorts": [(name, words, _address(asked, change={"sort": [name]})) for name, words in SORTS],
        "sort": question.sort,
        "pages": _pages(found),
        "ways": [WayOn(h.sentence, _way(h.query, h.filters), h.count) for h in found.help],
    }
    return render(request, "portal/search.html", context)


@require_safe
def suggest(request: Request) -> HttpResponse:
    """The list under the search box, as a fragment that yifa.js puts there."""
    text = request.GET.get("q", "").strip()
    rows = finding.suggest(text, reader=public(request.today)) if text else ()
    return render(request, "portal/suggest.html", {"rows": rows})


def _question(request: Request) -> Question:
    """What the address asks; unknown sorts and pages that are no numbers count as none."""
    asked = request.GET
    filters = {
        name: tuple(value[:LONGEST_VALUE] for value in asked.getlist(name)[:MOST_VALUES] if value)
        for name in FACETS
    }
    page = asked.get("page", "1")
    sort = asked.get("sort", "relevance")
    return Question(
        text=asked.get("q", ""),
        reader=public(request.today),
        filters={name: values for name, values in filters.items() if values},
        page=int(page) if page.isdecimal() and len(page) < 7 else 1,
        sort=sort if sort in finding.SORTS else "relevance",
    )


def _facets(asked: QueryDict, found: Found) -> tuple[Facet, ...]:
    facets = []
    for name in FACETS:
        choices = _choices(asked, name, found)
        if len(choices) > 1 or any(choice.value.chosen for choice in choices):
            facets.append(Facet(name, LABELS[name], choices[:OPEN], choices[OPEN:]))
    return tuple(facets)


def _choices(asked: QueryDict, name: str, found: Found) -> tuple[Choice, ...]:
    held = asked.getlist(name)[:MOST_VALUES]
    return tuple(
        Choice(value, _address(asked, change={name: _toggled(held, value)}))
        for value in found.facets.get(name, ())
    )


def _toggled(held: list[str], value: FacetValue) -> list[str]:
    """The values chosen after this one is chosen, or given up."""
    return [one for one in held if one != value.value] if value.chosen else [*held, value.value]


def _address(
    asked: QueryDict, *, drop: tuple[str, ...] = (), change: Mapping[str, list[str]] = NO_CHANGE
) -> str:
    """This page's address with some parameters changed, from its first page."""
    params = asked.copy()
    if "q" in params:
        params["q"] = asked.get("q", "")[:LONGEST_KEPT]
    for name in set(FACETS) & set(params):
        params.setlist(name, params.getlist(name)[:MOST_VALUES])
    for name in ("page", "mode", "contrast", "theme", *drop):
        params.pop(name, None)
    for name, values in change.items():
        params.setlist(name, values)
    return f"?{params.urlencode()}"


def _way(text: str, filters: Mapping[str, tuple[str, ...]]) -> str:
    pairs = [("q", text), *((name, value) for name, values in filters.items() for value in values)]
    return f"{reverse('portal:search')}?{urlencode(pairs)}"


def _pages(found: Found) -> list[int]:
    """The page numbers to show: the first, those around this one, the last; 0 stands for a gap."""
    near = range(max(1, found.page - PAGES_AROUND), min(found.pages, found.page + PAGES_AROUND) + 1)
    shown = sorted({1, *near, found.pages}) if found.pages > 1 else []
    pages: list[int] = []
    for number in shown:
        if pages and number > pages[-1] + 1:
            pages.append(0)
        pages.append(number)
    return pages

"""Comparing any two texts: choose them by number, title or address; then read what differs, article by article."""

import re
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yifa.faces.frame.requests import Request
from yifa.faces.portal import pairs
from yifa.faces.portal.converters import day_of
from yifa.kernel.access.reader import public
from yifa.kernel.texts import compare as comparing
from yifa.registers.library import finding, names, structure, uris
from yifa.registers.library.finding import Suggestion
from yifa.registers.library.holding import Text, holding, texts
from yifa.registers.library.models import Version, Work
from yifa.registers.library.names import titled

NAME = re.compile(r"(?P<slug>[\w-]{1,80})(?:@(?P<day>\d{4}-\d{2}-\d{2}))?")
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two texts: what was typed, and the text it means or the documents it may mean."""

    asked: str
    work: Work | None = None
    held: Text | None = None
    texts: tuple[Text, ...] = ()
    offers: tuple[Suggestion, ...] = ()

    @property
    def name(self) -> str:
        return name_of(self.work, self.held) if self.work and self.held else self.asked

    @property
    def choices(self) -> list[tuple[str, Text]]:
        return [(name_of(self.work, text), text) for text in self.texts] if self.work else []

    @property
    def unknown(self) -> bool:
        return bool(self.asked) and self.held is None and not self.offers


def name_of(work: Work, text: Text) -> str:
    """How an address names the text; the day is left out where the work has one text only or the day is unknown."""
    return uris.text_name(work.slug, text.since or text.issued_on)


@require_safe
def compare(request: Request) -> HttpResponse:
    left = side(request.GET.get("left", ""), request.today)
    right = side(request.GET.get("right", ""), request.today)
    context = {"section": "compare", "left": left, "right": right}
    if not (left.held and right.held):
        return render(request, "portal/compare_choose.html", context)
    both = [_version(one) for one in (left, right)]
    rows = comparing.compare(*(structure.unpack(version) for version in both))
    everything = "all" in request.GET
    counted = comparing.summary(rows)
    context |= {
        "all": everything,
        "counts": pairs.counts(counted),
        "total": len(rows),
        "changed": sum(number for kind, number in counted.items() if kind not in ("same", "renumbered")),
        "pairs": pairs.html(rows, everything=everything),
        "left_version": both[0],
        "right_version": both[1],
    }
    return render(request, "portal/compare.html", context)


def side(asked: str, today: date) -> Side:
    """What was typed (an address name, a number or a title) as a public text; else documents it may mean."""
    asked = asked.strip()[:LONGEST]
    if not asked:
        return Side("")
    named = NAME.fullmatch(asked)
    work = Work.objects.public(today).filter(slug=named["slug"]).first() if named else None
    if work is None:
        found = Work.objects.public(today).filter(names__key=names.key(asked)).distinct()[:2]
        work = found[0] if len(found) == 1 else None
    if work is None:
        return Side(asked, offers=finding.suggest(asked, reader=public(today)))
    own = texts(Version.objects.public(today).filter(work=work))
    on = day_of(named["day"]) if named and named["day"] else today
    held = holding(own, on)
    if held is None:
        raise Http404(f"{titled(work.title)}在这一天还没有文本。")
    return Side(asked, work, held, tuple(own))


def _version(one: Side) -> Version:
    if one.held is None:
        raise Http404("没有可以比对的文本。")
    return Version.objects.select_related("work").get(pk=one.held.version_id)

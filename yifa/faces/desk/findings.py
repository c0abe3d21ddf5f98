"""Integrity findings: the list of texts, and one text with the places where its numbering breaks."""

from dataclasses import dataclass
from itertools import pairwise

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse

from yifa.faces.desk import lists
from yifa.faces.desk.doors import Request, desk, page
from yifa.faces.frame.today import reader_of
from yifa.kernel.texts import integrity
from yifa.kernel.texts.model import Break
from yifa.registers.library import pages, places
from yifa.registers.library.models import Provision, Version

MOST = 50  # breaks shown with their text


@dataclass(frozen=True, slots=True)
class Broken:
    """One break in the numbering, with the text on both sides of it."""

    kind: str
    sentence: str
    place: places.Place | None


@desk("library.edit")
def findings(request: Request) -> HttpResponseBase:
    views = {"": ("完整性发现", pages.FINDINGS)}
    return lists.show(request, views, lambda version: reverse("desk:finding", args=[version.pk]))


@desk("library.edit")
def finding(request: Request, pk: int) -> HttpResponseBase:
    rows = Version.objects.visible_to(reader_of(request)).select_related("work", "paper__file")
    version = get_object_or_404(rows, pk=pk)
    breaks = [Break(**one) for one in version.integrity.get("breaks", ())]
    told = set(map(integrity.sentence, breaks))
    return page(
        request,
        "finding",
        version=version,
        sentences=[one for one in version.integrity.get("warnings", ()) if one not in told],
        broken=_broken(version, breaks[:MOST]),
        more=max(0, len(breaks) - MOST),
    )


def _broken(version: Version, breaks: list[Break]) -> list[Broken]:
    """The breaks with the article after which each occurs and the one that was found."""
    units = list(Provision.objects.filter(version=version, kind="article").order_by("position"))
    found = []
    for one in breaks:
        pair = (one.after, _read(one))
        behind = next((b for a, b in pairwise(units) if (a.num, b.num) == pair), None)
        place = places.place(version, behind.start, behind.start + len(behind.label)) if behind else None
        kind, _, words = integrity.sentence(one).partition("：")
        found.append(Broken(kind, words, place))
    return found


def _read(one: Break) -> str:
    """The number by which the article behind the break is kept: a misprint is read by its place."""
    return str(int(one.after) + 1) if one.kind == "misprint" else one.found

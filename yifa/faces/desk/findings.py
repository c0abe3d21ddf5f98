"""Integrity findings: the list of texts, and one text with the places where its numbering breaks."""

from dataclasses import dataclass

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse

from yifa.faces.desk import lists
from yifa.faces.desk.doors import Request, desk, page
from yifa.faces.frame.today import reader_of
from yifa.kernel.texts.numerals import article_label
from yifa.registers.library import pages, places
from yifa.registers.library.models import Provision, Version

KINDS = {"missing": "缺条", "repeated": "重复或者倒退", "jump": "跳号", "misprint": "疑似误印"}
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
    breaks = version.integrity.get("breaks", ())
    return page(
        request,
        "finding",
        version=version,
        sentences=version.integrity.get("warnings", ()),
        broken=_broken(version, breaks[:MOST]),
        more=max(0, len(breaks) - MOST),
    )


def _broken(version: Version, breaks: list[dict[str, str]]) -> list[Broken]:
    """The breaks with the article after which each occurs and the one that was found."""
    units = list(Provision.objects.filter(version=version, kind="article").order_by("position"))
    found = []
    for one in breaks:
        pair = next(
            (
                (a, b)
                for a, b in zip(units, units[1:], strict=False)
                if (a.num, b.num) == (one["after"], one["found"])
            ),
            None,
        )
        sentence = f"{article_label(one['after'])}之后为{article_label(one['found'])}"
        place = places.place(version, pair[1].start, pair[1].start + len(pair[1].label)) if pair else None
        found.append(Broken(KINDS.get(one["kind"], one["kind"]), sentence, place))
    return found

"""From rows and values of the library to what the interface answers."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from yifa.kernel.texts import address
from yifa.kernel.texts.model import Node
from yifa.registers.library import structure, uris
from yifa.registers.library.export import card as cards
from yifa.registers.library.force import Facts, Standing
from yifa.registers.library.force import standing as standing_on
from yifa.registers.library.holding import Text
from yifa.registers.library.kinds import Force
from yifa.registers.library.models import Citation, Effect, Provision, Version, Work
from yifa.registers.library.reading import Citing

OUTLINED = frozenset(
    {"book", "part", "chapter", "section", "article", "section1", "section2", "section3", "section4"}
)


def absolute(request: HttpRequest, path: str) -> str:
    return request.build_absolute_uri(path)


def card(work: Work, request: HttpRequest) -> dict[str, Any]:
    return {
        **cards.card(work),
        "force": work.force,
        "force_label": Force(work.force).label,
        "url": absolute(request, uris.page(work.slug)),
        "eli": absolute(request, uris.eli(settings.YIFA_URI_BASE, work.kind, work.slug)),
    }


def standing(known: Facts, on: date, known_at: datetime | None) -> dict[str, Any]:
    found: Standing = standing_on(known, on)
    return {
        "code": found.force,
        "label": Force(found.force).label,
        "reason": found.reason,
        "since": found.since,
        "until": found.until,
        "on": on,
        "known_at": known_at,
    }


def text_card(work: Work, text: Text, held: Text | None, request: HttpRequest) -> dict[str, Any]:
    day = text.since or text.issued_on
    return {
        "label": text.label,
        "issued_on": text.issued_on,
        "since": text.since,
        "articles": text.articles,
        "current": held is not None and held.version_id == text.version_id,
        "url": absolute(request, uris.page(work.slug, day)),
        "akn": absolute(request, uris.representation(work.slug, "akn.xml", day)),
    }


def effect(one: Effect) -> dict[str, Any]:
    cause = one.by_version
    by = {"slug": cause.work.slug, "title": cause.work.title, "eid": one.by_eid} if cause else None
    return {
        "kind": one.kind,
        "kind_label": one.get_kind_display(),
        "eid": one.eid,
        "on": one.on,
        "until": one.until,
        "note": one.note,
        "by": by if cause and cause.work_id != one.work_id else None,
    }


def in_order(one: Effect) -> tuple[date, int]:
    return one.on or one.until or date.max, one.pk


def outline(version: Version) -> list[dict[str, Any]]:
    """Headings and numbered units, without their text."""
    document = structure.unpack(version)
    eids = {id(node): eid for eid, node in address.walk(document)}
    return [entry for part in document.components for node in part.nodes for entry in _outlined(node, eids)]


def _outlined(node: Node, eids: dict[int, str]) -> list[dict[str, Any]]:
    if node.kind not in OUTLINED:
        return []
    below = [entry for child in node.children for entry in _outlined(child, eids)]
    entry = {
        "eid": eids[id(node)],
        "kind": node.kind,
        "num": node.num,
        "label": node.label,
        "heading": node.heading,
        "children": below,
    }
    return [entry]


def provision(version: Version, row: Provision, request: HttpRequest) -> dict[str, Any]:
    slug, day = version.work.slug, version.valid_from
    path = uris.provision(slug, day, row.eid) if day else uris.page(slug, None, row.eid)
    return {
        "eid": row.eid,
        "kind": row.kind,
        "num": row.num,
        "label": row.label,
        "heading": row.heading,
        "text": version.text[row.start : row.end],
        "start": row.start,
        "end": row.end,
        "url": absolute(request, path),
    }


def citation(version: Version, row: Citation, target: Work | None, request: HttpRequest) -> dict[str, Any]:
    """One citation; a target the public may not see is not named, and the citation counts as untied."""
    tied = row.work_id is None or target is not None
    return {
        "eid": row.eid,
        "start": row.start,
        "end": row.end,
        "text": version.text[row.start : row.end],
        "law": row.law,
        "article": row.article,
        "to_article": row.to_article,
        "paragraph": row.paragraph,
        "item": row.item,
        "role": row.role,
        "role_label": row.get_role_display(),
        "state": row.state if tied else "unresolved",
        "state_label": row.get_state_display() if tied else "未找到目标",
        "target": {
            "slug": target.slug,
            "title": target.title,
            "url": absolute(request, uris.page(target.slug)),
        }
        if target
        else None,
    }


def citing(one: Citing, request: HttpRequest) -> dict[str, Any]:
    return {
        "title": one.title,
        "doc_no": one.doc_no,
        "force": one.force,
        "url": absolute(request, one.href),
        "place": one.place,
        "article": one.article,
    }

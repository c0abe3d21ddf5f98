"""The same search as on the portal, and suggestions while typing."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated, Any, Literal

from ninja import Query, Router

from yifa.faces.api import describing, shapes
from yifa.faces.api.documents import Forces, Kinds
from yifa.faces.api.paging import Page, Size, window
from yifa.faces.frame.requests import Request
from yifa.kernel.access.reader import public
from yifa.registers.library import finding, uris

router = Router(tags=["检索"])
Words = Annotated[list[str], Query([], description="可以写多个", max_length=20)]


@router.get("/search", response=shapes.Found, summary="检索公开文件：文号、题名、条号、原句、主题、机关")
def search(
    request: Request,
    kind: Kinds,
    force: Forces,
    issuer: Words,
    year: Words,
    topic: Words,
    region: Words,
    page: Page,
    size: Size,
    q: Annotated[str, Query("", max_length=500, description="检索词")],
    sort: Annotated[Literal["relevance", "newest", "oldest"], Query("relevance", description="排序")],
) -> dict[str, Any]:
    window(page, size)
    words = {"issuer": issuer, "year": year, "topic": topic, "region": region}
    chosen: dict[str, Sequence[str]] = {"kind": kind, "force": force, **words}
    filters = {name: tuple(str(value) for value in values) for name, values in chosen.items() if values}
    found = finding.find(finding.Question(q, public(request.today), filters, page, size, sort))
    hits = [{**asdict(hit), "url": describing.absolute(request, uris.page(hit.slug))} for hit in found.hits]
    return {
        "total": found.total,
        "page": page,
        "pages": found.pages,
        "size": size,
        "reading": {"kind": found.reading.kind, "sentence": found.reading.sentence},
        "note": found.note,
        "milliseconds": round(found.milliseconds, 1),
        "hits": hits,
        "facets": {name: [asdict(value) for value in values] for name, values in found.facets.items()},
    }


@router.get("/suggest", response=list[shapes.SuggestionOut], summary="输入时的提示：题名和文号")
def suggest(
    request: Request,
    q: Annotated[str, Query(..., min_length=1, max_length=100, description="已经输入的字")],
    limit: Annotated[int, Query(8, ge=1, le=20)],
) -> list[dict[str, Any]]:
    return [asdict(one) for one in finding.suggest(q, reader=public(request.today), limit=limit)]

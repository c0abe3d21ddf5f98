"""Organs: who issues and keeps."""

from datetime import date
from typing import Annotated, Any

from django.http import Http404
from ninja import Query, Router

from yifa.faces.api import shapes
from yifa.faces.api.paging import Page, Size, of_query, paged
from yifa.faces.frame.requests import Request
from yifa.kernel.organs.models import Organ

router = Router(tags=["机关"])


@router.get("/organs", response=shapes.Organs, summary="某日存在的机关")
def organs(
    request: Request,
    page: Page,
    size: Size,
    on: Annotated[date | None, Query(None, description="哪一天；不填为今天")],
    q: Annotated[str, Query("", max_length=60, description="名称中的字")],
) -> dict[str, Any]:
    rows = Organ.objects.existing(on or request.today).order_by("position", "code")
    if q:
        rows = rows.filter(name__contains=q)
    total, items = of_query(rows, page, size)
    return paged(total, items, page, size)


@router.get("/organs/{code}", response=shapes.OrganOut, summary="一个机关")
def organ(request: Request, code: str) -> Organ:
    found = Organ.objects.filter(code=code).first()
    if found is None:
        raise Http404("没有这个机构代码。")
    return found

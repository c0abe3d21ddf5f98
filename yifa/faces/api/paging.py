"""Lists by pages: stable order, capped size, a fixed number of queries."""

from collections.abc import Sequence
from typing import Annotated, Any, TypeVar

from django.db.models import QuerySet
from ninja import Query

from yifa.faces.api.problems import Invalid

LARGEST, DEEPEST = 100, 50_000
Page = Annotated[int, Query(1, ge=1, description="第几页，从 1 起")]
Size = Annotated[int, Query(20, ge=1, le=LARGEST, description=f"每页几项，至多 {LARGEST}")]
Row = TypeVar("Row")


def window(page: int, size: int) -> slice:
    """The rows of the page; so deep a page is refused that each would cost as much as all before it."""
    if page * size > DEEPEST:
        raise Invalid(f"翻页至多到第 {DEEPEST} 项。请缩小条件，或者使用批量下载。")
    return slice((page - 1) * size, page * size)


def paged(total: int, items: Sequence[Any], page: int, size: int) -> dict[str, Any]:
    return {"total": total, "page": page, "pages": -(-total // size), "size": size, "items": items}


def of_query(rows: "QuerySet[Any]", page: int, size: int) -> tuple[int, list[Any]]:
    """The number of all rows and those of the page. Two queries."""
    part = window(page, size)
    return rows.count(), list(rows[part])


def of_list(rows: Sequence[Row], page: int, size: int) -> tuple[int, Sequence[Row]]:
    return len(rows), rows[window(page, size)]

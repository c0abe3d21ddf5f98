"""Any declared list as a page with tabs, filters, sorting, pages and exports: one view function for all of them."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from yifa.faces.desk.doors import Request, page
from yifa.faces.frame.today import reader_of
from yifa.kernel.pages import export, looking
from yifa.kernel.pages.listing import Listing
from yifa.kernel.pages.looking import Asked, Sheet
from yifa.kernel.record import entries

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Url = Callable[[Any], str]


def show(
    request: Request,
    views: Mapping[str, tuple[str, Listing]],
    url: Url,
    *,
    template: str = "list",
    **context: Any,
) -> HttpResponseBase:
    """The list of the tab `?view=`, or its export with `?export=xlsx|csv`. `url` leads from a row to its page.

    `views` maps the code of a tab ("" is the first) to its title and listing.
    """
    view = request.GET.get("view", "")
    if view not in views:
        view = ""
    listing = views[view][1]
    asked = looking.ask(listing, request.GET)
    wanted = request.GET.get("export", "")
    if wanted in ("xlsx", "csv"):
        return download(request, listing, asked, wanted)
    sheet = looking.look(listing, reader_of(request), asked)
    return page(
        request,
        template,
        sheet=sheet,
        lines=[(url(row.row), row) for row in sheet.rows],
        tabs=[(code, title, code == view) for code, (title, _) in views.items()] if len(views) > 1 else [],
        view=view,
        numbers=numbers(sheet),
        conditions="；".join(looking.conditions(sheet)),
        **context,
    )


def download(request: Request, listing: Listing, asked: Asked, kind: str) -> HttpResponseBase:
    """The whole filtered list as a file; that it was taken out is written to the record."""
    detail = {"list": listing.title, "format": kind.upper()}
    entries.append("desk.export", request.user, by=request.user, at=request.now, detail=detail)
    columns = listing.all_columns()
    rows = looking.every(listing, reader_of(request), asked)
    name = f"{listing.title}{request.today:%Y%m%d}.{kind}"
    response: HttpResponse | StreamingHttpResponse
    if kind == "csv":
        response = StreamingHttpResponse(export.as_csv(columns, rows), content_type="text/csv; charset=utf-8")
    else:
        about = (
            ("列表", listing.title),
            ("条件", "；".join(filter(None, (asked.q, *asked.chosen.values()))) or "无"),
            ("导出人", str(request.user)),
            ("导出时间", f"{request.now:%Y-%m-%d %H:%M}"),
        )
        response = HttpResponse(export.as_xlsx(listing.title, columns, rows, about), content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response


def numbers(sheet: Sheet) -> list[tuple[str, str, bool]]:
    """The page numbers to offer: first, last and those around the present one; an empty query is a gap."""
    now, last = sheet.asked.page, sheet.pages
    if last == 1:
        return []
    wanted = sorted({1, last, *range(max(1, now - 2), min(last, now + 2) + 1)})
    shown: list[tuple[str, str, bool]] = []
    before = 0
    for number in wanted:
        if number > before + 1:
            shown.append(("…", "", False))
        shown.append((str(number), sheet.asked.query(page=number), number == now))
        before = number
    return shown

"""What machines take from the portal: representations of a text, feed, sitemap, bulk download, 对照表. Public data only."""

import json
from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import conditional_page, require_safe

from yifa.faces.frame.requests import Request
from yifa.faces.frame.templatetags.formats import day as day_words
from yifa.faces.portal import compare as comparing
from yifa.faces.portal.converters import day_of
from yifa.kernel.access.reader import public
from yifa.kernel.texts.compare import compare
from yifa.registers.library import force, holding, reading, structure
from yifa.registers.library.export import bulk, feed, gather, linked, sitemap
from yifa.registers.library.export.akn import render as akn
from yifa.registers.library.export.gather import Site
from yifa.registers.library.export.sheet import Side, sheet
from yifa.registers.library.models import Version

XML = "application/xml; charset=utf-8"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
STALE = "批量数据生成后有文件被撤回，正在等待重新生成。请稍后再来，或者使用数据接口。"


View = Callable[..., HttpResponseBase]


def open_data(view: View) -> View:
    """Read-only, answers 304 to who has it already, and may be read by pages of any site."""

    @wraps(view)
    def opened(request: Request, /, **named: Any) -> HttpResponseBase:
        response = view(request, **named)
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return require_safe(conditional_page(opened))


def site(request: Request) -> Site:
    return Site(
        settings.YIFA_URI_BASE, settings.YIFA_KEEPER_ORGAN, request.build_absolute_uri("/").rstrip("/")
    )


def bulk_folder() -> Path:
    return Path(settings.YIFA_DATA) / "bulk"


# -- one text --


@open_data
def akn_xml(request: Request, slug: str, day: str = "") -> HttpResponse:
    version = _text(request, slug, day)
    reader = public(request.today)
    facts = gather.facts(version, site(request), reader)
    document = structure.unpack(version)
    found = akn(document, facts, gather.links(version, document, site(request), reader))
    return HttpResponse(found, content_type=XML)


@open_data
def json_ld(request: Request, slug: str, day: str = "") -> HttpResponse:
    """The text as linked data, with its force on the day."""
    version = _text(request, slug, day)
    on = day_of(day) if day else request.today
    standing = force.standing(_facts(version, request), on)
    found = linked.legislation(version, standing, site(request), public(request.today))
    return HttpResponse(json.dumps(found, ensure_ascii=False, indent=1), content_type="application/ld+json")


@open_data
def plain_text(request: Request, slug: str, day: str = "") -> HttpResponse:
    return HttpResponse(_text(request, slug, day).text + "\n", content_type="text/plain; charset=utf-8")


def _facts(version: Version, request: Request) -> force.Facts:
    return force.facts(version.work, seen=Version.objects.public(request.today))


def _text(request: Request, slug: str, day: str) -> Version:
    work = reading.public_work(slug, request.today)
    on = day_of(day) if day else request.today
    version = holding.public_text(work, on, request.today) if work else None
    if version is None and work and not day:  # issued, but not yet in force
        version = Version.objects.public(request.today).filter(work=work).select_related("work").first()
    if version is None:
        raise Http404("这个地址在这一天没有公开的文本。")
    return version


# -- the library --


@open_data
def atom(request: Request) -> HttpResponse:
    entries = feed.latest(request.today, site(request))
    title = f"{settings.YIFA_SITE_NAME}：新公布的规范性文件"
    found = feed.atom(entries, site(request), title, reverse("portal:feed"))
    return HttpResponse(found, content_type="application/atom+xml; charset=utf-8")


@open_data
def sitemap_index(request: Request) -> HttpResponse:
    return HttpResponse(sitemap.index(site(request).root, sitemap.pages(request.today)), content_type=XML)


@open_data
def sitemap_page(request: Request, number: int) -> HttpResponse:
    if not 1 <= number <= sitemap.pages(request.today):
        raise Http404("站点地图没有这一页。")
    return HttpResponse(sitemap.page(site(request).root, request.today, number), content_type=XML)


@open_data
def robots(request: Request) -> HttpResponse:
    return HttpResponse(sitemap.robots(site(request).root), content_type="text/plain; charset=utf-8")


@require_safe
def data(request: Request) -> HttpResponse:
    """What can be taken, in which form, and how to check it."""
    manifest = bulk.current(bulk_folder())
    context = {
        "section": "data",
        "manifest": manifest,
        "on": date.fromisoformat(manifest.on) if manifest else None,
        "stale": manifest is not None and bulk.stale(manifest, request.today),
        "rate": settings.YIFA_API_RATE,
        "root": site(request).root,
    }
    return render(request, "portal/data.html", context)


@open_data
def bulk_manifest(request: Request) -> HttpResponse:
    manifest, folder = _run(request)
    if manifest is None:
        return _stale()
    return HttpResponse((folder / bulk.MANIFEST).read_bytes(), content_type="application/json")


@require_safe
def bulk_part(request: Request, name: str) -> HttpResponseBase:
    manifest, folder = _run(request)
    if manifest is None:
        return _stale()
    part = next((part for part in manifest.parts if part.name == name), None)
    if part is None:
        raise Http404("批量数据中没有这个文件，请以清单为准。")
    response = FileResponse(
        (folder / part.name).open("rb"), content_type="application/gzip", as_attachment=True
    )
    response["ETag"] = f'"{part.sha256}"'
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _run(request: Request) -> tuple[bulk.Manifest | None, Path]:
    """The last run and its folder; None when something was withdrawn since."""
    manifest = bulk.current(bulk_folder())
    if manifest is None:
        raise Http404("批量数据还没有生成。")
    folder = bulk_folder() / manifest.folder
    return (None if bulk.stale(manifest, request.today) else manifest), folder


def _stale() -> HttpResponse:
    return HttpResponse(
        STALE, status=503, content_type="text/plain; charset=utf-8", headers={"Retry-After": "3600"}
    )


# -- 对照表 --


@require_safe
def compare_docx(request: Request) -> HttpResponse:
    """The comparison of two texts as a Word table; `?all=1` with unchanged units, `?remarks=0` without the third column."""
    sides = [comparing.side(request.GET.get(name, ""), request.today) for name in ("left", "right")]
    if not all(side.held for side in sides):
        raise Http404("请先选定要比对的两个文本。")
    versions = [
        Version.objects.select_related("work").get(pk=side.held.version_id) for side in sides if side.held
    ]
    pairs = compare(structure.unpack(versions[0]), structure.unpack(versions[1]))
    heads = [_head(version) for version in versions]
    same = versions[0].work_id == versions[1].work_id
    heading = f"{versions[0].work.title}修改前后对照表" if same else "文本对照表"
    found = sheet(
        pairs, heads[0], heads[1],
        heading=heading, remarks=request.GET.get("remarks") != "0", whole="all" in request.GET,
    )  # fmt: skip
    response = HttpResponse(found, content_type=DOCX)
    response["Content-Disposition"] = 'attachment; filename="duizhaobiao.docx"'
    return response


def _head(version: Version) -> Side:
    words = (version.work.doc_no, day_words(version.valid_from), version.label)
    return Side(version.work.title, "　".join(word for word in words if word))

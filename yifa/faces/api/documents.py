"""Documents: the list, one document on a day, its text and provisions, what it cites and who cites it."""

from datetime import date, datetime
from typing import Annotated, Any

from django.db.models import F, QuerySet
from django.http import Http404
from django.utils import timezone
from ninja import Query, Router

from yifa.faces.api import describing, shapes
from yifa.faces.api.paging import Page, Size, of_query, paged, window
from yifa.faces.api.problems import Invalid
from yifa.faces.frame.requests import Request
from yifa.registers.library import force, holding, reading
from yifa.registers.library.kinds import Force, WorkKind
from yifa.registers.library.models import Citation, Provision, Version, Work
from yifa.registers.library.reading import relations
from yifa.registers.library.subjects import SUBJECTS

router = Router(tags=["文件"])
YEARS = range(1900, 2201)
Kinds = Annotated[list[WorkKind], Query([], description="类别代码，可以写多个", max_length=9)]
Forces = Annotated[list[Force], Query([], description="今日效力代码，可以写多个", max_length=6)]
Issuer = Annotated[str, Query("", max_length=120, description="制定机关的全称")]
Year = Annotated[int | None, Query(None, ge=1900, le=2100, description="成文年份")]
Topic = Annotated[str, Query("", max_length=20, description="主题代码")]
Region = Annotated[str, Query("", max_length=40, description="地区")]
On = Annotated[date | None, Query(None, description="问哪一天；不填为今天")]
KnownAt = Annotated[datetime | None, Query(None, description="按哪一刻已经掌握的记录推算；不填为现在")]


@router.get("/documents", response=shapes.Documents, summary="公开文件列表，新的在前")
def documents(
    request: Request,
    kind: Kinds,
    force: Forces,
    issuer: Issuer,
    year: Year,
    topic: Topic,
    region: Region,
    page: Page,
    size: Size,
) -> dict[str, Any]:
    rows = Work.objects.public(request.today).filter(withdrawn_at__isnull=True)
    wanted = {
        "kind__in": kind, "force__in": force, "issuers__name": issuer, "issued_on__year": year, "region": region,
    }  # fmt: skip
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    if topic:
        rows = rows.filter(topics__icontains=f'"{topic}"') if topic in SUBJECTS else rows.none()
    rows = rows.order_by(F("issued_on").desc(nulls_last=True), "-pk")
    total, items = of_query(rows, page, size)
    return paged(total, [describing.card(work, request) for work in items], page, size)


@router.get(
    "/documents/{slug}",
    response=shapes.DocumentOut,
    summary="一份文件：题录、效力及理由、各文本、效力事件、目录",
)
def document(request: Request, slug: str, on: On, known_at: KnownAt) -> dict[str, Any]:
    moment = _aware(known_at)
    work = _work(request, slug)
    day = on or request.today
    known = force.facts(work, moment, seen=_public(request))
    texts = holding.texts(_public(request).filter(work=work), known.effects)
    held = holding.holding(texts, day, moment)
    return {
        **describing.card(work, request),
        "standing": describing.standing(known, day, moment),
        "texts": [describing.text_card(work, text, held, request) for text in texts],
        "effects": [describing.effect(one) for one in sorted(known.effects, key=describing.in_order)],
        "outline": describing.outline(_public(request).get(pk=held.version_id)) if held else [],
    }


@router.get("/documents/{slug}/force", response=shapes.ForceOut, summary="某日的效力，按某一刻已知的记录推算")
def standing(request: Request, slug: str, on: On, known_at: KnownAt) -> dict[str, Any]:
    moment = _aware(known_at)
    known = force.facts(_work(request, slug), moment, seen=_public(request))
    return describing.standing(known, on or request.today, moment)


@router.get("/documents/{slug}/text", response=shapes.TextOut, summary="某日适用的全文和全部条款")
def text(request: Request, slug: str, on: On) -> dict[str, Any]:
    version = _text(request, slug, on)
    rows = version.provisions.order_by("position")
    return {
        "slug": slug,
        "title": version.work.title,
        "issued_on": version.valid_from,
        "label": version.label,
        "sha256": version.content_hash,
        "text": version.text,
        "provisions": [describing.provision(version, row, request) for row in rows],
    }


@router.get("/documents/{slug}/provisions/{eid}", response=shapes.ProvisionOut, summary="某日的一条")
def provision(request: Request, slug: str, eid: str, on: On) -> dict[str, Any]:
    version = _text(request, slug, on)
    row = Provision.objects.filter(version=version, eid=eid).first()
    if row is None:
        raise Http404("这份文件在这一天的文本中没有这一条。")
    return describing.provision(version, row, request)


@router.get("/documents/{slug}/citations", response=shapes.Citations, summary="这份文件引用了什么")
def citations(request: Request, slug: str, on: On, page: Page, size: Size) -> dict[str, Any]:
    version = _text(request, slug, on)
    total, rows = of_query(Citation.objects.filter(version=version).order_by("start", "pk"), page, size)
    targets = Work.objects.public(request.today).in_bulk({row.work_id for row in rows if row.work_id})
    items = [describing.citation(version, row, targets.get(row.work_id or 0), request) for row in rows]
    return paged(total, items, page, size)


@router.get("/documents/{slug}/cited-by", response=shapes.CitedBy, summary="谁引用了这份文件或者其中一条")
def cited_by(
    request: Request,
    slug: str,
    page: Page,
    size: Size,
    article: Annotated[str, Query("", max_length=20, description="条号，例如 12 或者 12-1")],
) -> dict[str, Any]:
    work = _work(request, slug)
    rows = relations.citing_rows(work, request.today)
    if article:
        rows = rows.filter(article=article)
    first = window(page, size).start
    found = reading.citing(work, request.today, article=article, first=first, limit=size)
    return paged(rows.count(), [describing.citing(one, request) for one in found], page, size)


def _work(request: Request, slug: str) -> Work:
    work = reading.public_work(slug, request.today)
    if work is None:
        raise Http404("没有这份文件，或者它不是公开的。")
    return work


def _text(request: Request, slug: str, on: date | None) -> Version:
    version = holding.public_text(_work(request, slug), on or request.today, request.today)
    if version is None:
        raise Http404("这份文件在这一天还没有公开的文本。")
    return version


def _public(request: Request) -> "QuerySet[Version]":
    return Version.objects.public(request.today)


def _aware(moment: datetime | None) -> datetime | None:
    """A moment without zone is one in Shanghai; one at the ends of the calendar is a slip of the pen."""
    if moment and moment.year not in YEARS:
        raise Invalid(f"known_at 应当在 {YEARS.start} 年至 {YEARS.stop - 1} 年之间。")
    return timezone.make_aware(moment) if moment and timezone.is_naive(moment) else moment

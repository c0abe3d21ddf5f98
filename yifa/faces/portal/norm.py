"""The document page: force first, the text of a day, who cites it, what became of it; and its permanent addresses."""

from datetime import date, datetime, time

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from yifa.faces.frame.requests import Request
from yifa.faces.portal import originals, rendering
from yifa.faces.portal.converters import day_of
from yifa.faces.portal.outline import outline
from yifa.kernel.publication.models import Publication
from yifa.registers.library import holding, reading, uris
from yifa.registers.library.export import linked
from yifa.registers.library.models import Provision, Version, Work

CITING_PAGE = 50
FORMS = {"akn.xml": "AKN（结构化 XML）", "json": "JSON", "txt": "纯文本"}


@require_safe
def norm(request: Request, slug: str, day: str = "") -> HttpResponse:
    """The page of a work, today or on a day; `?on=` and `?known=` are what its form sends."""
    work = reading.public_work(slug, request.today)
    if work is None:
        return _absent(request, slug)
    if request.GET.get("on") or "known" in request.GET and not request.GET["known"]:
        return _to_day(request, slug, day)
    on = day_of(day) if day else request.today
    known = request.GET.get("known", "")
    page = reading.read(work, on=on, today=request.today, known_at=_end_of(day_of(known)) if known else None)
    return render(
        request, "portal/norm.html", {**_shown(page, request.today), "known": known, "dated": bool(day)}
    )


def _shown(page: reading.Page, today: date) -> dict[str, object]:
    work, version = page.work, page.version
    issued = version.valid_from if version else None
    dated = issued if version and not page.is_newest else None
    compared = ""
    if page.previous and page.previous.issued_on and issued:
        left = uris.text_name(work.slug, page.previous.since or page.previous.issued_on)
        compared = uris.compare(left, uris.text_name(work.slug, page.held.since if page.held else issued))
    return {
        "section": "search",
        "page": page,
        "work": work,
        "version": version,
        "law": rendering.law(page.parts),
        "outline": outline(page.parts),
        "today": today,
        "compared": compared,
        "downloads": [
            (uris.representation(work.slug, form, dated), words, linked.FORMS[form])
            for form, words in FORMS.items()
        ],
        "eli": uris.eli(settings.YIFA_URI_BASE, work.kind, work.slug, issued),
        "original": version.paper if version else None,
        "original_drawn": version is not None and originals.drawn(version),
        "original_address": f"{uris.page(work.slug, dated)}/original",
    }


def _to_day(request: Request, slug: str, day: str) -> HttpResponse:
    """From the form to the permanent address of the day."""
    on = request.GET.get("on", "") or day
    known = request.GET.get("known", "")
    where = reverse("portal:norm_on", args=[slug, day_of(on)]) if on else reverse("portal:norm", args=[slug])
    return redirect(f"{where}?known={day_of(known)}" if known else where)


def _end_of(day: date) -> datetime:
    """The last moment of the day in Shanghai: what was known by then."""
    return datetime.combine(day, time.max, tzinfo=timezone.get_current_timezone())


def _absent(request: Request, slug: str) -> HttpResponse:
    """A work that was public and was withdrawn says so with its reason; any other is simply not there."""
    closed = Publication.objects.filter(
        versions__work__slug=slug, until__lte=request.today, since__lte=request.today
    )
    last = closed.order_by("-until", "-pk").first()
    if last is None:
        raise Http404("这个地址没有公开的文件。")
    return render(request, "portal/withdrawn.html", {"section": "search", "publication": last}, status=410)


@require_safe
def provision(request: Request, slug: str, day: str, eid: str) -> HttpResponse:
    """The permanent address of one provision on a day leads to its place on the page of that day."""
    version = _text_on(request, slug, day_of(day))
    if not Provision.objects.filter(version=version, eid=eid).exists():
        raise Http404("这份文件在这一天的文本中没有这一条。")
    return redirect(uris.page(slug, day_of(day), eid))


@require_safe
def eli(request: Request, kind: str, slug: str, day: str = "", eid: str = "") -> HttpResponse:
    """The identifier for machines answers 303: the document itself is no web page, the page describes it."""
    work = reading.public_work(slug, request.today)
    if work is None or work.kind != kind:
        raise Http404("这个标识没有公开的文件。")
    on = day_of(day) if day else None
    response = redirect(uris.provision(slug, on, eid) if on and eid else uris.page(slug, on))
    response.status_code = 303
    return response


@require_safe
def cited(request: Request, slug: str) -> HttpResponse:
    """Every place in public documents that cites this one, or one article of it."""
    work = reading.public_work(slug, request.today)
    if work is None:
        return _absent(request, slug)
    article = request.GET.get("article", "")[:20]
    asked = request.GET.get("page", "1")
    number = max(1, int(asked)) if asked.isdecimal() and len(asked) < 6 else 1
    rows = reading.citing(
        work, request.today, article=article, first=(number - 1) * CITING_PAGE, limit=CITING_PAGE + 1
    )
    context = {
        "section": "search",
        "work": work,
        "rows": rows[:CITING_PAGE],
        "article": article,
        "number": number,
        "more": len(rows) > CITING_PAGE,
    }
    return render(request, "portal/cited.html", context)


def _text_on(request: Request, slug: str, on: date) -> Version:
    work: Work | None = reading.public_work(slug, request.today)
    version = holding.public_text(work, on, request.today) if work else None
    if version is None:
        raise Http404("这个地址在这一天没有公开的文本。")
    return version

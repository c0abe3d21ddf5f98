"""Browsing without a question: by kind, organ, year and subject, each with its count."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yifa.registers.library import counting

FIRST_ISSUERS = 24


@require_safe
def browse(request: HttpRequest) -> HttpResponse:
    issuers = counting.by_issuer(request.today)
    groups = (
        ("kind", "按种类", counting.by_kind(request.today)),
        ("topic", "按主题", counting.by_topic(request.today)),
        ("year", "按年份", counting.by_year(request.today)),
        ("issuer", "按制定机关", issuers[:FIRST_ISSUERS]),
    )
    context = {"section": "browse", "groups": groups, "issuers": len(issuers), "first": FIRST_ISSUERS}
    return render(request, "portal/browse.html", context)


@require_safe
def organ(request: HttpRequest) -> HttpResponse:
    """All issuing organs; the first page of browsing shows only those with most documents."""
    context = {"section": "browse", "issuers": counting.by_issuer(request.today)}
    return render(request, "portal/organs.html", context)

"""Browsing without a question: by kind, organ, year and subject, each with its count."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yifa.faces.frame.requests import Request
from yifa.registers.library import counting

FIRST_ISSUERS = 24


@require_safe
def browse(request: Request) -> HttpResponse:
    issuers = counting.by_issuer(request.today)
    shelf = counting.shelf(request.today)
    context = {
        "section": "browse",
        "kinds": shelf.kinds,
        "topics": shelf.topics,
        "years": shelf.years,
        "issuers": issuers[:FIRST_ISSUERS],
        "more": len(issuers) - FIRST_ISSUERS,
    }
    return render(request, "portal/browse.html", context)


@require_safe
def organ(request: Request) -> HttpResponse:
    """All issuing organs; the first page of browsing shows only those with most documents."""
    context = {"section": "browse", "issuers": counting.by_issuer(request.today)}
    return render(request, "portal/organs.html", context)

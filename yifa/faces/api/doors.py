"""What stands before every address of the interface: the rate, one form of errors, caching, and reading from other sites."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page

from yifa.faces.api.problems import problem
from yifa.faces.api.rate import address_of, meter
from yifa.faces.frame.requests import Request

View = Callable[..., HttpResponseBase]
NOTHING = "\x00"
SAFE = ("GET", "HEAD", "OPTIONS")


def guarded(view: View) -> View:
    """The view behind the doors. Nothing here changes data, so no token against forged forms is asked for."""

    @wraps(view)
    def passed(request: Request, *args: Any, **named: Any) -> HttpResponseBase:
        response = _answer(request, view, *args, **named)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Retry-After, X-Request-ID"
        response["Cache-Control"] = "no-cache"
        return response

    return csrf_exempt(conditional_page(passed))


def _answer(request: Request, view: View, *args: Any, **named: Any) -> HttpResponseBase:
    if request.method not in SAFE:
        return problem(request, 405)
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": ", ".join(SAFE)})
    if NOTHING in request.path or any(
        NOTHING in value for values in request.GET.lists() for value in values[1]
    ):
        return problem(request, 400)  # what no database keeps
    second = int(request.now.timestamp())
    asked = meter(Path(settings.YIFA_DATA) / "api-rate").count(
        address_of(request, settings.YIFA_PROXIES), second
    )
    if asked > settings.YIFA_API_RATE:
        refused = problem(request, 429)
        refused["Retry-After"] = str(60 - second % 60)
        return refused
    method, request.method = request.method, "GET"  # HEAD is answered as GET; the server drops the body
    try:
        return view(request, *args, **named)
    finally:
        request.method = method


def lost(request: Request, rest: str = "") -> HttpResponseBase:
    """Any address that the interface does not have."""
    return problem(request, 404)

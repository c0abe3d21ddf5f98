"""Display modes without JavaScript: `?mode=elder` sets a cookie, so that the next page keeps it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from yifa.faces.frame.context import MODES

A_YEAR = 365 * 24 * 60 * 60


class DisplayModes:
    """Keep a display mode named in the address in its cookie; an unknown value clears it."""

    def __init__(self, following: Callable[[HttpRequest], HttpResponse]) -> None:
        self.following = following

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.following(request)
        for name, allowed in MODES.items():
            if name not in request.GET:
                continue
            if request.GET[name] in allowed:
                response.set_cookie(f"yifa-{name}", request.GET[name], max_age=A_YEAR, samesite="Lax")
            else:
                response.delete_cookie(f"yifa-{name}")
        return response

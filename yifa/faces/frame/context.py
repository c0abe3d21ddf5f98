"""What every template knows: the site, the day, the display mode chosen, the reader's rights."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from yifa.faces.frame.requests import Request
from yifa.faces.frame.today import reader_of

MODES = {"mode": ("elder",), "contrast": ("more", "normal"), "theme": ("dark", "light")}


def chosen_modes(request: HttpRequest) -> dict[str, str]:
    """The display modes asked for in the address, else kept in the cookie; unknown values count as none."""
    chosen = {}
    for name, allowed in MODES.items():
        value = request.GET.get(name, request.COOKIES.get(f"yifa-{name}", ""))
        chosen[name] = value if value in allowed else ""
    return chosen


def frame(request: Request) -> dict[str, Any]:
    if not hasattr(request, "today"):  # an error before the clock was set
        return {"house": settings, "modes": chosen_modes(request)}
    return {
        "house": settings,
        "modes": chosen_modes(request),
        "today": request.today,
        "reader": reader_of(request),
        "demo": settings.YIFA_DEMO,
    }

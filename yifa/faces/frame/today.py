"""The clock of a request: read once, passed in everywhere. In demo mode the day is pinned and can be moved."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone

from yifa.faces.frame.requests import Request
from yifa.kernel.access.reader import Reader, reader


def demo_file() -> Path:
    return Path(settings.YIFA_DATA) / "demo-day"


def day() -> date:
    """The day it is in Shanghai; in demo mode the pinned day, or the one it was moved to."""
    if not settings.YIFA_DEMO:
        return timezone.localdate()
    try:
        return date.fromisoformat(demo_file().read_text().strip())
    except (OSError, ValueError):
        return settings.YIFA_DEMO_DAY


def move(to: date | None) -> None:
    """Move the demo day; None pins it again."""
    if to is None:
        demo_file().unlink(missing_ok=True)
    else:
        demo_file().write_text(to.isoformat())


def now() -> datetime:
    """This moment; in demo mode the time of day on the demo day."""
    moment = timezone.localtime()
    if settings.YIFA_DEMO:
        pinned = day()
        moment = moment.replace(year=pinned.year, month=pinned.month, day=pinned.day)
    return moment


class Clock:
    """Put `now`, `today` and `reader` (who is asking, on this day) on the request."""

    def __init__(self, following: Callable[[Request], HttpResponse]) -> None:
        self.following = following

    def __call__(self, request: Request) -> HttpResponse:
        request.now = now()
        request.today = request.now.date()
        return self.following(request)


def reader_of(request: Request) -> Reader:
    """Who is asking, worked out once a request and kept on it."""
    if not hasattr(request, "reader"):
        request.reader = reader(request.user if request.user.is_authenticated else None, request.today)
    return request.reader

"""Around every request: an id, one JSON log line, and the headers that keep foreign scripts out."""

import json
import logging
import time
import uuid
from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse

if TYPE_CHECKING:  # the log formatter of this file is loaded before the models are
    from yifa.kernel.access.reader import Reader

logger = logging.getLogger("yifa.requests")


class Request(HttpRequest):
    """What a view gets: `id` is set by RequestLog, the clock by Clock, `reader` by reader_of when first asked for."""

    id: str
    now: datetime
    today: date
    reader: "Reader"


Next = Callable[[Request], HttpResponse]

# Nothing inline, nothing from elsewhere: see look.md section 8 (charts carry no style attributes).
POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
    "form-action 'self'; style-src 'self'; script-src 'self'"
)


class JsonLines(logging.Formatter):
    """One JSON object a line; `extra={"fields": {...}}` adds to it."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


class RequestLog:
    """Give each request an id (also in the response and on error pages) and log how it ended."""

    def __init__(self, following: Next) -> None:
        self.following = following

    def __call__(self, request: Request) -> HttpResponse:
        request.id = uuid.uuid4().hex[:12]
        begun = time.perf_counter()
        response = self.following(request)
        response["X-Request-ID"] = request.id
        fields = {
            "request": request.id,
            "method": request.method,
            "path": request.path,
            "status": response.status_code,
            "ms": round(1000 * (time.perf_counter() - begun), 1),
        }
        logger.info("request", extra={"fields": fields})
        return response


class ContentSecurity:
    """The content security policy on every page; a view may set its own (the API page does)."""

    def __init__(self, following: Next) -> None:
        self.following = following

    def __call__(self, request: Request) -> HttpResponse:
        response = self.following(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        return response

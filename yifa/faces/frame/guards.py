"""What no page has to think of: addresses that no database keeps, bodies too large to take in, methods a page has not.

Stands after the clock and the signing in, before anything reads the body. The interface for machines (/api/) answers
bad addresses and methods in its own form.
"""

from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpResponse

from yifa.faces.frame import errors
from yifa.faces.frame.requests import Request
from yifa.faces.frame.today import reader_of

MB = 1024 * 1024
FORM_BYTES = 5 * MB  # of what anyone may send
UPLOAD_BYTES = 1024 * MB  # of one upload by those who import; each file in it has its own limit
UPLOADERS = ("norms.import", "norms.register")
NOTHING = ("\x00", "%00")
MOST_PARAMETERS = 900  # of an address; Django counts to 1,000 and then fails in whatever reads them
UNKEPT = "q=%00"  # what an address with more is read as
OWN_FORM = "/api/"


class Guards:
    """Refuse with a designed page what would otherwise end in an error or a full disk."""

    def __init__(self, following: Callable[[Request], HttpResponse]) -> None:
        self.following = following

    def __call__(self, request: Request) -> HttpResponse:
        if _length(request) > FORM_BYTES and _length(request) > _most(request):
            raise RequestDataTooBig("body")
        if request.META.get("QUERY_STRING", "").count("&") >= MOST_PARAMETERS:
            request.META["QUERY_STRING"] = UNKEPT
        if not request.path.startswith(OWN_FORM) and _holds_nothing(request):
            raise SuspiciousOperation("a character that no database keeps")
        response = self.following(request)
        bare = response.status_code == 405 and not response.content
        return errors.not_allowed(request, response) if bare else response


def _holds_nothing(request: Request) -> bool:
    asked = request.META.get("QUERY_STRING", "")
    return any(mark in request.path or mark in asked for mark in NOTHING)


def _length(request: Request) -> int:
    """How long the body says it is; one that does not say is not read by the server at all."""
    told = request.META.get("CONTENT_LENGTH") or "0"
    return int(told) if told.isascii() and told.isdigit() else 0


def _most(request: Request) -> int:
    uploads = request.path.startswith("/desk/") and any(map(reader_of(request).can, UPLOADERS))
    return UPLOAD_BYTES if uploads else FORM_BYTES

"""The designed pages for what goes wrong, and the health page."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import connection
from django.db.utils import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache

from yifa.faces.frame.context import chosen_modes


def _page(request: HttpRequest, template: str, status: int, **context: object) -> HttpResponse:
    context["request_id"] = getattr(request, "id", "")
    return render(request, f"frame/{template}.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig | TooManyFilesSent | TooManyFieldsSent):
        return _page(request, "413", 413)
    return _page(request, "400", 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, "403", 403, why=str(exception))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, "404", 404, why=sentence(exception))


def not_allowed(request: HttpRequest, refused: HttpResponse) -> HttpResponse:
    """The page for a method that an address does not have; `refused` says which it has."""
    allowed = refused.get("Allow", "")
    response = _page(request, "405", 405, reads="GET" in allowed)
    response["Allow"] = allowed
    return response


def too_large(request: HttpRequest, why: str = "") -> HttpResponse:
    return _page(request, "413", 413, why=why)


def failed(request: HttpRequest) -> HttpResponse:
    """The page after a bug or an outage: drawn without the database, which may be what failed."""
    context = {
        "house": settings,
        "modes": chosen_modes(request),
        "request_id": getattr(request, "id", ""),
        "again": request.get_full_path(),
    }
    return HttpResponse(render_to_string("frame/500.html", context), status=500)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(request, "403", 403, why="页面停留过久或浏览器未允许 Cookie，请返回上一页刷新后再提交。")


def sentence(exception: Exception) -> str:
    """The Chinese sentence with which a view raised Http404; Django's own (English, technical) words count as none."""
    words = str(exception.args[0]) if exception.args else ""
    return words if words.endswith("。") else ""


@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """Whether the database answers and the data folder can be written; 503 when not."""
    checks = {"database": _database(), "data": _data()}
    ok = all(checks.values())
    return JsonResponse({"ok": ok, "checks": checks}, status=200 if ok else 503)


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone() == (1,))
    except DatabaseError:
        return False


def _data() -> bool:
    probe = settings.YIFA_DATA / ".health"
    try:
        probe.write_text("ok")
        probe.unlink()
    except OSError:
        return False
    return True

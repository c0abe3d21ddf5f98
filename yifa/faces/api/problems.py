"""What goes wrong, in one stable form: {"error": {"code", "message", "request_id", "details"}}."""

import logging
from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from yifa.faces.frame.errors import sentence

log = logging.getLogger(__name__)
CODES = {
    400: ("bad_request", "请求不符合要求。"),
    404: ("not_found", "没有这个地址，或者它不是公开的。"),
    405: ("method_not_allowed", "数据接口是只读的，只接受 GET。"),
    422: ("invalid", "参数的值不合要求。"),
    429: (
        "too_many_requests",
        "同一来源在短时间内的请求超过了上限，请稍后再试；需要大量数据的，请批量下载。",
    ),
    500: ("failed", "系统未能完成这次请求，已经记录。"),
}
# The reason by pydantic's kind of fault; {…} are filled from its context.
REASONS = {
    "missing": "必须填写",
    "int_parsing": "应当是整数",
    "bool_parsing": "应当是 true 或者 false",
    "greater_than_equal": "不得小于 {ge}",
    "less_than_equal": "不得大于 {le}",
    "string_too_long": "不得超过 {max_length} 个字",
    "string_too_short": "不得少于 {min_length} 个字",
    "too_long": "不得超过 {max_length} 个",
    "literal_error": "只能是 {expected}",
    "enum": "只能是 {expected}",
    "string_pattern_mismatch": "写法不对",
}
DAY_REASON = "应当是日历上的日期，例如 2026-03-16"
MOMENT_REASON = "应当是日期或者时刻，例如 2026-03-16T09:00:00+08:00"


class Invalid(ValueError):
    """A value that is well formed and yet cannot be answered; the message is one Chinese sentence."""


def problem(
    request: HttpRequest, status: int, message: str = "", details: Sequence[dict[str, str]] = ()
) -> JsonResponse:
    code, usual = CODES[status]
    error: dict[str, Any] = {
        "code": code,
        "message": message or usual,
        "request_id": getattr(request, "id", ""),
    }
    if details:
        error["details"] = list(details)
    return JsonResponse({"error": error}, status=status, json_dumps_params={"ensure_ascii": False})


def handle(api: NinjaAPI) -> None:
    """Answer every fault of a view in the one form."""
    api.add_exception_handler(Http404, _lost)
    api.add_exception_handler(Invalid, lambda request, fault: problem(request, 422, str(fault)))
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(HttpError, _refused)
    api.add_exception_handler(Exception, _failed)


def _lost(request: HttpRequest, fault: Any) -> HttpResponse:
    return problem(request, 404, sentence(fault))


def _invalid(request: HttpRequest, fault: Any) -> HttpResponse:
    details = [_detail(error) for error in fault.errors]
    named = "；".join(f"{detail['parameter']} {detail['reason']}" for detail in details)
    return problem(request, 422, f"参数不合要求：{named}。", details)


def _detail(error: dict[str, Any]) -> dict[str, str]:
    kind = error["type"]
    if kind.startswith("datetime"):
        reason = MOMENT_REASON
    elif kind.startswith("date"):
        reason = DAY_REASON
    else:
        reason = REASONS.get(kind, "的值不合要求").format(**error.get("ctx", {}))
    place = [str(part) for part in error["loc"] if part not in ("query", "path")]
    return {"parameter": ".".join(place), "reason": reason}


def _refused(request: HttpRequest, fault: Any) -> HttpResponse:
    status = fault.status_code if fault.status_code in CODES else 400
    return problem(request, status)


def _failed(request: HttpRequest, fault: Any) -> HttpResponse:
    """A bug: kept in the log with the number that the answer carries."""
    log.error("api failed", exc_info=fault, extra={"fields": {"request": getattr(request, "id", "")}})
    return problem(request, 500)

"""Demo mode only: the accounts one can try, and the page that moves the demo day."""

from collections.abc import Callable
from datetime import date
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from demo.accounts import ACCOUNTS, PASSWORD
from yifa.faces.frame import today
from yifa.faces.frame.requests import Request
from yifa.faces.frame.templatetags.formats import day as day_words
from yifa.kernel.search import outbox
from yifa.registers.library import force

EARLIEST, LATEST = date(1950, 1, 1), date(2099, 12, 31)
View = Callable[[Request], HttpResponse]


def demo_only(view: View) -> View:
    @wraps(view)
    def guarded(request: Request) -> HttpResponse:
        if not settings.YIFA_DEMO:
            raise Http404("演示页面只在演示环境中有。")
        return view(request)

    return guarded


@demo_only
@require_safe
def accounts(request: Request) -> HttpResponse:
    return render(request, "portal/demo_accounts.html", {"accounts": ACCOUNTS, "password": PASSWORD})


@demo_only
@require_http_methods(["GET", "HEAD", "POST"])
def day(request: Request) -> HttpResponse:
    """Show the form; a posted day moves the demo day, and the kept force of each document with it."""
    if request.method != "POST":
        return _form(request, request.today.isoformat())
    asked = request.POST.get("day", "")
    if "reset" in request.POST:
        _move(None)
    else:
        try:
            to = date.fromisoformat(asked)
        except ValueError:
            return _form(request, asked, "请填写日历上有的日期，例如 2026-03-16。")
        if not EARLIEST <= to <= LATEST:
            return _form(request, asked, "请填写 1950 年至 2099 年之间的日期。")
        _move(to)
    messages.success(request, f"演示日期已改为{day_words(today.day())}，各文件的效力已按这一天重新推算。")
    return redirect("portal:demo_day")


def _form(request: Request, asked: str, error: str = "") -> HttpResponse:
    context = {"asked": asked, "error": error, "pinned": settings.YIFA_DEMO_DAY}
    return render(request, "portal/demo_day.html", context, status=400 if error else 200)


def _move(to: date | None) -> None:
    today.move(to)
    with transaction.atomic():
        changed = force.refresh(force.due(today.day()), today.day())
        outbox.touch("library", changed, at=today.now())

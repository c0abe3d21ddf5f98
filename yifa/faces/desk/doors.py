"""Who enters which page of the desk. Without the permission comes a page that says who may see it, and why not you."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from yifa.faces.desk import menu
from yifa.faces.frame import requests
from yifa.faces.frame.today import reader_of
from yifa.kernel.access.models import Account
from yifa.kernel.access.reader import Reader
from yifa.kernel.access.roles import PERMISSIONS, Role
from yifa.kernel.record import entries

View = Callable[..., HttpResponseBase]


class Request(requests.Request):
    """What a view behind `@desk` gets: someone is signed in, and the clock of the request is on it."""

    user: Account


# What each permission lets one do, in the words of the refusal.
WORDS: Mapping[str, str] = {
    "desk.enter": "进入工作台",
    "library.read_all": "查看全部文件",
    "library.read_organ": "查看本机关文件",
    "library.edit": "修改文件信息",
    "library.decide": "核定效力和引用",
    "norms.import": "批量导入文件",
    "norms.register": "登记文件",
    "norms.take_back": "撤回文件",
    "calendar.edit": "维护工作日历",
    "organs.edit": "维护机构和人员",
    "accounts.make": "开通账号",
    "accounts.grant": "授予角色",
    "accounts.unlock": "解锁账号",
    "record.read": "查阅全过程记录",
}


def desk(*permissions: str) -> Callable[[View], View]:
    """Let in who is signed in and holds one of the permissions."""

    def guard(view: View) -> View:
        @never_cache
        @wraps(view)
        def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            reader = reader_of(request)
            if not any(reader.can(permission) for permission in permissions):
                return refused(request, *permissions)
            return view(request, *args, **kwargs)

        return guarded

    return guard


def refused(request: Request, *permissions: str) -> HttpResponse:
    """The page of a refusal; the attempt is written to the record."""
    reader = reader_of(request)
    what = "、".join(WORDS[permission] for permission in permissions)
    entries.append(
        "access.refused",
        request.user,
        by=request.user,
        at=request.now,
        detail={"path": request.path[:200], "permissions": what},
    )
    holders = sorted({role for permission in permissions for role in PERMISSIONS[permission]})
    context = {
        "what": what,
        "who": "、".join(Role(role).label for role in Role.values if role in holders),
        "mine": roles_of(reader),
        "rail": menu.rail(request) if reader.can("desk.enter") else (),
    }
    return render(request, "desk/refused.html", context, status=403)


def sent(request: Request) -> Any:
    """What a form was sent with; None when the page is only being looked at."""
    return request.POST if request.method == "POST" else None


def roles_of(reader: Reader) -> str:
    """The reader's roles in words; empty when none is held."""
    return "、".join(Role(role).label for role, organs in reader.roles if organs)


def page(request: Request, template: str, status: int = 200, **context: Any) -> HttpResponse:
    """A page of the desk with its rail."""
    return render(request, f"desk/{template}.html", {"rail": menu.rail(request), **context}, status=status)

"""Signing in: no self-registration, lock-out after failures, a second factor for everyone with a role."""

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse

from yifa.faces.frame.requests import Request
from yifa.faces.frame.today import reader_of
from yifa.kernel.record import entries

PASSWORD_PATH = "account_change_password"  # noqa: S105 (the name of a page)
OPEN_PATHS = ("/accounts/", "/static/")  # with what lies below
HEALTH = "/health"
FACTORS = (
    Authenticator.Type.TOTP,
    Authenticator.Type.WEBAUTHN,
)  # recovery codes only stand in for one of these


class StaffAdapter(DefaultAccountAdapter):
    """Accounts are made by the system administrator, never by the visitor."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def clean_password(self, password: str, user: Any = None) -> str:
        """A given password is changed, not typed again."""
        if user is not None and user.check_password(password):
            raise ValidationError("新密码不能与现在的密码相同。")
        return str(super().clean_password(password, user))

    @transaction.atomic
    def set_password(self, user: Any, password: str) -> None:
        """The person's own change of password ends the duty to change a given one."""
        user.must_change_password = False
        super().set_password(user, password)
        entries.append("accounts.change_password", user, by=user, at=self.request.now)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return resolve_url(settings.LOGIN_REDIRECT_URL)


class CodeForm(AuthenticateForm):
    """The second step of signing in: wrong codes are counted like wrong passwords, so that nobody tries them all."""

    def clean_code(self) -> str:
        request, credentials = context.request, {"username": self.user.get_username()}
        if not AxesProxyHandler.is_allowed(request, credentials):
            request.axes_locked_out = True  # the answer becomes the page of `locked_out`
            raise ValidationError("连续输错，已暂停登录。")
        try:
            return str(super().clean_code())
        except ValidationError:
            AxesProxyHandler.user_login_failed(sender=CodeForm, credentials=credentials, request=request)
            raise


def counted_name(request: HttpRequest, credentials: Any = None) -> str:
    """The name under which failures are counted: signing in takes WangQiang for wangqiang, so counting does too."""
    name = (credentials or {}).get("username") or request.POST.get("login", "")
    return str(name).strip().lower()[:255]


def locked_out(request: HttpRequest, credentials: Any = None, *args: Any, **kwargs: Any) -> HttpResponse:
    """The page after too many failures: how long, and whom to ask."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    return render(request, "frame/locked.html", {"minutes": minutes}, status=429)


class SecondFactor:
    """Signed-in people first change a given password, then set up a second factor, before anything else."""

    def __init__(self, following: Callable[[Request], HttpResponse]) -> None:
        self.following = following

    def __call__(self, request: Request) -> HttpResponse:
        user = request.user
        if user.is_authenticated and not _open(request.path):
            if user.must_change_password:
                return redirect(reverse(PASSWORD_PATH))
            if settings.YIFA_SECOND_FACTOR and reader_of(request).roles and not is_mfa_enabled(user, FACTORS):
                return redirect(reverse("mfa_activate_totp"))
        return self.following(request)


def _open(path: str) -> bool:
    return path == HEALTH or path.startswith(OPEN_PATHS)

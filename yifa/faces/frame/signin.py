"""Signing in: no self-registration, lock-out after failures, a second factor for everyone with a role."""

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from yifa.faces.frame.requests import Request
from yifa.faces.frame.today import reader_of

PASSWORD_PATH = "account_change_password"  # noqa: S105 (the name of a page)
OPEN_PATHS = ("/accounts/", "/static/", "/health")


class StaffAdapter(DefaultAccountAdapter):
    """Accounts are made by the system administrator, never by the visitor."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


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
        if user.is_authenticated and not request.path.startswith(OPEN_PATHS):
            if user.must_change_password:
                return redirect(reverse(PASSWORD_PATH))
            if settings.YIFA_SECOND_FACTOR and reader_of(request).roles and not is_mfa_enabled(user):
                return redirect(reverse("mfa_activate_totp"))
        return self.following(request)

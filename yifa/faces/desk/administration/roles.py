"""Roles: who may do what on a day, the roles of one post, giving and ending them, and locked accounts."""

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from yifa.faces.desk import lists
from yifa.faces.desk.administration import forms, listings
from yifa.faces.desk.administration.acting import FormPage, answer, by, done, history
from yifa.faces.desk.doors import WORDS, Request, desk, page, sent
from yifa.faces.frame.templatetags.formats import day
from yifa.kernel.access.models import Account, Grant
from yifa.kernel.access.roles import PERMISSIONS, Role
from yifa.kernel.organs.models import Post
from yifa.kernel.staffing import accounts, locks
from yifa.kernel.staffing import roles as staffing


@desk("accounts.grant")
def roles(request: Request) -> HttpResponseBase:
    on, sentence = _asked_day(request)
    views = {
        "": ("谁有什么角色", listings.grants(on, day(on) if on != request.today else "")),
        "posts": ("从任职授予", listings.posts(request.today)),
    }

    def url(row: Any) -> str:
        return reverse("desk:role_post", args=[row.post_id if isinstance(row, Grant) else row.pk])

    return lists.show(
        request, views, url, template="administration/roles", on=on, sentence=sentence, today=request.today
    )


def _asked_day(request: Request) -> tuple[date, str]:
    """The day asked for; what is no day gets a sentence and counts as today."""
    asked = request.GET.get("on", "")
    if not asked:
        return request.today, ""
    try:
        return date.fromisoformat(asked), ""
    except ValueError:
        return request.today, "日期应为真实存在的日期，如 2026-03-16；下面是今天的。"


@desk("accounts.grant")
def role_table(request: Request) -> HttpResponseBase:
    """Which role carries which permission."""
    rows = [
        (role.label, [WORDS[permission] for permission, carrying in PERMISSIONS.items() if role in carrying])
        for role in Role
    ]
    return page(request, "administration/role_table", rows=rows)


@desk("accounts.grant")
def role_post(request: Request, pk: int) -> HttpResponseBase:
    """One post with its roles, and the form that gives one more."""
    post = get_object_or_404(Post.objects.select_related("person__account", "organ"), pk=pk)
    own = post.person_id == request.user.person_id
    form = forms.RoleForm(sent(request), initial={"since": max(request.today, post.since or request.today)})

    def change(values: dict[str, Any]) -> None:
        staffing.give_role(post, Role(values["role"]), since=values["since"], **by(request))

    if done(request, form, change):
        messages.success(request, "角色已授予，不必重新登录即可使用。")
        return redirect("desk:role_post", pk=pk)
    grants = list(post.grants.select_related("given_by__person").order_by("-since", "-pk"))
    elsewhere = (
        Grant.objects.filter(post__person=post.person).exclude(post=post).select_related("post__organ")
    )
    account: Account | None = getattr(post.person, "account", None)
    return page(
        request,
        "administration/role_post",
        422 if form.errors else 200,
        post=post,
        own=own,
        form=form,
        grants=[(grant, _open(grant, request)) for grant in grants],
        elsewhere=[grant for grant in elsewhere if grant.holds(request.today)],
        account=account,
        held=post in Post.objects.held(request.today),
        factor=account
        if account and not own and accounts.resets_factor(account, request.today) == "accounts.unlock"
        else None,
        **history([post, *grants, *([account] if account else [])]),
    )


def _open(grant: Grant, request: Request) -> bool:
    return grant.until is None or grant.until > request.today


@desk("accounts.grant")
def role_end(request: Request, pk: int) -> HttpResponseBase:
    grant = get_object_or_404(Grant.objects.select_related("post__person", "post__organ"), pk=pk)
    form = forms.EndForm(sent(request), initial={"on": request.today})
    words = FormPage(
        title=f"收回角色：{grant.get_role_display()}",
        lead=f"{grant.post.person}　{grant.post.organ}{grant.post.title}",
        button="收回",
        back=reverse("desk:role_post", args=[grant.post_id]),
        crumbs=(
            ("角色", reverse("desk:roles")),
            (grant.post.person.name, reverse("desk:role_post", args=[grant.post_id])),
        ),
        danger=True,
        notes=(("收回以后", ("自那一天起失效，填今天的立即失效", "已经办过的事不受影响，角色的起止保留")),),
    )

    def change(values: dict[str, Any]) -> None:
        staffing.end_role(get_object_or_404(Grant, pk=pk), **values, **by(request))

    return answer(request, form, change, words, "角色已收回。")


@desk("accounts.unlock")
def locked(request: Request) -> HttpResponseBase:
    # Locks are counted by the clock of the machine, also where the day of the demo is pinned.
    listing = listings.locks(timezone.now())
    return lists.show(
        request,
        {"": (listing.title, listing)},
        lambda account: "",
        template="administration/locked",
        minutes=int(settings.AXES_COOLOFF_TIME.total_seconds() // 60),
    )


@desk("accounts.unlock")
def unlock(request: Request, pk: int) -> HttpResponseBase:
    if request.method != "POST":
        return redirect("desk:locked")
    account = get_object_or_404(Account, pk=pk)
    try:
        locks.unlock(account, **by(request))
    except ValidationError as refusal:
        messages.warning(request, refusal.messages[0])
    else:
        messages.success(request, f"{account}的账号已解锁，可以立即登录。")
    return redirect("desk:locked")

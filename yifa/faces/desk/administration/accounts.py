"""Accounts: the list, one account, opening, disabling, and the two resets. A password is shown once, on the answer."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse

from yifa.faces.desk import lists
from yifa.faces.desk.administration import forms, listings
from yifa.faces.desk.administration.acting import FormPage, answer, by, done, history, show_form
from yifa.faces.desk.doors import Request, desk, page, refused, sent
from yifa.faces.frame.today import reader_of
from yifa.kernel.access.models import Account
from yifa.kernel.organs.models import Person, Post
from yifa.kernel.staffing import accounts as staffing

ONCE = (
    "登录后第一步就是改掉它",
    "只在这一页显示一次，平台不保存",
    "当面或者电话告诉本人，不写在群里和邮件里",
)


@desk("accounts.make")
def accounts(request: Request) -> HttpResponseBase:
    views = {
        "": ("使用中", listings.accounts(request.today, active=True)),
        "disabled": ("已停用", listings.accounts(request.today, active=False)),
        "none": ("没有账号的人员", listings.people(request.today, account=False)),
    }

    def url(row: Any) -> str:
        if isinstance(row, Person):
            return reverse("desk:account_new", args=[row.pk])
        return reverse("desk:account", args=[row.pk])

    return lists.show(request, views, url, template="administration/list")


def _crumbs(*account: Account) -> tuple[tuple[str, str], ...]:
    return (
        ("账号", reverse("desk:accounts")),
        *((str(one), reverse("desk:account", args=[one.pk])) for one in account),
    )


def _held(pk: int) -> Account:
    return get_object_or_404(Account.objects.select_related("person"), pk=pk)


def _show_once(
    request: Request, account: Account, password: str, heading: str, back: str
) -> HttpResponseBase:
    return page(
        request,
        "administration/password",
        account=account,
        password=password,
        heading=heading,
        back=back,
        once=ONCE,
    )


@desk("accounts.make")
def account_new(request: Request, pk: int) -> HttpResponseBase:
    person = get_object_or_404(Person, pk=pk)
    form = forms.AccountForm(sent(request))
    made: list[tuple[Account, str]] = []

    def change(values: dict[str, Any]) -> None:
        made.append(staffing.open_account(person, values["username"], **by(request)))

    if done(request, form, change):
        account, password = made[0]
        back = reverse("desk:account", args=[account.pk])
        return _show_once(request, account, password, "账号已开通", back)
    words = FormPage(
        title="开通账号",
        lead=person.name,
        button="开通",
        back=reverse("desk:accounts"),
        crumbs=_crumbs(),
        notes=(("初始密码", ONCE), ("开通以后", ("没有角色的账号什么也办不了，角色由安全保密管理员授予",))),
    )
    return show_form(request, form, words)


@desk("accounts.make")
def account(request: Request, pk: int) -> HttpResponseBase:
    one = _held(pk)
    posts = Post.objects.held(request.today).filter(person=one.person).select_related("organ")
    return page(
        request,
        "administration/account",
        account=one,
        posts=posts,
        own=one.pk == request.user.pk,
        factors=Authenticator.objects.filter(user=one).exclude(type="recovery_codes").count(),
        factor_is_mine=staffing.resets_factor(one, request.today) == "accounts.make",
        **history([one]),
    )


@desk("accounts.make")
def account_disable(request: Request, pk: int) -> HttpResponseBase:
    one = _held(pk)
    words = FormPage(
        title="停用账号",
        lead=f"{one}（{one.username}）",
        button="停用",
        back=reverse("desk:account", args=[pk]),
        crumbs=_crumbs(one),
        danger=True,
        notes=(("停用以后", ("立即不能登录，已经登录的下一步操作就退出", "任职、角色和办过的事都保留")),),
    )
    form = forms.BecauseForm(sent(request))
    return answer(
        request,
        form,
        lambda values: staffing.disable(_held(pk), **values, **by(request)),
        words,
        "账号已停用。",
    )


@desk("accounts.make")
def account_enable(request: Request, pk: int) -> HttpResponseBase:
    one = _held(pk)
    words = FormPage(
        title="启用账号",
        lead=f"{one}（{one.username}）",
        button="启用",
        back=reverse("desk:account", args=[pk]),
        crumbs=_crumbs(one),
        notes=(("启用以后", ("密码和第二步验证不变；忘记了的，再办重设",)),),
    )
    form = forms.BecauseForm(sent(request))
    return answer(
        request,
        form,
        lambda values: staffing.enable(_held(pk), **values, **by(request)),
        words,
        "账号已启用。",
    )


@desk("accounts.make")
def account_password(request: Request, pk: int) -> HttpResponseBase:
    one = _held(pk)
    form = forms.BecauseForm(sent(request))
    back = reverse("desk:account", args=[pk])
    made: list[str] = []
    if done(
        request,
        form,
        lambda values: made.append(staffing.reset_password(_held(pk), **values, **by(request))),
    ):
        return _show_once(request, one, made[0], "密码已重设", back)
    words = FormPage(
        title="重设密码",
        lead=f"{one}（{one.username}）",
        button="重设密码",
        back=back,
        crumbs=_crumbs(one),
        danger=True,
        notes=(
            ("先确认是本人", ("当面核对，或者回拨其办公电话。",)),
            ("新密码", ONCE),
            ("重设以后", ("原密码立即失效，已经登录的退出", "本人的账号页会显示谁在何时重设过")),
        ),
    )
    return show_form(request, form, words)


@desk("accounts.make", "accounts.unlock")
def account_factor(request: Request, pk: int) -> HttpResponseBase:
    """The second factor: of administrators by the security administrator, of all others by the system administrator."""
    one = _held(pk)
    needed = staffing.resets_factor(one, request.today)
    if not reader_of(request).can(needed):
        return refused(request, needed)
    mine = needed == "accounts.make"
    words = FormPage(
        title="重设第二步验证",
        lead=f"{one}（{one.username}）",
        button="重设",
        back=reverse("desk:account", args=[pk]) if mine else reverse("desk:roles"),
        crumbs=_crumbs(one) if mine else (("角色", reverse("desk:roles")),),
        danger=True,
        notes=(
            ("先确认是本人", ("当面核对，或者回拨其办公电话。",)),
            ("重设以后", ("验证器、通行密钥、恢复码都作废", "下次用密码登录后，先设新的才能办事")),
            (
                "谁来重设",
                ("管理员的由安全保密管理员办，其他人的由系统管理员办，一人不能独自接管管理员的账号。",),
            ),
        ),
    )
    form = forms.BecauseForm(sent(request))
    return answer(
        request,
        form,
        lambda values: staffing.reset_factor(_held(pk), **values, **by(request)),
        words,
        "第二步验证已重设。",
    )

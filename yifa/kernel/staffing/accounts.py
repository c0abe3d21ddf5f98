"""Accounts: opened for a person, disabled, enabled; passwords given once; the second factor taken back.

One person alone never takes over an administrator's account: the system administrator resets passwords, the security
administrator the second factor of the three administrators (`resets_factor`).
"""

import re
import secrets
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import transaction

from yifa.kernel.access.grants import lasting
from yifa.kernel.access.models import Account
from yifa.kernel.access.roles import THREE_ADMINS
from yifa.kernel.organs.models import Person
from yifa.kernel.record import entries
from yifa.kernel.staffing.keepers import keeping

USERNAME = re.compile(r"[a-z][a-z0-9._-]{2,39}")
LETTERS = (
    "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another when read aloud or copied by hand
)


def one_time_password() -> str:
    """Sixteen letters and digits in groups of four: 79 bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))


@transaction.atomic
def open_account(person: Person, username: str, *, by: Account | None, at: datetime) -> tuple[Account, str]:
    """Make the person's account; also returns its password, which is kept nowhere and changed at the first sign-in."""
    name = username.strip().lower()
    if not USERNAME.fullmatch(name):
        raise ValidationError(
            {"username": "登录名应为 3 至 40 个小写字母、数字、点、横线，以字母开头，如 zhangwei。"}
        )
    if Account.objects.filter(username__iexact=name).exists():
        raise ValidationError({"username": f"登录名 {name} 已经有人用了，请换一个。"})
    if Account.objects.filter(person=person).exists():
        raise ValidationError({"person": f"{person}已经有账号，一人只用一个账号。"})
    password = one_time_password()
    account = Account.objects.create_user(
        name, password, person=person, must_change_password=True, created_at=at
    )
    entries.append("accounts.open", account, by=by, at=at, detail={"username": name})
    return account, password


def disable(account: Account, *, because: str, by: Account, at: datetime) -> None:
    """Nobody signs in with the account any more, and open sessions end with their next request."""
    if account.pk == by.pk:
        raise ValidationError("不能停用自己的账号。请另一位系统管理员办理。")
    if not account.is_active:
        raise ValidationError("这个账号已经停用，不必再办。")
    with keeping(at.date()):
        account.is_active = False
        account.save(update_fields=["is_active"])
        entries.append("accounts.disable", account, by=by, at=at, detail={"because": because})


@transaction.atomic
def enable(account: Account, *, because: str, by: Account, at: datetime) -> None:
    if account.is_active:
        raise ValidationError("这个账号正在使用，不必再办。")
    account.is_active = True
    account.save(update_fields=["is_active"])
    entries.append("accounts.enable", account, by=by, at=at, detail={"because": because})


@transaction.atomic
def reset_password(account: Account, *, because: str, by: Account | None, at: datetime) -> str:
    """A new password for one sign-in. Sessions opened with the old one end."""
    if by is not None and account.pk == by.pk:
        raise ValidationError("自己的密码在“我的账号”里修改，不能重设。")
    if not account.is_active:
        raise ValidationError("这个账号已经停用。要让他登录，请先启用。")
    password = one_time_password()
    account.set_password(password)
    account.must_change_password = True
    account.save(update_fields=["password", "must_change_password"])
    entries.append("accounts.reset_password", account, by=by, at=at, detail={"because": because})
    return password


@transaction.atomic
def reset_factor(account: Account, *, because: str, by: Account | None, at: datetime) -> None:
    """Forget authenticator, passkeys and recovery codes; a new second step is set up after the next sign-in."""
    if by is not None and account.pk == by.pk:
        raise ValidationError("自己的第二步验证在“我的账号”里更换，不能重设。")
    found, _ = Authenticator.objects.filter(user=account).delete()
    if not found:
        raise ValidationError("这个账号还没有设过第二步验证，不必重设。")
    entries.append("accounts.reset_factor", account, by=by, at=at, detail={"because": because})


def has_factor(account: Account) -> bool:
    return bool(Authenticator.objects.filter(user=account).exists())


def is_administrator(account: Account, on: date) -> bool:
    """Whether the account is, or will be, that of one of the three administrators."""
    if account.person is None:
        return False
    return lasting(account.person, on).filter(role__in=THREE_ADMINS).exists()


def resets_factor(account: Account, on: date) -> str:
    """The permission that it takes to reset the second factor of the account."""
    return "accounts.unlock" if is_administrator(account, on) else "accounts.make"

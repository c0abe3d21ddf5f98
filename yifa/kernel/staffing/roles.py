"""Roles through posts, given and ended by the security administrator; nobody gives one to himself."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from yifa.kernel.access import grants
from yifa.kernel.access.models import Account, Grant
from yifa.kernel.access.roles import Role
from yifa.kernel.organs.models import Post
from yifa.kernel.record import entries
from yifa.kernel.staffing.keepers import keeping


@transaction.atomic
def give_role(post: Post, role: Role, *, since: date, by: Account | None, at: datetime) -> Grant:
    """Give the role from the day on. Refused: to oneself, outside the post, twice, against 三员分立."""
    if by is not None and by.person_id == post.person_id:
        raise ValidationError("不能给自己授予角色。请另一位安全保密管理员办理。")
    if not Post.objects.held(since).filter(pk=post.pk).exists():
        raise ValidationError(
            {"since": f"{post.person}这一天不任这个职务，角色不能先于任职，也不能后于免职。"}
        )
    if since < at.date():
        raise ValidationError({"since": "角色不能追溯授予。请填今天或者以后的日期。"})
    if Grant.objects.filter(post=post, role=role, until__isnull=True).exists():
        raise ValidationError({"role": f"{post.person}已经以这个职务担任{role.label}。"})
    grant = grants.give(post, role, by=by, at=at, since=since)
    entries.append("roles.give", grant, by=by, at=at, detail={"since": since.isoformat()})
    return grant


def end_role(grant: Grant, *, on: date, because: str, by: Account, at: datetime) -> None:
    """The role ends: `on` is the first day without it."""
    if grant.until is not None and grant.until <= on:
        raise ValidationError({"on": f"这个角色到{grant.until:%Y-%m-%d}已经结束，不必再办。"})
    if on < at.date():
        raise ValidationError({"on": "不能追溯收回：已经办过的事是以这个角色办的。请填今天或者以后的日期。"})
    with keeping(at.date()):
        grants.end(grant, on=on)
        detail = {"until": on.isoformat(), "because": because}
        entries.append("roles.end", grant, by=by, at=at, detail=detail)

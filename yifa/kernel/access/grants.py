"""Giving and ending roles. The three administrators exclude each other and every other role (三员分立)."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet

from yifa.kernel.access.models import Account, Grant
from yifa.kernel.access.roles import THREE_ADMINS, Role
from yifa.kernel.organs.models import Person, Post


def lasting(person: Person, on: date) -> QuerySet[Grant]:
    """The person's grants that hold on the day or will hold after it."""
    ends = ("until", "post__until", "post__organ__abolished_on")
    open_ = Q()
    for end_ in ends:
        open_ &= Q(**{f"{end_}__isnull": True}) | Q(**{f"{end_}__gt": on})
    return Grant.objects.filter(open_, post__person=person)


def clash(person: Person, role: Role, on: date) -> str:
    """Empty when the person may be given the role from the day on; else the sentence that says why not."""
    held = set(lasting(person, on).values_list("role", flat=True)) - {role}
    admins = held & THREE_ADMINS
    if role in THREE_ADMINS and held:
        other = "、".join(Role(name).label for name in sorted(held))
        return f"系统管理员、安全保密管理员、安全审计员应当由三个不同的人担任，且不兼任业务角色。{person}现为{other}。"
    if admins:
        return f"{person}现为{Role(admins.pop()).label}，不得再兼任{role.label}。"
    return ""


@transaction.atomic
def give(post: Post, role: Role, *, by: Account | None, at: datetime, since: date | None = None) -> Grant:
    """Give the role through the post; refuses a clash with a sentence."""
    day = since or at.date()
    Person.objects.select_for_update(of=("self",)).get(pk=post.person_id)
    sentence = clash(post.person, role, day)
    if sentence:
        raise ValidationError(sentence)
    return Grant.objects.create(post=post, role=role, given_by=by, given_at=at, since=day)


def end(grant: Grant, *, on: date) -> None:
    """The role ends before the day `on` begins; a grant that began that day or later never held, and stays as such."""
    grant.until = on if grant.since is None else max(on, grant.since)
    grant.save(update_fields=["until"])

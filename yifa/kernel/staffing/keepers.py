"""The city is never left without a system and a security administrator: who could still sign in, from today on."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from yifa.kernel.access.models import Grant
from yifa.kernel.access.roles import Role

KEPT = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)
BEGINS = ("since", "post__since", "post__organ__founded_on")
ENDS = ("until", "post__until", "post__organ__abolished_on")


def first_vacant_day(role: Role, today: date) -> date | None:
    """The first day from today on which nobody with an account in use holds the role; None when it never comes."""
    grants = Grant.objects.filter(role=role, post__person__account__is_active=True)
    spans = [
        (
            max((day for day in row[: len(BEGINS)] if day), default=date.min),
            min((day for day in row[len(BEGINS) :] if day), default=date.max),
        )
        for row in grants.values_list(*BEGINS, *ENDS)
    ]
    days = sorted({today, *(end for _, end in spans if today < end < date.max)})
    return next((day for day in days if not any(begin <= day < end for begin, end in spans)), None)


@contextmanager
def keeping(today: date) -> Iterator[None]:
    """Do what takes rights away; all of it is undone when it brings a day without an administrator, or brings it nearer."""
    with transaction.atomic():
        kept = Grant.objects.select_for_update(of=("self",)).filter(role__in=KEPT).order_by("pk")
        list(
            kept.values_list("pk", flat=True)
        )  # two administrators cannot put each other out at the same moment
        before = {role: first_vacant_day(role, today) for role in KEPT}
        yield
        for role in KEPT:
            vacant, sooner = first_vacant_day(role, today), before[role]
            if vacant is not None and (sooner is None or vacant < sooner):
                raise ValidationError(_sentence(role, vacant))


def _sentence(role: Role, day: date) -> str:
    return (
        f"没有办成。办了以后，从{day.year}年{day.month}月{day.day}日起全市没有能够登录的{role.label}，"
        f"也没有人能再指定一个。请先让另一人担任{role.label}，再办这一件。"
    )

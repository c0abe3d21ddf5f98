"""People and the posts they hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from yifa.kernel.access.models import Account
from yifa.kernel.organs.models import Organ, Person, Post
from yifa.kernel.record import entries
from yifa.kernel.staffing.keepers import keeping

FIELDS = {"name": "姓名", "staff_no": "工号", "phone": "办公电话"}


@transaction.atomic
def add_person(values: Mapping[str, str], *, by: Account | None, at: datetime) -> Person:
    """Enter a person; a staff number belongs to one person only."""
    person = Person(**{name: values.get(name, "").strip() for name in FIELDS})
    _staff_no_is_free(person)
    person.save()
    entries.append("people.add", person, by=by, at=at)
    return person


@transaction.atomic
def edit_person(person: Person, values: Mapping[str, str], *, by: Account, at: datetime) -> None:
    """Change what is known of a person. The record says which fields, never what stood in them."""
    changed = [name for name in FIELDS if name in values and getattr(person, name) != values[name].strip()]
    for name in changed:
        setattr(person, name, values[name].strip())
    if not changed:
        return
    _staff_no_is_free(person)
    person.save(update_fields=changed)
    titles = "、".join(FIELDS[name] for name in changed)
    entries.append("people.edit", person, by=by, at=at, detail={"changed": titles})


def _staff_no_is_free(person: Person) -> None:
    other = Person.objects.filter(staff_no=person.staff_no).exclude(pk=person.pk).first()
    if person.staff_no and other:
        raise ValidationError({"staff_no": f"工号 {person.staff_no} 已经是{other.name}的，请核对。"})


@dataclass(frozen=True, slots=True)
class Appointment:
    """A post to be given: where, as what, from which day, until which day (open when None)."""

    organ: Organ
    title: str
    kind: str
    since: date
    until: date | None = None


@transaction.atomic
def give_post(person: Person, what: Appointment, *, by: Account | None, at: datetime) -> Post:
    """Appoint the person; the organ exists on the first day, and the same post is not held twice."""
    if not Organ.objects.existing(what.since).filter(pk=what.organ.pk).exists():
        raise ValidationError({"organ": f"{what.organ}在任职的第一天不存在，请核对机构和日期。"})
    if what.until is not None and what.until <= what.since:
        raise ValidationError({"until": "免职日期应当晚于任职日期。"})
    same = Post.objects.filter(person=person, organ=what.organ, title=what.title)
    if any(_overlap(post, what) for post in same):
        raise ValidationError({"title": f"{person}这段时间已经任{what.organ}{what.title}。"})
    post = Post.objects.create(
        person=person,
        organ=what.organ,
        title=what.title,
        kind=what.kind,
        since=what.since,
        until=what.until,
    )
    entries.append("people.give_post", post, by=by, at=at, detail=_days(what.since, what.until))
    return post


def _overlap(post: Post, what: Appointment) -> bool:
    begins_before = post.since is None or what.until is None or post.since < what.until
    return begins_before and (post.until is None or post.until > what.since)


def end_post(post: Post, *, on: date, because: str, by: Account, at: datetime) -> None:
    """The person leaves the post: `on` is the first day without it. The roles held through it lapse with it."""
    if post.until is not None and post.until <= on:
        raise ValidationError({"on": f"这个任职到{post.until:%Y-%m-%d}已经结束，不必再办。"})
    if post.since is not None and on < post.since:
        raise ValidationError({"on": f"不能早于任职的第一天（{post.since:%Y-%m-%d}）。"})
    with keeping(at.date()):
        post.until = on
        post.save(update_fields=["until"])
        entries.append("people.end_post", post, by=by, at=at, detail={**_days(None, on), "because": because})


def _days(since: date | None, until: date | None) -> dict[str, Any]:
    pairs = {"since": since, "until": until}
    return {name: day.isoformat() for name, day in pairs.items() if day}

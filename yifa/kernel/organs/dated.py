"""Rows that hold for a time: `since` is the first day, `until` the day after the last (open when empty)."""

from datetime import date

from django.db import models
from django.db.models import F, Q


def holds_on(on: date, prefix: str = "") -> Q:
    """The condition that a dated row (reached through `prefix`, e.g. "posts__") holds on the day `on`."""
    begun = Q(**{f"{prefix}since__isnull": True}) | Q(**{f"{prefix}since__lte": on})
    open_ = Q(**{f"{prefix}until__isnull": True}) | Q(**{f"{prefix}until__gt": on})
    return begun & open_


class DatedRow(models.Model):
    """A row with a first day and an end; both may be unknown or open."""

    since = models.DateField("起", null=True, blank=True)
    until = models.DateField("止（不含）", null=True, blank=True)

    class Meta:
        abstract = True

    def holds(self, on: date) -> bool:
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)


def in_order(name: str) -> models.CheckConstraint:
    """The constraint that a dated row does not end before it begins; `name` says whose.

    A row that ends on the day it begins never held: so an entry made by mistake is ended, not deleted.
    """
    return models.CheckConstraint(
        name=name,
        condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=F("since")),
        violation_error_message="截止日不能早于起始日。",
    )

"""Builds the demo city: organs, people, documents, decisions. The same day gives the same city; again changes nothing."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from demo import accounts, decisions, imports, organs, texts
from yifa.registers.library import force
from yifa.registers.library.models import Work


def build(*, at: datetime, watch: imports.Watch = lambda step: None) -> None:
    """Build what is missing around the day of `at`; what someone has changed since stays changed.

    `watch` is told each step. The time of day of `at` does not matter, so that every build is the same.
    """
    on = timezone.localtime(at).date()
    watch("机构、人员和账号")
    units = organs.build()
    opened = imports.moment(on - timedelta(days=60), 9)
    people = accounts.build(units, since=opened.date(), on=on, at=opened)
    written = texts.written(on)
    imports.run(written.values(), units, people, on=on, watch=watch)
    imports.register_scan(units, people, on=on)
    watch("核定和确认")
    decisions.decide(decisions.Desk(written, people, on))
    _refresh(on)


def _refresh(on: date) -> None:
    """The kept force of every document is that of the pinned day."""
    force.refresh(Work.objects.all(), on)

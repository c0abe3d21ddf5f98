"""Builds the demo city: organs, people, documents, decisions. The same day gives the same city."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils import timezone

from demo import accounts, decisions, imports, organs, texts
from demo.desk import Desk, moment
from yifa.registers.library import force
from yifa.registers.library.models import Work

BEGAN = 60  # days before the pinned day the accounts were opened


def build(*, at: datetime, watch: Callable[[str], None] = lambda told: None) -> None:
    """Build around the day of `at` what is missing; what someone has changed since stays changed.

    `watch` is told each step. The time of day of `at` does not matter, so that every build is the same.
    """
    on = timezone.localtime(at).date()
    watch("机构、人员和账号")
    units = organs.build()
    opened = moment(on - timedelta(days=BEGAN), 9)
    people = accounts.build(units, since=opened.date(), on=on, at=opened)
    desk = Desk(on, texts.written(on), units, people)
    for step in sorted((*imports.STEPS, *decisions.STEPS), key=lambda step: step.at(on)):
        watch(step.told)
        step.does(desk, step.at(on))
    force.refresh(Work.objects.all(), on)

"""Building: the same day is the same city, another day moves it, a build that was cut off goes on."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction

from demo import city
from demo.desk import moment
from demo.tests.conftest import in_folder
from demo.tests.dump import dump
from demo.texts import WRITTEN_FOR
from yifa.kernel.record.models import Entry
from yifa.registers.library.kinds import Force
from yifa.registers.library.models import Work

NOON = moment(WRITTEN_FOR, 12)
DAYS = timedelta(days=301)


@contextmanager
def forgotten(data: Path) -> Iterator[None]:
    """What is built here is gone behind it."""
    with in_folder(data), transaction.atomic():
        yield
        transaction.set_rollback(True)


@dataclass(frozen=True, slots=True)
class Days:
    works: Counter[tuple[date | None, ...]]
    moments: list[datetime]
    states: set[str]


def days_of(back: timedelta = timedelta()) -> Days:
    """The days of the city that stands, moved back."""
    works = Counter(
        tuple(day and day - back for day in row)
        for row in Work.objects.values_list("issued_on", "effective_on")
    )
    moments = [at - back for at in Entry.objects.order_by("pk").values_list("at", flat=True)]
    return Days(works, moments, set(Work.objects.values_list("force", flat=True)))


@pytest.fixture(scope="module")
def first(
    django_db_setup: None, django_db_blocker, tmp_path_factory: pytest.TempPathFactory
) -> tuple[dict[str, list[str]], Days]:
    """A city built once; what it consisted of is kept, the city is not."""
    with django_db_blocker.unblock(), forgotten(tmp_path_factory.mktemp("first")):
        city.build(at=NOON)
        return dump(), days_of()


def test_the_same_day_gives_the_same_city_at_any_hour(
    first: tuple[dict[str, list[str]], Days], db: None, tmp_path: Path
) -> None:
    with forgotten(tmp_path):
        city.build(at=moment(WRITTEN_FOR, 18, 45))
        assert dump() == first[0]


def test_around_another_day_everything_stands_as_far_from_it(
    first: tuple[dict[str, list[str]], Days], db: None, tmp_path: Path
) -> None:
    with forgotten(tmp_path):
        city.build(at=NOON + DAYS)
        assert days_of(DAYS) == first[1]
    assert first[1].states == set(Force.values)


def test_a_build_that_was_cut_off_goes_on(
    first: tuple[dict[str, list[str]], Days], db: None, tmp_path: Path
) -> None:
    with forgotten(tmp_path):
        with pytest.raises(KeyboardInterrupt):
            city.build(at=NOON, watch=stop_after(9))
        assert 0 < Work.objects.count() < 87
        city.build(at=NOON)
        assert dump() == first[0]


def stop_after(steps: int) -> Callable[[str], None]:
    left = iter(range(steps))

    def watch(told: str) -> None:
        if next(left, None) is None:
            raise KeyboardInterrupt(told)

    return watch

"""The demo city, built once for all tests of a module and rolled back behind them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest
from django.db import transaction
from django.test import override_settings

from demo import city, texts
from demo.desk import moment
from demo.texts import WRITTEN_FOR, Written
from yifa.registers.library.models import Version, Work


@dataclass(frozen=True, slots=True)
class City:
    on: date
    at: datetime
    written: dict[str, Written]

    def work(self, name: str) -> Work:
        one = self.written[name]
        return Work.objects.get(title=one.title, doc_no=one.number)

    def version(self, name: str) -> Version:
        return self.work(name).versions.get()


@pytest.fixture(scope="module")
def built(
    django_db_setup: None, django_db_blocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[City]:
    data = tmp_path_factory.mktemp("demo")
    at = moment(WRITTEN_FOR, 12)
    with in_folder(data), django_db_blocker.unblock(), transaction.atomic():
        city.build(at=at)
        yield City(WRITTEN_FOR, at, texts.written(WRITTEN_FOR))
        transaction.set_rollback(True)


@pytest.fixture
def hengshui(built: City, db: None) -> City:
    """The city of the pinned day; what a test changes is undone behind it."""
    return built


def in_folder(data: Path) -> override_settings:
    return override_settings(YIFA_DATA=data, MEDIA_ROOT=data / "files")

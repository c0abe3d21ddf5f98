"""What is public from when until when."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from yifa.kernel.publication.models import Ground, Publication
from yifa.kernel.publication.publishing import publish, withdraw

pytestmark = pytest.mark.django_db
SINCE = date(2026, 3, 2)


def public_on(*days: int) -> list[bool]:
    return [Publication.objects.open(date(2026, 3, day)).exists() for day in days]


def test_published_content_is_public_from_its_day_on():
    publish("a" * 64, since=SINCE, ground=Ground.IMPORTED, source="市政府公报")
    assert public_on(1, 2, 30) == [False, True, True]


def test_withdrawn_content_is_public_no_longer_and_keeps_its_reason():
    row = publish("a" * 64, since=SINCE, ground=Ground.IMPORTED, source="市政府公报")
    assert withdraw(Publication.objects.all(), "发错了", on=date(2026, 3, 9)) == 1
    row.refresh_from_db()
    assert (row.until, row.withdrawn_because, public_on(8, 9)) == (date(2026, 3, 9), "发错了", [True, False])


def test_withdrawn_before_it_began_was_never_public():
    publish("a" * 64, since=SINCE, ground=Ground.IMPORTED, source="市政府公报")
    withdraw(Publication.objects.all(), "发错了", on=date(2026, 3, 1))
    assert public_on(1, 2, 3) == [False, False, False]


def test_withdrawn_once_stays_as_it_was():
    publish("a" * 64, since=SINCE, ground=Ground.IMPORTED, source="市政府公报")
    withdraw(Publication.objects.all(), "发错了", on=date(2026, 3, 9))
    assert withdraw(Publication.objects.all(), "又一次", on=date(2026, 3, 20)) == 0


def test_withdrawal_without_a_reason_is_refused():
    publish("a" * 64, since=SINCE, ground=Ground.IMPORTED, source="市政府公报")
    with pytest.raises(ValueError, match="reason"):
        withdraw(Publication.objects.all(), " ", on=SINCE)


def test_import_without_a_source_is_refused_by_the_database():
    with pytest.raises(IntegrityError), transaction.atomic():
        publish("a" * 64, since=SINCE, ground=Ground.IMPORTED)

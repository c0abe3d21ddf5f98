"""The shelf: what becomes of a draft."""

import pytest

from yifa.registers.library.models import Version, Work
from yifa.registers.library.tests import factories as make

pytestmark = pytest.mark.django_db


def test_new_text_becomes_a_public_work():
    work = make.work()
    assert (work.title, work.kind, work.force, work.slug[:5]) == (
        "枫桥市河道保洁管理办法", "government_norm", "in_force", "2020-",
    )  # fmt: skip
    assert [version.pk for version in Version.objects.public(make.ON)] == [work.versions.get().pk]
    assert work.versions.get().provisions.count() == 12


def test_same_text_again_changes_nothing():
    make.work()
    (again,) = make.stored([make.draft()])
    assert (again.outcome, again.version_id) == ("duplicate", Version.objects.get().pk)
    assert Work.objects.count() == 1


def test_the_same_text_twice_at_once_is_kept_once_and_both_know_where():
    first, again = make.stored([make.draft(), make.draft()])
    assert (first.outcome, again.outcome) == ("stored", "duplicate")
    assert first.version == again.version == Version.objects.get()


def test_several_works_are_kept_apart():
    assert len(make.works(12)) == 12

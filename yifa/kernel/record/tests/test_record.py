"""The record: appended in the caller's transaction, read by subject, and closed to change by the database itself."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, connection, transaction

from yifa.kernel.access.models import Account
from yifa.kernel.organs.models import Organ
from yifa.kernel.organs.tests.factories import organ
from yifa.kernel.record import entries
from yifa.kernel.record.models import Entry

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 16, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def bureau() -> Organ:
    return organ("justice", "枫桥市司法局")


def test_an_entry_says_who_did_what_to_what_and_when(bureau: Organ) -> None:
    account = Account.objects.create_user("one")
    entry = entries.append("organs.edit", bureau, by=account, at=AT, detail={"because": "更正"})
    kept = Entry.objects.get()
    assert kept == entry
    assert (kept.by, kept.at, kept.act) == (account, AT, "organs.edit")
    assert (kept.subject, kept.title) == (f"organs.Organ:{bureau.pk}", "枫桥市司法局")
    assert kept.detail == {"because": "更正"}


def test_the_system_is_nobody_and_a_long_name_is_cut(bureau: Organ) -> None:
    bureau.name = "长" * 400
    entry = entries.append("organs.edit", bureau, by=None, at=AT)
    assert (entry.by, len(entry.title), entry.detail) == (None, 300, {})


def test_the_record_of_a_row_is_its_own_oldest_first(bureau: Organ) -> None:
    other = organ("water", "枫桥市水务局")
    for act, row in (("first", bureau), ("elsewhere", other), ("second", bureau)):
        entries.append(act, row, by=None, at=AT)
    assert [entry.act for entry in entries.of(bureau)] == ["first", "second"]


def test_changes_are_the_fields_that_differ_in_text_form() -> None:
    before = {"name": "旧", "position": 1, "kind": "office"}
    assert entries.changes(before, {"name": "新", "position": 2, "kind": "office"}) == {
        "name": ["旧", "新"],
        "position": ["1", "2"],
    }


@pytest.mark.parametrize(
    "statement",
    ["UPDATE record_entry SET act = 'nothing'", "DELETE FROM record_entry"],
    ids=["update", "delete"],
)
def test_the_database_refuses_to_change_or_delete_an_entry(statement: str, bureau: Organ) -> None:
    entries.append("organs.edit", bureau, by=None, at=AT)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Entry.objects.get().act == "organs.edit"


def test_an_entry_goes_with_the_change_that_is_undone(bureau: Organ) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        entries.append("organs.edit", bureau, by=None, at=AT)
        raise RuntimeError
    assert not Entry.objects.exists()

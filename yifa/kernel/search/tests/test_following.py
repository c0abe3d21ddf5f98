"""Outbox, follower, rebuild: what is committed is found, what is rolled back is not, and nobody writes at the same time."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction

from yifa.kernel.search import following, node, outbox
from yifa.kernel.search import state as states
from yifa.kernel.search.engine import queries as q
from yifa.kernel.search.engine.entry import Entry
from yifa.kernel.search.models import Hidden, Outbox
from yifa.kernel.search.sources import SOURCES, Source, groups_of, object_id

AT = datetime(2026, 3, 16, 1, 0, tzinfo=UTC)
ON = date(2026, 3, 16)
PUBLIC = frozenset({"public"})
pytestmark = pytest.mark.django_db


class Notes:
    """A source that stands for any register: texts by id, and what changes with the day."""

    def __init__(self) -> None:
        self.texts: dict[int, str] = {}
        self.turning: dict[date, list[int]] = {}
        self.turned: list[date] = []

    def source(self) -> Source:
        return Source("notes", 7, lambda: sorted(self.texts), self.entries, self.turn)

    def entries(self, ids):
        for one in ids:
            if one in self.texts:
                yield Entry(
                    7 * 10**12 + one, f"记事{one}", self.texts[one], (), PUBLIC, card={"title": "记事"}
                )

    def turn(self, on):
        self.turned.append(on)
        return self.turning.get(on, [])

    def put(self, one: int, text: str) -> None:
        self.texts[one] = text
        outbox.touch("notes", [one], at=AT)


@pytest.fixture
def notes(monkeypatch, settings, tmp_path):
    settings.YIFA_DATA = tmp_path
    made = Notes()
    monkeypatch.setattr(following, "SOURCES", {"notes": made.source()})
    monkeypatch.setitem(SOURCES, "notes", made.source())
    monkeypatch.delitem(SOURCES, "library")
    return made


def found(text: str, on: date = ON) -> list[int]:
    """The notes with the text, as a search sees them now."""
    sight = node.here().sight(on)
    query = q.readable(q.every(q.exact("grams", text), q.WORKS), PUBLIC, on, sight.hidden)
    return sorted(
        object_id(one) for one in sight.engine.groups([a for _, a in sight.engine.works(query, 50)])
    )


def test_what_was_committed_is_found_by_the_next_search(notes):
    notes.put(1, "甲乙")
    assert found("甲乙") == [1]
    notes.put(2, "甲乙丙")
    assert found("甲乙") == [1, 2]
    notes.put(1, "丁")
    assert found("甲乙") == [2]


def test_what_is_gone_from_the_database_goes_from_the_index(notes):
    notes.put(1, "甲乙")
    assert found("甲乙") == [1]
    del notes.texts[1]
    outbox.touch("notes", [1], at=AT)
    assert found("甲乙") == []


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_was_never_there(notes):
    class Undone(Exception):
        pass

    with pytest.raises(Undone), transaction.atomic():
        outbox.touch("notes", [1], at=AT)
        outbox.hide(["notes:2"], at=AT)
        raise Undone
    assert not Outbox.objects.exists() and not Hidden.objects.exists()


def test_a_hidden_note_is_found_by_nobody_until_this_node_has_read_it_again(notes, monkeypatch):
    notes.put(1, "甲乙")
    notes.put(2, "甲乙")
    assert found("甲乙") == [1, 2]
    with monkeypatch.context() as patched:
        patched.setattr(node.Node, "_catch_up", lambda self, on: None)  # this node lags behind
        outbox.hide(["notes:1"], at=AT)
        assert found("甲乙") == [2]
    notes.texts[1] = "甲乙，公开的部分"
    assert found("甲乙") == [1, 2]


def test_hiding_needs_a_key_with_a_number():
    with pytest.raises(ValueError, match="source:number"):
        outbox.hide(["library"], at=AT)
    assert groups_of(["library:x", "unknown:1"]) == set()


def test_a_rebuild_gives_the_same_index_and_is_swapped_in(notes):
    for one in range(1, 6):
        notes.put(one, f"甲乙{one}")
    assert found("甲乙") == [1, 2, 3, 4, 5]
    before = states.read(node.home()).folder
    steps = []
    assert following.rebuild(node.home(), ON, lambda done, total: steps.append((done, total))) == 5
    assert steps[-1] == (5, 5)
    assert states.read(node.home()).folder != before
    assert found("甲乙") == [1, 2, 3, 4, 5]
    notes.put(9, "甲乙")
    assert found("甲乙") == [1, 2, 3, 4, 5, 9]


def test_only_the_current_index_and_the_one_before_stay_on_disk(notes):
    for _ in range(4):
        following.rebuild(node.home(), ON)
    assert len(list(node.home().glob("index-*"))) == 2


def test_while_another_process_writes_nobody_else_does(notes):
    notes.put(1, "甲乙")
    assert found("甲乙") == [1]
    notes.put(2, "甲乙")
    with states.locked(node.home(), wait=True) as mine:
        assert mine
        assert following.follow(node.home(), ON, wait=False) is False
        assert found("甲乙") == [1]  # searches go on in what is there
    assert found("甲乙") == [1, 2]


def test_rows_followed_twice_after_a_crash_change_nothing(notes):
    notes.put(1, "甲乙")
    found("甲乙")
    state = states.read(node.home())
    notes.put(2, "甲乙")
    found("甲乙")
    states.write(node.home(), state)  # the index was committed, the state was not
    assert found("甲乙") == [1, 2]


def test_a_row_that_appears_late_is_followed(notes):
    notes.put(1, "甲")
    row = Outbox.objects.latest("pk")
    Outbox.objects.create(pk=row.pk + 2, source="notes", object_id=1, at=AT)
    found("甲")
    notes.texts[2] = "甲乙"
    Outbox.objects.create(pk=row.pk + 1, source="notes", object_id=2, at=AT)  # given before, committed after
    assert found("甲乙") == [2]


def test_a_node_that_was_away_for_longer_than_rows_are_kept_rebuilds(notes):
    notes.put(1, "甲乙")
    assert found("甲乙") == [1]
    notes.texts[2] = "甲乙"
    Outbox.objects.create(pk=Outbox.objects.latest("pk").pk + 50, source="notes", object_id=3, at=AT)
    outbox.trim(before=AT - timedelta(days=1))
    assert Outbox.objects.count() == 2
    outbox.trim(before=AT + timedelta(days=1))
    assert Outbox.objects.count() == 1  # the last row stays, so that ids are known
    assert found("甲乙") == [1, 2]


def test_rows_of_unknown_sources_are_passed_over(notes):
    outbox.touch("no-such-source", [1], at=AT)
    notes.put(1, "甲乙")
    assert found("甲乙") == [1]


def test_an_index_of_another_schema_is_made_anew(notes, monkeypatch):
    notes.put(1, "甲乙")
    assert found("甲乙") == [1]
    monkeypatch.setattr(states, "VERSION", "next")
    assert states.read(node.home()) is None
    notes.texts[1] = "丙丁"
    following.follow(node.home(), ON)
    monkeypatch.undo()


def test_on_a_new_day_what_changes_with_the_day_is_read_again(notes):
    notes.put(1, "甲乙")
    assert found("甲乙", ON) == [1]
    tomorrow = ON + timedelta(days=1)
    notes.texts[1] = "丙丁"
    notes.turning[tomorrow] = [1]
    assert found("甲乙", ON) == [1]
    assert found("甲乙", tomorrow) == []
    assert notes.turned.count(tomorrow) == 1
    assert found("丙丁", tomorrow) == [1]
    assert notes.turned.count(tomorrow) == 1


def test_many_changes_are_followed_in_the_background(notes, monkeypatch):
    started = []
    monkeypatch.setattr(node, "AT_ONCE", 2)
    monkeypatch.setattr(node.threading.Thread, "start", lambda self: started.append(self.name))
    notes.put(1, "甲乙")
    assert found("甲乙") == [1]
    for one in range(2, 6):
        notes.put(one, "甲乙")
    assert found("甲乙") == [1]
    assert started == ["search-follower"]
    following.follow(node.home(), ON)
    assert found("甲乙") == [1, 2, 3, 4, 5]


def test_with_a_new_day_rows_of_more_than_thirty_days_ago_are_forgotten(notes):
    notes.put(1, "甲乙")
    notes.put(2, "甲乙")
    assert found("甲乙", ON + timedelta(days=30)) == [1, 2]
    assert Outbox.objects.count() == 2
    assert found("甲乙", ON + timedelta(days=31)) == [1, 2]
    assert Outbox.objects.count() == 1

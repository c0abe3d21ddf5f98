"""Following: reading the outbox and writing the index of this node, and rebuilding the index from the database."""

import shutil
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from datetime import time as time_of_day
from functools import reduce
from operator import or_
from pathlib import Path

from django.db.models import Min, Q
from django.utils import timezone

from yifa.kernel.search import outbox
from yifa.kernel.search import state as states
from yifa.kernel.search.engine.index import Engine, Writer
from yifa.kernel.search.models import Outbox
from yifa.kernel.search.position import Position
from yifa.kernel.search.sources import SOURCES, Source
from yifa.kernel.search.state import State

STEP = 100  # objects read from the database at a time
ROWS = 20_000  # outbox rows a commit
KEPT = timedelta(days=30)  # a node that was away for longer reads everything anew
BULK = 1000  # from so many objects on the index is written with two threads

Watch = Callable[[int, int], None]  # (done, total)


def _unseen(done: int, total: int) -> None:
    """Nobody watches."""


def pending(position: Position) -> "list[tuple[int, str, int]]":
    """Outbox rows not followed yet as (id, source, object), the lowest ids first."""
    return list(
        Outbox.objects.filter(_after(position)).order_by("pk").values_list("pk", "source", "object_id")[:ROWS]
    )


def behind(position: Position) -> int:
    """How many outbox rows wait, at most `ROWS`."""
    return Outbox.objects.filter(_after(position)).values("pk")[:ROWS].count()


def _after(position: Position) -> Q:
    gaps = [Q(pk__gte=gap.first, pk__lte=gap.last) for gap in position.gaps]
    return reduce(or_, gaps, Q(pk__gt=position.last))


def trimmed(position: Position) -> bool:
    """Whether rows that this node has not followed are no longer kept."""
    first = Outbox.objects.aggregate(first=Min("pk"))["first"]
    return first is not None and first > position.last + 1


def follow(home: Path, on: date, watch: Watch = _unseen, *, wait: bool = True) -> bool:
    """Bring the index up to what is committed and to the day; False where another process is at it.

    Makes the index where there is none, or none of this schema.
    """
    with states.locked(home, wait=wait) as mine:
        if not mine:
            return False
        state = states.read(home)
        if state is None or trimmed(state.position):
            _rebuild(home, on, watch)
            return True
        if state.day != on:
            state = _turn(home, state, on)
        while rows := pending(state.position):
            wanted: dict[str, list[int]] = defaultdict(list)
            for _, source, object_id in rows:
                wanted[source].append(object_id)
            _apply(home, state, wanted, watch)
            position = state.position.after((pk for pk, _, _ in rows), time.time())
            state = replace(state, position=position)
            states.write(home, state)
        given_up = state.position.after((), time.time())
        if given_up != state.position:
            states.write(home, replace(state, position=given_up))
        return True


def rebuild(home: Path, on: date, watch: Watch = _unseen) -> int:
    """Write the index anew from the database and swap it in; searches go on in the old one. Returns the objects read."""
    with states.locked(home, wait=True):
        return _rebuild(home, on, watch)


def _rebuild(home: Path, on: date, watch: Watch) -> int:
    position = _present()  # what is committed later is followed later
    for source in SOURCES.values():
        source.turn(on)
    wanted = {source.code: source.ids() for source in SOURCES.values()}
    total, done = sum(map(len, wanted.values())), 0
    name = f"index-{time.time_ns()}"
    engine = Engine.made(home / name)
    with engine.writer(bulk=total >= BULK) as writer:
        for code, ids in wanted.items():
            for chunk in _steps(ids):
                for entry in SOURCES[code].entries(chunk):
                    writer.add(entry)
                done += len(chunk)
                watch(done, total)
    before = states.read(home)
    states.write(home, State(name, position, on))
    # A process may just be opening the index that was current: it stays until the next rebuild.
    for folder in home.glob("index-*"):
        if folder.name not in (name, before.folder if before else ""):
            shutil.rmtree(folder, ignore_errors=True)
    return total


def _present() -> Position:
    """The position of one who has seen all rows there are: ids missing among the last of them may still be committed."""
    last = list(Outbox.objects.order_by("-pk").values_list("pk", flat=True)[:ROWS])
    return Position(last[-1] - 1).after(last, time.time()) if last else Position()


def _turn(home: Path, state: State, on: date) -> State:
    """The day has changed: what is in force today may not have been yesterday."""
    turned = {code: list(source.turn(on)) for code, source in SOURCES.items()}
    _apply(home, state, turned, _unseen)
    state = replace(state, day=on)
    states.write(home, state)
    outbox.trim(before=timezone.make_aware(datetime.combine(on - KEPT, time_of_day.min)))
    return state


def _apply(home: Path, state: State, wanted: dict[str, list[int]], watch: Watch) -> None:
    known = {code: sorted(set(ids)) for code, ids in wanted.items() if code in SOURCES and ids}
    total, done = sum(map(len, known.values())), 0
    if not total:
        return
    engine = Engine.opened(home / state.folder)
    with engine.writer(bulk=total >= BULK) as writer:
        for code, ids in known.items():
            for chunk in _steps(ids):
                _write(writer, SOURCES[code], chunk)
                done += len(chunk)
                watch(done, total)


def _write(writer: Writer, source: Source, ids: Sequence[int]) -> None:
    for one in ids:
        writer.remove(source.group(one))
    for entry in source.entries(ids):
        writer.add(entry)


def _steps(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[place : place + STEP] for place in range(0, len(ids), STEP))

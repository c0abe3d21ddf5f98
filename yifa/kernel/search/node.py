"""The index of this node as searches use it: always open, up to date before each search, at the price of two queries."""

import logging
import threading
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.models import Max

from yifa.kernel.search import following, outbox
from yifa.kernel.search import state as states
from yifa.kernel.search.engine.index import Engine
from yifa.kernel.search.models import Outbox
from yifa.kernel.search.sources import SOURCES, groups_of
from yifa.kernel.search.state import State

AT_ONCE = 200  # so many changed objects are followed before a search; more in the background
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sight:
    """What one search works with. `hidden` groups are found by nobody; `complete` is False while an index is being made."""

    engine: Engine
    hidden: frozenset[int]
    complete: bool


@dataclass(slots=True)
class Node:
    home: Path
    engine: Engine | None = None
    state: State | None = None
    stamp: tuple[int, int] = (0, 0)
    opening: threading.Lock = field(default_factory=threading.Lock)
    following: threading.Lock = field(default_factory=threading.Lock)

    def sight(self, on: date) -> Sight:
        """The index with everything that was committed before now, so far as that is quickly done."""
        self._open()
        if self._is_behind(on):
            self._catch_up(on)
            self._open()
        position = self.state.position if self.state else None
        waiting = [key for key, row in outbox.hidden() if position is None or not position.has(row)]
        return Sight(self.engine or _nothing(), frozenset(groups_of(waiting)), self.engine is not None)

    def _open(self) -> None:
        """Show what was last written to this node's index, by whichever process."""
        stamp = states.stamp(self.home)
        if stamp == self.stamp:
            return
        with self.opening:
            state = states.read(self.home)
            if state is None:
                self.engine = self.state = None
            elif self.engine is None or self.state is None or self.state.folder != state.folder:
                self.engine = Engine.opened(self.home / state.folder)
            else:
                self.engine.reload()
            self.state, self.stamp = state, stamp

    def _is_behind(self, on: date) -> bool:
        if self.state is None or self.state.day != on or self.state.position.gaps:
            return True
        last = Outbox.objects.aggregate(last=Max("pk"))["last"] or 0
        return last > self.state.position.last

    def _catch_up(self, on: date) -> None:
        if self._waiting() <= AT_ONCE:
            following.follow(self.home, on, wait=False)
        elif self.following.acquire(blocking=False):
            threading.Thread(
                target=self._follow_apart, args=(on,), name="search-follower", daemon=True
            ).start()

    def _waiting(self) -> int:
        if self.state is None:
            return sum((len(source.ids()) for source in SOURCES.values()), 0)
        return following.behind(self.state.position)

    def _follow_apart(self, on: date) -> None:
        try:
            following.follow(self.home, on, wait=False)
        except Exception:  # noqa: BLE001 (a thread has no caller; the next search tries again)
            log.exception("the search index could not be brought up to date")
        finally:
            self.following.release()
            connection.close()


@cache
def _nothing() -> Engine:
    return Engine.made()


@cache
def _node(home: Path) -> Node:
    return Node(home)


def home() -> Path:
    """Where this node keeps its index."""
    return Path(settings.YIFA_DATA) / "search"


def here() -> Node:
    return _node(home())

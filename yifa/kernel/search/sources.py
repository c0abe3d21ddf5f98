"""Sources: who can say what the index should hold of an object. Each register or domain announces its own when it loads."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from yifa.kernel.search.engine.entry import Entry

ROOM = 10**12  # groups a source


@dataclass(frozen=True, slots=True)
class Source:
    """`entries` gives what the index should hold of these objects (nothing for one that is gone), read from the database.

    `turn` is called when the day has changed (from the day before, or None): it brings caches that depend on the day up
    to date and names the objects whose entries changed by that.
    """

    code: str
    number: int  # stable; keeps the groups of the sources apart
    ids: Callable[[], Sequence[int]]
    entries: Callable[[Sequence[int]], Iterator[Entry]]
    turn: Callable[[date], Sequence[int]]

    def group(self, object_id: int) -> int:
        return self.number * ROOM + object_id


SOURCES: dict[str, Source] = {}


def announce(source: Source) -> None:
    """Called once, when the app of the source is ready."""
    SOURCES[source.code] = source


def object_id(group: int) -> int:
    return group % ROOM


def groups_of(keys: Iterable[str]) -> set[int]:
    """The groups that keys such as `library:12` mean; keys of unknown sources mean none."""
    found = set()
    for key in keys:
        code, _, number = key.partition(":")
        if code in SOURCES and number.isdecimal():
            found.add(SOURCES[code].group(int(number)))
    return found

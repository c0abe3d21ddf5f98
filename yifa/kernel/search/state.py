"""What a node knows of its own index: which folder is current, how far it has followed, for which day. One small file,
replaced as a whole after the index has been committed: after a crash rows are followed twice, never lost."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from yifa.kernel.search.engine.schema import VERSION
from yifa.kernel.search.position import Position


@dataclass(frozen=True, slots=True)
class State:
    folder: str
    position: Position
    day: date
    schema: str = VERSION


def read(home: Path) -> State | None:
    """The state, or None where there is no index yet or one of another schema."""
    try:
        raw = json.loads((home / "state.json").read_text("utf-8"))
    except FileNotFoundError:
        return None
    if raw["schema"] != VERSION or not (home / raw["folder"]).is_dir():
        return None
    return State(raw["folder"], Position.from_json(raw["position"]), date.fromisoformat(raw["day"]))


def write(home: Path, state: State) -> None:
    raw = {
        "schema": state.schema,
        "folder": state.folder,
        "position": state.position.as_json(),
        "day": state.day.isoformat(),
    }
    fresh = home / f"state.{os.getpid()}.new"
    fresh.write_text(json.dumps(raw), encoding="utf-8")
    fresh.replace(home / "state.json")


def stamp(home: Path) -> tuple[int, int]:
    """Changes whenever the state was replaced. One system call."""
    try:
        found = (home / "state.json").stat()
    except FileNotFoundError:
        return (0, 0)
    return (found.st_ino, found.st_mtime_ns)


@contextmanager
def locked(home: Path, *, wait: bool) -> Iterator[bool]:
    """Whether this process (and thread) may write the index of the node."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / "lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
            return
        try:
            yield True
        finally:
            fcntl.flock(handle, fcntl.LOCK_UN)

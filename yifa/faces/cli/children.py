"""Processes started together and stopped together: the web server and the worker of one machine."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType, TracebackType

PATIENCE = 10.0  # seconds between asking and ending; what is cut off is resumed at the next start
LOOK = 0.2


class Asked(BaseException):
    """A signal asked this process to stop."""


class Children:
    """Use with `with`: whatever happens inside, no child outlives it. Their output goes to one log file."""

    def __init__(self, log: Path) -> None:
        self.log = log.open("ab")
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> "Children":
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            signal.signal(number, _asked)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            signal.signal(number, signal.SIG_IGN)
        self._stop()
        self.log.close()
        return kind is Asked

    def start(self, name: str, command: Sequence[str]) -> None:
        """Start a child in a group of its own, so that Ctrl-C reaches it only through us."""
        self.running[name] = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log, start_new_session=True
        )

    def ended(self) -> str:
        """The name of a child that has ended; empty while all run."""
        return next((name for name, child in self.running.items() if child.poll() is not None), "")

    def watch(self) -> str:
        """Wait until a child ends; its name."""
        while not (name := self.ended()):
            time.sleep(LOOK)
        return name

    def _stop(self) -> None:
        for child in self.running.values():
            _signal(child, signal.SIGTERM)
        until = time.monotonic() + PATIENCE
        for child in self.running.values():
            try:
                child.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                sys.stderr.write("仍有任务在处理，已中断；下次启动时继续。\n")
            _signal(child, signal.SIGKILL)
            child.wait()


def _asked(number: int, frame: FrameType | None) -> None:
    raise Asked


def _signal(child: subprocess.Popen[bytes], number: int) -> None:
    """To the child and all it started; those that have ended need nothing."""
    try:
        os.killpg(child.pid, number)
    except ProcessLookupError:
        return

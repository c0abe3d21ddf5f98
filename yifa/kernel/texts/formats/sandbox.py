"""Sandbox: restrained worker processes that take strangers' files apart, kept alive for many files.

A worker that crashes, hangs or has read its share is replaced; the file it failed on is refused, the rest
go on.
"""

import atexit
import json
import os
import queue
import select
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import yifa
from yifa.kernel.texts.formats import limits
from yifa.kernel.texts.formats.extracted import Extracted
from yifa.kernel.texts.formats.refusal import Unreadable

ROOT = Path(yifa.__file__).resolve().parent.parent
COMMAND = [sys.executable, "-B", "-m", "yifa.kernel.texts.formats.worker"]


class _Broken(Exception):
    """The worker has gone: `code` is the refusal of the file it was reading."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class _Worker:
    """One restrained process and its pipes. It sees no environment but the way to this code."""

    def __init__(self) -> None:
        self.files = 0
        self.busy = 0.0  # seconds; never less than the processor time that its limit counts
        self._process = subprocess.Popen(
            COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0,
            cwd="/", env={"PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}, start_new_session=True,
        )  # fmt: skip
        assert self._process.stdin is not None and self._process.stdout is not None
        self._to, self._from = self._process.stdin, self._process.stdout
        os.set_blocking(self._to.fileno(), False)  # or a worker that reads nothing would hold us for good
        self._rest = b""

    @property
    def worn(self) -> bool:
        """Whether another file could meet the limits that are meant for one."""
        return (
            self.files >= limits.WORKER_FILES or self.busy + limits.FILE_SECONDS > limits.WORKER_CPU_SECONDS
        )

    def ask(self, data: bytes, kind: str, seconds: float) -> dict[str, Any]:
        """Send one file and wait for its answer."""
        self.files += 1
        begun = time.monotonic()
        until = begun + seconds
        try:
            self._send(json.dumps({"size": len(data), "kind": kind}).encode() + b"\n" + data, until)
            size = int(self._line(until))
            if size > limits.REPLY_BYTES:
                raise _Broken("crashed")
            return dict(json.loads(self._bytes(size, until).decode("utf-8", "replace")))
        except (BrokenPipeError, ConnectionError, ValueError) as error:
            raise _Broken("crashed") from error
        finally:
            self.busy += time.monotonic() - begun

    def _send(self, payload: bytes, until: float) -> None:
        rest = memoryview(payload)
        while rest:
            if not select.select([], [self._to], [], max(until - time.monotonic(), 0))[1]:
                raise _Broken("timeout")
            rest = rest[os.write(self._to.fileno(), rest[: 1 << 16]) :]

    def _line(self, until: float) -> bytes:
        while b"\n" not in self._rest:
            self._rest += self._more(until)
        line, _, self._rest = self._rest.partition(b"\n")
        return line

    def _bytes(self, size: int, until: float) -> bytes:
        parts = [self._rest]
        held = len(self._rest)
        while held < size:
            parts.append(self._more(until))
            held += len(parts[-1])
        whole = b"".join(parts)
        self._rest = whole[size:]
        return whole[:size]

    def _more(self, until: float) -> bytes:
        if not select.select([self._from], [], [], max(until - time.monotonic(), 0))[0]:
            raise _Broken("timeout")
        data = os.read(self._from.fileno(), 1 << 18)
        if not data:
            raise _Broken("crashed")
        return data

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()
        self._to.close()
        self._from.close()


class Sandbox:
    """A few workers behind one call. Safe to use from several threads."""

    def __init__(self, workers: int = 2, seconds: float = limits.FILE_SECONDS) -> None:
        self.seconds = seconds
        self._idle: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        for _ in range(workers):
            self._idle.put(None)

    def read(self, data: bytes, kind: str) -> Extracted:
        """Take one file apart. Raises `Unreadable` for whatever goes wrong with it."""
        worker = self._idle.get()
        try:
            worker = worker or _Worker()
            reply = worker.ask(data, kind, self.seconds)
            if worker.worn:
                worker.stop()
                worker = None
        except _Broken as broken:
            if worker is not None:
                worker.stop()
            worker = None
            raise Unreadable(broken.code, seconds=int(self.seconds)) from broken
        finally:
            self._idle.put(worker)
        if "code" in reply:
            raise Unreadable(str(reply["code"]), **reply["facts"])
        return Extracted.from_dict(reply["read"])

    def close(self) -> None:
        """Stop the idle workers."""
        for _ in range(self._idle.qsize()):
            worker = self._idle.get()
            if worker is not None:
                worker.stop()
            self._idle.put(None)


_shared: dict[int, Sandbox] = {}  # by process: a forked child must not talk to its parent's workers


def sandbox() -> Sandbox:
    """The workers of this process, started when first needed."""
    here = os.getpid()
    if here not in _shared:
        _shared[here] = Sandbox(workers=max(1, min(os.cpu_count() or 1, 4)))
    return _shared[here]


@atexit.register
def _stop() -> None:
    held = _shared.get(os.getpid())
    if held is not None:
        held.close()

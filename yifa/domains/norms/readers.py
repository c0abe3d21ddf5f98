"""Reading pieces in worker processes, in order, a bounded number ahead, whatever becomes of a worker."""

import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain

from yifa.domains.norms.pieces import CRASHED, Piece, Read, read_all

PROCESSES = max(1, min(os.cpu_count() or 1, 4))
CHARACTERS = 400_000  # of one chunk
PIECES = 64  # of one chunk, at most
AHEAD = 2  # chunks a process that wait to be stored
FEW = 8  # pieces that are not worth a process
LIGHT = 200_000  # nor are so many characters of a single chunk: a process takes longer to start
SPAWN = multiprocessing.get_context("spawn")


def chunks(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Pieces in order, bundled so that each bundle is worth sending and none is large."""
    bundle: list[Piece] = []
    weight = 0
    for piece in pieces:
        bundle.append(piece)
        weight += piece.weight
        if weight >= CHARACTERS or len(bundle) >= PIECES:
            yield bundle
            bundle, weight = [], 0
    if bundle:
        yield bundle


def read_many(pieces: Iterable[Piece], count: int, processes: int = PROCESSES) -> Iterator[list[Read]]:
    """What became of each piece, in order. `count` is about how many there are."""
    bundles = chunks(pieces)
    if count <= FEW or processes == 1:
        yield from map(read_all, bundles)
        return
    first, second = next(bundles, []), next(bundles, [])
    if not second and sum(piece.weight for piece in first) <= LIGHT:
        yield read_all(first)
        return
    yield from _in_processes(chain(filter(None, (first, second)), bundles), processes)


def _in_processes(bundles: Iterator[list[Piece]], processes: int) -> Iterator[list[Read]]:
    running: deque[tuple[list[Piece], Future[list[Read]]]] = deque()
    pool = _pool(processes)
    try:
        for bundle in bundles:
            running.append((bundle, pool.submit(read_all, bundle)))
            if len(running) > processes * AHEAD:
                yield _result(*running.popleft())
                pool = _mended(pool, running, processes)
        while running:
            yield _result(*running.popleft())
            pool = _mended(pool, running, processes)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _pool(processes: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(processes, mp_context=SPAWN)


def _result(bundle: list[Piece], future: "Future[list[Read]]") -> list[Read]:
    try:
        return future.result()
    except BrokenProcessPool:
        return [_alone(piece) for piece in bundle]


def _mended(
    pool: ProcessPoolExecutor,
    running: "deque[tuple[list[Piece], Future[list[Read]]]]",
    processes: int,
) -> ProcessPoolExecutor:
    """A pool that lost a worker takes nothing more: a new one, with what was waiting."""
    lost = [place for place, (_, future) in enumerate(running) if future.done() and _broke(future)]
    if not lost:
        return pool
    pool.shutdown(wait=False, cancel_futures=True)
    fresh = _pool(processes)
    for place, (bundle, future) in enumerate(list(running)):
        if not future.done() or _broke(future):
            running[place] = (bundle, fresh.submit(read_all, bundle))
    return fresh


def _broke(future: "Future[list[Read]]") -> bool:
    return future.cancelled() or isinstance(future.exception(), BrokenProcessPool)


def _alone(piece: Piece) -> Read:
    """One piece of a bundle whose worker died, in a process of its own: the culprit fails, the others are read."""
    with _pool(1) as pool:
        try:
            return pool.submit(read_all, [piece]).result()[0]
        except BrokenProcessPool:
            return Read(piece.key, piece.name, None, CRASHED)

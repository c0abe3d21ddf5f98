"""The heaviest choice among weighted pairs of places that keeps their order on both sides (n log n)."""

from bisect import bisect_left
from collections.abc import Iterable

Weighted = tuple[int, int, float]  # place on the left, place on the right, weight


def increasing(pairs: Iterable[Weighted]) -> list[tuple[int, int]]:
    """The pairs chosen, in order: both places strictly increase, and the sum of weights is the greatest."""
    rows = sorted(pairs, key=lambda row: (row[0], -row[1]))
    ranks = sorted({row[1] for row in rows})
    best = [(0.0, -1)] * (len(ranks) + 1)  # a Fenwick tree of maxima: (weight, row)
    before = []
    for number, (_, there, weight) in enumerate(rows):
        rank = bisect_left(ranks, there)
        total, previous = _best_below(best, rank)
        before.append(previous)
        _raise(best, rank + 1, (total + weight, number))
    number = _best_below(best, len(ranks))[1]
    chosen = []
    while number >= 0:
        chosen.append(rows[number][:2])
        number = before[number]
    return chosen[::-1]


def _best_below(best: list[tuple[float, int]], rank: int) -> tuple[float, int]:
    found = best[0]
    while rank > 0:
        found = max(found, best[rank])
        rank &= rank - 1
    return found


def _raise(best: list[tuple[float, int]], rank: int, value: tuple[float, int]) -> None:
    while rank < len(best):
        best[rank] = max(best[rank], value)
        rank += rank & -rank

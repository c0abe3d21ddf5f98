"""How far a node has followed the outbox. Ids are given before commit, so a lower id may appear after a higher one.

Missing ids are therefore kept as gaps and looked for again, until they are so old that their transaction must have been
rolled back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

PATIENCE = 3600.0  # seconds after which a missing id counts as rolled back


@dataclass(frozen=True, slots=True)
class Gap:
    """Ids first..last were missing when a higher one was seen at `seen` (seconds)."""

    first: int
    last: int
    seen: float


@dataclass(frozen=True, slots=True)
class Position:
    """All rows up to `last` are followed, but for the gaps."""

    last: int = 0
    gaps: tuple[Gap, ...] = ()

    def has(self, row: int) -> bool:
        return row <= self.last and not any(gap.first <= row <= gap.last for gap in self.gaps)

    def after(self, rows: Iterable[int], now: float) -> Self:
        """The position once these rows are followed too."""
        gaps = [gap for gap in self.gaps if now - gap.seen < PATIENCE]
        last = self.last
        for row in sorted(set(rows)):
            if row > last:
                if row > last + 1:
                    gaps.append(Gap(last + 1, row - 1, now))
                last = row
            else:
                gaps = [piece for gap in gaps for piece in _without(gap, row)]
        return replace(self, last=last, gaps=tuple(gaps))

    def as_json(self) -> dict[str, Any]:
        return {"last": self.last, "gaps": [[gap.first, gap.last, gap.seen] for gap in self.gaps]}

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Self:
        return cls(int(raw["last"]), tuple(Gap(*gap) for gap in raw["gaps"]))


def _without(gap: Gap, row: int) -> list[Gap]:
    if not gap.first <= row <= gap.last:
        return [gap]
    pieces = [Gap(gap.first, row - 1, gap.seen), Gap(row + 1, gap.last, gap.seen)]
    return [piece for piece in pieces if piece.first <= piece.last]

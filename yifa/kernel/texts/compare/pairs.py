"""From two documents to rows: aligned, ordered, with words compared, splits and merges named."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from yifa.kernel.texts.compare.align import Alignment, align
from yifa.kernel.texts.compare.similar import contained, profile
from yifa.kernel.texts.compare.units import units
from yifa.kernel.texts.compare.values import KINDS, Pair, Run, Segment, Unit
from yifa.kernel.texts.compare.words import segments
from yifa.kernel.texts.model import Document

NEAR = 2  # changed rows on either side in which the other half of a split is looked for
MOSTLY = 0.7  # share of a unit that must stand in what a neighbour lost or gained
SPLIT_AT_LEAST = 12  # characters


def compare(left: Document, right: Document) -> tuple[Pair, ...]:
    """Every unit of both documents, paired, in reading order of the right one; removed units where they stood."""
    return compare_units(units(left), units(right))


def compare_units(left: Sequence[Unit], right: Sequence[Unit]) -> tuple[Pair, ...]:
    """As `compare`, for units chosen by the caller (one article against another)."""
    found = align(left, right)
    return tuple(_related([_pair(one, other, moved) for one, other, moved in _rows(found, left, right)]))


def fold(pairs: Sequence[Pair], around: int = 1) -> tuple[Run, ...]:
    """The pairs in runs; unchanged and renumbered ones are folded unless they stand within `around` of a change."""
    shown = [False] * len(pairs)
    for place, pair in enumerate(pairs):
        if pair.kind not in ("same", "renumbered"):
            shown[max(0, place - around) : place + around + 1] = [True] * len(
                shown[max(0, place - around) : place + around + 1]
            )
    runs: list[Run] = []
    begin = 0
    for place in range(1, len(pairs) + 1):
        if place == len(pairs) or shown[place] != shown[begin]:
            runs.append(Run(not shown[begin], tuple(pairs[begin:place])))
            begin = place
    return tuple(runs)


def summary(pairs: Sequence[Pair]) -> Mapping[str, int]:
    """How many units were left the same, renumbered, changed, added, removed, moved."""
    counts = Counter(pair.kind for pair in pairs)
    return {kind: counts[kind] for kind in KINDS}


Row = tuple[Unit | None, Unit | None, bool]


def _rows(found: Alignment, left: Sequence[Unit], right: Sequence[Unit]) -> Iterator[Row]:
    """(left, right, moved) in reading order of the right text; what was removed stands after what was before it."""
    kept = {other: place for place, other in found.kept.items()}
    moved = {other: place for place, other in found.moved.items()}
    gone = iter([n for n in range(len(left)) if n not in found.kept and n not in found.moved])
    following = next(gone, len(left))
    for other, unit in enumerate(right):
        place = kept.get(other)
        while place is not None and following < place:
            yield left[following], None, False
            following = next(gone, len(left))
        if place is None and other in moved:
            yield left[moved[other]], unit, True
        else:
            yield (None if place is None else left[place]), unit, False
    while following < len(left):
        yield left[following], None, False
        following = next(gone, len(left))


def _pair(left: Unit | None, right: Unit | None, moved: bool) -> Pair:
    if right is None:
        return Pair("removed", left, None, (Segment("delete", left.text),) if left and left.text else ())
    if left is None:
        return Pair("added", None, right, (Segment("insert", right.text),) if right.text else ())
    if left.text == right.text or left.text.replace(" ", "") == right.text.replace(" ", ""):
        inside = (Segment("equal", right.text),) if right.text else ()
        same = "same" if left.label.replace(" ", "") == right.label.replace(" ", "") else "renumbered"
        return Pair("moved" if moved else same, left, right, inside)
    return Pair("moved" if moved else "changed", left, right, segments(left.text, right.text))


def _related(pairs: list[Pair]) -> list[Pair]:
    """Name the unit that an added one was split from, and the one that a removed one was merged into."""
    changed = [place for place, pair in enumerate(pairs) if pair.left and pair.right and pair.edited]
    near = 0
    for place, pair in enumerate(pairs):
        while near < len(changed) and changed[near] < place:
            near += 1
        if pair.kind == "added" and pair.right and len(pair.right.text) >= SPLIT_AT_LEAST:
            source = _source(
                pair.right, "delete", [pairs[n] for n in changed[max(0, near - NEAR) : near + NEAR]]
            )
            pairs[place] = replace(pair, related=source.left if source else None)
        elif pair.kind == "removed" and pair.left and len(pair.left.text) >= SPLIT_AT_LEAST:
            target = _source(
                pair.left, "insert", [pairs[n] for n in changed[max(0, near - NEAR) : near + NEAR]]
            )
            pairs[place] = replace(pair, related=target.right if target else None)
    return pairs


def _source(unit: Unit, op: str, neighbours: Sequence[Pair]) -> Pair | None:
    """The neighbour that lost (or gained) most of the unit's text."""
    wanted = profile(unit.text)
    for pair in neighbours:
        text = "".join(segment.text for segment in pair.segments if segment.op == op)
        if len(text) >= SPLIT_AT_LEAST and contained(wanted, profile(text)) >= MOSTLY:
            return pair
    return None

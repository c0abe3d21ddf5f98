"""How alike two texts are, by character pairs, and which units of two long lists may belong together.

The index looks only at shingles that few units share, so that the work stays near linear in the length of the texts.
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from yifa.kernel.texts.compare.units import HEADINGS
from yifa.kernel.texts.compare.values import Unit

SHINGLE = 4
COMMON = 24  # a shingle that more units share says nothing
CANDIDATES = 4  # of which the likeness is computed
SMALL = 400  # below so many pairs all are looked at
ALIKE = 0.5
ALIKE_SAME_LABEL = 0.3  # a rewritten article that kept its number stays the same article


class Match(NamedTuple):
    left: int
    right: int
    score: float


class Profile(NamedTuple):
    grams: Counter[str]
    size: int


def profile(text: str) -> Profile:
    """The character pairs of a text, blanks left out."""
    plain = text.replace(" ", "").replace("\n", "")
    grams = Counter(map("".join, zip(plain, plain[1:], strict=False))) if len(plain) > 1 else Counter([plain])
    return Profile(grams, sum(grams.values()))


def likeness(one: Profile, other: Profile) -> float:
    """Dice's coefficient over the multisets of character pairs: 0 to 1."""
    small, large = (one.grams, other.grams) if len(one.grams) < len(other.grams) else (other.grams, one.grams)
    shared = sum(min(count, large[gram]) for gram, count in small.items() if gram in large)
    return 2 * shared / (one.size + other.size)


def contained(inner: Profile, outer: Profile) -> float:
    """Which share of `inner` stands in `outer`."""
    return sum(min(count, outer.grams.get(gram, 0)) for gram, count in inner.grams.items()) / (
        inner.size or 1
    )


def matches(
    left: Sequence[tuple[int, Unit]], right: Sequence[tuple[int, Unit]], *, labels: bool
) -> list[Match]:
    """Pairs of units alike enough to be one unit before and after; with `labels`, a common label lowers the bar."""
    if not left or not right:
        return []
    ours = {place: profile(unit.text) for place, unit in left}
    theirs = {place: profile(unit.text) for place, unit in right}
    if len(left) * len(right) <= SMALL:
        proposed = {place: [other for other, _ in right] for place, _ in left}
    else:
        proposed = _proposed(left, right)
    by_label = {(unit.component, unit.label): place for place, unit in right if unit.label} if labels else {}
    found = []
    units = dict(right)
    for place, unit in left:
        same = by_label.get((unit.component, unit.label), -1)
        for other in dict.fromkeys([*proposed[place], *([same] if same >= 0 else [])]):
            if not _comparable(unit, units[other]):
                continue
            score = likeness(ours[place], theirs[other])
            if score >= (ALIKE_SAME_LABEL if other == same else ALIKE):
                found.append(Match(place, other, score))
    return found


def _comparable(one: Unit, other: Unit) -> bool:
    return (one.kind in HEADINGS) == (other.kind in HEADINGS)


def _proposed(left: Sequence[tuple[int, Unit]], right: Sequence[tuple[int, Unit]]) -> dict[int, list[int]]:
    """For each left unit the right ones that share most of its rare shingles."""
    index: dict[str, list[int]] = {}
    for place, unit in right:
        for shingle in _shingles(unit.text):
            index.setdefault(shingle, []).append(place)
    rare = {shingle: places for shingle, places in index.items() if len(places) <= COMMON}
    found = {}
    for place, unit in left:
        counts: Counter[int] = Counter()
        for shingle in _shingles(unit.text):
            if shingle in rare:
                counts.update(rare[shingle])
        found[place] = [other for other, _ in counts.most_common(CANDIDATES)]
    return found


def _shingles(text: str) -> set[str]:
    if len(text) <= SHINGLE:
        return {text}
    return {text[place : place + SHINGLE] for place in range(len(text) - SHINGLE + 1)}

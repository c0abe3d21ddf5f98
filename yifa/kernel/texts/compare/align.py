"""Which unit of the left text is which unit of the right one. Near linear in the number of units.

Units that are equal, or alike, anywhere in both texts are weighed together, and the heaviest choice that keeps its order
anchors the rest: one equal article that moved must not tear apart a text in which every article was touched. Between two
anchors follow equal units that occur several times, then units less alike. What is left over and equal or alike elsewhere
was moved.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from yifa.kernel.texts.compare.increasing import Weighted, increasing
from yifa.kernel.texts.compare.similar import Match, matches
from yifa.kernel.texts.compare.units import HEADINGS
from yifa.kernel.texts.compare.values import Unit

MOVED_AT_LEAST = 8  # characters: shorter units are alike by chance
BASE = 0.3  # likeness that speaks for nothing: two poor pairs never outweigh one good pair
SAME_LABEL = 2.0  # of the halves of a split article the one that kept the number is the article


@dataclass(slots=True)
class Alignment:
    """`kept`: left place to right place, in order on both sides. `moved`: the same for units out of order."""

    kept: dict[int, int] = field(default_factory=dict)
    moved: dict[int, int] = field(default_factory=dict)


def align(left: Sequence[Unit], right: Sequence[Unit]) -> Alignment:
    ours, theirs = [_key(unit) for unit in left], [_key(unit) for unit in right]
    found = Alignment()
    equal = _unique(ours, theirs)
    found.kept = dict(increasing(_weighed([*equal, *_alike_anywhere(left, right, equal)], left, right)))
    _between(found.kept, len(left), len(right), lambda a, b: increasing(_repeated(ours, theirs, a, b)))
    _between(found.kept, len(left), len(right), lambda a, b: increasing(_alike(left, right, a, b)))
    _find_moved(found, left, right, ours, theirs)
    return found


def _key(unit: Unit) -> tuple[bool, str]:
    return unit.kind in HEADINGS, unit.text.replace(" ", "")


Keys = Sequence[tuple[bool, str]]
Pairing = Callable[[range, range], list[tuple[int, int]]]


def _unique(ours: Keys, theirs: Keys) -> list[Match]:
    """Pairs of units whose text stands once on either side."""
    here, there = _once(ours), _once(theirs)
    return [Match(place, there[key], 1.0) for key, place in here.items() if key in there]


def _alike_anywhere(left: Sequence[Unit], right: Sequence[Unit], equal: Sequence[Match]) -> list[Match]:
    ours, theirs = {match.left for match in equal}, {match.right for match in equal}
    rest = [(place, unit) for place, unit in enumerate(left) if place not in ours]
    others = [(place, unit) for place, unit in enumerate(right) if place not in theirs]
    return matches(rest, others, labels=True)


def _weighed(found: Sequence[Match], left: Sequence[Unit], right: Sequence[Unit]) -> list[Weighted]:
    """The more alike and the longer, the heavier; most of all what kept its number."""
    return [
        (match.left, match.right, _weight(match, left[match.left], right[match.right])) for match in found
    ]


def _weight(match: Match, one: Unit, other: Unit) -> float:
    kept = SAME_LABEL if one.label and one.label == other.label else 1.0
    return max(match.score - BASE, 0.01) * (10 + min(len(one.text), len(other.text))) * kept


def _once(keys: Keys) -> dict[tuple[bool, str], int]:
    places: dict[tuple[bool, str], int] = {}
    for place, key in enumerate(keys):
        places[key] = -1 if key in places else place
    return {key: place for key, place in places.items() if place >= 0}


def _between(kept: dict[int, int], lefts: int, rights: int, pairing: Pairing) -> None:
    """Pair units in each gap between two anchors and keep the pairs as anchors."""
    for here, there in list(_gaps(kept, lefts, rights)):
        kept.update(pairing(here, there))


def _gaps(kept: dict[int, int], lefts: int, rights: int) -> Iterator[tuple[range, range]]:
    here, there = 0, 0
    for place, other in [*sorted(kept.items()), (lefts, rights)]:
        if place > here and other > there:
            yield range(here, place), range(there, other)
        here, there = place + 1, other + 1


def _repeated(ours: Keys, theirs: Keys, here: range, there: range) -> list[Weighted]:
    """Equal units of a gap, the first of a text with the first, the second with the second."""
    places: dict[tuple[bool, str], list[int]] = defaultdict(list)
    for place in reversed(there):
        places[theirs[place]].append(place)
    return [(place, places[ours[place]].pop(), 1.0) for place in here if places.get(ours[place])]


def _alike(left: Sequence[Unit], right: Sequence[Unit], here: range, there: range) -> list[Weighted]:
    found = matches([(n, left[n]) for n in here], [(n, right[n]) for n in there], labels=True)
    return _weighed(found, left, right)


def _find_moved(
    found: Alignment, left: Sequence[Unit], right: Sequence[Unit], ours: Keys, theirs: Keys
) -> None:
    taken = set(found.kept.values())
    here = [n for n in range(len(left)) if n not in found.kept and len(left[n].text) >= MOVED_AT_LEAST]
    there = [n for n in range(len(right)) if n not in taken and len(right[n].text) >= MOVED_AT_LEAST]
    places: dict[tuple[bool, str], list[int]] = defaultdict(list)
    for place in reversed(there):
        places[theirs[place]].append(place)
    for place in here:
        if places.get(ours[place]):
            found.moved[place] = places[ours[place]].pop()
    _find_moved_and_changed(found, left, right, here, there)


def _find_moved_and_changed(
    found: Alignment, left: Sequence[Unit], right: Sequence[Unit], here: list[int], there: list[int]
) -> None:
    """What is alike but stands elsewhere, the most alike first."""
    gone = set(found.moved.values())
    rest = [(n, left[n]) for n in here if n not in found.moved]
    others = [(n, right[n]) for n in there if n not in gone]
    chosen: set[int] = set()
    for place, other, _ in sorted(matches(rest, others, labels=False), key=_most_alike):
        if place not in found.moved and other not in chosen:
            found.moved[place] = other
            chosen.add(other)


def _most_alike(match: Match) -> tuple[float, int, int]:
    return -match.score, match.left, match.right

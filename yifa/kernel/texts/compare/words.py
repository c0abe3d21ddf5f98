"""What differs inside two texts, by words (rjieba): equal, delete, insert."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

import rjieba

from yifa.kernel.texts.compare.increasing import increasing
from yifa.kernel.texts.compare.values import Segment

MOST = 500_000  # pairs of words compared one by one; a longer stretch is first split at words that stand once
ISLAND = 1  # an equal stretch so short between two changes reads better as part of them
Step = tuple[str, str]  # op, text


def segments(left: str, right: str) -> tuple[Segment, ...]:
    """The segments that turn left into right; those without inserts are left, those without deletes right."""
    if left == right:
        return (Segment("equal", left),) if left else ()
    ours, theirs = _words(left), _words(right)
    return tuple(Segment(op, text) for op, text in _gathered(_without_islands(_steps(ours, theirs))))


def _words(text: str) -> list[str]:
    words: list[str] = rjieba.cut(text)
    return words


def _steps(ours: list[str], theirs: list[str]) -> Iterator[Step]:
    """The common head and tail are equal; what lies between is compared."""
    head = _common(ours, theirs)
    tail = _common(ours[head:][::-1], theirs[head:][::-1])
    yield "equal", "".join(ours[:head])
    ours, rest = ours[head : len(ours) - tail], ours[len(ours) - tail :]
    theirs = theirs[head : len(theirs) - tail]
    if len(ours) * len(theirs) <= MOST:
        yield from _compared(ours, theirs)
    else:
        yield from _split(ours, theirs)
    yield "equal", "".join(rest)


def _common(ours: Sequence[str], theirs: Sequence[str]) -> int:
    size = 0
    for one, other in zip(ours, theirs, strict=False):
        if one != other:
            break
        size += 1
    return size


def _split(ours: list[str], theirs: list[str]) -> Iterator[Step]:
    """Split at the words that stand once on either side and keep their order."""
    here, there = _once(ours), _once(theirs)
    anchors = increasing(
        (place, there[word], float(len(word))) for word, place in here.items() if word in there
    )
    one, other = 0, 0
    for place, partner in [*anchors, (len(ours), len(theirs))]:
        gap, opposite = ours[one:place], theirs[other:partner]
        if len(gap) * len(opposite) <= MOST:
            yield from _compared(gap, opposite)
        else:
            yield from (("delete", "".join(gap)), ("insert", "".join(opposite)))
        yield "equal", "".join(ours[place : place + 1])
        one, other = place + 1, partner + 1


def _once(words: Sequence[str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, word in enumerate(words):
        places[word] = -1 if word in places else place
    return {word: place for word, place in places.items() if place >= 0}


def _compared(ours: list[str], theirs: list[str]) -> Iterator[Step]:
    for op, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if op == "equal":
            yield "equal", "".join(ours[a:b])
        else:
            yield "delete", "".join(ours[a:b])
            yield "insert", "".join(theirs[c:d])


def _without_islands(steps: Iterable[Step]) -> list[Step]:
    """A lone equal character between two changes becomes part of both."""
    rows = _gathered(steps)
    found: list[Step] = []
    for place, (op, text) in enumerate(rows):
        if op == "equal" and len(text) <= ISLAND and 0 < place < len(rows) - 1:
            found += [("delete", text), ("insert", text)]
        else:
            found.append((op, text))
    return found


def _gathered(steps: Iterable[Step]) -> list[Step]:
    """Neighbours of one kind become one; between two equal stretches stands at most one delete, then one insert."""
    found: list[Step] = []
    gone = come = ""
    for op, text in [*steps, ("end", "")]:
        if op == "delete":
            gone += text
        elif op == "insert":
            come += text
        elif text or op == "end":
            found += [(kind, words) for kind, words in (("delete", gone), ("insert", come)) if words]
            gone = come = ""
            if found and found[-1][0] == "equal" and op == "equal":
                found[-1] = ("equal", found[-1][1] + text)
            elif op == "equal":
                found.append((op, text))
    return found

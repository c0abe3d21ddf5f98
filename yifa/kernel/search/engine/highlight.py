"""Marks: what was searched for, shown in the original text. Found in the folded text, so that Ａ１ is marked for a1."""

import re
from collections.abc import Iterable, Sequence
from html import escape

from yifa.kernel.search.engine.folding import fold_with_places

Span = tuple[int, int]
STOPS = "。；：！？\n"


def pattern(terms: Iterable[str]) -> re.Pattern[str] | None:
    """A pattern for folded terms, the longest first; None where there is nothing to mark."""
    longest = sorted({term for term in terms if term}, key=lambda term: (-len(term), term))
    return re.compile("|".join(map(re.escape, longest))) if longest else None


def spans(text: str, marks: re.Pattern[str] | None) -> list[Span]:
    """Where the marks stand in the original text; touching ones are joined."""
    if marks is None:
        return []
    folded, places = fold_with_places(text)
    found: list[Span] = []
    for hit in marks.finditer(folded):
        start, end = places[hit.start()], places[hit.end() - 1] + 1
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def html(text: str, marked: Sequence[Span], start: int = 0, end: int | None = None) -> str:
    """Escaped text between the offsets with <mark> around the spans."""
    end = len(text) if end is None else end
    pieces: list[str] = []
    at = start
    for first, last in marked:
        first, last = max(first, at), min(last, end)
        if first < last:
            pieces += [escape(text[at:first]), "<mark>", escape(text[first:last]), "</mark>"]
            at = last
    pieces.append(escape(text[at:end]))
    return "".join(pieces).replace("\n", " ")


def marked(text: str, marks: re.Pattern[str] | None) -> str:
    return html(text, spans(text, marks))


def snippet(text: str, marks: re.Pattern[str] | None, length: int = 120) -> str:
    """About `length` characters where most marks stand, cut at the end of a sentence where one is near."""
    found = spans(text, marks)
    start = _window(found, length)
    end = min(len(text), start + length)
    if start:
        stop = max(text.rfind(char, max(0, start - 60), start) for char in STOPS)
        start = stop + 1 if stop >= 0 else max(0, start - 15)
    while start < len(text) and text[start] in "\n ":
        start += 1
    before = "……" if start > 0 and text[start - 1] not in STOPS else ""
    after = "……" if end < len(text) else ""
    return before + html(text, found, start, end).rstrip() + after


def _window(found: Sequence[Span], length: int) -> int:
    """The start from which most marked characters fit into the length; the beginning where that is as good."""
    if not found or found[-1][1] <= length:
        return 0

    def covered(start: int, place: int) -> int:
        return sum(last - first for first, last in found[place : place + 12] if last <= start + length)

    starts = [(0, 0), *((first, place) for place, (first, _) in enumerate(found))]
    return max(starts, key=lambda pair: covered(*pair))[0]

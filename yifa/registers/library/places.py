"""A place of a text for a reader: the paragraphs around a span, the provision it stands in, the parts of a text."""

from collections.abc import Sequence
from dataclasses import dataclass

from yifa.registers.library.models import Provision, Version

AROUND = 160  # characters kept before and after, at most


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; `marked` is the span in question."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a text something stands."""

    label: str  # 第十九条; empty outside numbered provisions
    eid: str
    pieces: tuple[Piece, ...]


def place(version: Version, start: int, end: int) -> Place:
    """The span with the paragraphs it stands in. One query."""
    text = version.text
    start, end = max(0, min(start, len(text))), max(0, min(end, len(text)))
    first = max(text.rfind("\n", 0, start) + 1, start - AROUND)
    last = text.find("\n", end)
    last = min(len(text) if last < 0 else last, end + AROUND)
    unit = (
        Provision.objects.filter(version=version, start__lte=start, end__gte=start).order_by("-start").first()
    )
    pieces = (
        Piece(("…" if first and text[first - 1] != "\n" else "") + text[first:start]),
        Piece(text[start:end], marked=True),
        Piece(text[end:last] + ("…" if last < len(text) and text[last] != "\n" else "")),
    )
    return Place(
        unit.label if unit else "",
        unit.eid if unit else "",
        tuple(piece for piece in pieces if piece.text),
    )


def marked(text: str, spans: Sequence[tuple[int, int]], most: int) -> list[list[Piece]]:
    """The paragraphs of the first `most` characters, with the spans marked."""
    pieces: list[Piece] = []
    at = 0
    shown = text[:most]
    for start, end in sorted(spans):
        if start < at or start >= len(shown):
            continue
        pieces += [Piece(shown[at:start]), Piece(shown[start:end], marked=True)]
        at = end
    pieces.append(Piece(shown[at:]))
    return _paragraphs(pieces)


def _paragraphs(pieces: Sequence[Piece]) -> list[list[Piece]]:
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        for number, part in enumerate(piece.text.split("\n")):
            if number:
                lines.append([])
            if part:
                lines[-1].append(Piece(part, piece.marked))
    return [line for line in lines if line]

"""Folding: the form in which two strings count as the same. Exact search means: folded query in folded text.

Every character by itself is brought to NFKC and case-folded, and blanks vanish (Ａ to a, full-width digits and punctuation
to half-width, `行政 处罚` to 行政处罚). Character by character, so that every folded character knows where it came from.
"""

import unicodedata

# Stands between the fields of one document; blank to Python, so no folded query can contain it.
EDGE = "\x1e"


class _Fold(dict[int, str | None]):
    """A table for `str.translate` that fills itself."""

    def __missing__(self, code: int) -> str | None:
        if 0xD800 <= code <= 0xDFFF:  # half a surrogate pair cannot be stored
            folded: str | None = "\ufffd"
        else:
            folded = "".join(unicodedata.normalize("NFKC", chr(code)).casefold().split()) or None
        self[code] = folded
        return folded


_FOLD = _Fold()


def fold(text: str) -> str:
    return text.translate(_FOLD)


def fold_with_places(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the offset in `text` it came from."""
    folded: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        piece = _FOLD[ord(char)]
        if piece:
            folded.append(piece)
            places.extend([place] * len(piece))
    return "".join(folded), places

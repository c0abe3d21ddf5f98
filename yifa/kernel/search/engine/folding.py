"""Folding: the form in which two strings count as the same. Exact search means: folded query in folded text.

Every character by itself is brought to NFKC and case-folded, and blanks vanish (Ａ to a, full-width digits and punctuation
to half-width, `行政 处罚` to 行政处罚). Character by character, so that every folded character knows where it came from.
"""

import unicodedata

# Stands between the fields of one document; blank to Python, so no folded query can contain it.
EDGE = "\x1e"


class _Fold(dict[int, str | None]):
    """A table for `str.translate` that fills itself, and knows the characters that do not fold to just one."""

    def __init__(self) -> None:
        self.uneven: set[str] = set()

    def __missing__(self, code: int) -> str | None:
        if 0xD800 <= code <= 0xDFFF:  # half a surrogate pair cannot be stored
            folded: str | None = "\ufffd"
        else:
            folded = "".join(unicodedata.normalize("NFKC", chr(code)).casefold().split()) or None
        if folded is None or len(folded) != 1:
            self.uneven.add(chr(code))
        self[code] = folded
        return folded


_FOLD = _Fold()


def fold(text: str) -> str:
    return text.translate(_FOLD)


def fold_with_places(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the offset in `text` it came from."""
    folded = fold(text)
    uneven = _FOLD.uneven
    places: list[int] = []
    at = 0
    for odd in [place for place, char in enumerate(text) if char in uneven]:
        places.extend(range(at, odd))
        places.extend([odd] * len(_FOLD[ord(text[odd])] or ""))
        at = odd + 1
    places.extend(range(at, len(text)))
    return folded, places

"""Words for ranking (jieba segmentation) and bigrams for exact strings, both as tokens separated by blanks."""

import operator
import unicodedata
from itertools import chain

import rjieba

from yifa.kernel.search.engine.folding import EDGE


class _Letters(dict[int, str]):
    """A table for `str.translate`: letters and digits folded, everything else a blank."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFKC", chr(code)).casefold() if not 0xD800 <= code <= 0xDFFF else " "
        kept = "".join(char if char.isalnum() else " " for char in plain)
        self[code] = kept
        return kept


_LETTERS = _Letters()


def words(text: str) -> list[str]:
    """The words of the text in their order, without punctuation."""
    return [word for word in rjieba.cut(text.translate(_LETTERS)) if word != " "]


def unguessed(text: str) -> list[str]:
    """The words of a question: longer ones that the dictionary does not have, and segmentation only guessed, in pieces."""
    pieces = (rjieba.cut(word, False) if len(word) > 2 else [word] for word in words(text))
    return list(chain.from_iterable(pieces))


def spaced(text: str) -> str:
    """The words of the text as one string for the index."""
    return " ".join(rjieba.cut(text.translate(_LETTERS)))


def pairs(text: str) -> list[str]:
    """Character pairs of the text, none over a punctuation mark or blank."""
    stretches = text.translate(_LETTERS).split()
    return list(chain.from_iterable(map(operator.add, part, part[1:]) for part in stretches))


def grams(folded: str) -> str:
    """Overlapping character pairs of a folded text, position by position; the last character pairs with the edge."""
    return " ".join(map(operator.add, folded, folded[1:] + EDGE))


def has_letters(text: str) -> bool:
    """Whether there is anything but punctuation and blanks."""
    return bool(text.translate(_LETTERS).strip())

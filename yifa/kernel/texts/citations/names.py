"""Names of laws in running text: the catalogue's, those a text declares by 以下简称, and how names compare."""

import re
from collections.abc import Mapping
from functools import lru_cache

from yifa.kernel.law import law_names
from yifa.kernel.texts.citations.patterns import NOT_NAME_BEHIND, SHORT_NAME

DROPPED = re.compile(r"[\s《》〈〉]|中华人民共和国")
LONGEST = 40


def bare(name: str) -> str:
    """A name as it is compared: without 《》, blanks and 中华人民共和国."""
    return DROPPED.sub("", name)


@lru_cache(maxsize=1)
def catalogue() -> dict[str, str]:
    """Bare names and short names of the catalogue to full titles."""
    return {bare(short): full for short, full in law_names().items()}


class Names:
    """The names a text may use without brackets, and what each bracketed name means in it."""

    def __init__(self, known: Mapping[str, str] | None = None) -> None:
        self.known = catalogue() if known is None else {bare(short): full for short, full in known.items()}
        self.declared: dict[str, str] = {}
        self.lengths = self._lengths(self.known)

    @staticmethod
    def _lengths(known: Mapping[str, str]) -> dict[str, list[int]]:
        """For each last two characters the lengths of the names that end so, longest first."""
        found: dict[str, set[int]] = {}
        for name in known:
            if 2 <= len(name) <= LONGEST:
                found.setdefault(name[-2:], set()).add(len(name))
        return {ending: sorted(lengths, reverse=True) for ending, lengths in found.items()}

    def declare(self, text: str, end: int, full: str) -> int:
        """Take over a short name declared right behind a title that ends at `end`; where the declaration ends."""
        found = SHORT_NAME.match(text, end)
        if not found:
            return end
        short = bare(found[1])
        self.declared[short] = full
        if len(short) > 2:
            self.lengths.setdefault(short[-2:], []).insert(0, len(short))
        return found.end()

    def full(self, name: str) -> str:
        """The full title that a bracketed name means in this text; the name itself where nothing else is known."""
        plain = bare(name)
        return self.declared.get(plain) or self.known.get(plain) or name.strip("《》")

    def ending_at(self, text: str, end: int, floor: int) -> tuple[int, str] | None:
        """The longest known name that ends at `end` (not before `floor`): its start and full title."""
        if end < len(text) and text[end] in NOT_NAME_BEHIND:
            return None
        for length in self.lengths.get(text[end - 2 : end], ()):
            start = end - length
            if start < floor:
                continue
            name = text[start:end]
            full = self.declared.get(name) or self.known.get(name)
            if full:
                prefix = "中华人民共和国"
                if text.startswith(prefix, max(floor, start - len(prefix))) and start - len(prefix) >= floor:
                    start -= len(prefix)
                return start, full
        return None

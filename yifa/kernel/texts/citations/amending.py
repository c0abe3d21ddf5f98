"""Texts that change other texts: which law a sentence speaks of, and where the quoted new wording will stand.

七、在刑法第二百五十三条后增加一条，作为第二百五十三条之一：“…依照前款的规定…” — 前款 is paragraph 1 of article 253-1
of the criminal law. Everything is read in one pass over the lines.
"""

import re
from bisect import bisect_right

from yifa.kernel.texts.citations.names import Names
from yifa.kernel.texts.citations.patterns import SUB, N
from yifa.kernel.texts.citations.places import Place
from yifa.kernel.texts.numerals import article_num, to_int

TITLE_SAYS = re.compile(
    r"(?:修改|修正|修订|废止)[^《〈<]{0,12}[《〈<]([^《》]{2,80}?)[〉>》](?:的|等|$|[（(])|^(.{2,60}?)修正案"
)
AMENDS = re.compile(r"修改|修正|修订")
SUBJECT = re.compile(
    r"(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|\d+[.．、])?\s*(?:对|将|在)?《([^《》\n]{2,80})》"
)
CHANGES = re.compile(r"修改|修正|删去|删除|增加|改为|作出|$")
AS_ARTICLE = re.compile(rf"第 ?({N}) ?条({SUB})")
AS_PARAGRAPH = re.compile(rf"(?:作为|将|条)?第 ?({N}) ?款(?:[^款“]{{0,12}})$")
LABELLED = re.compile(rf"第 ?({N}) ?条({SUB})[ \u3000]")
ITEM = re.compile(rf"[“]?[（(]{N}[）)]|[“]?\d+[.．]")
NUMERAL = re.compile(r"[一二三四五六七八九十]+")


class Amending:
    """What a text changes. Falsy where it changes nothing."""

    def __init__(self, text: str, title: str, names: Names) -> None:
        self.law = _law_of(title, names)
        self.amends = bool(self.law) or AMENDS.search(title) is not None
        self.starts: list[int] = []
        self.found: list[tuple[str, Place | None]] = []
        if self.amends:
            self._read(text, names)

    def __bool__(self) -> bool:
        return self.amends

    def at(self, offset: int) -> tuple[str, Place | None]:
        """The law spoken of at the offset, and the place of quoted new wording in it (None outside quotations)."""
        place = bisect_right(self.starts, offset) - 1
        return self.found[place] if place >= 0 else (self.law, None)

    def _add(self, start: int, law: str, place: Place | None) -> None:
        self.starts.append(start)
        self.found.append((law, place))

    def _read(self, text: str, names: Names) -> None:
        law, place, start = self.law, None, 0
        for line in text.split("\n"):
            if place is None:
                law = _subject(line, names) or law
                self._add(start, law, None)
            else:
                place = _next(line, place)
                self._add(start, law, place)
            for mark, offset in _marks(line):
                if mark == "“" and place is None:
                    place = _opened(line, offset)
                    self._add(start + offset, law, place)
                elif mark == "”" and place is not None:
                    place = None
                    self._add(start + offset + 1, law, None)
            start += len(line) + 1


def _law_of(title: str, names: Names) -> str:
    found = TITLE_SAYS.search(title)
    return names.full((found[1] or found[2]).strip("《》〈〉")) if found else ""


def _subject(line: str, names: Names) -> str:
    """The law that a line like 一、将《…》第五条修改为 or 二、《…》 turns to."""
    found = SUBJECT.match(line)
    return names.full(found[1]) if found and CHANGES.search(line[found.end() : found.end() + 200]) else ""


def _marks(line: str) -> list[tuple[str, int]]:
    return (
        [(found[0], found.start()) for found in re.finditer("[“”]", line)]
        if "“" in line or "”" in line
        else []
    )


def _opened(line: str, offset: int) -> Place:
    """The place of the quotation that opens at the offset, from the words before it."""
    before = line[max(0, offset - 120) : offset]
    articles = AS_ARTICLE.findall(before)
    inside = LABELLED.match(line, offset + 1)
    article = _num(inside[1], inside[2]) if inside else (_num(*articles[-1]) if articles else None)
    found = None if inside else AS_PARAGRAPH.search(before)
    return Place("main", article, None, (to_int(found[1]) or 1) if found else 1, None, 9)


def _next(line: str, place: Place) -> Place:
    """The place of a further line of the same quotation."""
    labelled = LABELLED.match(line, 1 if line.startswith("“") else 0)
    if labelled:
        return Place("main", _num(labelled[1], labelled[2]), place.article, 1, None, 9)
    if ITEM.match(line):
        listed = place.listed if place.paragraph in place.listed else (*place.listed, place.paragraph)
        return place._replace(listed=listed, item=(place.item or 0) + 1)
    return place._replace(paragraph=place.paragraph + 1, item=None)


def _num(numeral: str, sub: str) -> str | None:
    below = NUMERAL.search(sub)
    return article_num(numeral, below[0] if below else None)

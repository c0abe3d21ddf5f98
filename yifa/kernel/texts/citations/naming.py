"""Finding the names in a text: titles in 《》, names without brackets between them, document numbers on their own."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from yifa.kernel.texts.citations import numbers
from yifa.kernel.texts.citations.names import Names
from yifa.kernel.texts.citations.patterns import CHAPTER, NAME_ENDS
from yifa.kernel.texts.citations.titles import BEHIND_TITLE, TITLE, is_norm

CALLED = re.compile(r"(?:简|统|合|下)称(?:为|：)?[“\"]?$")
AMENDMENT = re.compile(r"修正案(?:[（(][一二三四五六七八九十]{1,3}[）)])?")  # 刑法修正案（九）
# A line with nothing but a document number is the head of a document, not a citation.
FILLS_LINE = re.compile(r"[（(]?\s*[）)]?")


class Name(NamedTuple):
    """A law named in the text; `goes_on` is where a chain of provisions may follow."""

    start: int
    end: int
    goes_on: int
    full: str
    doc_no: str = ""


def find(text: str, names: Names, begin: int) -> list[Name]:
    """All names from `begin` on, in text order; what the text declares by 以下简称 is taken over into `names`."""
    found: list[Name] = []
    taken = begin
    for match in TITLE.finditer(text, begin):
        if match.start() < taken:
            continue
        found.extend(_between(text, names, taken, match.start()))
        name = _title(text, names, match)
        if name:
            found.append(name)
        taken = max(match.end(), name.goes_on if name else 0)
    found.extend(_between(text, names, taken, len(text)))
    return found


def _title(text: str, names: Names, match: re.Match[str]) -> Name | None:
    start, end = match.span()
    title = match[0][1:-1]
    full = names.full(title)
    if CALLED.search(text[max(0, start - 5) : start]):
        return None
    goes_on, doc_no, declaring = end, "", [end]
    behind = BEHIND_TITLE.match(text, end)
    while behind:
        doc_no = doc_no or numbers.first_in(behind[0])
        declaring.append(behind.end())
        goes_on = behind.end()
        behind = BEHIND_TITLE.match(text, goes_on)
    if full == title.replace("\n", "") and not is_norm(title, doc_no):
        return None
    names.cite(full)
    for place in declaring:
        names.declare(text, place, full)
    return Name(start, end, _past_chapter(text, goes_on), full, doc_no)


def _past_chapter(text: str, end: int) -> int:
    """Where the article stands when a chapter is named before it: 刑法分则第九章第三百九十八条."""
    chapter = CHAPTER.match(text, end)
    return chapter.end() if chapter else end


def _between(text: str, names: Names, start: int, stop: int) -> list[Name]:
    """Known names and document numbers between two titles."""
    found = list(_bare_names(text, names, start, stop))
    for begin, end in numbers.standing_in(text, start, stop):
        if not _fills_line(text, begin, end):
            found.append(Name(begin, end, end, numbers.plain(text[begin:end])))
    return sorted(found)


def _bare_names(text: str, names: Names, start: int, stop: int) -> Iterator[Name]:
    taken = start
    for match in NAME_ENDS.finditer(text, start, stop):
        known = names.ending_at(text, match.end(), taken)
        if (
            known
            and text[known[0] - 1 : known[0]] not in ("本", "该", "同")
            and not _is_line(text, known[0], match.end())
        ):
            amendment = AMENDMENT.match(text, match.end())
            taken = amendment.end() if amendment else match.end()
            full = known[1] + (amendment[0] if amendment else "")
            names.declare(text, taken, full)
            behind = BEHIND_TITLE.match(text, taken)
            yield Name(known[0], taken, _past_chapter(text, behind.end() if behind else taken), full)


def _is_line(text: str, begin: int, end: int) -> bool:
    """Whether a name without brackets is a whole line: the title of an attachment."""
    return text[begin - 1 : begin] in ("", "\n") and text[end : end + 1] == "\n"


def _fills_line(text: str, begin: int, end: int) -> bool:
    head = text[max(0, begin - 3) : begin].rpartition("\n")
    tail = text[end : end + 3].partition("\n")
    starts = bool(head[1]) or begin <= 3
    ends = bool(tail[1]) or end + 3 >= len(text)
    return starts and ends and FILLS_LINE.fullmatch(head[2] + tail[0]) is not None

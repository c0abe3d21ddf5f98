"""From printed lines to paragraphs: what belongs to the page is dropped, broken lines are joined."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

PAGE_NUMBER = re.compile(
    r"[-—–－─·.\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／,，]?\s*(?:共\s*)?\d{1,4}\s*页?)?[-—–－─·.\s]*"
)
RULE = re.compile(r"[-—–－─_=*·.\s]{6,}")
EDGE = 2  # lines at the top and at the foot of a page that may be a running head
REPEATED = 3  # pages
LEADERS = re.compile(r"[.．…·]{6,}\s*\d{1,4}\s*")  # of a table of contents: 总则……3
LABEL = re.compile(
    r"第\s?[\d零〇一二三四五六七八九十百千万]{1,9}\s?(?:[编章节条](?![、和至及的规第])|部分)|[一二三四五六七八九十]{1,3}、|"
    r"[（(][一二三四五六七八九十\d]{1,4}[）)]|\d{1,3}[.．、](?!\d)|附\s?(?:件|表|录)\s?\d*[：:]?$|附件\s?\d*[：:]"
)
HEADING = re.compile(r"第[零〇一二三四五六七八九十百]{1,5}[编章节]\s|附\s?件\s?\d*$")
ARTICLE = re.compile(
    r"(第[\d零〇一二三四五六七八九十百千万]{1,9}[编章节条](?:之[一二三四五六七八九十]{1,3})?) +"
)
CJK = "\u2e80-\u9fff\uf900-\ufaff\u3001-\u303f\uff00-\uffef"
BLANK_AT_DIGIT = re.compile(rf"(?<=[{CJK}]) +(?=\d)|(?<=\d) +(?=[{CJK}])")
BLANK_IN_DATE = re.compile(r"(?<=[第年月]) +(?=\d)|(?<=\d) +(?=[年月日号条])")
PROSE = re.compile("[，。；]")
ENDS = "。！？；：…"


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line and its place on the page; all zero where the place is unknown."""

    text: str
    left: float
    right: float
    height: float


def paragraphs(pages: Sequence[Sequence[Line]]) -> Iterator[str]:
    """The paragraphs of a document, also across pages."""
    heads = _running_heads(pages)
    lines = [line for page in pages for line in _body(page, heads)]
    if not lines:
        return
    size = median([line.height for line in lines]) or 10.0
    margins = _margins(lines, size)
    current = ""
    before: Line | None = None
    for line in (part for whole in lines for part in _split(whole)):
        if before is None or _begins(line, before, margins, size):
            if current:
                yield _tidy(current)
            current = line.text
        else:
            current += _joint(current, line.text) + line.text
        before = line
    yield _tidy(current)


def _running_heads(pages: Sequence[Sequence[Line]]) -> frozenset[str]:
    """Lines that stand at the edge of many pages, whatever numbers they hold."""
    if len(pages) < REPEATED:
        return frozenset()
    seen = Counter(
        key
        for page in pages
        for key in {_key(line) for line in (*page[:EDGE], *page[-EDGE:])}
        if len(key) > 2
    )
    needed = max(REPEATED, len(pages) // 3)
    return frozenset(key for key, count in seen.items() if count >= needed)


def _key(line: Line) -> str:
    return re.sub(r"[\d\s]+", "", line.text)


def _body(page: Sequence[Line], heads: frozenset[str]) -> Iterator[Line]:
    last = len(page) - 1
    for place, line in enumerate(page):
        edge = place < EDGE or place > last - EDGE
        outermost = place == 0 or place >= last - 1
        if RULE.fullmatch(line.text) or (edge and _key(line) in heads):
            continue
        if outermost and PAGE_NUMBER.fullmatch(line.text):
            continue
        yield line


def _split(line: Line) -> Iterator[Line]:
    """Entries of a table of contents that ran together on one line."""
    if not LEADERS.search(line.text):
        yield line
        return
    for part in LEADERS.split(line.text):
        if part.strip():
            yield Line(part.strip(), line.left, 0.0, line.height)


def _margins(lines: Sequence[Line], size: float) -> tuple[float, float]:
    """Left and right edge of the text block: the left edge many lines share, the right edge of full lines."""
    lefts = Counter(round(line.left / size * 2) for line in lines)
    left = min(place for place, count in lefts.items() if count >= max(lefts.values()) * 0.2) * size / 2
    rights = sorted(line.right for line in lines)
    return left, rights[int(len(rights) * 0.9)] if len(rights) > 9 else rights[-1]


def _begins(line: Line, before: Line, margins: tuple[float, float], size: float) -> bool:
    """Whether a paragraph begins here: after a line that is not full, at an indent, at a heading."""
    left, right = margins
    if right <= 0:
        return bool(LABEL.match(line.text)) or before.text[-1] in ENDS
    full = before.right > right - 2.2 * size
    centred = max(line.left, before.left) > left + 3 * size
    if not full or centred or HEADING.match(line.text) or abs(line.height - before.height) > 0.2 * size:
        return True
    indented = line.left > left + 1.2 * size
    if indented and before.left <= left + 1.2 * size:
        return True
    return bool(LABEL.match(line.text)) and (indented or before.text[-1] in ENDS)


def _joint(before: str, after: str) -> str:
    """A blank between Latin words, nothing between Chinese characters."""
    return (
        " "
        if before[-1:].isascii() and before[-1:].isalnum() and after[:1].isascii() and after[:1].isalpha()
        else ""
    )


def _tidy(text: str) -> str:
    """Take out the blanks set around digits; in a row of a table they are what is left of its columns."""
    label = ARTICLE.match(text)
    head = label[1] + " " if label else ""
    blank = BLANK_AT_DIGIT if PROSE.search(text) else BLANK_IN_DATE
    return head + blank.sub("", text[label.end() if label else 0 :]).replace("\t", " ")

"""First pass over a text: lines with offsets and labels, where labels inside quotations and tables of contents are none."""

import re
from dataclasses import dataclass
from itertools import pairwise

from yifa.kernel.texts.labels import Label, read

CONTENTS = re.compile(r"目 ?录|目 ?次")
LEADERS = re.compile(r"[\s.…·．]*\d*$")
# A quotation that replaces or adds provisions may hold whole articles: 修改为：“第五条 …”
REPLACING = re.compile(
    r"(?:修改为|改为|修正为|增加|规定为|表述为|调整为|作为|如下)[^“”]{0,60}[:：]?\s*“[^”]*$"
)
CONTAINERS = ("book", "part", "chapter", "section")
HEADING_MOST = 60


@dataclass(slots=True)
class Line:
    text: str
    start: int
    label: Label | None = None
    quoted: bool = False  # content of a quotation that began on an earlier line
    contents: bool = False  # part of a table of contents
    tail: bool = False  # signature, date, list of attachments

    @property
    def rest(self) -> str:
        """The line behind its label."""
        return self.text[self.label.length :].lstrip(" ") if self.label else self.text


def lines(text: str) -> list[Line]:
    """All lines, labelled; a few passes, each linear."""
    whole: list[Line] = []
    start = 0
    for piece in text.split("\n") if text else []:
        whole.append(Line(piece, start, read(piece)))
        start += len(piece) + 1
    if "\t" in text:
        _mark_rows(whole)
    found = _separated(whole)
    _mark_decimals(found)
    _mark_contents(found)
    _mark_quotes(found)
    return found


RUN_TOGETHER = re.compile(
    r"(?<=[。；：”）]) ?(?P<chapter>第[一二三四五六七八九十]{1,3}[章节] ?[^第。；，]{1,20}?)?"
    r"(?P<article>第[一二三四五六七八九十百千万零〇\d]{1,9}条(?:之[一二三四五六七八九十])?)(?P<blank> )?"
)


def _mark_rows(whole: list[Line]) -> None:
    """Rows of a table have no labels; a lone tab inside an article is only a blank."""
    rows = ["\t" in line.text for line in whole]
    for place, line in enumerate(whole):
        alone = not any(rows[max(0, place - 1) : place]) and not any(rows[place + 1 : place + 2])
        if rows[place] and not (_is_article(line) and alone):
            line.label = None


def _separated(whole: list[Line]) -> list[Line]:
    """The lines with articles that were run together on one line separated."""
    if not any("条" in line.text[8:] for line in whole):
        return whole
    following: list[int | None] = []  # for each line the article that a later line begins with
    after: int | None = None
    for line in reversed(whole):
        following.append(after)
        after = _main(line.label) if _is_article(line) else after
    found: list[Line] = []
    last: int | None = None
    for line, after in zip(whole, reversed(following), strict=True):
        last = _main(line.label) if _is_article(line) else last
        pieces = _split(line, last, after) if last is not None and "条" in line.text[8:] else [line]
        found += pieces
        last = _main(pieces[-1].label) if len(pieces) > 1 else last
    return found


TOP = re.compile(r"([0-9]{1,2})[.．]? ?(?=[\u4e00-\u9fff（“])[^。；：，]{2,30}")


def _mark_decimals(found: list[Line]) -> None:
    """Where 1.1 follows, the line "1 总则" (or "1. 总则") before it is the level above; so is "7 附则" at the end."""
    numbers = [_first(line) for line in found if _is_decimal(line)]
    if not numbers:
        return
    following = str(int(numbers[-1]) + 1)  # the first number of the next decimal label
    for line in reversed(found):
        if _is_decimal(line):
            following = _first(line)
            continue
        top = TOP.fullmatch(line.text)
        if top and top[1] == following and (line.label is None or line.label.style == "digit"):
            length = top.end(1) + (line.text[top.end(1)] in ".．")
            line.label = Label("decimal", top[1], line.text[:length], length)


def _first(line: Line) -> str:
    return (line.label.num or "0").partition(".")[0] if line.label else "0"


def _is_decimal(line: Line) -> bool:
    return line.label is not None and line.label.style == "decimal"


def _is_article(line: Line) -> bool:
    return line.label is not None and line.label.style == "article"


def _split(line: Line, last: int, after: int | None) -> list[Line]:
    """The articles of one line, each with the next number.

    Without a blank behind the number it could be a citation, so the article must be missing elsewhere: the next line
    with an article goes on from it, or there is none.
    """
    parts, begun = [], 0
    for found in RUN_TOGETHER.finditer(line.text, line.label.length if line.label else 0):
        begin = found.start("article")
        following = read(line.text[begin : begin + 24])
        if following is None or _main(following) != last + 1:
            continue
        if not (found["blank"] and _is_article(line)) and after not in (None, last + 2):
            continue
        parts.append(_piece(line, begun, found.start()))
        if found["chapter"]:
            parts.append(_piece(line, found.start("chapter"), begin))
        begun, last = begin, last + 1
    return [*parts, _piece(line, begun, len(line.text))] if parts else [line]


def _piece(line: Line, start: int, end: int) -> Line:
    text = line.text[start:end].rstrip(" ")
    return Line(text, line.start + start, read(text))


def _main(label: Label | None) -> int | None:
    return int(label.num.split("-")[0]) if label and label.num else None


def is_heading(line: Line) -> bool:
    """A chapter line that can be a heading: short, and no sentence."""
    rest = line.rest
    return len(rest) <= HEADING_MOST and not rest.endswith(("。", "；", "：", "，"))


def _mark_contents(found: list[Line]) -> None:
    """A table of contents runs from 目录 (or a first run of headings) to where its first heading stands again."""
    for place, line in enumerate(found):
        if len(line.text) <= 4 and CONTENTS.fullmatch(line.text):
            _mark_run(found, place, place + 1)
            return
    headings = [n for n, line in enumerate(found[:400]) if line.label and line.label.style in CONTAINERS]
    run = [n for n, after in pairwise(headings) if after == n + 1]
    if len(run) >= 2:
        again = _again(found, run[0], run[0] + 1)
        if again is not None:
            _mark_run(found, run[0], run[0])


def _mark_run(found: list[Line], begin: int, first: int) -> None:
    again = _again(found, first, first + 1) if first < len(found) else None
    end = again if again is not None else _first_article(found, first)
    for line in found[begin:end]:
        line.contents, line.label = True, None


def _again(found: list[Line], first: int, begin: int) -> int | None:
    """Where the heading of line `first` stands once more, before any article has come and gone."""
    wanted = _bare(found[first].text)
    for place in range(begin, min(len(found), begin + 2000)):
        if _bare(found[place].text) == wanted:
            return place
        label = found[place].label
        if label and label.style == "article":
            return None
    return None


def _bare(text: str) -> str:
    return LEADERS.sub("", text).replace(" ", "")


def _first_article(found: list[Line], begin: int) -> int:
    """The end of a table of contents that is not repeated: the heading right before the first article."""
    for place in range(begin, len(found)):
        label = found[place].label
        if label and label.style == "article":
            while place > begin + 1 and _heading_before(found[place - 1]):
                place -= 1
            return place
        if len(found[place].text) > HEADING_MOST:
            return place
    return begin


def _heading_before(line: Line) -> bool:
    return line.label is not None and line.label.style in CONTAINERS and is_heading(line)


def _mark_quotes(found: list[Line]) -> None:
    """Lines inside a quotation that stays open over line ends lose their labels."""
    open_, replacing, outer = False, False, 0
    for line in found:
        text = line.text
        if open_ and _outer_goes_on(line, outer, replacing):
            open_ = False  # the closing mark was lost
        if open_:
            line.quoted, line.label = True, None
        elif line.label and line.label.style in ("article", "comma") and line.label.num:
            outer = int(line.label.num.split("-")[0])
        if "“" in text or "”" in text:
            opened = text.rfind("“") > text.rfind("”")
            if opened and not open_:
                replacing = bool(REPLACING.search(text)) or text.startswith("“")
                open_ = replacing or text.endswith(("：“", ":“"))
            elif not opened:
                open_ = False


def _outer_goes_on(line: Line, outer: int, replacing: bool) -> bool:
    if line.label is None or not line.label.num or line.label.style not in ("article", "comma"):
        return False
    goes_on = int(line.label.num.split("-")[0]) == outer + 1
    return goes_on and (not replacing or line.label.style == "comma")

"""Instructions to change single provisions: 将第X条修改为“…”, 增加一条作为第X条, 删去第X条."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date

from yifa.kernel.law.cite import article_label, chinese
from yifa.kernel.texts.address import Places
from yifa.kernel.texts.numerals import article_num, to_int
from yifa.registers.library.ingest.draft import DraftEffect
from yifa.registers.library.ingest.forms import AMENDING, SUB, N
from yifa.registers.library.kinds import EffectKind

PLACE = rf"第 ?(?P<article>{N}) ?条(?P<sub>{SUB})(?: ?第 ?(?P<paragraph>{N}) ?款)?(?: ?第 ?[（(]?(?P<item>{N})[）)]? ?项)?"
QUOTED = r"“(?P<new>[^”]{1,8000})”"
NEAR = 2000  # characters before an instruction in which an open quotation is looked for
LAW = r"(?P<law>《[^《》\n]{2,120}》)?"
GAP = r"[^。；“”\n]{0,30}?"
CHANGED = re.compile(
    rf"{LAW}{PLACE}{GAP}(?:“(?P<old>[^”\n]{{1,400}})”[^。；“”\n]{{0,12}}?)?(?:修改为|修正为|修改成|改为)[:：，,]? ?\n?{QUOTED}"  # noqa: E501 (one pattern or row a line)
)
ADDED = re.compile(
    rf"{LAW}(?:在第[^。；“”\n]{{1,12}}(?:之后|后|前)，?)?增加一条，?作为{PLACE}[:：，,]? ?\n?{QUOTED}"
)
ADDED_BELOW = re.compile(
    rf"{LAW}第 ?(?P<article>{N}) ?条(?P<sub>{SUB})(?: ?第 ?(?P<within>{N}) ?款)?(?:中|后)?增加(?:一|两)(?:款|项)，?"
    rf"作为第 ?(?:(?P<paragraph>{N}) ?款|[（(]?(?P<item>{N})[）)]? ?项)[:：，,]? ?\n?{QUOTED}"
)
REMOVED = re.compile(rf"{LAW}(?:删去|删除){PLACE}(?:中?的?“(?P<old>[^”\n]{{1,400}})”)?")
REMOVED_BEHIND = re.compile(rf"{LAW}{PLACE}(?:中?的?“(?P<old>[^”\n]{{1,400}})”)?(?:予以)?(?:删去|删除)")
AMENDS = re.compile(r"修改为|修正为|改为|增加|删去|删除")
SPEAKS_OF = re.compile(
    r"^[（(]?[一二三四五六七八九十\d]{0,4}[）)、.．]? ?(?:对|将|修改|关于)?《(?P<law>[^《》]{2,120})》"
)


def amendments(text: str, title: str, places: Places, begins: date | None) -> Iterator[DraftEffect]:
    """Proposals to change provisions of another text; only where the text says that it amends one."""
    amended = AMENDING.search(title)
    whole = (amended[1] or amended[2] or "").strip("《》〈〉") if amended else ""
    if not whole and "修改" not in title and "修正" not in title and "将《" not in text:
        return
    if not AMENDS.search(text):
        return
    speaks = _headings(text, whole)
    found = [
        (match, verb)
        for pattern, verb in (
            (CHANGED, "修改"), (ADDED, "增加"), (ADDED_BELOW, "增加"), (REMOVED, "删去"), (REMOVED_BEHIND, "删去"),
        )
        for match in pattern.finditer(text)
    ]  # fmt: skip
    inside = Spans([match.span("new") for match, _ in found if "new" in match.groupdict()])
    for match, verb in found:
        law = (match["law"] or "").strip("《》") or _law_at(speaks, match.start())
        eid = eid_of(match)
        if law and eid and not inside.has(match.start()) and not _quoted(text, match.start()):
            yield _proposal(match, verb, law, eid, places, begins)


class Spans:
    """Stretches of quoted new text: what stands in them is content, no instruction."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self.spans = sorted(span for span in spans if span[0] >= 0)
        self.starts = [start for start, _ in self.spans]

    def has(self, offset: int) -> bool:
        place = bisect_right(self.starts, offset) - 1
        return place >= 0 and offset < self.spans[place][1]


def _proposal(
    match: re.Match[str], verb: str, law: str, eid: str, places: Places, begins: date | None
) -> DraftEffect:
    parts = match.groupdict()
    return DraftEffect(
        kind=EffectKind.AMEND,
        target=law,
        eid=eid,
        by_eid=places.at(match.start()),
        start=match.start(),
        end=match.end(),
        on=begins,
        until=None,
        note=f"{verb}{label(eid)}",
        old_text=parts.get("old") or "",
        new_text=(parts.get("new") or "").replace("\n“", "\n"),
        confidence=0.9 if parts.get("new") or verb == "删去" else 0.7,
    )


def eid_of(match: re.Match[str]) -> str:
    parts = match.groupdict()
    sub = (parts.get("sub") or "").replace(" ", "").removeprefix("之")
    article = article_num(parts["article"], sub or None)
    if article is None:
        return ""
    eid = f"art_{article}"
    paragraph = parts.get("within") or parts.get("paragraph")
    for short, printed in (("para", paragraph), ("item", parts.get("item"))):
        number = to_int(printed) if printed else None
        if number is not None:
            eid += f"__{short}_{number}"
    return eid


def label(eid: str) -> str:
    """第十二条之一第二款 for art_12-1__para_2, as notes print it."""
    words = {"para": "款", "item": "项"}
    parts = [part.partition("_") for part in eid.split("__")]
    return "".join(
        article_label(number) if short == "art" else f"第{chinese(int(number))}{words[short]}"
        for short, _, number in parts
    )


def _headings(text: str, whole: str) -> list[tuple[int, str]]:
    """From which offset on the instructions speak of which law: 一、《甲条例》 … 二、《乙条例》 …"""
    found, offset = [(0, whole)], 0
    for line in text.split("\n"):
        opened = SPEAKS_OF.match(line) if "《" in line[:8] else None
        if opened:
            found.append((offset, opened["law"]))
        offset += len(line) + 1
    return found


def _law_at(speaks: list[tuple[int, str]], offset: int) -> str:
    place = bisect_right(speaks, (offset, "\U0010ffff")) - 1
    return speaks[place][1] if place >= 0 else ""


def _quoted(text: str, offset: int) -> bool:
    """Inside a quotation that is open on this line: content of new text, no instruction."""
    line = text.rfind("\n", max(0, offset - NEAR), offset) + 1 or max(0, offset - NEAR)
    return text.rfind("“", line, offset) > text.rfind("”", line, offset)

"""What stands around the provisions: title, number and history lines before them, signature and day behind them."""

import re
from dataclasses import dataclass
from functools import cached_property

from yifa.kernel.texts.model import Document
from yifa.kernel.texts.normalise import LOST_BRACKETS
from yifa.registers.library.ingest.days import DAY, PRINTED
from yifa.registers.library.ingest.forms import ORDER, TITLE_END, YEARED
from yifa.registers.library.ingest.guess import Guess, nothing, surest

HEAD = 4000  # characters in which the front is looked for
TITLE_LINES = 10
FEW = 3  # articles that make a text a normative one
TAIL_LINES = 14
BODY = frozenset({"article", "chapter", "book", "part", "section", "section1", "section2"})
SENTENCE = ("。", "；", "：", "，", "！", "？", "、", ":", ";", ",")
LABELLED = re.compile(r"(?:发文字号|文 ?号|文件编号)[:： ]+(.{4,40})")
HAPPENED = re.compile(r"通过|公布|发布|颁布|修正|修订|修改|批准|印发|施行|实施|废止|签署")
AGAIN = re.compile(rf"(?<=[^\s（(]) ?(?=(?:根据|依据)? ?{DAY}[^，。]{{0,80}}(?:修正|修订|修改|公布|批准))")


@dataclass(frozen=True)
class Front:
    """The front and tail of a document, found once. `name` is the file name without its ending."""

    document: Document
    name: str = ""

    @cached_property
    def body(self) -> int:
        """Where the first numbered provision begins."""
        starts = (node.start for node in self.document.walk() if node.kind in BODY)
        return min(next(starts, HEAD), HEAD)

    @cached_property
    def lines(self) -> list[tuple[int, str]]:
        """The lines before the provisions, each with its offset."""
        return _lines(self.document.text[: self.body], 0)

    @cached_property
    def tail(self) -> list[tuple[int, str]]:
        """The last lines of the main part: signature and day of a shell, or the end of the text."""
        main = self.document.components[0] if self.document.components else None
        if main is None:
            return []
        begin = max(main.start, main.end - 1500)
        return _lines(self.document.text[begin : main.end], begin)[-TAIL_LINES:]

    def title(self) -> Guess:
        """The title shown by the text, its lines joined; surer where the file bears the same name."""
        shown = self.document.title
        place = next((n for n, (_, line) in enumerate(self.lines[:TITLE_LINES]) if _shows(line, shown)), None)
        if place is None:
            return Guess(shown, 0.4, "正文首行") if shown else self._named()
        begin = self._title_begins(place, shown)
        behind = self.lines[place + 1][1] if place + 1 < len(self.lines) else ""
        last = place + 1 if behind and shown.endswith(behind) else place
        joined = "".join(line for _, line in self.lines[begin : last + 1]) if begin < place else shown
        span = (self.lines[begin][0], self.lines[last][0] + len(self.lines[last][1]))
        quoted = QUOTED.search(joined) if joined.startswith("《") else None
        joined = quoted[1] if quoted else joined
        if TITLE_END.search(joined):
            return Guess(joined, 0.98 if _bare(joined) == _bare(self.name) else 0.95, "正文标题", span)
        sure = 0.8 if self.document.integrity.articles >= FEW and len(joined) <= 60 else 0.4
        return surest(self._named(), Guess(joined, sure, "正文首行", span))

    def _title_begins(self, place: int, shown: str) -> int:
        """Titles run over several lines: back to the line with 关于, and to the organs before it."""
        if "关于" in shown and not shown.startswith("关于"):
            return place
        for back in range(place, max(-1, place - 4), -1):
            line = self.lines[back][1]
            if back < place and (line.endswith(SENTENCE) or number_in(line) or PRINTED.search(line)):
                return place
            if "关于" in line:
                before = self.lines[back - 1][1] if back and line.startswith("关于") else ""
                issuers = before.endswith(ISSUING) and not before.endswith("文件")
                return back - 1 if issuers else back
        return place

    def _named(self) -> Guess:
        if TITLE_END.search(self.name) and len(self.name) >= 6:
            return Guess(self.name, 0.7, "文件名")
        return nothing()

    def number(self, raw: str) -> tuple[Guess, str]:
        """The document number in its one form, and as it was printed before repair."""
        lost = LOST_BRACKETS.search(raw[: HEAD + 200])
        for place, (start, line) in enumerate(self.lines[:TITLE_LINES]):
            found = number_in(line)
            if not found and ORDER_ALONE.fullmatch(line) and place:
                found = number_in(self.lines[place - 1][1] + line)
            if found:
                printed = (
                    lost[0] if lost and LOST_BRACKETS.sub(r"\1〔\2〕\3号", lost[0]) == found else line[:120]
                )
                confidence = 0.8 if lost and printed == lost[0] else 0.95
                return Guess(found, confidence, "正文文号", (start, start + len(line))), printed
        return self._number_in_history(), ""

    def _number_in_history(self) -> Guess:
        """国务院令第687号公布: the number of the order in the first history line that names one."""
        for line in self.history():
            found = ORDER.search(AFTER_DAY.sub("", line)) or YEARED.search(AFTER_DAY.sub("", line))
            if found and "根据" not in line[:4]:
                return Guess(number_in(found[0]), 0.85, "沿革")
        return nothing()

    def history(self) -> tuple[str, ...]:
        """The lines that say when it was passed, published, amended, one event each."""
        found: list[str] = []
        for _, line in self.lines[:60]:
            plain = line.strip("（）() ")
            if (
                PRINTED.search(plain)
                and HAPPENED.search(plain)
                and len(plain) <= 2000
                and not _is_sentence(plain)
            ):
                found += [
                    piece.strip("，。；、 ）") for piece in AGAIN.split(plain) if piece.strip("，。；、 ）")
                ]
        return tuple(found)


QUOTED = re.compile(r"《([^《》]{2,80})》")
AFTER_DAY = re.compile(rf".*?{DAY}(?:以|由|经)? ?")
ISSUING = ("政府", "办公厅", "办公室", "委员会", "委", "局", "厅", "部", "院", "署", "会", "军委", "银行")
ORDER_ALONE = re.compile(r"[（(]?第 ?[\d一二三四五六七八九十百零〇]{1,6} ?号[）)]?")


def number_in(line: str) -> str:
    """The document number that a line shows, in its one form 衡政字〔2016〕31号; empty where it shows none."""
    labelled = LABELLED.search(line)
    plain = labelled[1] if labelled else line.partition("签发")[0].strip(" （）()")
    if len(plain) > 48:
        return ""
    found = YEARED.match(plain) or YEARED.search(plain) if labelled or _is_number(plain) else None
    if found:
        return f"{found['organ']}〔{found['year']}〕{int(found['number'])}号"
    order = ORDER.fullmatch(plain)
    if order:
        return f"{order['organ'].removeprefix('中华人民共和国')}第{order['number']}号"
    return ""


def _is_number(plain: str) -> bool:
    return YEARED.fullmatch(plain) is not None


def _is_sentence(line: str) -> bool:
    return line.endswith(("：", ":")) or (line.endswith("。") and "现" in line)


def _lines(text: str, offset: int) -> list[tuple[int, str]]:
    found = []
    for line in text.split("\n"):
        if line:
            found.append((offset, line))
        offset += len(line) + 1
    return found


def _bare(title: str) -> str:
    return re.sub(r"[\s《》〈〉（）()_\-—\d]|中华人民共和国", "", title)


def _shows(line: str, title: str) -> bool:
    """Whether the line is (a part of) the title, or the title in brackets."""
    return bool(title) and (line in title or (title in line and len(line) <= 3 * len(title)))

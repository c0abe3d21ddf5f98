"""Names of laws in running text: the catalogue's, those a text declares by 以下简称, and how names compare."""

import re
from collections.abc import Mapping
from functools import lru_cache

from yifa.kernel.law import law_names

DROPPED = re.compile(r"[\s《》〈〉<>]|中华人民共和国")
SHORT_NAME = re.compile(
    r" ?[（(](?:[^（）()《》\n]{1,60}[，,；;、 ] ?)?(?:以下|下)?(?:简|统|合)?称(?:为|：)?\s?"
    r"(?:《([^《》\n]{2,60})》|[“\"]?([^《》“”\"（）()\n]{2,40})[”\"]?)\s?[）)]"
)
PREFIX = "中华人民共和国"
LONGEST = 40
MOST_CITED = 50  # titles with the same end that are remembered
# 行政处罚法律, 合同法学, 保险法人: the name is part of another word.
NOT_NAME_BEHIND = re.compile("[律学院官人庭警医定治令意理]|[规制](?!定)")
# 宪法宣誓, 宪法日, 国家宪法精神: no citation of the constitution.
NO_CONSTITUTION = re.compile("宣誓|宣传|日|周|精神|权威|至上|意识|教育|修正案|学|实施|监督|尊严|原则|法律")
# 土地管理法实施办法 is another norm than 土地管理法; 浙江省物业管理条例 another than 物业管理条例.
OTHER_BEHIND = re.compile("实施条例|实施细则|实施办法|实施意见|施行细则|的?司法解释|执行规定|解释")
LOCAL_BEFORE = re.compile("(?:省|市|区|州|县|盟|旗|地方|本行业|本单位|各地)(?:实施|贯彻)?$")
FOREIGN_BEFORE = re.compile("(?:外国|国外|德国|法国|美国|日本|英国|该国|台湾地区|台湾)$")
# 节水法规, 量刑法定: two-letter names are easily part of other words.
OTHER_WORD_BEFORE = {"水法": "治用节供排污废雨洪给", "刑法": "死量缓主附徒"}


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
        self.lengths = _catalogue_lengths() if known is None else _lengths(self.known)
        self.own_lengths: dict[str, list[int]] = {}  # of the declared names
        self.cited: dict[
            str, dict[str, str]
        ] = {}  # by their last two characters, bare titles that the text cites

    def declare(self, text: str, end: int, full: str) -> None:
        """Take over a short name declared right behind a title that ends at `end`."""
        found = SHORT_NAME.match(text, end)
        if not found:
            return
        short = bare(found[1] or found[2])
        if len(short) < 2:
            return
        self.declared[short] = full
        kept = self.own_lengths.setdefault(short[-2:], [])
        if len(short) not in kept:
            kept.append(len(short))
            kept.sort(reverse=True)

    def cite(self, full: str) -> None:
        """Remember a title, which the text may go on to call by its end: 调解仲裁法 for 劳动争议调解仲裁法."""
        plain = bare(full)
        kept = self.cited.setdefault(plain[-2:], {})
        if len(kept) < MOST_CITED:
            kept[plain] = full

    def full(self, name: str) -> str:
        """The full title that a bracketed name means in this text; the name itself where nothing else is known."""
        plain = bare(name)
        return self.declared.get(plain) or self.known.get(plain) or name.strip("《》").replace("\n", "")

    def declared_before(self, text: str, end: int) -> tuple[int, str] | None:
        """A declared name of any kind (公约, 意见) that ends at `end`: its start and full title."""
        for length in self.own_lengths.get(text[end - 2 : end], ()):
            full = self.declared.get(text[end - length : end])
            if full and end >= length:
                return end - length, full
        return None

    def ending_at(self, text: str, end: int, floor: int) -> tuple[int, str] | None:
        """The longest known name that ends at `end` (not before `floor`): its start and full title."""
        if NOT_NAME_BEHIND.match(text, end):
            return None
        tail = text[end - 2 : end]
        for length in (*self.own_lengths.get(tail, ()), *self.lengths.get(tail, ())):
            start = end - length
            if start < floor:
                continue
            name = text[start:end]
            full = self.declared.get(name) or self.known.get(name)
            if full and (length > 2 or name not in self.declared):
                longer = self._longer(text, start, end, floor, name)
                return longer or self._widened(text, start, end, floor, full)
        return None

    def _longer(self, text: str, start: int, end: int, floor: int, name: str) -> tuple[int, str] | None:
        """The title cited before of whose end more is printed here than the known name."""
        for plain, full in self.cited.get(name[-2:], {}).items():
            begin = start
            rest = plain.removesuffix(name)
            while rest and begin > floor and text[begin - 1] == rest[-1]:
                begin, rest = begin - 1, rest[:-1]
            if rest != plain and begin < start and not (rest and start - begin < 2):
                return begin, full
        return None

    def _widened(self, text: str, start: int, end: int, floor: int, full: str) -> tuple[int, str] | None:
        """The name with 中华人民共和国 before it; None where the words around it make it another norm."""
        begin = start - len(PREFIX)
        if begin >= floor and text.startswith(PREFIX, begin):
            return begin, full
        before = text[max(floor, start - 6) : start]
        law = text[end - 1] in "法典"
        if OTHER_BEHIND.match(text, end) or (FOREIGN_BEFORE if law else LOCAL_BEFORE).search(before):
            return None
        name = text[start:end]
        if before and before[-1] in OTHER_WORD_BEFORE.get(name, ""):
            return None
        return None if name == "宪法" and NO_CONSTITUTION.match(text, end) else (start, full)


def _lengths(known: Mapping[str, str]) -> dict[str, list[int]]:
    """For each last two characters the lengths of the names that end so, longest first."""
    found: dict[str, set[int]] = {}
    for name in known:
        if 2 <= len(name) <= LONGEST:
            found.setdefault(name[-2:], set()).add(len(name))
    return {ending: sorted(lengths, reverse=True) for ending, lengths in found.items()}


@lru_cache(maxsize=1)
def _catalogue_lengths() -> dict[str, list[int]]:
    return _lengths(catalogue())

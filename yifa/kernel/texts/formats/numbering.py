"""Automatic numbering of Word (第%1条, 一、, （一）…): labels that stand on the page but nowhere in the text.

ECMA-376 part 1, section 17.9. A label is computed by counting paragraphs in reading order.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from yifa.kernel.law.cite import chinese

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEVELS = 9
PLACE = re.compile(r"%([1-9])")
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
PARENTHESISED = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
WITH_STOP = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
PARENTHESISED_CN = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
FORMAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
SERIES = {
    "decimalEnclosedCircle": CIRCLED,
    "decimalEnclosedCircleChinese": CIRCLED,
    "decimalEnclosedParen": PARENTHESISED,
    "decimalEnclosedFullstop": WITH_STOP,
    "ideographEnclosedCircle": PARENTHESISED_CN,
    "ideographTraditional": STEMS,
    "ideographZodiac": BRANCHES,
}
CHINESE = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "japaneseCounting",
    }
)
PLACE_BY_PLACE = frozenset({"ideographDigital", "taiwaneseDigital", "chineseDigital"})
ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), 
         (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip


def written(number: int, form: str) -> str:
    """The number in one of the forms of Word; an unknown form is written in Arabic digits."""
    if form in SERIES and 1 <= number <= len(SERIES[form]):
        return SERIES[form][number - 1]
    if form in CHINESE:
        return chinese(number)
    if form in PLACE_BY_PLACE:
        return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))
    if form == "chineseLegalSimplified":
        return chinese(number).translate(FORMAL)
    if form in ("upperLetter", "lowerLetter"):
        letters = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters if form == "upperLetter" else letters.lower()
    if form in ("upperRoman", "lowerRoman"):
        return roman(number) if form == "upperRoman" else roman(number).lower()
    if form == "decimalZero":
        return f"{number:02d}"
    if form in ("decimalFullWidth", "decimalFullWidth2"):
        return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))
    return str(number)


def roman(number: int) -> str:
    """Roman numeral of 1 to 3999; Arabic beyond."""
    if not 0 < number < 4000:
        return str(number)
    text = ""
    for value, sign in ROMAN:
        count, number = divmod(number, value)
        text += sign * count
    return text


@dataclass(frozen=True, slots=True)
class Level:
    start: int
    form: str  # chineseCounting, decimal, bullet, none …
    text: str  # 第%1条
    suffix: str  # tab · space · nothing
    style: str  # paragraph style bound to this level
    restart: int  # restarts when a level below this number (1-based) is used; 0 never
    legal: bool  # all numbers Arabic


@dataclass(slots=True)
class Numbering:
    """The lists of one document and how far each has counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)  # list (numId) → levels
    family: dict[str, str] = field(default_factory=dict)  # list → abstract list; lists of one family count on
    starts: dict[str, dict[int, int]] = field(default_factory=dict)  # list → level → start of its own
    counts: dict[str, list[int | None]] = field(default_factory=dict)  # family → count of each level
    begun: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def of(cls, root: etree._Element | None) -> "Numbering":
        """The numbering part of a document; without one, no list is known."""
        made = cls()
        if root is None:
            return made
        abstract = {_value(item, "abstractNumId", own=True): item for item in root.iter(f"{W}abstractNum")}
        links = {
            link.get(f"{W}val"): number
            for number, item in abstract.items()
            for link in item.findall(f"{W}styleLink")
        }
        for item in root.iter(f"{W}num"):
            number = item.get(f"{W}numId", "")
            family = _value(item, "abstractNumId")
            target = abstract.get(family)
            linked = target.find(f"{W}numStyleLink") if target is not None else None
            if linked is not None:
                family = links.get(linked.get(f"{W}val"), family)
            made._add(number, family, abstract.get(family), item)
        return made

    def _add(self, number: str, family: str, target: etree._Element | None, item: etree._Element) -> None:
        levels = dict(_levels(target)) if target is not None else {}
        self.starts[number] = {}
        for override in item.findall(f"{W}lvlOverride"):
            place = _int(override.get(f"{W}ilvl"), 0)
            levels |= dict(_levels(override))
            start = override.find(f"{W}startOverride")
            if start is not None:
                self.starts[number][place] = _int(start.get(f"{W}val"), 1)
        self.levels[number] = levels
        self.family[number] = family

    def level_of_style(self, number: str, style: str) -> int:
        """The level of the list that is bound to the paragraph style."""
        return next(
            (place for place, level in self.levels.get(number, {}).items() if level.style == style), 0
        )

    def label(self, number: str, place: int) -> str:
        """Count one paragraph of the list and return its label, with the blank that follows it."""
        level = self.levels.get(number, {}).get(place)
        if level is None:
            return ""
        self._count(number, place, level)
        if level.form == "bullet":
            return ""
        text = PLACE.sub(
            lambda found: self._written(number, int(found[1]) - 1, level.legal), level.text
        ).strip()
        blank = " " if level.suffix != "nothing" and text and text[-1] not in "、．）)" else ""
        return text + blank

    def _count(self, number: str, place: int, level: Level) -> None:
        counts = self.counts.setdefault(self.family[number], [None] * LEVELS)
        own = self.starts[number].get(place)
        if own is not None and (number, place) not in self.begun:
            self.begun.add((number, place))
            counts[place] = own
        else:
            held = counts[place]
            counts[place] = level.start if held is None else held + 1
        for above in range(place):
            if counts[above] is None:
                held_level = self.levels[number].get(above)
                counts[above] = held_level.start if held_level else 1
        for below in range(place + 1, LEVELS):
            lower = self.levels[number].get(below)
            if lower is None or place < lower.restart:
                counts[below] = None

    def _written(self, number: str, place: int, legal: bool) -> str:
        level = self.levels[number].get(place)
        count = self.counts[self.family[number]][place]
        if level is None or count is None or level.form == "none":
            return ""
        return str(count) if legal else written(count, level.form)


def _levels(item: etree._Element) -> Iterator[tuple[int, Level]]:
    for node in item.findall(f"{W}lvl"):
        place = _int(node.get(f"{W}ilvl"), 0)
        if 0 <= place < LEVELS:
            yield (
                place,
                Level(
                    start=_int(_value(node, "start"), 1),
                    form=_value(node, "numFmt") or "decimal",
                    text=_value(node, "lvlText"),
                    suffix=_value(node, "suff") or "tab",
                    style=_value(node, "pStyle"),
                    restart=_int(_value(node, "lvlRestart"), place),
                    legal=node.find(f"{W}isLgl") is not None,
                ),
            )


def _value(node: etree._Element, name: str, *, own: bool = False) -> str:
    if own:
        return node.get(f"{W}{name}", "")
    child = node.find(f"{W}{name}")
    return "" if child is None else child.get(f"{W}val", "")


def _int(value: str | None, default: int) -> int:
    try:
        return min(int(value), 99_999) if value else default
    except ValueError:
        return default

"""What a line begins with: 第X条, （一）, 一、, 1., （1）, 1.1 — read from the first characters, quickly."""

import re
from typing import NamedTuple

from yifa.kernel.texts.numerals import CHARS, article_num, to_int

HIERARCHY = {"编": "book", "分编": "part", "章": "chapter", "节": "section", "条": "article"}
ORDINAL = re.compile(
    rf"第 ?([{CHARS}]+(?: ?[{CHARS}]+)*) ?(分编|编|章|节|条)(?: ?之([一二三四五六七八九十]{{1,3}}))?"
)
# What stands right behind a label that is a citation in running text and no label: 第五条规定的, 第三条、第四条.
RUNNING = re.compile(
    r"第|、|和|至|到|及|与|或|的|规定|所|中|以|之|，|,|－|—|-|修改|删去|增加|关于|改为|将|”|》|（[一二三四五六七八九十]+）"
)
# 第一条生产线 counts things.
THINGS = re.compile(r"生产线|流水线|街道|大街|铁路|公路|道路|河流|轨道|航线|跑道|隧道")
PAREN = re.compile(rf"[（(] ?([{CHARS.replace('万', '')}]+) ?[）)]")  # （万） is a unit of a table
COMMA = re.compile(r"([一二三四五六七八九十百]{1,5}) ?[、．.]")
DECIMAL = re.compile(
    r"(\d{1,3}(?:[.．]\d{1,3}){1,4})(?![\d%％]|[.．]\d|万|亿|倍|元|米|公里|公斤|平方|千|吨|升|度|年|个百分点|个月|小时|分钟|亩|公顷)[.．、 ]?"  # noqa: E501 (one pattern or row a line)
)
DIGITS = re.compile(r"(\d{1,3}) ?(?:[.．、](?!\d)|[）)])")
FULL_DIGITS = re.compile(r"([０-９]{1,3}) ?[.．、]")
CIRCLED = {char: str(number) for number, char in enumerate("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", 1)}
CN_NUMERALS = frozenset("一二三四五六七八九十百")
FULL_WIDTH_DIGITS = frozenset("０１２３４５６７８９")


class Label(NamedTuple):
    """`style` tells how it is written; `num` is Arabic or None where the numeral is misprinted."""

    style: str  # article chapter … | paren 一 | comma 一、 | digit 1. | paren_digit （1） | circled ① | decimal 1.1
    num: str | None
    text: str  # as printed
    length: int  # characters of the line taken by the label


def read(line: str) -> Label | None:
    """The label that the line begins with, or None."""
    first = line[0]
    if first == "第":
        return _ordinal(line)
    if first in "（(":
        return _paren(line)
    if first in CN_NUMERALS:
        found = COMMA.match(line)
        return Label("comma", _num(found[1]), found[0], found.end()) if found else None
    if first in CIRCLED:
        return Label("circled", CIRCLED[first], first, 1)
    if first.isdigit():
        return _digits(line, first)
    return None


def _ordinal(line: str) -> Label | None:
    found = ORDINAL.match(line)
    if not found:
        return None
    end = found.end()
    style = HIERARCHY[found[2]]
    behind = line[end : end + 1]
    if behind not in ("", " ", "\t") and (RUNNING.match(line, end) or THINGS.match(line, end)):
        return None
    if behind == " " and style == "article" and RUNNING_AFTER_BLANK.match(line, end + 1):
        return None
    return Label(style, article_num(found[1], found[3]), found[0], end)


# 第五条 第二款修改为… in lists of amendments: a blank does not make it a label.
RUNNING_AFTER_BLANK = re.compile(rf"第[{CHARS}]+[款项]")


def _paren(line: str) -> Label | None:
    found = PAREN.match(line)
    if not found:
        return None
    style = "paren_digit" if found[1][0].isdigit() else "paren"
    return Label(style, _num(found[1]), found[0], found.end())


def _digits(line: str, first: str) -> Label | None:
    if first in FULL_WIDTH_DIGITS:
        found = FULL_DIGITS.match(line)
        return Label("digit", _num(found[1]), found[0], found.end()) if found else None
    found = DECIMAL.match(line)
    if found:
        return Label("decimal", found[1].replace("．", "."), found[0].rstrip(" "), found.end())
    found = DIGITS.match(line)
    if not found:
        return None
    style = "digit_paren" if found[0][-1] in "）)" else "digit"
    return Label(style, found[1], found[0], found.end())


def _num(numeral: str) -> str | None:
    number = to_int(numeral)
    return None if number is None else str(number)

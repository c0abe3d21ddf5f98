"""Provisions as printed: 第三条第一款第（二）项, 前款第一项, 第三、四条 — spans and numbers, not yet whose they are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from yifa.kernel.texts.citations import patterns as p
from yifa.kernel.texts.numerals import article_num, to_int

UNITS = {"条": "article", "款": "paragraph", "项": "item"}


@dataclass(frozen=True, slots=True)
class Chain:
    """`unit` is the outermost unit named; `before` and `here` are 前款 and 本条 with their unit, `count` of 前两款."""

    start: int
    end: int
    unit: str  # article · paragraph · item
    article: str | None = None
    to_article: str | None = None
    paragraph: str | None = None
    to_paragraph: str | None = None
    item: str | None = None
    to_item: str | None = None
    before: str = ""  # 款 条 项
    here: str = ""  # 款 条
    count: int = 1


def chains(text: str) -> Iterator[Chain]:
    """All provisions in text order; members of a list under one unit come one by one."""
    shared = {match.start(): match for match in p.SHARED.finditer(text)}
    end = 0
    for match in p.CHAIN.finditer(text):
        start = match.start()
        if start < end:
            continue
        if start in shared:  # 第三、四条
            found = list(_members(shared[start], start))
        elif match.end() > start and _meant(text, match):
            found = list(_with_list(text, _chain(match)))
        else:
            continue
        if not p.THING_BEHIND.match(text, found[-1].end):
            yield from found
        end = found[-1].end


def _meant(text: str, match: re.Match[str]) -> bool:
    """Whether 前款, 前条, 前项 points at a provision at all."""
    unit = match["before"]
    if not unit:
        return True
    if text[match.start() - 1 : match.start()] in p.NOT_IN_FRONT and match.start():
        return unit == "款" and text[match.start() - 1] == "以"
    if match.end() > match.end("before"):  # 前款第一项
        return True
    if unit == "项" and match["count"]:
        return p.COUNTED_ITEMS.match(text, match.end()) is not None
    return p.NOT_BEHIND[unit].match(text, match.end()) is None


def _chain(match: re.Match[str]) -> Chain:
    unit = "article" if match["article"] or match["before"] == "条" or match["here"] == "条" else ""
    unit = unit or ("paragraph" if match["paragraph"] or match["before"] == "款" or match["here"] else "item")
    return Chain(
        match.start(),
        match.end(),
        unit,
        _article(match["article"]),
        _article(match["to_article"]) or _article(match["last"]),
        _number(match["paragraph"]),
        _number(match["to_paragraph"]),
        _number(match["item"]),
        _number(match["to_item"]),
        match["before"] or "",
        match["here"] or "",
        (to_int(match["count"]) or 1) if match["count"] else 1,
    )


def _with_list(text: str, chain: Chain) -> Iterator[Chain]:
    """The chain and what follows it without its own 第: 第七条第二、三项, 前款（二）、（三）项, 第（一）项、（二）项."""
    below = p.UNPREFIXED.match(text, chain.end)
    if below and below["unit"] and _lower(chain, UNITS[below["unit"]]):
        first, *others = _members(below, chain.start)
        yield replace(chain, end=first.end, **_numbers(first))
        yield from others
        return
    yield chain
    while chain.item:
        joiner = p.JOINER.match(text, chain.end)
        end = joiner.end() if joiner else chain.end
        single = p.UNPREFIXED.match(text, end) if end > chain.end else None
        if single is None or single["single"] is None:
            return
        chain = Chain(end, single.end(), "item", item=_plain(single["single"]))
        yield chain


def _lower(chain: Chain, unit: str) -> bool:
    """Whether numbers of `unit` may stand right below the last unit of the chain."""
    if chain.item:
        return False
    return unit == "item" or (unit == "paragraph" and chain.paragraph is None and chain.unit == "article")


def _numbers(chain: Chain) -> dict[str, Any]:
    """The number of its unit, and where a range of it ends."""
    return {name: getattr(chain, name) for name in (chain.unit, f"to_{chain.unit}")}


def _members(match: re.Match[str], start: int) -> Iterator[Chain]:
    """第三、四条: each number is a member with its own span; the last one carries the unit. 第三至五条 is a range."""
    unit = UNITS[match["unit"]]
    base = match.start("numbers")
    found = list(p.MEMBER.finditer(match["numbers"]))
    for place, member in enumerate(found):
        begin = start if place == 0 else base + member.start()
        end = match.end() if place == len(found) - 1 else base + member.end()
        numbers: dict[str, Any] = {unit: _plain(member[1]), f"to_{unit}": _plain(member[2])}
        yield Chain(begin, end, unit, **numbers)


def _article(printed: str | None) -> str | None:
    found = p.PARTS.match(printed) if printed else None
    return article_num(found[1], found[2]) if found else None


def _number(printed: str | None) -> str | None:
    found = p.NUMBER.search(printed, 1) if printed else None
    return _plain(found[1]) if found else None


def _plain(numeral: str | None) -> str | None:
    number = to_int(numeral) if numeral else None
    return None if number is None else str(number)

"""What is wrong with a text as it came: gaps, repetitions, jumps and misprints in the numbering, each with its reason."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from yifa.kernel.law.cite import article_label
from yifa.kernel.texts.model import Break, Component, Integrity, Node
from yifa.kernel.texts.scan import Line

PRINTED = re.compile("第[零〇一二三四五六七八九十百千万]{1,9}条")
JUMP = 5  # a gap of more than so many articles is called a jump
WORDS = {"missing": "缺条", "repeated": "条号重复或者倒退", "jump": "条号跳跃", "misprint": "条号误印"}


def mend(lines: Sequence[Line]) -> list[Break]:
    """Read misprinted article numbers by their place; the label stays as printed.

    A number that says nothing, or that breaks a sequence which the next article goes on with, is a misprint.
    """
    articles = [line for line in lines if line.label and line.label.style == "article"]
    found: list[Break] = []
    last = 0
    for place, line in enumerate(articles):
        label = line.label
        if label is None:
            continue
        following = articles[place + 1].label if place + 1 < len(articles) else None
        if label.num is None or _misprinted(last, label.num, following.num if following else None):
            num = str(last + 1)
            said = f"印作“{label.text}”，前后条号相接，按{article_label(num)}读。"
            found.append(Break(str(last), label.num or label.text, "misprint", said))
            line.label = label._replace(num=num)
        last = int((line.label or label).num.split("-")[0])  # type: ignore[union-attr]
    return found


def _misprinted(last: int, num: str, following: str | None) -> bool:
    main, sub = _pair(num)
    fits = sub or main == last + 1 or not last
    return not fits and following == str(last + 2) and main != last + 2


def check(
    components: Iterable[Component],
    warnings: Iterable[str],
    misprints: Sequence[Break],
    text: str,
    title: str,
) -> Integrity:
    """Count the articles and list every break in their numbering, component by component, with its explanation."""
    breaks = list(misprints)
    said = list(warnings)
    articles = 0
    printed = Printed(text)
    for part in components:
        nodes = [node for node in part.walk() if node.kind == "article" and node.num]
        articles += len(nodes)
        first = nodes[0].num if nodes else "1"
        if first and first != "1":
            said.append(f"条号从{article_label(first)}开始，{_start_reason(title)}")
        breaks += _broken(nodes, printed, title)
    said += [sentence(found) for found in breaks]
    return Integrity(articles, tuple(breaks), tuple(said))


@dataclass(slots=True)
class Printed:
    """Where each article number is printed last; looked up once a text, and only where something is missing."""

    text: str
    places: dict[str, int] = field(default_factory=dict)

    def last(self, label: str) -> int:
        if not self.places:
            self.places = {found[0]: found.start() for found in PRINTED.finditer(self.text)}
        return self.places.get(label, -1)


def _broken(nodes: Sequence[Node], printed: Printed, title: str) -> Iterator[Break]:
    kinds = [_kind(one.num or "", other.num or "") for one, other in pairwise(nodes)]
    if not any(kinds):
        return
    times = Counter(node.num for node in nodes)
    amends, listing = _amends(title), nodes[0].num != "1"
    for kind, (one, other) in zip(kinds, pairwise(nodes), strict=True):
        after, num = one.num or "", other.num or ""
        if not kind:
            continue
        if amends:
            said = f"修改文本按被修改法律的条号排列，{article_label(num)}是被修改或者新增的条文。"
        elif kind == "repeated":
            said = _repeated(after, num, times[num])
        elif kind == "jump" and listing:
            said = "条号不从第一条开始，又不相连，文本可能是逐条列举另一部法律的条文。"
        else:
            said = _gap(one, other, printed)
        yield Break(after, num, kind, said)


def _repeated(after: str, num: str, times: int) -> str:
    found = article_label(num)
    if times > 1:
        return f"原文{found}出现不止一次，可能是重复录入或者另有附件没有标明。"
    return f"原文{found}排在{article_label(after)}之后，条号倒退。"


def _gap(one: Node, other: Node, printed: Printed) -> str:
    """Why articles are missing between the two, as far as the text itself tells."""
    after, found = article_label(one.num or ""), article_label(other.num or "")
    lost, until = _pair(one.num or "")[0] + 1, _pair(other.num or "")[0] - 1
    label = article_label(str(lost))
    if label in printed.text[one.start : other.start]:
        return f"{label}的条号夹在{after}的正文里，其前的文字不完整，没有拆开。"
    if printed.last(label) >= other.end:
        return f"{label}的条号在{found}之后才出现，原文顺序有误，或者那里只是引用。"
    missing = label if until <= lost else f"{label}至{article_label(str(until))}"
    return f"来源文本{after}与{found}之间没有{missing}，缺文或者漏印，请对照原件。"


def _kind(one: str, other: str) -> str:
    """Empty when `other` may follow `one`; else missing, repeated or jump."""
    (main, sub), (next_main, next_sub) = _pair(one), _pair(other)
    if (next_main, next_sub) in ((main + 1, 0), (main, sub + 1)):
        return ""
    if (next_main, next_sub) <= (main, sub):
        return "repeated"
    return "jump" if next_main - main > JUMP else "missing"


def _start_reason(title: str) -> str:
    if _amends(title):
        return "修正案的条号接续以前的修正案。"
    return "之前的条文不在此文本中。"


def _amends(title: str) -> bool:
    return "修正案" in title or ("修改" in title and "决定" in title)


def _pair(num: str) -> tuple[int, int]:
    main, _, sub = num.partition("-")
    return int(main), int(sub or 0)


def sentence(found: Break) -> str:
    """The break as one line of the integrity report: 缺条：第二条之后为第四条。…"""
    if found.kind == "misprint":
        return f"{WORDS[found.kind]}：{found.explanation}"
    return f"{WORDS[found.kind]}：{article_label(found.after)}之后为{article_label(found.found)}。{found.explanation}"

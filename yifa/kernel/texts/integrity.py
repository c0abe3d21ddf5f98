"""What is wrong with a text as it came: gaps, repetitions and jumps in the numbering, repairs, strange characters."""

from collections.abc import Iterable
from itertools import pairwise

from yifa.kernel.texts.model import Break, Component, Integrity
from yifa.kernel.texts.numerals import article_label

JUMP = 5  # a gap of more than so many articles is called a jump


def check(components: Iterable[Component], warnings: tuple[str, ...]) -> Integrity:
    """Count the articles and list every break in their numbering, component by component."""
    breaks: list[Break] = []
    said = list(warnings)
    articles = 0
    for part in components:
        nums = [node.num for node in part.walk() if node.kind == "article" and node.num]
        articles += len(nums)
        if nums and nums[0] != "1":
            said.append(f"条号从{article_label(nums[0])}开始，之前的条文不在此文本中。")
        breaks += [Break(one, other, kind) for one, other in pairwise(nums) if (kind := _kind(one, other))]
    said += [_sentence(found) for found in breaks]
    return Integrity(articles, tuple(breaks), tuple(said))


def _kind(one: str, other: str) -> str:
    """Empty when `other` may follow `one`; else missing, repeated or jump."""
    (main, sub), (next_main, next_sub) = _pair(one), _pair(other)
    if (next_main, next_sub) in ((main + 1, 0), (main, sub + 1)):
        return ""
    if (next_main, next_sub) <= (main, sub):
        return "repeated"
    return "jump" if next_main - main > JUMP else "missing"


def _pair(num: str) -> tuple[int, int]:
    main, _, sub = num.partition("-")
    return int(main), int(sub or 0)


def _sentence(found: Break) -> str:
    words = {"missing": "缺条", "repeated": "条号重复或者倒退", "jump": "条号跳跃"}
    return f"{words[found.kind]}：{article_label(found.after)}之后为{article_label(found.found)}。"

"""Cite: a provision of an act, printed as officials print it: 第二十六条第二款."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yifa.kernel.law.catalogue import Law

DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """0 to 99,999 as provisions are numbered: 10 is 十, 110 is 一百一十, 101 is 一百零一."""
    words, zero = "", False
    rest = number
    for unit, name in ((10_000, "万"), (1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, rest = divmod(rest, unit)
        if digit:
            words += ("零" if zero else "") + DIGITS[digit] + name
        zero = bool(words) and not digit
    return words[1:] if 10 <= number < 20 else words or DIGITS[0]


def article_label(num: str) -> str:
    """第十二条之一 for "12-1"."""
    main, _, sub = num.partition("-")
    return f"第{chinese(int(main))}条" + (f"之{chinese(int(sub))}" if sub else "")


@dataclass(frozen=True, slots=True)
class Cite:
    """`article` is "12" or "12-1"; paragraph and item are numbers within it."""

    law: "Law"
    article: str
    paragraph: int | None = None
    item: int | None = None

    @property
    def provision(self) -> str:
        """第十二条之一第二款第（三）项, without the name of the act."""
        words = article_label(self.article)
        if self.paragraph is not None:
            words += f"第{chinese(self.paragraph)}款"
        if self.item is not None:
            words += f"第（{chinese(self.item)}）项"
        return words

    def __str__(self) -> str:
        return f"《{self.law.title}》{self.provision}"

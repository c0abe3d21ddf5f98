"""The catalogue of laws: facts about acts and their editions, no text.

`codes.yaml` gives the short codes by which rules and procedures name an edition (`law("FY23")[62]`); `laws.tsv` lists
constitution, laws and administrative regulations with dates and number of articles (empty or 0 where not known), and
`short_titles.tsv` what officials call some of them for short.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

import yaml

from yifa.kernel.law.cite import Cite

DATA = files("yifa.kernel.law") / "data"
SHORT_PREFIX = "中华人民共和国"


@dataclass(frozen=True, slots=True)
class Law:
    """One edition of an act, known by its code."""

    code: str
    title: str
    edition: str = ""
    number: str = ""  # document number, where that is how the act is known
    articles: int | None = None

    def __getitem__(self, at: int | str | tuple[int | str, ...]) -> Cite:
        """`REG[26, 2]` is article 26, paragraph 2; `REG["12-1"]` is article 12-1."""
        parts = at if isinstance(at, tuple) else (at,)
        article = str(parts[0])
        below = [int(part) for part in parts[1:]]
        main = int(article.partition("-")[0])
        if main < 1 or (self.articles is not None and main > self.articles):
            raise LookupError(f"{self.title}（{self.edition}）没有第{main}条。")
        return Cite(self, article, *below)


@dataclass(frozen=True, slots=True)
class Listed:
    """One edition of an act in the list of laws; unknown dates are None, unknown counts 0."""

    title: str
    kind: str
    issuer: str
    first_issued: date | None
    issued: date | None
    effective: date | None
    articles: int


@cache
def codes() -> Mapping[str, Law]:
    raw = yaml.load((DATA / "codes.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)
    return {code: Law(code, **fields) for code, fields in raw.items()}


def law(code: str) -> Law:
    """The act with this code; LookupError for an unknown one."""
    try:
        return codes()[code]
    except KeyError:
        raise LookupError(f"法律目录中没有代码 {code}。") from None


@cache
def listed() -> tuple[Listed, ...]:
    """All editions of the list, in its order."""
    with (DATA / "laws.tsv").open(encoding="utf-8") as lines:
        return tuple(
            Listed(
                row["title"],
                row["kind"],
                row["issuer"],
                _day(row["first_issued"]),
                _day(row["issued"]),
                _day(row["effective"]),
                int(row["articles"]),
            )
            for row in csv.DictReader(lines, delimiter="\t")
        )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@cache
def law_names() -> Mapping[str, str]:
    """Every title and short title to its full title; the list knows a title better than a code does."""
    titles = [one.title for one in codes().values()] + [one.title for one in listed()]
    names = {title.removeprefix(SHORT_PREFIX): title for title in titles}
    with (DATA / "short_titles.tsv").open(encoding="utf-8") as lines:
        short = {row["short"]: row["title"] for row in csv.DictReader(lines, delimiter="\t")}
    full = {title: names[title.removeprefix(SHORT_PREFIX)] for title in titles}
    return short | names | full

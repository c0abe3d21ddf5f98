"""Rules (time limits) and gates (what must exist before a step) as dated facts with their articles.

`counting` says what happens when the end falls on a rest day: `civil_procedure` moves it by law (reconsideration,
litigation); elsewhere the law is silent, and we keep the day itself for the `authority` and move it for a `party`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import yaml

from yifa.kernel.law.catalogue import DATA

PERIODS = frozenset(
    {
        "max_after",
        "min_before",
        "min_duration",
        "max_total",
        "offset",
        "deemed_after",
        "duration",
        "range",
        "every",
        "after",
    }
)
UNITS = frozenset({"natural_day", "working_day", "month", "year", "hour"})
KIND_WORDS = {
    "date": "固定日期",
    "promptly": "没有数字的“及时”",
    "none": "没有规定期限",
    "set_by_organ": "由机关逐案确定的期限",
    "set_by_authority": "由主管机关公布的数字",
    "min_count": "最低次数或者人数",
    "min_ratio": "最低比例",
    "amount_max": "金额上限",
    "amount_range": "金额幅度",
    "rate": "费率",
}


class UnknownRule(LookupError):
    """No rule has this id."""


class NotInForce(LookupError):
    """The rule exists, but not on the day asked about."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One time limit (or other number) of the law, with the days on which it holds."""

    id: str
    process: str
    step: str
    actor: str
    kind: str
    start: str  # the event from which it runs
    basis: tuple[str, ...]
    counting: str
    since: date
    verified: bool
    evidence: str
    limit: int | str | None = None
    unit: str | None = None
    until: date | None = None  # the last day
    extension: str = ""
    extend_by: int | None = None
    extend_unit: str | None = None
    excluded: str = ""
    stops: bool = False  # whether the clock can stand still
    note: str = ""

    @property
    def is_period(self) -> bool:
        return self.kind in PERIODS and self.unit in UNITS

    @property
    def amount(self) -> int:
        """The number of units; of a range the longest."""
        if isinstance(self.limit, int):
            return self.limit
        return int(str(self.limit).rpartition("-")[2])

    def holds(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on <= self.until)

    @property
    def interval(self) -> str:
        return f"{self.since}至{self.until or '今'}"


@dataclass(frozen=True, slots=True)
class Gate:
    """What must exist before the step `blocked` may be taken."""

    id: str
    process: str
    blocked: str
    requires: str
    basis: str
    since: date
    verified: bool
    evidence: str
    documents: str = ""
    publication: str = ""
    until: date | None = None


def _load(name: str) -> Any:
    return yaml.load((DATA / name).read_text("utf-8"), Loader=yaml.CSafeLoader)


def _dates(raw: dict[str, Any]) -> dict[str, Any]:
    raw["since"] = date.fromisoformat(raw.pop("from"))
    if "to" in raw:
        raw["until"] = date.fromisoformat(raw.pop("to"))
    return raw


@cache
def rules() -> Mapping[str, Rule]:
    """All rules by id; refuses data with an unknown field, a bad date or an id that stands twice."""
    found: dict[str, Rule] = {}
    for path in sorted((DATA / "rules").iterdir(), key=lambda entry: entry.name):
        raw = _load(f"rules/{path.name}")
        for fields in raw["rules"]:
            fields["basis"] = tuple(fields["basis"])
            one = Rule(process=raw["process"], **_dates(fields))
            if one.id in found:
                raise ValueError(f"rule {one.id} stands twice")
            if one.kind not in PERIODS and one.kind not in KIND_WORDS:
                raise ValueError(f"rule {one.id} has the unknown kind {one.kind!r}")
            found[one.id] = one
    return found


@cache
def gates() -> Mapping[str, Gate]:
    """All gates by id."""
    return {fields["id"]: Gate(**_dates(fields)) for fields in _load("gates.yaml")["gates"]}


def rule(id_: str) -> Rule:
    """The rule with this id; UnknownRule otherwise."""
    try:
        return rules()[id_]
    except KeyError:
        raise UnknownRule(f"没有编号为 {id_} 的期限规则。") from None


def rule_on(id_: str, on: date) -> Rule:
    """The rule on the day. An id without its letter means the one edition in force: `FY-012` in 2025 is FY-012b."""
    if id_ in rules():
        one = rules()[id_]
        if not one.holds(on):
            raise NotInForce(f"规则 {id_} 的适用期间为{one.interval}，{on} 不在其中。")
        return one
    held = [one for key, one in rules().items() if key[:-1] == id_ and key[-1].isalpha() and one.holds(on)]
    if len(held) != 1:
        raise UnknownRule(f"{on} 没有唯一适用的规则 {id_}。")
    return held[0]


def gate(id_: str) -> Gate:
    """The gate with this id; UnknownRule otherwise."""
    try:
        return gates()[id_]
    except KeyError:
        raise UnknownRule(f"没有编号为 {id_} 的前置条件。") from None

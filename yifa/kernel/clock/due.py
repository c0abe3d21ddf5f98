"""The due date of a statutory rule, with its explanation segment by segment in Chinese sentences.

`raw_due` is the day on which the count ends, `due` the day that binds. Where the law moves an end that falls on a rest
day (civil-procedure counting), `due` is the moved day; where it is silent, that is a choice, and the explanation says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from yifa.kernel.clock import periods
from yifa.kernel.clock.calendar import Calendar, kept_calendar
from yifa.kernel.clock.explain import Told, tell
from yifa.kernel.law import NotInForce, Rule
from yifa.kernel.law.rules import KIND_WORDS

FIRST_YEAR = 2007
YEARS = range(1949, 2100)  # outside of these a start is a slip of the pen
Moment = date | datetime


class Refused(ValueError):
    """The question cannot be answered; the message is one Chinese sentence."""


@dataclass(frozen=True, slots=True)
class Result:
    """Dates are days; for a rule in hours `due` and `raw_due` are local moments."""

    rule: Rule
    start: Moment
    raw_due: Moment
    due: Moment
    rolled: bool
    provisional: bool
    explanation: tuple[str, ...]


def due(
    rule: Rule,
    start: Moment,
    *,
    suspend: Sequence[periods.Span] = (),
    extend: bool = False,
    calendar: Calendar | None = None,
    explain: bool = True,
    any_day: bool = False,
) -> Result:
    """When the period of `rule` ends that starts with the event of day `start` (first day not counted).

    `suspend` holds spans of days, both inclusive, that are not counted. `any_day` allows a start outside the rule's
    interval: a running matter keeps the edition that it began with. Raises `Refused`, or `NotInForce`.
    """
    kept = calendar or kept_calendar()
    _check(rule, start, suspend, extend, any_day)
    if rule.unit == "hour":
        return _hours(rule, start, explain)
    day = start.date() if isinstance(start, datetime) else start
    stops = periods.merged(suspend)
    try:
        base = raw = _end(rule, rule.amount, rule.unit or "", day, stops, kept)
        if extend and rule.extend_by:
            raw = _end(rule, rule.extend_by, rule.extend_unit or "", base, stops, kept)
    except LookupError as error:
        raise Refused(f"规则 {rule.id} 自 {day} 起算超出范围：{error}") from None
    bound, choice = _binding(rule, raw, kept)
    told = Told(rule, day, base, raw, bound, choice, tuple(stops), extend)
    return Result(
        rule,
        day,
        raw,
        bound,
        bound != raw and rule.kind not in ("min_duration",),
        max(day, raw, bound) > kept.last_day,
        tell(told, kept) if explain else (),
    )


def _check(rule: Rule, start: Moment, suspend: Sequence[periods.Span], extend: bool, any_day: bool) -> None:
    if not rule.is_period:
        raise Refused(
            f"规则 {rule.id} 不是期限，而是{KIND_WORDS.get(rule.kind, rule.kind)}，无法推算届满日。"
        )
    day = start.date() if isinstance(start, datetime) else start
    if day.year not in YEARS:
        raise Refused(f"起算日 {day} 不在可以推算的年份（{YEARS.start}至{YEARS.stop - 1}年）内。")
    if not any_day and not rule.holds(day):
        raise NotInForce(f"规则 {rule.id} 的适用期间为{rule.interval}，起算日 {day} 不在其中。")
    if rule.unit == "working_day" and day.year < FIRST_YEAR:
        raise Refused(f"工作日历从 {FIRST_YEAR} 年开始，{day} 起算的工作日期限无法推算。")
    if suspend and (not rule.stops or rule.unit == "hour"):
        raise Refused(f"规则 {rule.id} 的期限不能中止或者扣除。")
    for begin, end in suspend:
        if begin.year not in YEARS or end.year not in YEARS:
            raise Refused(
                f"中止期间 {begin} 至 {end} 不在可以推算的年份（{YEARS.start}至{YEARS.stop - 1}年）内。"
            )
        if begin > end:
            raise Refused(f"中止期间的起日 {begin} 晚于止日 {end}。")
    if extend and rule.extend_by is None:
        raise Refused(f"规则 {rule.id} 没有载明天数的延长。")


def _end(
    rule: Rule, amount: int | None, unit: str, start: date, stops: Sequence[periods.Span], calendar: Calendar
) -> date:
    count = amount or 0
    if rule.kind == "min_before":
        return _before(count, unit, start, calendar)
    if unit == "working_day":
        return periods.working_days(start, count, stops, calendar)
    if unit == "natural_day":
        return periods.natural_days(start, count, stops)
    return periods.moved(start, periods.months(start, count * (12 if unit == "year" else 1)), stops)


def _before(count: int, unit: str, event: date, calendar: Calendar) -> date:
    if unit == "working_day":
        return calendar.workday_before(event, count)
    if unit == "natural_day":
        return event - timedelta(days=count)
    return periods.months(event, -count * (12 if unit == "year" else 1))


def _binding(rule: Rule, raw: date, calendar: Calendar) -> tuple[date, str]:
    """The day that binds, and how we came to it: law · party · authority · before · after · worked · unchecked."""
    if rule.kind == "min_before":
        return raw, "before"
    if rule.kind == "min_duration":
        return raw + timedelta(days=1), "after"
    if raw.year < calendar.first:
        return raw, "unchecked"
    moved = calendar.rolled(raw)
    if rule.counting == "civil_procedure":
        return moved, "law"
    if rule.counting == "party":
        return moved, "party"
    return raw, "authority" if moved != raw else "worked"


def _hours(rule: Rule, start: Moment, explain: bool) -> Result:
    if not isinstance(start, datetime):
        raise Refused(f"规则 {rule.id} 按小时计算，起算时间要写到分钟，例如 2026-01-05T10:30。")
    end = start + timedelta(hours=rule.amount)
    said = (
        f"{rule.step}：{rule.amount}小时（{'、'.join(rule.basis)}）。",
        f"自 {start:%Y-%m-%d %H:%M} 当时起算，至 {end:%Y-%m-%d %H:%M} 届满；按小时计算的期限不因休息日顺延。",
        "从当时起算是较严的理解：诉讼期间的计算不包括开始的时。",
    )
    provisional = end.date() > kept_calendar().last_day
    return Result(rule, start, end, end, False, provisional, said if explain else ())

"""Saying how a due date came about: rule, first day, what was left out or worked, what was moved and why."""

from dataclasses import dataclass
from datetime import date, timedelta

from yifa.kernel.clock.calendar import Calendar
from yifa.kernel.clock.periods import Span
from yifa.kernel.law import Rule, basis

UNITS = {"natural_day": "日", "working_day": "个工作日", "month": "个月", "year": "年"}
FAMILY = {
    "authority": "法律没有规定末日为休息日时顺延，机关履职按{raw}掌握（一种选择；顺延则为{moved}）。",
    "party": "法律没有规定末日为休息日时顺延，当事人的期限按顺延后的{moved}掌握（一种选择）。",
    "law": "末日为休息日，依法顺延至{moved}。",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What there is to tell."""

    rule: Rule
    start: date
    base: date
    raw: date
    due: date
    choice: str
    stops: tuple[Span, ...]
    extended: bool


def tell(told: Told, calendar: Calendar) -> tuple[str, ...]:
    """The explanation, one sentence an entry."""
    rule = told.rule
    unit = UNITS[rule.unit or ""]
    said = [f"{rule.step}：{rule.limit}{unit}（{'、'.join(basis(short).words for short in rule.basis)}）。"]
    if rule.kind == "min_before":
        said.append(
            f"应当在{_day(told.start)}之前至少{rule.amount}{unit}，最迟{_day(told.raw)}（从严理解，事件当日不计）。"
        )
    else:
        said += _count(told, calendar)
    if not rule.verified:
        said.append("本条规则尚未与法律文本核对。")
    if max(told.raw, told.due) > calendar.last_day:
        said.append(f"{calendar.last_day.year + 1}年起的放假安排尚未公布，日期为暂定。")
    if told.start.year < calendar.first:
        said.append(f"工作日历从{calendar.first}年开始，未核对更早的休息日。")
    return tuple(said)


def _count(told: Told, calendar: Calendar) -> list[str]:
    rule = told.rule
    said = [f"{_day(told.start)}为起算事件日，不计入；自次日{_day(told.start + timedelta(days=1))}起算。"]
    if rule.unit == "working_day":
        said += _days_off(told.start, told.base, calendar)
    elif rule.unit in ("month", "year"):
        said.append("按月、年计算的，到期月的对应日为末日；没有对应日的，为该月最后一日。")
    for begin, end in told.stops:
        if begin <= told.raw and end > told.start:
            said.append(f"{_day(begin)}至{_day(end)}中止或者扣除，不计入。")
    if told.extended:
        unit = UNITS[rule.extend_unit or ""]
        said.append(f"延长{rule.extend_by}{unit}，从原末日{_day(told.base)}接续计算。")
    said.append(f"末日为{_day(told.raw)}（{weekday(told.raw)}{_why(told.raw, calendar)}）。")
    if told.choice == "after":
        said.append(f"期间应当满足，最早可以在次日{_day(told.due)}进行下一步。")
    moved = calendar.rolled(told.raw)
    if told.choice in FAMILY and moved != told.raw:
        said.append(FAMILY[told.choice].format(raw=_day(told.raw), moved=_day(moved)))
    return said


def _days_off(start: date, end: date, calendar: Calendar) -> list[str]:
    """Holidays skipped and weekend days worked between the two days; plain weekends are only counted."""
    days = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    holidays = [f"{_day(day)}（{calendar.off[day]}）" for day in days if day in calendar.off]
    weekend = sum(1 for day in days if day.weekday() >= 5 and day not in calendar.on)
    worked = [_day(day) for day in days if day in calendar.on]
    said = []
    if weekend:
        said.append(f"其间周末{weekend}天不计入。")
    if holidays:
        said.append(f"放假不计入：{'、'.join(holidays)}。")
    if worked:
        said.append(f"调休上班计入：{'、'.join(worked)}。")
    return said


def weekday(day: date) -> str:
    return "星期" + "一二三四五六日"[day.weekday()]


def _why(day: date, calendar: Calendar) -> str:
    name = calendar.name(day)
    return f"，{name}" if name else ""


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"

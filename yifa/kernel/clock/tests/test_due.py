"""The ten vectors of the compiled rules, an independent day-by-day oracle, and what is refused."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yifa.kernel.clock import Refused, Result, due, kept_calendar
from yifa.kernel.clock.periods import Span
from yifa.kernel.law import NotInForce, Rule, rule, rules

DAY = timedelta(days=1)
CALENDAR = kept_calendar()
D = date.fromisoformat


@pytest.mark.parametrize(
    ("id_", "start", "raw", "bound"),
    [
        pytest.param("FY-012a", "2017-09-22", "2017-10-02", "2017-10-09", id="V-01"),
        pytest.param("FY-012b", "2025-09-24", "2025-10-14", "2025-10-14", id="V-02"),
        pytest.param("FY-014b", "2025-08-04", "2025-10-03", "2025-10-09", id="V-03"),
        pytest.param("SS-010", "2026-09-22", "2026-10-07", "2026-10-08", id="V-04"),
        pytest.param("CF-004b", "2026-09-30", "2026-10-13", "2026-10-13", id="V-05"),
        # V-06: the law does not roll the authority's own duty; 2026-10-08 would be the rolled day.
        pytest.param("CF-006b", "2026-07-08", "2026-10-06", "2026-10-06", id="V-06"),
        pytest.param("CF-013", "2026-02-13", "2026-03-02", "2026-03-02", id="V-07"),
        pytest.param("SS-003", "2025-08-31", "2026-02-28", "2026-02-28", id="V-08"),
        pytest.param("XG-002b", "2026-09-21", "2026-10-26", "2026-10-26", id="V-09"),
        pytest.param("SS-003", "2026-03-15", "2026-09-15", "2026-09-15", id="V-10"),
    ],
)
def test_vectors(id_: str, start: str, raw: str, bound: str) -> None:
    result = due(rule(id_), D(start))
    assert (result.raw_due, result.due) == (D(raw), D(bound))
    assert result.rolled == (raw != bound)


def test_the_day_kept_for_the_authority_says_that_it_is_a_choice() -> None:
    said = due(rule("CF-006b"), D("2026-07-08")).explanation
    assert any("一种选择" in sentence and "2026年10月8日" in sentence for sentence in said)


# -- the oracle: it walks day by day and shares no code with the periods --

SPANS = st.lists(
    st.tuples(st.integers(-30, 200), st.integers(0, 40)).map(lambda pair: (pair[0], pair[0] + pair[1])),
    max_size=4,
)
STARTS = st.dates(date(2008, 1, 1), date(2026, 3, 1))


def walked(start: date, count: int, spans: list[Span], *, working: bool) -> date:
    day, left = start, count
    while left:
        day += DAY
        stopped = any(begin <= day <= end for begin, end in spans)
        left -= not stopped and (CALENDAR.is_workday(day) or not working)
    return day


def corresponding(start: date, months: int) -> date:
    """The corresponding day, by trying the days of the end month from the 31st down."""
    years, month = divmod(start.month - 1 + months, 12)
    for number in range(start.day, 0, -1):
        try:
            return date(start.year + years, month + 1, number)
        except ValueError:
            continue
    raise AssertionError


def model(id_: str, **changes: object) -> Rule:
    return replace(rule(id_), since=date(2000, 1, 1), until=None, **changes)  # type: ignore[arg-type]


def rolled(day: date) -> date:
    while not CALENDAR.is_workday(day):
        day += DAY
    return day


@settings(max_examples=150, deadline=None)
@given(STARTS, st.integers(1, 90), SPANS, st.sampled_from(["working_day", "natural_day"]), st.booleans())
def test_days_agree_with_the_oracle(
    start: date, count: int, shifts: list[tuple[int, int]], unit: str, extend: bool
) -> None:
    spans = [(start + begin * DAY, start + end * DAY) for begin, end in shifts]
    one = model("FY-014b", limit=count, unit=unit, stops=True, extend_by=30, extend_unit="natural_day")
    result = due(one, start, suspend=spans, extend=extend)
    raw = walked(start, count, spans, working=unit == "working_day")
    if extend:
        raw = walked(raw, 30, spans, working=False)
    assert (result.raw_due, result.due) == (raw, rolled(raw))


@settings(max_examples=100, deadline=None)
@given(STARTS, st.integers(1, 24), st.sampled_from(["month", "year"]))
def test_months_and_years_end_on_the_corresponding_day(start: date, count: int, unit: str) -> None:
    result = due(model("SS-003", limit=count, unit=unit), start)
    assert result.raw_due == corresponding(start, count * (12 if unit == "year" else 1))


@settings(max_examples=60, deadline=None)
@given(STARTS, SPANS)
def test_suspended_months_move_the_end_by_the_days_suspended(
    start: date, shifts: list[tuple[int, int]]
) -> None:
    spans = [(start + begin * DAY, start + end * DAY) for begin, end in shifts]
    count = (corresponding(start, 3) - start).days
    result = due(model("SS-003", limit=3, unit="month", stops=True), start, suspend=spans)
    assert result.raw_due == walked(start, count, spans, working=False)


# -- suspension --


def suspended(*spans: tuple[str, str]) -> Result:
    return due(rule("FY-014b"), D("2025-03-03"), suspend=[(D(begin), D(end)) for begin, end in spans])


def test_days_outside_the_running_period_have_no_effect() -> None:
    plain = suspended()
    assert plain.raw_due == D("2025-05-02")
    assert suspended(("2025-01-01", "2025-03-03")).raw_due == plain.raw_due
    assert suspended(("2025-05-03", "2025-06-30")).raw_due == plain.raw_due
    assert suspended(("2025-03-03", "2025-03-04")).raw_due == plain.raw_due + DAY


def test_overlapping_days_count_once() -> None:
    once = suspended(("2025-03-10", "2025-03-19"))
    assert once.raw_due == D("2025-05-12")
    assert suspended(("2025-03-10", "2025-03-15"), ("2025-03-12", "2025-03-19")).raw_due == once.raw_due


def test_a_span_that_the_moved_end_reaches_counts() -> None:
    assert suspended(("2025-03-10", "2025-03-19"), ("2025-05-05", "2025-05-06")).raw_due == D("2025-05-14")


# -- kinds --


def test_at_least_so_long_before_is_the_stricter_reading() -> None:
    result = due(rule("FY-013"), D("2026-03-16"))
    assert (result.raw_due, result.due, result.rolled) == (D("2026-03-09"), D("2026-03-09"), False)
    assert any("从严理解" in sentence for sentence in result.explanation)


def test_a_period_that_must_last_ends_the_day_before_the_next_step() -> None:
    one = next(one for one in rules().values() if one.kind == "min_duration" and one.unit == "natural_day")
    result = due(one, date(2026, 3, 16), any_day=True)
    assert result.raw_due == date(2026, 3, 16) + one.amount * DAY
    assert (result.due, result.rolled) == (result.raw_due + DAY, False)


def test_hours_run_from_the_minute_and_are_never_moved() -> None:
    result = due(rule("QZ-001"), datetime(2026, 2, 13, 22, 30))  # noqa: DTZ001 (local minutes)
    assert result.due == result.raw_due == datetime(2026, 2, 14, 22, 30)  # noqa: DTZ001 (local minutes by contract)
    assert not result.rolled


def test_beyond_the_last_notice_a_day_is_provisional() -> None:
    result = due(rule("FY-012b"), date(2026, 12, 28))
    assert result.provisional and any("暂定" in sentence for sentence in result.explanation)
    assert not due(rule("FY-012b"), date(2026, 3, 16)).provisional
    before = due(model("FY-013"), date(2027, 1, 3))
    assert before.raw_due < date(2027, 1, 1) and before.provisional


def test_before_2007_natural_days_are_given_as_they_are_with_a_warning() -> None:
    result = due(rule("FY-001a"), date(2005, 3, 1))
    assert result.raw_due == result.due == date(2005, 4, 30)  # a Saturday
    assert any("2007年开始" in sentence for sentence in result.explanation)


@pytest.mark.parametrize(
    ("id_", "start", "options", "said"),
    [
        ("FZ-001", date(2026, 1, 1), {}, "不是期限，而是固定日期"),
        ("CF-004b", date(2006, 3, 1), {"any_day": True}, "工作日历从 2007 年开始"),
        (
            "FY-012b",
            date(2025, 3, 3),
            {"suspend": [(date(2025, 3, 4), date(2025, 3, 5))]},
            "不能中止或者扣除",
        ),
        ("FY-014b", date(2025, 3, 3), {"suspend": [(date(2025, 3, 5), date(2025, 3, 4))]}, "晚于止日"),
        (
            "FY-014b",
            date(2025, 3, 3),
            {"suspend": [(date(1, 1, 1), date(9999, 12, 31))]},
            "不在可以推算的年份",
        ),
        ("FY-012b", date(2025, 3, 3), {"extend": True}, "没有载明天数的延长"),
        ("QZ-001", date(2026, 1, 5), {}, "要写到分钟"),
        ("FY-014b", date(1, 1, 1), {}, "不在可以推算的年份"),
        ("FY-012b", date(2056, 12, 30), {}, "超出范围"),
    ],
)
def test_refusals(id_: str, start: date, options: dict[str, object], said: str) -> None:
    with pytest.raises(Refused, match=said):
        due(rule(id_), start, **options)  # type: ignore[arg-type]


def test_a_start_outside_the_interval_is_refused_unless_a_matter_keeps_its_edition() -> None:
    with pytest.raises(NotInForce, match="适用期间"):
        due(rule("FY-012a"), date(2024, 1, 1))
    assert due(rule("FY-012a"), date(2024, 1, 1), any_day=True).raw_due == date(2024, 1, 11)


def test_every_period_of_the_rules_can_be_computed_and_explained() -> None:
    for one in rules().values():
        if not one.is_period:
            continue
        begin = max(one.since, date(2007, 1, 4))
        start = datetime(begin.year, begin.month, begin.day, 9, 0) if one.unit == "hour" else begin  # noqa: DTZ001 (local minutes by contract)
        result = due(one, start)
        assert result.explanation
        assert (result.raw_due < start) == (one.kind == "min_before"), one.id

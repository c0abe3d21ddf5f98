"""The carried-over rule data against the compiled facts, and the questions asked of it."""

from datetime import date
from typing import Any

import pytest
import yaml

from tests.shared import shared
from yifa.kernel.law import NotInForce, UnknownRule, gate, gates, rule, rule_on, rules


def facts(name: str) -> dict[str, dict[str, Any]]:
    raw = yaml.load(shared("law/statutory-rules.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)
    return {one["id"]: one for one in raw[name]}


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def test_every_rule_is_carried_over_with_its_number_unit_dates_and_mark() -> None:
    expected = {
        id_: (
            one["kind"],
            one["limit"],
            one["unit"],
            day(one["effective_from"]),
            day(one["effective_to"]),
            one["verified"],
        )
        for id_, one in facts("rules").items()
    }
    found = {
        id_: (one.kind, one.limit, one.unit, one.since, one.until, one.verified)
        for id_, one in rules().items()
    }
    assert found == expected
    assert len(found) == 194


def test_every_gate_is_carried_over() -> None:
    expected = {
        id_: (one["requires"], day(one["effective_from"]), day(one["effective_to"]), one["verified"])
        for id_, one in facts("gates").items()
    }
    assert {
        id_: (one.requires, one.since, one.until, one.verified) for id_, one in gates().items()
    } == expected
    assert len(expected) == 76


def test_a_rule_without_its_letter_is_the_edition_of_the_day() -> None:
    assert rule_on("FY-012", date(2023, 12, 31)).id == "FY-012a"
    assert rule_on("FY-014", date(2017, 3, 16)).id == "FY-014a"
    with pytest.raises(UnknownRule, match="没有唯一适用"):
        rule_on("FY-012", date(2025, 1, 1))  # 012b ordinary, 012c summary


def test_a_rule_outside_its_days_names_its_interval() -> None:
    with pytest.raises(NotInForce, match="2024-01-01至今"):
        rule_on("FY-012b", date(2023, 12, 31))


def test_unknown_ids_are_refused() -> None:
    with pytest.raises(UnknownRule, match="没有编号为 FY-999"):
        rule("FY-999")
    with pytest.raises(UnknownRule, match="没有编号为 G-FY-99"):
        gate("G-FY-99")


def test_editions_of_one_rule_follow_each_other_without_overlap() -> None:
    for one in rules().values():
        for other in rules().values():
            same = one.id[:-1] == other.id[:-1] and one.step == other.step and one.id < other.id
            if same and one.id[-1].isalpha() and one.until:
                assert one.until < other.since or other.until and other.until < one.since, (one.id, other.id)

"""Organs over time as the system administrator enters it: names, superiors, competences, abolition."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from yifa.kernel.organs.models import Line, Organ, OrganName, Subordination
from yifa.kernel.organs.queries import names_on, successors, superior
from yifa.kernel.organs.tests.factories import organ, under
from yifa.kernel.record.models import Entry
from yifa.kernel.staffing import organs
from yifa.kernel.staffing.tests.conftest import AT, TODAY, Admin

DAY = timedelta(days=1)
VALUES = {"name": "枫桥市水务局", "kind": "department", "level": "city"}


@pytest.fixture
def by(system: Admin) -> dict[str, Any]:
    return {"by": system.account, "at": AT}


@pytest.fixture
def water(by: dict[str, Any]) -> Organ:
    return organs.add_organ("water", {**VALUES, "founded_on": date(2010, 1, 1)}, **by)


def test_an_organ_is_entered_and_corrected_with_both_values(water: Organ, by: dict[str, Any]) -> None:
    organs.edit_organ(water, {"short_name": "市水务局", "position": 3}, **by)
    organs.edit_organ(water, {"short_name": "市水务局"}, **by)  # nothing changed, nothing recorded
    assert [(entry.act, entry.detail) for entry in Entry.objects.all()] == [
        ("organs.add", {"code": "water"}),
        ("organs.edit", {"short_name": ["", "市水务局"], "position": ["0", "3"]}),
    ]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"uscc": "123"}, "uscc"),
        ({"division_code": "13110"}, "division_code"),
        ({"name": "枫桥市水务局"}, "name"),
        ({"founded_on": date(2020, 1, 1), "abolished": True}, "founded_on"),
    ],
)
def test_wrong_values_are_named_at_their_field(
    values: dict[str, Any], field: str, water: Organ, by: dict[str, Any]
) -> None:
    other = organs.add_organ("parks", {**VALUES, "name": "枫桥市园林局"}, **by)
    if values.pop("abolished", False):
        other.abolished_on = date(2019, 1, 1)
    with pytest.raises(ValidationError) as refused:
        organs.edit_organ(other, values, **by)
    assert list(refused.value.message_dict) == [field]


def test_a_renamed_organ_is_still_found_by_the_name_it_bore(water: Organ, by: dict[str, Any]) -> None:
    organs.rename(water, "枫桥市水利局", on=date(2019, 1, 1), basis="机构改革方案", **by)
    organs.rename(water, "枫桥市水务和湖泊局", on=TODAY, basis="批复", **by)
    rows = list(OrganName.objects.order_by("until").values_list("name", "since", "until"))
    assert rows == [
        ("枫桥市水务局", date(2010, 1, 1), date(2019, 1, 1)),
        ("枫桥市水利局", date(2019, 1, 1), TODAY),
    ]
    known = names_on()
    assert {known["枫桥市水务局"], known["枫桥市水利局"], known["枫桥市水务和湖泊局"]} == {water.pk}


def test_a_name_begins_after_the_one_before_and_not_in_the_future(water: Organ, by: dict[str, Any]) -> None:
    for name, on, sentence in (
        ("枫桥市水务局", TODAY, "与现在的名称相同"),
        ("枫桥市水利局", TODAY + DAY, "不能晚于今天"),
        ("枫桥市水利局", date(2010, 1, 1), "应当晚于现在的名称启用的日期"),
    ):
        with pytest.raises(ValidationError, match=sentence):
            organs.rename(water, name, on=on, basis="批复", **by)
    assert not OrganName.objects.exists()


def test_an_alias_is_kept_and_corrected(water: Organ, by: dict[str, Any]) -> None:
    organs.keep_name(water, "市水务局", since=None, until=None, row=None, **by)
    row = OrganName.objects.get()
    organs.keep_name(water, "市水务局", since=date(2011, 1, 1), until=None, row=row, **by)
    assert OrganName.objects.get().since == date(2011, 1, 1)
    assert Entry.objects.last().detail == {"since": ["None", "2011-01-01"]}  # type: ignore[union-attr]
    with pytest.raises(ValidationError, match="停用日期不能早于启用日期"):
        organs.keep_name(water, "市水务局", since=TODAY, until=TODAY - DAY, row=row, **by)


def test_a_superior_changes_on_its_day_in_its_line_only(water: Organ, by: dict[str, Any]) -> None:
    city, province = organ("city", "枫桥市人民政府"), organ("province", "省水利厅")
    organs.place_under(water, Line.TERRITORIAL, city, since=date(2010, 1, 1), **by)
    organs.place_under(water, Line.VERTICAL, province, since=date(2010, 1, 1), **by)
    organs.place_under(water, Line.VERTICAL, city, since=TODAY, **by)
    assert superior(water, Line.TERRITORIAL, TODAY) == city
    assert superior(water, Line.VERTICAL, TODAY - DAY) == province
    assert superior(water, Line.VERTICAL, TODAY) == city
    organs.place_under(water, Line.VERTICAL, None, since=TODAY + DAY, **by)
    assert superior(water, Line.VERTICAL, TODAY + DAY) is None
    assert Entry.objects.last().detail["superior"] == ["枫桥市人民政府", ""]  # type: ignore[union-attr]


def test_no_organ_stands_above_itself_or_above_its_superior(water: Organ, by: dict[str, Any]) -> None:
    city = organ("city", "枫桥市人民政府")
    under(water, city)
    for lower, upper, sentence in ((water, water, "不能隶属自己"), (city, water, "不能反过来")):
        with pytest.raises(ValidationError, match=sentence):
            organs.place_under(lower, Line.TERRITORIAL, upper, since=TODAY, **by)
    with pytest.raises(ValidationError, match="已经隶属"):
        organs.place_under(water, Line.TERRITORIAL, city, since=TODAY, **by)
    with pytest.raises(ValidationError, match="没有上级"):
        organs.place_under(city, Line.TERRITORIAL, None, since=TODAY, **by)


def test_a_competence_has_its_basis_and_days(water: Organ, by: dict[str, Any]) -> None:
    organs.give_competence(water, "issue_norms", basis="三定规定", since=date(2011, 1, 1), until=None, **by)
    with pytest.raises(ValidationError, match="已经有这项事权"):
        organs.give_competence(water, "issue_norms", basis="三定规定", since=TODAY, until=None, **by)
    row = water.competences.get()
    organs.end_competence(row, on=TODAY, because="改革", **by)
    assert list(Organ.objects.may("issue_norms", TODAY - DAY)) == [water]
    assert not Organ.objects.may("issue_norms", TODAY).exists()
    with pytest.raises(ValidationError, match="已经终止"):
        organs.end_competence(row, on=TODAY, because="改革", **by)


def test_an_abolished_organ_passes_functions_and_those_below_to_its_heirs(
    water: Organ, by: dict[str, Any]
) -> None:
    city, heir, second = (
        organ("city", "枫桥市人民政府"),
        organ("new", "枫桥市水利局"),
        organ("n2", "枫桥市园林局"),
    )
    station = organ("station", "枫桥市水文站")
    under(water, city)
    under(heir, city)
    under(station, water)
    organs.give_competence(water, "issue_norms", basis="三定规定", since=None, until=None, **by)
    organs.abolish(water, on=TODAY + DAY, heirs=[heir, second], basis="机构改革方案", **by)
    assert successors(water, TODAY) == [water]
    assert successors(water, TODAY + DAY) == [heir, second]
    assert superior(station, Line.TERRITORIAL, TODAY) == water
    assert superior(station, Line.TERRITORIAL, TODAY + DAY) == heir
    assert superior(water, Line.TERRITORIAL, TODAY + DAY) is None
    assert not Organ.objects.may("issue_norms", TODAY + DAY).exists()
    with pytest.raises(ValidationError, match="已经于2026-03-17撤销"):
        organs.abolish(water, on=TODAY, heirs=[], basis="", **by)


def test_an_heir_that_stood_below_takes_over_without_a_circle(water: Organ, by: dict[str, Any]) -> None:
    heir = organ("heir", "枫桥市水文站")
    under(heir, water)
    under(organ("late", "枫桥市排水中心"), water, since=TODAY + 9 * DAY)
    organs.abolish(water, on=TODAY, heirs=[heir], basis="机构改革方案", **by)
    assert superior(heir, Line.TERRITORIAL, TODAY) is None
    assert all(row.superior_id != row.organ_id for row in Subordination.objects.all())


def test_an_heir_exists_on_the_day(water: Organ, by: dict[str, Any]) -> None:
    gone = organ("gone", "枫桥市旧局", abolished_on=TODAY)
    with pytest.raises(ValidationError, match="枫桥市旧局在撤销日期不存在"):
        organs.abolish(water, on=TODAY, heirs=[gone], basis="机构改革方案", **by)
    with pytest.raises(ValidationError, match="应当晚于设立日期"):
        organs.abolish(water, on=date(2010, 1, 1), heirs=[], basis="机构改革方案", **by)
    assert Organ.objects.get(pk=water.pk).abolished_on is None

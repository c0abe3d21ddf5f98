"""The organs are Hengshui's real ones, with both hierarchies, former names and successors."""

import gzip
import json
from collections import Counter
from datetime import date

import pytest

from demo import organs
from demo.accounts import ACCOUNTS
from tests.shared import shared
from yifa.kernel.organs.models import Level, Line, Organ, OrganKind, Subordination
from yifa.kernel.organs.queries import by_names, inferiors, successors, superior

TODAY = date(2026, 3, 16)
REFORM = date(2019, 1, 1)


@pytest.fixture
def units(db: None) -> dict[str, Organ]:
    return organs.build()


def test_the_list_has_every_unit_once() -> None:
    found = organs.units()
    assert len({unit.code for unit in found}) == len(found)
    assert len({unit.name for unit in found}) == len(found)
    kinds = Counter((unit.level, unit.kind) for unit in found)
    assert kinds[Level.COUNTY, OrganKind.GOVERNMENT] == 11
    assert kinds[Level.COUNTY, OrganKind.ZONE] == 2
    assert sum(count for (level, _), count in kinds.items() if level == Level.TOWN) == 129


def test_counties_and_townships_are_those_of_the_public_statistics() -> None:
    with gzip.open(shared("corpus/divisions.jsonl.gz"), "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    wanted = {row["code"] for row in rows if row["code"].startswith("1311") and row["code"] != "131100"}
    assert {unit.division for unit in organs.units() if unit.level in (Level.COUNTY, Level.TOWN)} - {
        ""
    } == wanted


def test_a_second_build_adds_nothing_and_keeps_what_was_changed(units: dict[str, Organ]) -> None:
    Organ.objects.filter(code="hengshui-justice").update(short_name="市局")
    Subordination.objects.filter(organ=units["anping"]).update(until=TODAY)
    counts = Organ.objects.count(), Subordination.objects.count()
    organs.build()
    assert (Organ.objects.count(), Subordination.objects.count()) == counts
    assert Organ.objects.get(code="hengshui-justice").short_name == "市局"


def test_the_legal_affairs_office_became_the_justice_bureau(units: dict[str, Organ]) -> None:
    office = units["hengshui-legal-affairs"]
    assert successors(office, date(2018, 12, 31)) == [office]
    assert successors(office, REFORM) == [units["hengshui-justice"]]


def test_three_offices_became_the_market_bureau(units: dict[str, Organ]) -> None:
    before = ("hengshui-industry-commerce", "hengshui-quality", "hengshui-food-drug")
    assert {successors(units[code], TODAY)[0].code for code in before} == {"hengshui-market"}
    assert units["hengshui-market"] not in Organ.objects.existing(date(2018, 12, 31))
    assert not set(before) & set(Organ.objects.existing(REFORM).values_list("code", flat=True))


def test_every_ended_organ_has_an_heir_that_exists(units: dict[str, Organ]) -> None:
    ended = [organ for organ in units.values() if organ.abolished_on]
    assert len(ended) == 13
    assert all(successors(organ, TODAY) for organ in ended)


def test_a_county_justice_bureau_stands_in_both_hierarchies(units: dict[str, Organ]) -> None:
    bureau = units["anping-justice"]
    assert superior(bureau, Line.TERRITORIAL, TODAY) == units["anping"]
    assert superior(bureau, Line.VERTICAL, TODAY) == units["hengshui-justice"]
    assert superior(units["hengshui-justice"], Line.VERTICAL, TODAY) == units["hebei-justice"]


def test_below_the_city_stand_counties_zones_towns_but_no_statistical_areas(units: dict[str, Organ]) -> None:
    below = inferiors(units["hengshui"], TODAY)
    assert {units["shenzhou"].pk, units["binhu"].pk, units["town-131125101"].pk} <= below
    assert units["town-131182400"].kind == OrganKind.OTHER  # a prison is counted, and governs nobody
    assert units["town-131182400"].pk not in below


def test_documents_of_jizhou_city_belong_to_jizhou_district(units: dict[str, Organ]) -> None:
    names = ("冀州市人民政府", "冀州区人民政府", "衡水工业新区管理委员会", "市政府", "市司法局")
    codes = ("jizhou", "jizhou", "gaoxin", "hengshui", "hengshui-justice")
    assert by_names(names) == {name: units[code].pk for name, code in zip(names, codes, strict=True)}


def test_who_may_issue_norms(units: dict[str, Organ]) -> None:
    may = set(Organ.objects.may("issue_norms", TODAY).values_list("code", flat=True))
    assert {"hengshui", "hengshui-office", "hengshui-market", "anping", "gaoxin", "town-131125101"} <= may
    assert not may & {"hengshui-environment", "town-131182400", "town-131102001"}
    assert "hengshui-environment" in Organ.objects.may("issue_norms", date(2018, 1, 1)).values_list(
        "code", flat=True
    )


def test_the_page_of_accounts_names_the_organ_of_each() -> None:
    found = {member.username: member.organ_name for member in ACCOUNTS}
    assert (found["shencha"], found["anping-baosong"]) == ("市司法局", "安平县司法局")
    assert all(found.values())

"""Organs over time: who exists, who came after, which name means whom, who stands above in 块 and 条."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from yifa.kernel.organs.models import Competence, Level, Line, Organ, OrganKind, OrganName, Post, Succession
from yifa.kernel.organs.queries import by_names, inferiors, names_on, successors, superior
from yifa.kernel.organs.tests.factories import REFORM, heir, organ, post, under

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def city() -> Organ:
    return organ("city", "衡水市人民政府", OrganKind.GOVERNMENT, short_name="市政府")


def test_an_organ_exists_from_its_founding_to_the_day_before_its_abolition() -> None:
    old = organ("old", "衡水市环境保护局", abolished_on=REFORM)
    new = organ("new", "衡水市生态环境局", founded_on=REFORM)
    assert list(Organ.objects.existing(REFORM - DAY)) == [old]
    assert list(Organ.objects.existing(REFORM)) == [new]


def test_an_organ_cannot_end_on_the_day_it_begins() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        organ("never", "衡水市从未设立局", founded_on=REFORM, abolished_on=REFORM)


def test_until_the_reform_an_organ_answers_for_itself_then_its_heir() -> None:
    old, new = organ("old", "衡水市人民政府法制办公室", abolished_on=REFORM), organ("new", "衡水市司法局")
    heir(old, new)
    assert successors(old, REFORM - DAY) == [old]
    assert successors(old, REFORM) == [new]


def test_succession_is_followed_over_two_reforms_and_to_several_heirs() -> None:
    later = date(2024, 3, 1)
    first = organ("first", "衡水市国土资源局", abolished_on=REFORM)
    second = organ("second", "衡水市规划和国土资源局", founded_on=REFORM, abolished_on=later)
    third, fourth = organ("third", "衡水市自然资源和规划局"), organ("fourth", "衡水市林业和草原局")
    heir(first, second)
    heir(second, third, later)
    heir(second, fourth, later)
    assert successors(first, later - DAY) == [second]
    assert successors(first, later) == [third, fourth]


def test_an_organ_without_heir_leaves_nobody() -> None:
    assert successors(organ("gone", "衡水市临时指挥部", abolished_on=REFORM), REFORM) == []


def test_no_organ_succeeds_itself() -> None:
    one = organ("one", "衡水市司法局")
    with pytest.raises(IntegrityError), transaction.atomic():
        Succession.objects.create(predecessor=one, successor=one, on=REFORM)


def test_the_two_hierarchies_are_apart(city: Organ) -> None:
    province, bureau = organ("p", "河北省司法厅", level=Level.PROVINCE), organ("b", "衡水市司法局")
    under(bureau, city)
    under(bureau, province, Line.VERTICAL)
    assert superior(bureau, Line.TERRITORIAL, REFORM) == city
    assert superior(bureau, Line.VERTICAL, REFORM) == province
    assert superior(city, Line.VERTICAL, REFORM) is None


def test_a_superior_holds_for_its_time_only(city: Organ) -> None:
    county, district = organ("c", "冀州市人民政府"), organ("d", "桃城区人民政府")
    under(county, city, until=REFORM)
    under(county, district, since=REFORM)
    assert superior(county, Line.TERRITORIAL, REFORM - DAY) == city
    assert superior(county, Line.TERRITORIAL, REFORM) == district


def test_only_one_present_superior_in_each_hierarchy(city: Organ) -> None:
    bureau, other = organ("b", "衡水市司法局"), organ("o", "深州市人民政府")
    under(bureau, city)
    with pytest.raises(IntegrityError), transaction.atomic():
        under(bureau, other)


def test_inferiors_are_found_at_any_depth_and_survive_a_circle(city: Organ) -> None:
    county, town = organ("c", "安平县人民政府"), organ("t", "安平县马店镇人民政府", level=Level.TOWN)
    under(county, city)
    under(town, county)
    under(city, town, Line.VERTICAL)  # a wrong entry must not hang the page
    assert inferiors(city, REFORM) == {county.pk, town.pk, city.pk}
    assert inferiors(organ("x", "局外机关"), REFORM) == set()


def test_a_former_name_means_the_organ_of_today(city: Organ) -> None:
    district = organ("jizhou", "冀州区人民政府")
    OrganName.objects.create(organ=district, name="冀州市人民政府", until=date(2016, 7, 1))
    found = by_names(["冀州市人民政府", "冀州区人民政府", "市政府", "没有这个机关"])
    assert found == {"冀州市人民政府": district.pk, "冀州区人民政府": district.pk, "市政府": city.pk}


def test_a_former_name_is_known_on_its_days_only() -> None:
    district = organ("jizhou", "冀州区人民政府")
    OrganName.objects.create(organ=district, name="冀州市人民政府", until=date(2016, 7, 1))
    assert "冀州市人民政府" in names_on(date(2016, 6, 30))
    assert "冀州市人民政府" not in names_on(date(2016, 7, 1))


def test_a_present_name_wins_over_the_same_former_name() -> None:
    old, new = organ("old", "衡水市环境保护局"), organ("new", "衡水市规划局")
    OrganName.objects.create(organ=old, name="衡水市规划局", until=REFORM)
    assert by_names(["衡水市规划局"]) == {"衡水市规划局": new.pk}


def test_a_competence_is_held_for_a_time(city: Organ) -> None:
    Competence.objects.create(organ=city, code="issue_norms", since=REFORM, until=REFORM + DAY)
    assert list(Organ.objects.may("issue_norms", REFORM)) == [city]
    assert not Organ.objects.may("issue_norms", REFORM - DAY).exists()
    assert not Organ.objects.may("issue_norms", REFORM + DAY).exists()
    assert not Organ.objects.may("decide_penalties", REFORM).exists()


def test_a_post_ends_with_its_time_and_with_its_organ(city: Organ) -> None:
    closed = organ("closed", "衡水市人民政府法制办公室", abolished_on=REFORM)
    mayor = post("市长", city, "市长", since=date(2018, 1, 1), until=date(2021, 1, 1))
    clerk = post("承办科员", closed, since=date(2018, 1, 1))
    assert set(Post.objects.held(REFORM - DAY)) == {mayor, clerk}
    assert set(Post.objects.held(REFORM)) == {mayor}
    assert set(Post.objects.held(date(2021, 1, 1))) == set()


def test_a_row_cannot_end_before_it_begins(city: Organ) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        post("承办科员", city, since=REFORM, until=REFORM - DAY)


def test_a_row_that_ends_on_the_day_it_begins_never_held(city: Organ) -> None:
    mistaken = post("承办科员", city, since=REFORM, until=REFORM)
    assert mistaken not in Post.objects.held(REFORM)
    assert not mistaken.holds(REFORM)

"""Organs on the desk: entered, renamed, placed, abolished; lists with their export and a fixed number of queries."""

import csv
import io
from datetime import date
from typing import Any

from django.urls import reverse

from yifa.faces.desk.tests.conftest import text_of
from yifa.kernel.organs.models import Competence, Level, Organ, OrganKind, Subordination
from yifa.kernel.record.models import Entry

NEW = {
    "code": "Parks-Office",
    "name": "枫桥市公园管理中心",
    "kind": "institution",
    "level": "city",
    "position": "7",
    "founded_on": "2020-01-01",
}


def send(cast: Any, page: str, /, *numbers: int, **data: Any) -> Any:
    return cast["系统管理员"].client.post(reverse(f"desk:{page}", args=numbers), data)


def page_of(cast: Any, organ: Organ) -> str:
    return text_of(cast["系统管理员"].client.get(reverse("desk:organ", args=[organ.pk])))


def test_an_organ_is_entered_and_its_page_shows_who_did_it(cast: Any) -> None:
    response = send(cast, "organ_new", **NEW)
    made = Organ.objects.get(code="parks-office")
    assert response.url == reverse("desk:organ", args=[made.pk])
    page = page_of(cast, made)
    assert "新增机构" in page
    assert "2020年1月1日" in page
    assert Entry.objects.get(act="organs.add").by == cast["系统管理员"].account


def test_wrong_values_get_a_sentence_each_and_stay_in_the_form(cast: Any) -> None:
    bad = {**NEW, "name": "枫桥市水务局", "uscc": "1", "founded_on": "2017-02-30", "position": "x"}
    page = text_of(send(cast, "organ_new", **bad))
    assert "设立日期应为真实存在的日期" in page
    assert "排序应为 0 至 100000 的整数。" in page
    page = text_of(send(cast, "organ_new", **{**bad, "founded_on": "", "position": "1"}))
    assert "已经有这个名称的机构：枫桥市水务局（water）。" in page
    assert "统一社会信用代码应当为18位" in page
    assert 'value="Parks-Office"' in page
    assert not Organ.objects.filter(code__iexact="parks-office").exists()


def test_who_saved_in_between_is_named_and_nothing_is_overwritten(cast: Any) -> None:
    water = Organ.objects.get(code="water")
    values = {"name": water.name, "kind": "department", "level": "city", "position": "0"}
    assert send(cast, "organ_edit", water.pk, **values, short_name="市水务局", seen="0").status_code == 302
    late = text_of(send(cast, "organ_edit", water.pk, **values, short_name="水务局", seen="0"))
    assert "没有保存。你打开本页以后，系统管理员于09:30改过。" in late
    water.refresh_from_db()
    assert water.short_name == "市水务局"


def test_a_name_a_superior_and_a_competence_come_with_their_days(cast: Any) -> None:
    water, justice = Organ.objects.get(code="water"), Organ.objects.get(code="justice")
    send(cast, "organ_rename", water.pk, name="枫桥市水利局", on="2026-03-01", basis="批复")
    send(cast, "organ_name_new", water.pk, name="市水利局", since="2026-03-01")
    send(cast, "organ_superior", water.pk, line="territorial", superior=justice.pk, since="2026-03-02")
    send(cast, "organ_competence", water.pk, code="issue_norms", basis="三定规定", since="2026-03-03")
    water.refresh_from_db()
    page = page_of(cast, water)
    for words in (
        "枫桥市水利局",
        "枫桥市水务局",
        "市水利局",
        "2026年3月2日",
        "制定行政规范性文件",
        "2026年3月3日",
    ):
        assert words in page
    assert "枫桥市水务局 → 枫桥市水利局" in page
    row = Competence.objects.get()
    assert send(cast, "competence_end", row.pk, on="2026-03-20", because="改革").status_code == 302
    alias = water.names.get(name="市水利局")
    send(cast, "organ_name", water.pk, alias.pk, name="市水利局", since="2026-03-01", until="2026-03-10")
    alias.refresh_from_db()
    assert alias.until == date(2026, 3, 10)
    assert page_of(cast, water).count("终止") >= 1


def test_an_organ_is_abolished_with_its_heir_after_the_consequences_were_shown(cast: Any) -> None:
    water, justice = Organ.objects.get(code="water"), Organ.objects.get(code="justice")
    form = text_of(cast["系统管理员"].client.get(reverse("desk:organ_abolish", args=[water.pk])))
    assert "在这里任职的 3 人" in form
    values = {"on": "2026-03-16", "heirs": [justice.pk], "basis": "《枫桥市机构改革方案》"}
    assert "请先勾选确认。" in text_of(send(cast, "organ_abolish", water.pk, **values))
    assert send(cast, "organ_abolish", water.pk, **values, sure="on").status_code == 302
    assert "职能由" in page_of(cast, water)
    assert "承继" in page_of(cast, justice)
    assert cast["承办科员"].client.get(reverse("desk:home")).status_code == 403  # his post went with it


def test_the_organ_of_the_administrators_stays_while_it_is_theirs(cast: Any) -> None:
    justice = Organ.objects.get(code="justice")
    values = {"on": "2026-03-16", "basis": "方案", "sure": "on"}
    page = text_of(send(cast, "organ_abolish", justice.pk, **values))
    assert "从2026年3月16日起全市没有能够登录的系统管理员" in page
    justice.refresh_from_db()
    assert justice.abolished_on is None


def listed(cast: Any, **asked: str) -> list[str]:
    response = cast["系统管理员"].client.get(reverse("desk:organs"), asked)
    return [row.row.name for _, row in response.context["lines"]]


def test_organs_are_found_by_former_names_narrowed_and_exported(cast: Any) -> None:
    water = Organ.objects.get(code="water")
    for name in ("枫桥市水利局", "市水利局"):
        water.names.create(name=name)
    Organ.objects.create(
        code="old",
        name="枫桥市旧局",
        kind=OrganKind.DEPARTMENT,
        level=Level.CITY,
        abolished_on=date(2019, 1, 1),
    )
    assert listed(cast, q="水利") == ["枫桥市水务局"]
    assert listed(cast, kind="government") == []
    assert listed(cast, view="former") == ["枫桥市旧局"]
    response = cast["系统管理员"].client.get(reverse("desk:organs"), {"export": "csv"})
    rows = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
    assert rows[0][0] == "名称"
    assert len(rows) == 4
    entry = Entry.objects.get(act="desk.export")
    assert (entry.by, entry.detail) == (cast["系统管理员"].account, {"list": "机构", "format": "CSV"})


def test_the_list_takes_the_same_queries_for_few_and_for_many(
    cast: Any, django_assert_num_queries: Any
) -> None:
    def more(numbers: range) -> None:
        above = Organ.objects.get(code="justice")
        for number in numbers:
            made = Organ.objects.create(
                code=f"o{number}", name=f"枫桥市第{number}局", kind=OrganKind.OTHER, level=Level.CITY
            )
            Subordination.objects.create(organ=made, superior=above, line="territorial")

    more(range(1))
    with django_assert_num_queries(9):
        assert len(listed(cast)) == 4
    more(range(1, 15))
    with django_assert_num_queries(9):
        assert len(listed(cast)) == 18

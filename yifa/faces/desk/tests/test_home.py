"""The desk's first page says in its heading what waits; every count leads to what it counts."""

from datetime import date
from typing import Any

from django.urls import reverse

from yifa.domains.norms.models import Batch, Intake, Outcome
from yifa.faces.desk.tests.conftest import AT, text_of
from yifa.kernel.jobs.models import Job, JobState
from yifa.kernel.record.models import Entry
from yifa.registers.library.tests import factories


def heading(actor: Any) -> Any:
    return actor.client.get(reverse("desk:home")).context["heading"]


def test_nothing_waits_and_the_heading_says_so(cast: Any) -> None:
    assert {heading(cast[name]) for name in ("审查员", "登记员", "负责人", "审计员")} == {
        "今天没有等你办的事"
    }


def test_the_ladder_of_expiry_counts_down_to_the_last_month(cast: Any) -> None:
    for number, last in enumerate(
        (date(2026, 4, 16), date(2026, 4, 17), date(2026, 9, 16), date(2026, 9, 17)), 1
    ):
        title = f"枫桥市第{number}类摊位办法"
        text = factories.norm_text(title, subject=title)
        factories.work(text, title=title, doc_no=f"枫政规〔2021〕{number}号", expires_on=last)
    response = cast["审查员"].client.get(reverse("desk:home"))
    assert response.context["heading"] == "今天有1 件文件 1 个月内有效期届满"
    assert [(row.last, row.rung, tone) for row, tone in response.context["expiring"]] == [
        (date(2026, 4, 16), 1, "amber"),
        (date(2026, 4, 17), 2, "amber"),
        (date(2026, 9, 16), 6, "green"),
    ]
    assert "剩 31 日" in text_of(response)


def test_only_the_own_organ_is_reminded_of_its_documents(cast: Any) -> None:
    organ = cast["负责人"].organ
    factories.work(organ=organ, expires_on=date(2026, 4, 1))
    assert heading(cast["负责人"]) == "今天有1 件文件 1 个月内有效期届满"
    assert heading(cast["局外人"]) == "今天没有等你办的事"


def test_what_broke_off_stands_first_and_what_is_to_be_settled_is_counted(cast: Any) -> None:
    organ = cast["登记员"].organ
    job = Job.objects.create(
        kind="norms.import", title="公报", state=JobState.FAILED, total=9, done=4, created_at=AT
    )
    batch = Batch.objects.create(title="公报", source="公报", organ=organ, job=job, at=AT)
    Intake.objects.create(batch=batch, position=1, name="a.txt", outcome=Outcome.SETTLE)
    response = cast["登记员"].client.get(reverse("desk:home"))
    assert response.context["heading"] == "今天有1 批导入中断，1 件导入的文件待核定"
    assert [light for light, _, _ in response.context["bands"]] == ["red", "amber"]
    page = text_of(response)
    assert reverse("desk:import", args=[batch.pk]) in page
    assert cast["登记员"].client.get(reverse("desk:settle")).url == reverse("desk:intake", args=[1])
    assert heading(cast["局外人"]) == "今天没有等你办的事"


def test_the_page_takes_a_fixed_number_of_queries(cast: Any, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(17):
        cast["审查员"].client.get(reverse("desk:home"))


def test_findings_lead_to_the_place_in_the_text(cast: Any) -> None:
    text = "枫桥市摊位办法\n第一条　管理摊位。\n第二条　每日清理。\n第四条　违者警告。"
    version = factories.version(None, text, title="枫桥市摊位办法", doc_no="枫政规〔2024〕8号")
    actor = cast["审查员"]
    page = text_of(actor.client.get(reverse("desk:findings")))
    assert "枫桥市摊位办法" in page
    place = text_of(actor.client.get(reverse("desk:finding", args=[version.pk])))
    assert "第二条之后为第四条。来源文本第二条与第四条之间没有第三条，缺文或者漏印，请对照原件。" in place
    assert "<mark>第四条</mark>" in place
    assert cast["负责人"].client.get(reverse("desk:findings")).status_code == 403
    own = cast["登记员"].client
    assert own.get(reverse("desk:findings")).context["sheet"].total == 0
    version.work.organ = cast["登记员"].organ
    version.work.save()
    assert own.get(reverse("desk:findings")).context["sheet"].total == 1


def test_a_misprinted_number_is_shown_where_it_stands(cast: Any) -> None:
    text = "枫桥市摊位办法\n第一条　管理摊位。\n第二零三条　每日清理。\n第三条　违者警告。"
    version = factories.version(None, text, title="枫桥市摊位办法", doc_no="枫政规〔2024〕8号")
    response = cast["审查员"].client.get(reverse("desk:finding", args=[version.pk]))
    page = text_of(response)
    assert "条号误印" in page and "前后条号相接，按第二条读。" in page
    assert "<mark>第二零三条</mark>" in page
    assert list(response.context["sentences"]) == []  # each break is told once


def test_the_auditor_reads_what_everyone_did_and_others_only_their_own(cast: Any) -> None:
    cast["承办科员"].client.get(reverse("desk:effects"))
    cast["负责人"].client.get(reverse("desk:effects"))
    page = text_of(cast["审计员"].client.get(reverse("desk:record")))
    assert "承办科员" in page
    assert "负责人" in page
    assert "访问被拒绝" in page
    found = cast["审计员"].client.get(reverse("desk:record"), {"q": "承办", "month": "2026-03"})
    assert found.context["sheet"].total == 1
    assert cast["承办科员"].client.get(reverse("desk:mine")).context["sheet"].total == 1
    export = cast["审计员"].client.get(reverse("desk:record"), {"export": "csv"})
    assert "承办科员" in b"".join(export.streaming_content).decode()
    assert cast["审查员"].client.get(reverse("desk:record")).status_code == 403
    assert Entry.objects.filter(act="access.refused").count() == 3

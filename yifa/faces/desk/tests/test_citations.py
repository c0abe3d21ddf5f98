"""Citations are decided by name; one decision ties all places, and late arrivals do not undo it."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from yifa.faces.desk.tests.conftest import text_of
from yifa.kernel.record.models import Entry
from yifa.registers.library import resolve
from yifa.registers.library.models import Citation
from yifa.registers.library.tests import factories

CITED = "枫桥市摊位条例"


@pytest.fixture
def citing(cast: Any) -> Any:
    """Two norms that cite what the library does not hold."""
    made = []
    for number, subject in enumerate(("夜市", "早市"), 1):
        title = f"枫桥市{subject}管理办法"
        text = (
            f"{title}\n第一条　根据《{CITED}》第五条，制定本办法。\n"
            f"第二条　{subject}由街道办事处管理，每年报告{number}次{subject}情况。"
        )
        made.append(
            factories.work(
                text, title=title, doc_no=f"枫政规〔2025〕{number}号", issued_on=date(2025, 1, number)
            )
        )
    return made


def sample() -> Any:
    return Citation.objects.filter(law=CITED).order_by("pk").first()


def address() -> Any:
    return reverse("desk:citation", args=[sample().pk])


def test_names_are_counted_and_the_places_shown(cast: Any, citing: Any) -> None:
    actor = cast["审查员"]
    page = text_of(actor.client.get(reverse("desk:citations")))
    assert "还有 1 个引用名称要人核定" in page
    page = text_of(actor.client.get(address()))
    assert f"《{CITED}》被引用 2 处，未找到目标" in page
    assert page.count("<mark>") == 2


def test_one_decision_ties_all_places(cast: Any, citing: Any) -> None:
    target = factories.work()
    values = {"target": "other", "other": "枫政规〔2020〕3号", "all": "on"}
    response = cast["审查员"].client.post(address(), values, follow=True)
    assert "2 处引用已链接到《枫桥市河道保洁管理办法》。" in text_of(response)
    tied = Citation.objects.filter(law=CITED)
    assert {(row.work_id, row.state, row.decided_by) for row in tied} == {
        (target.pk, "resolved", cast["审查员"].account)
    }
    entry = Entry.objects.get(act="library.tie_citation")
    assert (entry.detail["places"], entry.detail["doc_no"]) == (2, "枫政规〔2020〕3号")


def test_a_decision_can_be_made_for_one_place_only(cast: Any, citing: Any) -> None:
    factories.work()
    cast["审查员"].client.post(address(), {"target": "other", "other": "枫政规〔2020〕3号"})
    assert sorted(Citation.objects.filter(law=CITED).values_list("state", flat=True)) == [
        "resolved",
        "unresolved",
    ]


def test_what_is_marked_external_waits_no_longer_and_stays_so(cast: Any, citing: Any) -> None:
    actor = cast["审查员"]
    actor.client.post(address(), {"target": "external", "all": "on", "because": "不收录"})
    resolve.link()
    assert set(Citation.objects.filter(law=CITED).values_list("state", flat=True)) == {"external"}
    assert "没有引用等人核定" in text_of(actor.client.get(reverse("desk:citations")))
    assert CITED in text_of(actor.client.get(reverse("desk:citations"), {"view": "external"}))


def test_bad_answers_are_named(cast: Any, citing: Any) -> None:
    actor = cast["审查员"]
    assert "选一个目标。" in text_of(actor.client.post(address(), {}))
    assert "写明另外指定的是哪份文件。" in text_of(actor.client.post(address(), {"target": "other"}))
    unknown = text_of(actor.client.post(address(), {"target": "other", "other": "天书"}))
    assert "库内没有“天书”。" in unknown
    assert "从列出的目标里选一个。" in text_of(actor.client.post(address(), {"target": "99999"}))


def test_only_reviewers_decide(cast: Any, citing: Any) -> None:
    for name in ("登记员", "负责人", "审计员"):
        assert cast[name].client.post(address(), {"target": "external"}).status_code == 403
    assert set(Citation.objects.filter(law=CITED).values_list("state", flat=True)) == {"unresolved"}

"""Effects are decided by a person, once, with the consequence shown before; nothing decided is lost."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from yifa.faces.desk.tests.conftest import text_of
from yifa.kernel.record.models import Entry
from yifa.registers.library.kinds import EffectState
from yifa.registers.library.models import Effect, Work
from yifa.registers.library.tests import factories

NEW = "枫桥市集市管理办法"
REPEALING = (
    f"{NEW}\n第一条　为了规范集市摊位，制定本办法。\n第二条　市场主管部门负责集市管理。\n"
    "第三条　本办法自2026年4月1日起施行。《枫桥市河道保洁管理办法》（枫政规〔2020〕3号）同时废止。"
)


@pytest.fixture
def repeal(cast: Any) -> Any:
    """A proposal: the new norm repeals the old one from 1 April 2026."""
    old = factories.work()
    factories.work(
        REPEALING,
        title=NEW,
        doc_no="枫政规〔2026〕1号",
        issued_on=date(2026, 3, 1),
        effective_on=date(2026, 4, 1),
    )
    return Effect.objects.get(work=old, state=EffectState.PROPOSED)


def address(effect: Any) -> Any:
    return reverse("desk:effect", args=[effect.pk])


def test_the_page_shows_the_text_the_reading_and_what_confirming_would_do(cast: Any, repeal: Any) -> None:
    response = cast["审查员"].client.get(address(repeal))
    page = text_of(response)
    assert "还有 1 条效力要人确认" in page
    assert "<mark>" in page
    assert "2026年4月1日由" in page
    assert response.context["foreseen"].before.force == "in_force"
    assert response.context["foreseen"].after.force == "repealed"
    assert Work.objects.get(pk=repeal.work_id).force == "in_force"


def test_accepting_counts_from_now_on_and_is_recorded(cast: Any, repeal: Any) -> None:
    actor = cast["审查员"]
    response = actor.client.post(address(repeal), {"act": "accept"})
    assert response.url == reverse("desk:effects")
    repeal.refresh_from_db()
    assert (repeal.state, repeal.decided_by) == ("confirmed", actor.account)
    work = Work.objects.get(pk=repeal.work_id)
    assert (work.force, work.force_until) == ("in_force", date(2026, 4, 1))
    assert Entry.objects.get(act="library.confirm_effect").by == actor.account


def test_an_effect_is_decided_once(cast: Any, repeal: Any) -> None:
    actor = cast["审查员"]
    actor.client.post(address(repeal), {"act": "accept"})
    response = actor.client.post(address(repeal), {"act": "reject", "x-because": "不对"}, follow=True)
    repeal.refresh_from_db()
    assert repeal.state == "confirmed"
    assert "这条效力已经由审查员于2026-03-16" in text_of(response)


def test_rejecting_needs_a_reason_and_keeps_it(cast: Any, repeal: Any) -> None:
    actor = cast["审查员"]
    response = actor.client.post(address(repeal), {"act": "reject", "x-because": ""})
    assert response.status_code == 422
    assert "写明理由，理由会记入记录。" in text_of(response)
    actor.client.post(address(repeal), {"act": "reject", "x-because": "句中另有保留"})
    repeal.refresh_from_db()
    assert (repeal.state, repeal.decided_reason) == ("rejected", "句中另有保留")
    page = text_of(actor.client.get(reverse("desk:effects"), {"view": "rejected"}))
    assert "枫桥市河道保洁管理办法" in page


def test_a_correction_is_confirmed_as_corrected_with_both_values_kept(cast: Any, repeal: Any) -> None:
    values = {
        "act": "edit",
        "kind": "repeal",
        "target": "枫政规〔2020〕3号",
        "part": "第二条",
        "on": "2026-03-01",
        "because": "只废止第二条",
    }
    cast["审查员"].client.post(address(repeal), values)
    repeal.refresh_from_db()
    assert (repeal.eid, repeal.note, repeal.on) == ("art_2", "第二条", date(2026, 3, 1))
    assert Work.objects.get(pk=repeal.work_id).force == "partly_lapsed"
    assert Entry.objects.get(act="library.edit_effect").detail["on"] == ["2026-04-01", "2026-03-01"]


def test_a_part_that_does_not_exist_and_a_missing_day_are_named(cast: Any, repeal: Any) -> None:
    bad = {
        "act": "edit",
        "kind": "repeal",
        "target": "枫政规〔2020〕3号",
        "part": "第九十九条",
        "because": "x",
    }
    page = text_of(cast["审查员"].client.post(address(repeal), bad))
    assert "填写发生效力的日期。" in page
    page = text_of(cast["审查员"].client.post(address(repeal), {**bad, "on": "2026-03-01"}))
    assert "《枫桥市河道保洁管理办法》没有“第九十九条”这一部分。" in page
    repeal.refresh_from_db()
    assert repeal.state == "proposed"


def test_a_confirmed_effect_is_retracted_and_the_force_comes_back(cast: Any, repeal: Any) -> None:
    actor = cast["审查员"]
    values = {
        "act": "edit",
        "kind": "repeal",
        "target": "枫政规〔2020〕3号",
        "on": "2026-03-01",
        "because": "提前",
    }
    actor.client.post(address(repeal), values)
    assert Work.objects.get(pk=repeal.work_id).force == "repealed"
    actor.client.post(address(repeal), {"act": "retract", "x-because": "认错了"})
    repeal.refresh_from_db()
    assert repeal.retracted_at is not None
    assert Work.objects.get(pk=repeal.work_id).force == "in_force"
    assert "已撤销" in text_of(actor.client.get(reverse("desk:effects"), {"view": "retracted"}))


def test_an_effect_by_hand_needs_a_work_of_the_library_for_its_own_days(cast: Any) -> None:
    work = factories.work()
    page = reverse("desk:effect_new", args=[work.pk])
    values = {"kind": "expire", "target": "没有的文件", "until": "2026-01-31", "because": "清理目录"}
    refused = text_of(cast["审查员"].client.post(page, values))
    assert "库内没有“没有的文件”。" in refused
    cast["审查员"].client.post(page, {**values, "target": work.doc_no})
    work.refresh_from_db()
    assert (work.force, work.expires_on) == ("lapsed", date(2026, 1, 31))


def test_only_reviewers_decide(cast: Any, repeal: Any) -> None:
    for name in ("登记员", "承办科员", "负责人", "审计员"):
        assert cast[name].client.post(address(repeal), {"act": "accept"}).status_code == 403
    repeal.refresh_from_db()
    assert repeal.state == "proposed"


@pytest.fixture
def siblings(cast: Any) -> list[Effect]:
    """Two proposals of one text: it repeals two norms."""
    for number, subject in enumerate(("书屋", "座椅"), 1):
        title = f"枫桥市{subject}管理办法"
        text = factories.norm_text(title, subject=subject)
        factories.work(text, title=title, doc_no=f"枫政规〔2019〕{number}号")
    text = (
        "枫桥市清理决定\n第一条　为了清理文件，作出本决定。\n"
        "第二条　《枫桥市书屋管理办法》《枫桥市座椅管理办法》自2026年3月1日起废止。"
    )
    factories.work(text, title="枫桥市清理决定", doc_no="枫政规〔2026〕5号", issued_on=date(2026, 2, 20))
    return list(Effect.objects.filter(state=EffectState.PROPOSED, kind="repeal").order_by("pk"))


def test_proposals_of_one_text_are_accepted_together_when_ticked(cast: Any, siblings: list[Effect]) -> None:
    first, second = siblings
    actor = cast["审查员"]
    assert "同一文件的其他提议" in text_of(actor.client.get(address(first)))
    nothing = text_of(actor.client.post(address(first), {"act": "also", "also": ["x"]}, follow=True))
    assert "没有选中等待确认的效力，没有改动。" in nothing
    actor.client.post(address(first), {"act": "also", "also": [str(second.pk)]})
    states = dict(Effect.objects.filter(pk__in=[first.pk, second.pk]).values_list("pk", "state"))
    assert states == {first.pk: "proposed", second.pk: "confirmed"}
    assert Work.objects.get(title="枫桥市座椅管理办法").force == "repealed"
    assert Entry.objects.filter(act="library.confirm_effect", by=actor.account).count() == 1


def test_the_queue_takes_a_fixed_number_of_queries(
    cast: Any, repeal: Any, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(12):
        cast["审查员"].client.get(reverse("desk:effects"))


def test_a_part_that_no_text_has_yet_stays_when_only_the_day_is_corrected(cast: Any, repeal: Any) -> None:
    repeal.kind, repeal.eid, repeal.note = "amend", "art_2-1", "增加第二条之一"
    repeal.save()
    client = cast["审查员"].client
    assert "art_2-1" not in text_of(client.get(address(repeal)))
    values = {"act": "edit", "kind": "amend", "target": "枫政规〔2020〕3号", "part": "增加第二条之一",
              "on": "2026-03-01", "because": "日期有误"}  # fmt: skip
    client.post(address(repeal), values)
    repeal.refresh_from_db()
    assert (repeal.eid, repeal.note, repeal.on) == ("art_2-1", "增加第二条之一", date(2026, 3, 1))

"""A confirmed amendment becomes a new text, and the way back."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from yifa.kernel.record import entries
from yifa.registers.library import applying, deciding
from yifa.registers.library.holding import public_text
from yifa.registers.library.models import Effect, Version
from yifa.registers.library.tests import factories as make

pytestmark = pytest.mark.django_db
LATER = make.AT + timedelta(days=1)
TITLE = "枫桥市河道保洁管理办法"
DECISION = f"""枫桥市人民政府关于修改《{TITLE}》的决定
一、第三条中的“21项”修改为“30项”。
二、增加一条，作为第六条之一：“河长应当每周巡河。”
本决定自2024年1月1日起施行。"""


@pytest.fixture
def work():
    work = make.work()
    make.version(
        text=DECISION,
        title=DECISION.partition("\n")[0],
        doc_no="枫政规〔2023〕9号",
        issued_on=date(2023, 12, 1),
        effective_on=date(2024, 1, 1),
    )
    return work


def confirm(work) -> list[Effect]:
    for effect in Effect.objects.filter(work=work, kind="amend", state="proposed"):
        deciding.confirm_effect(effect, by=None, at=LATER)
    return list(applying.applicable(work))


def test_proposals_are_not_offered(work):
    assert list(applying.applicable(work)) == []


def test_an_amended_text_from_a_source_leaves_nothing_to_work_in(work):
    assert len(confirm(work)) == 2
    make.version(work, issued_on=date(2023, 12, 1), effective_on=date(2024, 1, 1))
    assert list(applying.applicable(work)) == []


def test_preview_writes_nothing(work):
    seen = applying.preview(confirm(work))
    assert (
        "30项" in seen.merged.text,
        "第六条之一 河长应当每周巡河。" in seen.merged.text,
        seen.changes,
    ) == (True, True, True)
    assert work.versions.count() == 1


def test_applied_amendments_become_the_text_from_their_day_on(work):
    version = applying.apply(confirm(work), by=None, at=LATER)
    assert (version.work, version.label, version.valid_from, version.articles) == (
        work,
        "2024年修正",
        date(2024, 1, 1),
        13,
    )
    assert version.history[-1] == f"2024年1月1日依《枫桥市人民政府关于修改〈{TITLE}〉的决定》修正"
    assert set(
        Effect.objects.filter(work=work, kind="amend").values_list("applied_in", "requires_apply")
    ) == {(version.pk, False)}
    today = LATER.date()
    assert [
        public_text(work, day, today).pk == version.pk for day in (date(2023, 12, 31), date(2024, 1, 1))
    ] == [False, True]
    assert list(entries.of(version).values_list("act", flat=True)) == ["library.apply_effects"]


def test_applied_once_is_enough(work):
    effects = confirm(work)
    applying.apply(effects, by=None, at=LATER)
    with pytest.raises(ValidationError, match="尚未并入"):
        applying.apply(effects, by=None, at=LATER)


def test_undone_the_former_text_holds_again(work):
    before = work.versions.get()
    version = applying.apply(confirm(work), by=None, at=LATER)
    applying.undo(version, "并入有误", by=None, at=LATER)
    assert len(applying.applicable(work)) == 2
    assert public_text(work, date(2025, 1, 1), LATER.date()) == before
    assert Version.objects.get(pk=version.pk).withdrawn_at == LATER
    work.refresh_from_db()
    assert (work.withdrawn_at, work.force) == (None, "in_force")


def test_what_cannot_be_worked_in_refuses_the_whole(work):
    effects = confirm(work)
    Effect.objects.filter(pk=effects[0].pk).update(eid="art_99")
    with pytest.raises(ValidationError, match="没有这一条款"):
        applying.apply(list(applying.applicable(work)), by=None, at=LATER)
    assert work.versions.count() == 1


def test_text_that_was_not_merged_cannot_be_undone(work):
    with pytest.raises(ValidationError, match="不是由修改并入"):
        applying.undo(work.versions.get(), "试试", by=None, at=LATER)


def test_a_merged_text_does_not_propose_again_what_its_base_proposed():
    ends = "本办法自2021年1月1日起施行。《枫桥市河道保洁暂行规定》同时废止。"
    work = make.work(make.norm_text(TITLE, extra=ends))
    make.version(
        text=DECISION,
        title=DECISION.partition("\n")[0],
        doc_no="枫政规〔2023〕9号",
        issued_on=date(2023, 12, 1),
        effective_on=date(2024, 1, 1),
    )
    assert Effect.objects.filter(by_version__work=work, kind="repeal").count() == 1
    applying.apply(confirm(work), by=None, at=LATER)
    assert Effect.objects.filter(by_version__work=work, kind="repeal").count() == 1

"""Decisions take hold at once, are recorded with who and when, and stand over what the resolver finds later."""

from datetime import date
from typing import Any

import pytest

from yifa.kernel.access.models import Account
from yifa.kernel.organs.models import Level, Organ, OrganKind
from yifa.kernel.publication.models import Publication
from yifa.kernel.record.models import Entry
from yifa.kernel.search.models import Hidden, Outbox
from yifa.registers.library import deciding, resolve
from yifa.registers.library.kinds import CitationState, EffectKind, EffectState
from yifa.registers.library.models import Citation, Effect, Work, WorkName
from yifa.registers.library.tests import factories
from yifa.registers.library.withdrawing import withdraw

AT, ON = factories.AT, factories.ON


@pytest.fixture
def by(db: Any) -> Account:
    return Account.objects.create(username="shencha")


def effect(work: Work | None, **changed: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "kind": EffectKind.REPEAL,
        "work": work,
        "target_name": "",
        "eid": "",
        "note": "",
        "on": date(2026, 3, 1),
        "until": None,
    }
    return values | changed


def test_an_effect_by_hand_counts_and_its_retraction_brings_the_force_back(by: Account) -> None:
    work = factories.work()
    row = deciding.add_effect(effect(work), by=by, at=AT, because="清理目录")
    work.refresh_from_db()
    assert (work.force, row.decided_by, row.decided_reason) == ("repealed", by, "清理目录")
    deciding.retract_effect(row, "看错了", by=by, at=AT)
    work.refresh_from_db()
    assert work.force == "in_force"
    acts = Entry.objects.filter(by=by).values_list("act", "detail__because")
    assert list(acts) == [("library.add_effect", "清理目录"), ("library.retract_effect", "看错了")]
    assert Outbox.objects.filter(source="library", object_id=work.pk).count() >= 3


def test_an_effect_upon_what_is_not_held_waits_under_its_name(by: Account) -> None:
    row = deciding.add_effect(effect(None, target_name="枫桥市旧办法"), by=by, at=AT, because="目录")
    assert (row.work, row.target_key) == (None, "枫桥市旧办法")


def test_a_tied_citation_is_not_called_missing_again(by: Account) -> None:
    target = factories.work()
    text = (
        "枫桥市摊位办法\n第一条　根据《枫桥市河道保洁管理办法》第九十条，制定本办法。\n第二条　摊位每日清理。"
    )
    factories.work(text, title="枫桥市摊位办法", doc_no="枫政规〔2024〕8号", issued_on=date(2024, 1, 1))
    cited = Citation.objects.get(article="90")
    assert cited.state == CitationState.MISSING
    assert deciding.tie_citations([cited], target, by=by, at=AT) == 1
    resolve.mark_missing([target.pk])
    cited.refresh_from_db()
    assert (cited.state, cited.decided_by) == (CitationState.RESOLVED, by)


def test_nothing_tied_is_nothing_recorded(by: Account) -> None:
    assert deciding.mark_external([], by=by, at=AT) == 0
    assert Entry.objects.count() == 0


def test_a_new_title_ties_what_waited_for_it(by: Account) -> None:
    text = "枫桥市摊位办法\n第一条　根据《枫桥市水道条例》，制定本办法。\n第二条　摊位每日清理。"
    factories.work(text, title="枫桥市摊位办法", doc_no="枫政规〔2024〕8号", issued_on=date(2024, 1, 1))
    work = factories.work()
    cited = Citation.objects.get(law="枫桥市水道条例")
    assert cited.state == CitationState.UNRESOLVED
    deciding.edit_work(work, {"title": "枫桥市水道条例"}, by=by, at=AT, because="标题录错")
    cited.refresh_from_db()
    assert (cited.work_id, cited.state) == (work.pk, CitationState.RESOLVED)
    assert set(WorkName.objects.filter(work=work).values_list("key", flat=True)) == {
        "枫桥市水道条例",
        "枫政规〔2020〕3号",
    }


def test_an_edit_that_changes_nothing_records_nothing(by: Account) -> None:
    work = factories.work()
    deciding.edit_work(work, {"title": work.title}, by=by, at=AT)
    assert Entry.objects.count() == 0


def test_another_organ_hides_the_work_until_every_node_has_followed(by: Account) -> None:
    work = factories.work()
    organ = Organ.objects.create(code="w", name="水务局", kind=OrganKind.DEPARTMENT, level=Level.CITY)
    deciding.edit_work(work, {"organ": organ}, by=by, at=AT, because="归口")
    assert list(Hidden.objects.values_list("key", flat=True)) == [f"library:{work.pk}"]


def test_withdrawing_closes_the_publication_unties_citations_and_undoes_effects(by: Account) -> None:
    old = factories.work()
    text = (
        "枫桥市新办法\n第一条　根据《枫桥市河道保洁管理办法》，制定本办法。\n"
        "第二条　本办法自2026年3月1日起施行。《枫桥市河道保洁管理办法》同时废止。"
    )
    new = factories.work(
        text, title="枫桥市新办法", doc_no="枫政规〔2026〕8号", issued_on=date(2026, 2, 1), effective_on=ON
    )
    repeal = Effect.objects.get(work=old, state=EffectState.PROPOSED)
    deciding.confirm_effect(repeal, by=by, at=AT)
    old.refresh_from_db()
    assert old.force == "repealed"
    done = withdraw(new.versions.values_list("pk", flat=True), "录错", by=by, at=AT)
    old.refresh_from_db()
    new.refresh_from_db()
    assert (done.texts, done.works, done.kept) == (1, 1, 0)
    assert (old.force, new.withdrawn_at) == ("in_force", AT)
    publication = Publication.objects.get(versions__work=new)
    assert (publication.until, publication.withdrawn_because) == (ON, "录错")
    assert Hidden.objects.filter(key=f"library:{new.pk}").exists()
    withdraw(old.versions.values_list("pk", flat=True), "录错", by=by, at=AT)
    assert Citation.objects.filter(work=old).count() == 0


def test_a_work_with_another_text_stays(by: Account) -> None:
    work = factories.work()
    second = factories.version(work, issued_on=date(2024, 1, 1), label="2024年修订")
    done = withdraw([second.pk], "重复", by=by, at=AT)
    work.refresh_from_db()
    assert (done.texts, done.works, done.kept, work.withdrawn_at) == (1, 0, 1, None)
    assert list(Work.objects.public(ON)) == [work]

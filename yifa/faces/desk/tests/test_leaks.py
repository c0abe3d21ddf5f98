"""One organ is not told what another has not made public, and does not change what another keeps."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from yifa.domains.norms.models import Batch, Intake, Outcome
from yifa.domains.norms.tests.factories import outcomes, worked_off
from yifa.faces.desk.tests.conftest import AT, text_of
from yifa.registers.library.ingest.shelf import NOT_OWN
from yifa.registers.library.kinds import EffectKind, EffectState
from yifa.registers.library.models import Effect
from yifa.registers.library.tests import factories

KEPT = ("审查员", "负责人")  # they may see the document of the water office
OUTSIDER = "局外人"


def page_of(cast: Any, who: str, work: Any) -> str:
    return text_of(cast[who].client.get(reverse("desk:work", args=[work.pk])))


@pytest.mark.parametrize("state", [EffectState.PROPOSED, EffectState.CONFIRMED])
def test_a_hidden_cause_is_not_named(cast: Any, water_norm: Any, state: str) -> None:
    public = factories.work()
    Effect.objects.create(
        kind=EffectKind.REPEAL, work=public, on=date(2026, 1, 1), state=state, proposed_at=AT, recorded_at=AT,
        by_version=water_norm.versions.get(),
    )  # fmt: skip
    for who in KEPT:
        assert water_norm.title in page_of(cast, who, public)
    seen = page_of(cast, OUTSIDER, public)
    assert water_norm.title not in seen
    assert ("2026年1月1日起被有权机关废止" in seen) == (state == EffectState.CONFIRMED)


def test_a_hidden_target_is_not_named(cast: Any, water_norm: Any) -> None:
    public = factories.work()
    Effect.objects.create(
        kind=EffectKind.REPEAL, work=water_norm, on=date(2026, 1, 1), state=EffectState.PROPOSED,
        proposed_at=AT, by_version=public.versions.get(),
    )  # fmt: skip
    for who in KEPT:
        assert water_norm.title in page_of(cast, who, public)
    assert water_norm.title not in page_of(cast, OUTSIDER, public)


def test_the_import_of_another_organ_is_not_named(cast: Any) -> None:
    public = factories.work()
    batch = Batch.objects.create(
        title="水务局内部移交", source="移交", organ=cast["登记员"].organ, by=cast["登记员"].account, at=AT
    )
    Intake.objects.create(
        batch=batch, position=1, name="内部.txt", version=public.versions.get(), outcome=Outcome.STORED
    )
    assert "水务局内部移交" in page_of(cast, "登记员", public)
    assert "水务局内部移交" not in page_of(cast, OUTSIDER, public)


@pytest.mark.parametrize("number", ["²", "１２", "9" * 30, "-1", "x"])
def test_no_number_of_a_work_breaks_registering(cast: Any, number: str) -> None:
    response = cast["登记员"].client.get(reverse("desk:register"), {"work": number})
    assert response.status_code in (302, 404)


def falsified(work: Any) -> bytes:
    """Another text of the work, of a later day, as a registrar of another organ might hand in."""
    body = factories.norm_text(work.title, articles=5, subject="免除处罚").partition("\n")[2]
    return f"{work.title}\n{work.doc_no}\n{body}\n{work.issuer}\n2026年1月5日".encode()


def newest(work: Any) -> str:
    return str(work.versions.order_by("-valid_from", "-pk")[0].text)


def test_a_registrar_adds_no_text_to_the_document_of_another_organ(cast: Any) -> None:
    title = "枫桥市水务局关于堤坝巡查的通知"
    work = factories.work(
        factories.norm_text(title), organ=cast["登记员"].organ, title=title, kind="department_norm",
        doc_no="枫水〔2020〕1号", issuers=("枫桥市水务局",),
    )  # fmt: skip
    before = newest(work)
    parks = cast[OUTSIDER]
    made = worked_off({"x.txt": falsified(work)}, by=parks.account, organ=parks.organ)
    intake = made.intakes.get()
    assert (intake.outcome, intake.reason) == (Outcome.SETTLE, NOT_OWN)
    assert newest(work) == before

    values = {
        "title": title, "kind": "department_norm", "doc_no": work.doc_no, "issuers": work.issuer,
        "issued_on": "2026-01-05",
    }  # fmt: skip
    address = reverse("desk:intake", args=[intake.pk])
    answer = parks.client.post(address, values)
    assert answer.status_code == 422
    assert NOT_OWN in text_of(answer)
    assert newest(work) == before

    assert cast["审查员"].client.post(address, values).status_code == 302
    assert "免除处罚" in newest(work)


def test_a_registrar_adds_texts_to_the_documents_of_the_own_organ(cast: Any) -> None:
    water = cast["登记员"]
    title = "枫桥市水务局关于堤坝巡查的通知"
    work = factories.work(
        factories.norm_text(title), organ=water.organ, title=title, kind="department_norm",
        doc_no="枫水〔2020〕1号", issuers=("枫桥市水务局",),
    )  # fmt: skip
    made = worked_off({"x.txt": falsified(work)}, by=water.account, organ=water.organ)
    assert [one for _, one in outcomes(made)] == [Outcome.STORED]
    assert work.versions.count() == 2

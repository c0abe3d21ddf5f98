"""Importing end to end: hand in, report that adds up, settle, refuse, take back; bad files never stop the rest."""

import io
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from yifa.domains.norms.models import Batch, Intake, Outcome
from yifa.faces.desk.tests.conftest import AT, text_of
from yifa.kernel.jobs.models import Job, JobState
from yifa.kernel.record.models import Entry
from yifa.registers.library.models import Work
from yifa.registers.library.tests import factories

GOOD = (
    "枫桥市水务局关于印发《枫桥市雨水口管理办法》的通知\n枫水规〔2026〕2号\n各有关单位：\n"
    "现将《枫桥市雨水口管理办法》印发给你们，请认真执行。\n枫桥市水务局\n2026年1月5日\n"
    "枫桥市雨水口管理办法\n第一条　为了加强雨水口管理，制定本办法。\n第二条　水务局负责雨水口管理。\n"
    "第三条　本办法自2026年2月1日起施行，有效期五年。"
)
DOUBTFUL = "关于雨水口清理的通知\n一、各单位做好清理。\n二、清理情况于月底前报送。"


def upload(name: str, text: str | bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)


@pytest.fixture
def hand_in(cast: Any, django_capture_on_commit_callbacks: Any) -> Any:
    """Hand files in as the registrar and let the job run; returns the response and the batch."""

    def post(*files: SimpleUploadedFile, name: str = "登记员", **changed: Any) -> Any:
        actor = cast[name]
        values = {
            "title": "三月移交",
            "source": "水务局移交",
            "public": "yes",
            "organ": actor.organ.pk,
            "uploads": list(files),
            **changed,
        }
        with django_capture_on_commit_callbacks(execute=True):
            response = actor.client.post(reverse("desk:import_new"), values)
        return response, Batch.objects.order_by("-pk").first()

    return post


def test_each_document_is_accounted_for_and_the_figures_add_up(cast: Any, hand_in: Any) -> None:
    files = (
        upload("雨水口.txt", GOOD),
        upload("副本.txt", GOOD),
        upload("通知.txt", DOUBTFUL),
        upload("空.txt", b" "),
        upload("乱.docx", b"\x00\x01\x02" * 50),
    )
    response, batch = hand_in(*files)
    assert response.url == reverse("desk:import", args=[batch.pk])
    outcomes = list(batch.intakes.order_by("position").values_list("outcome", flat=True))
    assert outcomes == ["stored", "duplicate", "settle", "failed", "failed"]
    page = text_of(cast["登记员"].client.get(response.url))
    assert "导入完成：5 份，入库 1 份，1 份等你核定" in page
    assert "1 + 1 + 1 + 2 = 5。" in page
    assert "文件是空的，没有内容。" in page
    failed = text_of(cast["登记员"].client.get(response.url, {"outcome": "failed"}))
    assert "雨水口.txt" not in failed
    sheet = cast["登记员"].client.get(response.url, {"export": "xlsx"})
    assert openpyxl.load_workbook(io.BytesIO(sheet.content)).worksheets[0].max_row == 6


def test_missing_input_is_named_and_nothing_is_stored(cast: Any) -> None:
    response = cast["登记员"].client.post(reverse("desk:import_new"), {"source_on": "2017-02-30"})
    page = text_of(response)
    assert response.status_code == 422
    for sentence in (
        "选择要导入的文件。",
        "填写批次名称。",
        "填写来源。",
        "选择是否已经公开。",
        "来源日期应为真实存在的日期",
    ):
        assert sentence in page
    assert Batch.objects.count() == 0


def test_one_organ_does_not_see_the_imports_of_another(cast: Any, hand_in: Any) -> None:
    _, batch = hand_in(upload("雨水口.txt", GOOD), public="no")
    address = reverse("desk:import", args=[batch.pk])
    assert cast["审查员"].client.get(address).status_code == 200
    assert cast["局外人"].client.get(address).status_code == 404
    intake = reverse("desk:intake", args=[batch.intakes.get().pk])
    assert cast["局外人"].client.get(intake).status_code == 404
    assert "三月移交" not in text_of(cast["局外人"].client.get(reverse("desk:imports")))


def test_whoever_handed_an_import_in_sees_it_also_without_an_organ(cast: Any, hand_in: Any) -> None:
    _, batch = hand_in(upload("雨水口.txt", GOOD))
    Batch.objects.update(organ=None)
    address = reverse("desk:import", args=[batch.pk])
    assert cast["登记员"].client.get(address).status_code == 200
    assert cast["局外人"].client.get(address).status_code == 404


def test_a_registrar_cannot_import_for_another_organ(cast: Any, hand_in: Any) -> None:
    response, batch = hand_in(upload("雨水口.txt", GOOD), organ=cast["局外人"].organ.pk)
    assert response.status_code == 422
    assert batch is None


def settle_page(batch: Batch) -> tuple[Intake, str]:
    intake = batch.intakes.get(outcome=Outcome.SETTLE)
    return intake, reverse("desk:intake", args=[intake.pk])


SETTLED = {
    "act": "settle",
    "title": "关于雨水口清理的通知",
    "kind": "department_norm",
    "doc_no": "枫水规〔2026〕9号",
    "issuers": "枫桥市水务局、枫桥市园林局",
    "issued_on": "2026-02-01",
    "effective_on": "2026-02-10",
}


def test_a_document_is_settled_with_what_was_corrected(cast: Any, hand_in: Any) -> None:
    _, batch = hand_in(upload("通知.txt", DOUBTFUL))
    intake, address = settle_page(batch)
    page = text_of(cast["登记员"].client.get(address))
    assert "没有把握" in page
    assert "一、各单位做好清理。" in page
    cast["登记员"].client.post(address, SETTLED)
    intake.refresh_from_db()
    assert intake.version is not None
    work = intake.version.work
    assert (intake.outcome, intake.settled_by) == ("stored", cast["登记员"].account)
    assert (work.doc_no, work.issuer) == ("枫水规〔2026〕9号", "枫桥市水务局、枫桥市园林局")
    assert Entry.objects.filter(act="norms.settle", by=cast["登记员"].account).count() == 1
    again = text_of(cast["登记员"].client.post(address, SETTLED, follow=True))
    assert "这份文件已经由登记员核定为“已入库”，没有再改。" in again
    assert Work.objects.count() == 1


def test_bad_days_are_named_and_nothing_is_stored(cast: Any, hand_in: Any) -> None:
    _, batch = hand_in(upload("通知.txt", DOUBTFUL))
    _, address = settle_page(batch)
    bad = {**SETTLED, "issued_on": "2017-02-30", "expires_on": "2026-02-01"}
    page = text_of(cast["登记员"].client.post(address, bad))
    assert "成文日期应为真实存在的日期" in page
    assert "有效期不能在施行日期以前届满。" in page
    assert 'value="枫水规〔2026〕9号"' in page
    assert Work.objects.count() == 0


def test_a_document_is_refused_with_a_reason(cast: Any, hand_in: Any) -> None:
    _, batch = hand_in(upload("通知.txt", DOUBTFUL))
    intake, address = settle_page(batch)
    assert "写明理由" in text_of(cast["登记员"].client.post(address, {"act": "reject"}))
    cast["登记员"].client.post(address, {"act": "reject", "x-because": "内部工作通知"})
    intake.refresh_from_db()
    assert (intake.outcome, intake.reason) == ("rejected", "内部工作通知")


def test_works_of_the_same_title_stand_beside(cast: Any, hand_in: Any) -> None:
    factories.work(title="关于雨水口清理的通知", doc_no="枫水〔2019〕1号")
    _, batch = hand_in(upload("通知.txt", DOUBTFUL))
    _, address = settle_page(batch)
    page = text_of(cast["登记员"].client.get(address))
    assert "可能重复" in page
    assert "枫水〔2019〕1号" in page


def test_an_import_is_taken_back_by_legal_staff_with_its_consequence_shown(cast: Any, hand_in: Any) -> None:
    _, batch = hand_in(upload("雨水口.txt", GOOD))
    address = reverse("desk:import_take_back", args=[batch.pk])
    assert cast["登记员"].client.get(address).status_code == 403
    page = text_of(cast["审查员"].client.get(address))
    assert "<strong>1</strong> 件文件没有其他文本，整件撤回" in page
    assert "写明理由" in text_of(cast["审查员"].client.post(address, {"sure": "on"}))
    cast["审查员"].client.post(address, {"because": "来源有误", "sure": "on"})
    assert list(Work.objects.public(AT.date())) == []
    work = Work.objects.get()
    assert (work.withdrawn_at, work.versions.get().text[:5]) == (AT, "枫桥市水务")
    report = text_of(cast["审查员"].client.get(reverse("desk:import", args=[batch.pk])))
    assert "来源有误。其中的文件不再公开，文本和记录保留。" in report
    again = text_of(cast["审查员"].client.post(address, {"because": "再撤", "sure": "on"}, follow=True))
    assert "这一批已经由审查员撤回。" in again


@pytest.fixture
def running_batch(cast: Any) -> Batch:
    job = Job.objects.create(
        kind="norms.import", title="长批次", state=JobState.RUNNING, total=400, done=100,
        current="第一百份.txt", created_at=AT, started_at=AT, seen_at=AT.replace(minute=31),
    )  # fmt: skip
    return Batch.objects.create(title="长批次", source="公报", organ=cast["登记员"].organ, job=job, at=AT)


def test_the_run_page_says_how_far_how_long_and_how_much_longer(cast: Any, running_batch: Batch) -> None:
    actor = cast["登记员"]
    page = text_of(actor.client.get(reverse("desk:import", args=[running_batch.pk])))
    assert "正在导入：长批次" in page
    assert ">25</span> %" in page
    assert "第 101 份" in page
    assert "1 分" in page
    assert "3 分" in page
    fragment = actor.client.get(reverse("desk:import_progress", args=[running_batch.pk]))
    assert "<html" not in text_of(fragment)


def test_a_finished_run_sends_the_reader_to_the_report(cast: Any, running_batch: Batch) -> None:
    Job.objects.update(state=JobState.DONE)
    response = cast["登记员"].client.get(reverse("desk:import_progress", args=[running_batch.pk]))
    assert (response.status_code, response["HX-Redirect"]) == (204, f"/desk/imports/{running_batch.pk}/")


def test_stop_is_asked_for_and_a_stopped_import_goes_on(cast: Any, running_batch: Batch) -> None:
    actor = cast["登记员"]
    actor.client.post(reverse("desk:import_stop", args=[running_batch.pk]))
    assert Job.objects.get().stop_asked is True
    assert actor.client.get(reverse("desk:import_stop", args=[running_batch.pk])).status_code == 405
    Job.objects.update(state=JobState.STOPPED)
    page = text_of(actor.client.get(reverse("desk:import", args=[running_batch.pk])))
    assert "接着导入" in page
    actor.client.post(reverse("desk:import_resume", args=[running_batch.pk]))
    assert (Job.objects.get().state, Job.objects.get().stop_asked) == ("waiting", False)

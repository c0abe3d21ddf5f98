"""The import job: a report for each document, nothing half-stored, resumable, the same again changes nothing."""

import gzip

import pytest

from yifa.domains.norms import importing
from yifa.domains.norms.models import Batch, Intake
from yifa.domains.norms.tests import factories as make
from yifa.kernel.access.reader import public
from yifa.kernel.jobs import running
from yifa.kernel.jobs.models import JobState
from yifa.registers.library.finding import Question, find
from yifa.registers.library.models import Citation, Provision, Version, Work

pytestmark = pytest.mark.django_db
ON = make.AT.date()


def test_each_file_gets_its_outcome_and_a_broken_one_stops_nothing():
    batch = make.worked_off(
        {
            "a.txt": make.norm("河道保洁", 1),
            "empty.txt": b"",
            "b.txt": make.norm("公园座椅", 2).decode().encode("gb18030"),
            "broken.docx": b"PK\x03\x04 broken",
            "again.txt": make.norm("河道保洁", 1),
            "note.txt": "明天下午三点去买菜。".encode(),
            "binary.bin": bytes(range(256)) * 20,
        }
    )
    assert make.outcomes(batch) == [
        ("a.txt", "stored"), ("empty.txt", "failed"), ("b.txt", "stored"), ("broken.docx", "failed"),
        ("again.txt", "duplicate"), ("note.txt", "settle"), ("binary.bin", "failed"),
    ]  # fmt: skip
    assert all(intake.reason for intake in batch.intakes.exclude(outcome="stored"))
    assert Work.objects.count() == 2


def test_stored_text_is_public_found_and_keeps_its_file():
    batch = make.worked_off({"a.txt": make.norm("河道保洁", 7)})
    version = Version.objects.public(ON).get()
    assert (version.source, version.paper.name, version.paper.file.size) == (
        "枫桥市政府公报", "a.txt", len(make.norm("河道保洁", 7)),
    )  # fmt: skip
    found = find(Question("枫政规〔2020〕7号", public(ON)))
    assert [hit.work_id for hit in found.hits] == [version.work_id]
    assert batch.intakes.get().recognised["doc_no"]["value"] == "枫政规〔2020〕7号"


def test_unpublished_import_is_found_by_nobody_outside():
    make.worked_off({"a.txt": make.norm("河道保洁", 7)}, public=False)
    assert (Version.objects.public(ON).count(), Version.objects.count()) == (0, 1)
    assert find(Question("河道保洁", public(ON))).total == 0


def test_records_with_their_metadata_and_faulty_lines():
    lines = [
        make.record("路灯维护", status="已失效"), "{not json", make.record("社区食堂", issued_on="2017-02-30"),
        '{"title": "无正文"}', '{"title": "错", "text": 5}', "[1, 2]",
    ]  # fmt: skip
    batch = make.worked_off({"many.jsonl.gz": gzip.compress("\n".join(lines).encode())})
    assert [outcome for _, outcome in make.outcomes(batch)] == [
        "stored", "failed", "stored", "failed", "failed", "failed",
    ]  # fmt: skip
    stored = batch.intakes.filter(outcome="stored").order_by("position")
    assert [one.version.work.source_claim for one in stored] == ["lapsed", ""]
    assert "随附的日期“2017-02-30”不是有效的日期，未采用。" in stored[1].findings


def test_import_again_changes_nothing():
    files = {
        "a.txt": make.norm("河道保洁", 1),
        "b.jsonl": (make.record("路灯维护") + "\n" + make.record("社区食堂")).encode(),
    }
    make.worked_off(files)
    before = [list(model.objects.order_by("pk").values()) for model in (Work, Version, Provision, Citation)]
    again = make.worked_off(files)
    assert [outcome for _, outcome in make.outcomes(again)] == ["duplicate"] * 3
    assert [
        list(model.objects.order_by("pk").values()) for model in (Work, Version, Provision, Citation)
    ] == before


def test_cut_off_in_the_middle_it_goes_on_where_it_stood(monkeypatch):
    monkeypatch.setattr(importing, "BUNDLE", 1)
    monkeypatch.setattr("yifa.domains.norms.readers.PIECES", 1)
    batch = make.batch(
        {f"{n}.txt": make.norm(subject, n) for n, subject in enumerate(("河道", "公园", "路灯", "食堂"), 1)}
    )

    class Killed(BaseException):
        pass

    def kill(job):
        if job.done == 2:
            raise Killed

    with pytest.raises(Killed):
        make.work_off(batch, kill)
    assert [outcome for _, outcome in make.outcomes(batch)] == ["stored", "stored", "", ""]
    assert Work.objects.count() == 2
    make.work_off(batch)
    assert [outcome for _, outcome in make.outcomes(batch)] == ["stored"] * 4
    assert Work.objects.count() == 4


def test_fault_inside_a_bundle_stores_nothing_of_it(monkeypatch):
    batch = make.batch({"a.txt": make.norm("河道保洁", 1)})

    def fail(*_args):
        raise MemoryError

    monkeypatch.setattr(importing, "papers", fail)
    with pytest.raises(MemoryError):
        make.work_off(batch)
    assert (Work.objects.count(), Version.objects.count(), Provision.objects.count()) == (0, 0, 0)
    assert make.outcomes(batch) == [("a.txt", "")]


def test_stopped_it_keeps_what_is_done(monkeypatch):
    monkeypatch.setattr(importing, "BUNDLE", 1)
    monkeypatch.setattr("yifa.domains.norms.readers.PIECES", 1)
    batch = make.batch({"a.txt": make.norm("河道保洁", 1), "b.txt": make.norm("公园座椅", 2)})

    def stop(job):
        if job.done == 1:
            running.ask_to_stop(job)

    job = make.work_off(batch, stop)
    assert (job.state, make.outcomes(batch)) == (JobState.STOPPED, [("a.txt", "stored"), ("b.txt", "")])


def test_many_documents_are_read_in_worker_processes():
    lines = "\n".join(make.record(f"第{n}片区路灯维护") for n in range(30))
    batch = make.worked_off({"many.jsonl": lines.encode()})
    assert {outcome for _, outcome in make.outcomes(batch)} == {"stored"}
    assert Work.objects.count() == 30


def test_document_the_database_refuses_fails_alone(monkeypatch):
    stored = importing.Keeping._store

    def refusing(self, reads, at):
        if any("公园" in read.name for read in reads):
            raise ValueError("refused")
        stored(self, reads, at)

    monkeypatch.setattr(importing.Keeping, "_store", refusing)
    batch = make.worked_off({"河道.txt": make.norm("河道保洁", 1), "公园.txt": make.norm("公园座椅", 2)})
    assert make.outcomes(batch) == [("河道.txt", "stored"), ("公园.txt", "failed")]


def test_start_is_recorded_with_its_source():
    batch = make.batch({"a.txt": make.norm("河道保洁", 1)})
    assert Batch.objects.get().pk == batch.pk
    assert Intake.objects.get().day == ON

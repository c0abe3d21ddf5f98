"""Settling, refusing, taking back, registering: who, when, and what follows."""

import io
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from yifa.domains.norms import actions
from yifa.domains.norms.models import Batch
from yifa.domains.norms.tests import factories as make
from yifa.kernel.access.reader import Reader, public
from yifa.kernel.access.roles import Role
from yifa.kernel.organs.models import Organ
from yifa.kernel.papers import files
from yifa.kernel.papers.models import File
from yifa.kernel.record import entries
from yifa.kernel.texts.formats.refusal import Unreadable
from yifa.registers.library.finding import Question, find
from yifa.registers.library.models import Citation, Version, Work
from yifa.registers.library.tests import factories as library

pytestmark = pytest.mark.django_db
ON = make.AT.date()
LATER = make.AT + timedelta(days=1)
NOTE = "路灯几点亮，大家来商量。\n日落以后半小时点亮。\n日出以前半小时熄灭。".encode()
VALUES = {
    "title": "枫桥市路灯点亮时间的通告", "kind": "government_norm", "doc_no": "枫政告〔2020〕2号",
    "issuers": ("枫桥市人民政府",), "issued_on": date(2020, 2, 1), "published_on": None,
    "effective_on": date(2020, 3, 1), "expires_on": None,
}  # fmt: skip


def acts(row) -> list[str]:
    return list(entries.of(row).values_list("act", flat=True))


def to_settle():
    return make.worked_off({"note.txt": NOTE}).intakes.get()


def test_doubtful_document_is_not_public_until_settled():
    intake = to_settle()
    assert (intake.outcome, Version.objects.count()) == ("settle", 0)
    assert intake.reason == "标题、文号、制定机关、成文日期没有把握，请对照原文核定。"
    actions.settle(intake, VALUES, by=None, at=LATER)
    intake.refresh_from_db()
    work = intake.version.work
    assert (intake.outcome, intake.settled_at, work.title, work.doc_no, work.issued_on, work.force) == (
        "stored", LATER, VALUES["title"], VALUES["doc_no"], date(2020, 2, 1), "in_force",
    )  # fmt: skip
    assert Version.objects.public(LATER.date()).get().paper.name == "note.txt"
    assert acts(intake) == ["norms.settle"]


def test_emptied_field_stays_empty():
    intake = make.worked_off({"note.txt": "枫政告〔2020〕2号\n".encode() + NOTE}).intakes.get()
    assert intake.recognised["doc_no"]["value"] == "枫政告〔2020〕2号"
    actions.settle(intake, VALUES | {"doc_no": ""}, by=None, at=LATER)
    assert intake.version.work.doc_no == ""


def test_settled_twice_is_refused():
    intake = to_settle()
    actions.settle(intake, VALUES, by=None, at=LATER)
    with pytest.raises(ValidationError, match="不在等待核定"):
        actions.settle(intake, VALUES, by=None, at=LATER)
    assert Version.objects.count() == 1


def test_refused_document_keeps_the_reason():
    intake = to_settle()
    actions.refuse(intake, "不是文件", by=None, at=LATER)
    assert (intake.outcome, intake.reason, acts(intake)) == ("rejected", "不是文件", ["norms.refuse"])


def test_settled_as_a_kept_text_is_a_duplicate():
    library.work()
    text = library.norm_text("枫桥市河道保洁管理办法").replace("枫桥市河道保洁管理办法", "河道那些事", 1)
    intake = make.worked_off({"x.txt": text.encode()}).intakes.get()
    assert intake.outcome == "settle"
    known = {"title": "枫桥市河道保洁管理办法", "doc_no": "枫政规〔2020〕3号", "issued_on": date(2020, 2, 1)}
    actions.settle(intake, VALUES | known, by=None, at=LATER)
    assert (intake.outcome, Version.objects.count()) == ("duplicate", 1)


def test_import_taken_back_is_public_no_longer_and_nothing_is_deleted():
    batch = make.worked_off({"a.txt": make.norm("河道保洁", 1)})
    citing = library.version(
        title="枫桥市引用办法",
        doc_no="枫政规〔2020〕9号",
        text="第一条　依照《枫桥市人民政府关于河道保洁的通知》第三条办理。",
    )
    assert Citation.objects.get(version=citing).state == "resolved"
    gone = actions.take_back(batch, "来源有误", by=None, at=LATER)
    version = batch.intakes.get().version
    assert (gone.texts, gone.works) == (1, 1)
    assert (version.publication.until, version.publication.withdrawn_because) == (LATER.date(), "来源有误")
    assert find(Question("枫政规〔2020〕1号", public(LATER.date()))).total == 0
    assert Citation.objects.get(version=citing).state == "unresolved"
    batch.refresh_from_db()
    assert (batch.withdrawn_because, acts(batch)[-1], Work.objects.count()) == (
        "来源有误",
        "norms.take_back",
        2,
    )


def test_taken_back_it_can_be_imported_again():
    files_ = {"a.txt": make.norm("河道保洁", 1)}
    actions.take_back(make.worked_off(files_), "来源有误", by=None, at=LATER)
    assert make.outcomes(make.worked_off(files_, at=LATER)) == [("a.txt", "stored")]
    assert Version.objects.public(LATER.date()).count() == 1


def test_taking_back_needs_a_reason_and_happens_once():
    batch = make.worked_off({"a.txt": make.norm("河道保洁", 1)})
    with pytest.raises(ValidationError, match="写明理由"):
        actions.take_back(batch, " ", by=None, at=LATER)
    actions.take_back(batch, "来源有误", by=None, at=LATER)
    with pytest.raises(ValidationError, match="已经撤回"):
        actions.take_back(batch, "来源有误", by=None, at=LATER)


def test_running_import_stores_nothing_after_it_was_taken_back():
    batch = make.batch({"a.txt": make.norm("河道保洁", 1)})
    actions.take_back(batch, "来源有误", by=None, at=make.AT)
    make.work_off(Batch.objects.get(pk=batch.pk))
    assert Version.objects.count() == 0


REGISTERED = {**VALUES, "source": "市政府公报", "label": "", "public": True, "organ": None}


def test_registered_text_is_public_and_recorded():
    version = actions.register(REGISTERED, text=NOTE.decode(), by=None, at=make.AT)
    assert (version.work.title, version.text.count("\n"), acts(version)) == (
        VALUES["title"],
        2,
        ["norms.register"],
    )
    assert Version.objects.public(ON).get() == version


def test_scan_without_text_is_kept_as_picture():
    png = b"\x89PNG\r\n\x1a\n" + bytes(64)
    scan = actions.keep_scan(png, "扫描.png", at=make.AT)
    version = actions.register(REGISTERED, file=scan, name="扫描.png", by=None, at=make.AT)
    assert (version.text, version.paper.file_id, version.content_hash) == ("", scan.pk, scan.sha256)
    again = actions.register(REGISTERED, file=scan, name="扫描.png", by=None, at=make.AT)
    assert (again, Version.objects.count(), files.read(version.paper.file)) == (version, 1, png)


def test_further_text_of_a_work():
    work = library.work()
    values = {
        **REGISTERED,
        "title": "枫桥市河道保洁管理办法（修订）",
        "issued_on": date(2024, 1, 1),
        "label": "2024年修订",
    }
    version = actions.register(
        values, text=library.norm_text("甲", subject="河道清淤"), work=work, by=None, at=make.AT
    )
    assert (version.work, version.label, work.versions.count()) == (work, "2024年修订", 2)


def test_registered_again_the_kept_text_comes_back():
    first = actions.register(REGISTERED, text=NOTE.decode(), by=None, at=make.AT)
    assert actions.register(REGISTERED, text=NOTE.decode() + " ", by=None, at=LATER) == first


def test_nothing_to_register_is_refused():
    with pytest.raises(ValidationError, match="没有正文"):
        actions.register(REGISTERED, by=None, at=make.AT)


@pytest.mark.parametrize(
    ("data", "code"), [(b"", "empty"), (b"PK\x03\x04", "broken"), ("文字".encode(), "unsupported")]
)
def test_what_is_no_scan_is_refused(data, code):
    with pytest.raises(Unreadable) as refused:
        actions.keep_scan(data, "x", at=make.AT)
    assert refused.value.code == code


def test_preview_reads_and_keeps_nothing():
    uploads = [("a.txt", io.BytesIO(make.norm("河道保洁", 1))), ("b.txt", io.BytesIO(b""))]
    good, bad = actions.preview(uploads)
    assert (good.draft.doc_no, bad.refused[:5]) == ("枫政规〔2020〕1号", "文件是空的")
    assert (File.objects.count(), Work.objects.count()) == (0, 0)


def test_same_text_is_shown_only_to_who_may_see_it():
    organ = Organ.objects.create(code="lamp", name="枫桥市路灯所", kind="department", level="city")
    version = library.version(public=False, organ=organ)
    legal = Reader(ON, account_id=7, roles=((Role.LEGAL_STAFF, frozenset({1})),))
    registrar = Reader(ON, account_id=7, roles=((Role.REGISTRAR, frozenset({organ.pk})),))
    elsewhere = Reader(ON, account_id=7, roles=((Role.REGISTRAR, frozenset({organ.pk + 1})),))
    assert [bool(actions.same_text(version.text, reader=one)) for one in (legal, registrar, elsewhere, public(ON))] == [
        True, True, False, False,
    ]  # fmt: skip


def test_batches_are_seen_by_legal_staff_and_the_own_organ():
    organ = Organ.objects.create(code="lamp", name="枫桥市路灯所", kind="department", level="city")
    make.batch({"a.txt": make.norm("河道保洁", 1)}, organ=organ)
    legal = Reader(ON, account_id=7, roles=((Role.LEGAL_STAFF, frozenset({1})),))
    own = Reader(ON, account_id=7, roles=((Role.REGISTRAR, frozenset({organ.pk})),))
    elsewhere = Reader(ON, account_id=7, roles=((Role.REGISTRAR, frozenset({organ.pk + 1})),))
    assert [Batch.objects.visible_to(one).count() for one in (legal, own, elsewhere, public(ON))] == [
        1,
        1,
        0,
        0,
    ]

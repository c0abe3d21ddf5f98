"""Registering one document, page by page: what was typed stays, errors are named, twice is once."""

from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from yifa.faces.desk.tests.conftest import text_of
from yifa.faces.desk.tests.test_imports import GOOD
from yifa.registers.library.models import Version, Work
from yifa.registers.library.tests import factories

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
)
TITLE = "枫桥市水务局关于印发《枫桥市雨水口管理办法》的通知"


def step(name: str) -> str:
    return reverse("desk:register_step", args=[name])


def what(actor: Any, **changed: str) -> dict[str, Any]:
    return {
        "title": TITLE,
        "kind": "department_norm",
        "doc_no": "枫水规〔2026〕2号",
        "issuers": "枫桥市水务局",
        "organ": actor.organ.pk,
        **changed,
    }


DAYS = {
    "issued_on": "2026-01-05",
    "published_on": "2026-01-06",
    "effective_on": "2026-02-01",
    "expires_on": "2031-01-31",
    "source": "水务局公报",
    "public": "yes",
}


def test_a_pasted_text_is_read_checked_and_stored_once(cast: Any) -> None:
    actor = cast["登记员"]
    assert actor.client.get(reverse("desk:register")).url == step("text")
    assert actor.client.post(step("text"), {"form": "text", "text": GOOD}).url == step("what")
    page = text_of(actor.client.get(step("what")))
    assert f'value="{TITLE}"' in page
    assert 'value="枫水规〔2026〕2号"' in page
    assert "可信度" in page
    assert actor.client.post(step("what"), what(actor)).url == step("days")
    assert 'value="2026-02-01"' in text_of(actor.client.get(step("days")))
    assert actor.client.post(step("days"), DAYS).url == step("check")
    check = text_of(actor.client.get(step("check")))
    assert "2031年1月31日" in check
    assert "请先勾选确认。" in text_of(actor.client.post(step("check"), {}))
    done = actor.client.post(step("check"), {"sure": "on"})
    work = Work.objects.get()
    assert work.slug in text_of(actor.client.get(done.url))
    assert (work.organ, work.expires_on, work.force) == (actor.organ, date(2031, 1, 31), "in_force")
    assert list(Work.objects.public(date(2026, 3, 16))) == [work]
    again = actor.client.post(step("check"), {"sure": "on"})
    assert again.url == step("text")
    assert Work.objects.count() == 1


def test_errors_are_named_and_what_was_typed_stays(cast: Any) -> None:
    actor = cast["登记员"]
    empty = text_of(actor.client.post(step("text"), {"form": "text", "text": " "}))
    assert "粘贴正文，或者传文件。" in empty
    actor.client.post(step("text"), {"form": "text", "text": GOOD})
    page = text_of(actor.client.post(step("what"), what(actor, title="", issuers="枫桥市某局")))
    assert "填写标题。" in page
    assert 'value="枫桥市某局"' in page
    actor.client.post(step("what"), what(actor))
    bad = {**DAYS, "issued_on": "2026-02-30", "expires_on": "2026-01-01", "public": "maybe", "source": ""}
    page = text_of(actor.client.post(step("days"), bad))
    assert "成文日期应为真实存在的日期" in page
    assert "有效期不能在施行日期以前届满。" in page
    assert "填写来源。" in page
    assert GOOD.splitlines()[0] in text_of(actor.client.get(step("text")))


def test_steps_are_taken_in_order(cast: Any) -> None:
    actor = cast["登记员"]
    assert actor.client.get(step("check")).url == step("text")
    actor.client.post(step("text"), {"form": "text", "text": GOOD})
    assert actor.client.get(step("check")).url == step("what")


def test_a_scan_without_text_is_kept_as_a_picture(cast: Any) -> None:
    actor = cast["登记员"]
    assert "传扫描件或者图片。" in text_of(actor.client.post(step("text"), {"form": "scan"}))
    picture = SimpleUploadedFile("旧文件.png", PNG)
    assert actor.client.post(step("text"), {"form": "scan", "upload": picture}).url == step("what")
    actor.client.post(step("what"), what(actor, title="枫桥县革命委员会关于河道的通知", doc_no=""))
    actor.client.post(step("days"), {**DAYS, "public": "no"})
    assert "无文本" in text_of(actor.client.get(step("check")))
    actor.client.post(step("check"), {"sure": "on"})
    version = Version.objects.select_related("paper__file").get()
    assert version.paper is not None
    assert (version.text, version.paper.file.media_type) == ("", "image/png")
    assert version.work.doc_no == ""
    original = reverse("desk:original", args=[version.pk])
    response = actor.client.get(original)
    assert b"".join(response.streaming_content) == PNG
    assert response["Content-Type"] == "image/png"
    assert cast["局外人"].client.get(original).status_code == 404


def test_a_file_that_cannot_be_read_is_refused_with_its_reason(cast: Any) -> None:
    actor = cast["登记员"]
    for name, data, sentence in (
        ("乱.docx", b"\x00\x01" * 64, "文件不是文本，也不是可以识别的文档格式。"),
        ("图.png", PNG, "文件是图片，没有文字。"),
    ):
        values = {"form": "text", "upload": SimpleUploadedFile(name, data)}
        assert sentence in text_of(actor.client.post(step("text"), values))
    script = SimpleUploadedFile("坏.html", b"<script>alert(1)</script>")
    refused = actor.client.post(step("text"), {"form": "scan", "upload": script})
    assert refused.status_code == 422


def test_a_further_text_is_added_to_its_work(cast: Any) -> None:
    actor = cast["审查员"]
    work = factories.work()
    actor.client.get(reverse("desk:register"), {"work": work.pk})
    assert f"给《{work.title}》加一个文本" in text_of(actor.client.get(step("text")))
    text = factories.norm_text(work.title, articles=14)
    actor.client.post(step("text"), {"form": "text", "text": text})
    values = {"title": work.title, "kind": work.kind, "doc_no": work.doc_no, "issuers": work.issuer}
    actor.client.post(step("what"), values)
    actor.client.post(step("days"), {**DAYS, "label": "2026年修订"})
    actor.client.post(step("check"), {"sure": "on"})
    assert Work.objects.count() == 1
    assert sorted(work.versions.values_list("label", "articles")) == [("", 12), ("2026年修订", 14)]


def test_the_same_text_is_shown_before_and_not_stored_twice(cast: Any) -> None:
    actor = cast["审查员"]
    work = factories.work()
    text = work.versions.get().text
    actor.client.get(reverse("desk:register"), {"new": "1"})
    actor.client.post(step("text"), {"form": "text", "text": text})
    values = {"title": work.title, "kind": work.kind, "doc_no": work.doc_no, "issuers": work.issuer}
    actor.client.post(step("what"), values)
    actor.client.post(step("days"), DAYS)
    assert "库里已有相同的文本" in text_of(actor.client.get(step("check")))
    actor.client.post(step("check"), {"sure": "on"})
    assert Version.objects.count() == 1


def test_only_registrars_and_reviewers_register(cast: Any) -> None:
    for name in ("承办科员", "负责人", "审计员"):
        assert cast[name].client.get(step("text")).status_code == 403

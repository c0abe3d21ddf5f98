"""Amendments become text only after a person has seen how it reads, and can be taken out again."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from yifa.faces.desk.tests.conftest import AT, text_of
from yifa.registers.library import deciding
from yifa.registers.library.models import Effect, Version
from yifa.registers.library.tests import factories

DECISION = "枫桥市人民政府关于修改《枫桥市河道保洁管理办法》的决定\n一、第三条中的“21项”修改为“30项”。\n本决定自2024年1月1日起施行。"


@pytest.fixture
def amended(cast: Any) -> Any:
    """A confirmed amendment of one article that is not in the text yet."""
    work = factories.work()
    title = DECISION.partition("\n")[0]
    factories.version(
        text=DECISION,
        title=title,
        doc_no="枫政规〔2023〕9号",
        issued_on=date(2023, 12, 1),
        effective_on=date(2024, 1, 1),
    )
    deciding.confirm_effect(Effect.objects.get(kind="amend"), by=None, at=AT)
    return work


def test_the_page_shows_the_change_and_writes_nothing(cast: Any, amended: Any) -> None:
    shown = text_of(cast["审查员"].client.get(reverse("desk:merge", args=[amended.pk])))
    assert "修改第三条" in shown
    assert "21" in shown
    assert "30" in shown
    assert amended.versions.count() == 1


def test_the_confirmed_amendment_leads_here(cast: Any, amended: Any) -> None:
    effect = Effect.objects.get(kind="amend")
    page = cast["审查员"].client.get(reverse("desk:effect", args=[effect.pk])).content.decode()
    assert reverse("desk:merge", args=[amended.pk]) in page


def test_applied_and_undone(cast: Any, amended: Any) -> None:
    client, address = cast["审查员"].client, reverse("desk:merge", args=[amended.pk])
    client.post(address, {"act": "apply"})
    version = Version.objects.get(work=amended, label="2024年修正")
    assert "30项" in version.text
    client.post(address, {"act": "undo", "version": version.pk, "x-because": "并入有误"})
    version.refresh_from_db()
    assert (version.withdrawn_at, Effect.objects.get(kind="amend").requires_apply) == (AT, True)


def test_undoing_without_a_reason_is_refused(cast: Any, amended: Any) -> None:
    client, address = cast["审查员"].client, reverse("desk:merge", args=[amended.pk])
    client.post(address, {"act": "apply"})
    version = Version.objects.get(label="2024年修正")
    assert client.post(address, {"act": "undo", "version": version.pk, "x-because": ""}).status_code == 422
    assert client.post(address, {"act": "undo", "version": "x", "x-because": "有误"}).status_code == 404


def test_what_cannot_be_merged_says_why(cast: Any, amended: Any) -> None:
    Effect.objects.filter(kind="amend").update(eid="art_99")
    client, address = cast["审查员"].client, reverse("desk:merge", args=[amended.pk])
    assert "现有文本里没有这一条款。" in text_of(client.get(address))
    assert "现有文本里没有这一条款。" in text_of(client.post(address, {"act": "apply"}, follow=True))
    assert amended.versions.count() == 1


def test_others_may_not(cast: Any, amended: Any) -> None:
    address = reverse("desk:merge", args=[amended.pk])
    assert [cast[name].client.get(address).status_code for name in ("登记员", "局外人", "审计员")] == [
        403,
        403,
        403,
    ]


def test_extension_that_cannot_be_counted_says_so(cast: Any) -> None:
    factories.work(title="枫桥市旧灯办法")
    text = "枫桥市人民政府关于延长文件有效期的通知\n《枫桥市旧灯办法》有效期延长2年。\n请遵照执行。"
    factories.work(
        text, title=text.partition("\n")[0], doc_no="枫政字〔2025〕1号", issued_on=date(2025, 1, 6)
    )
    effect = Effect.objects.get(kind="extend")
    address = reverse("desk:effect", args=[effect.pk])
    assert "算不出延长到哪一天" in text_of(
        cast["审查员"].client.post(address, {"act": "accept"}, follow=True)
    )
    effect.refresh_from_db()
    assert effect.state == "proposed"

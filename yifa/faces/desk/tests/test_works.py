"""The library on the desk: lists with filters and exports, one work, changes that never overwrite silently."""

import csv
import io
from datetime import date
from typing import Any

import openpyxl
from django.urls import reverse

from yifa.faces.desk.tests.conftest import text_of
from yifa.kernel.record.models import Entry
from yifa.registers.library.models import Work
from yifa.registers.library.tests import factories

EDITED = {
    "title": "枫桥市河道保洁管理办法",
    "kind": "government_norm",
    "doc_no": "枫政规[2020]4号",
    "issuer": "枫桥市人民政府、枫桥市水务局",
    "organ": "",
    "region": "",
    "issued_on": "2020-02-02",
    "because": "原件为4号",
}


def titles(actor: Any, **asked: Any) -> Any:
    response = actor.client.get(reverse("desk:works"), asked)
    return [row.row.title for _, row in response.context["lines"]]


def test_everyone_sees_public_works_but_unpublished_ones_only_their_organ(cast: Any, water_norm: Any) -> None:
    factories.work()
    public = "枫桥市河道保洁管理办法"
    both = [public, water_norm.title]
    assert sorted(titles(cast["审查员"])) == sorted(both)
    assert sorted(titles(cast["承办科员"])) == sorted(both)
    assert titles(cast["局外人"]) == [public]
    address = reverse("desk:work", args=[water_norm.pk])
    assert cast["负责人"].client.get(address).status_code == 200
    assert cast["局外人"].client.get(address).status_code == 404


def test_filters_and_search_narrow_and_the_export_holds_what_is_seen(cast: Any) -> None:
    factories.works(30)
    actor = cast["审查员"]
    assert titles(actor, q="公园座椅 第2片区") == ["枫桥市公园座椅第2片区管理办法"]
    response = actor.client.get(reverse("desk:works"), {"q": "公园", "export": "csv", "page": "2"})
    rows = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
    assert rows[0][:3] == ["标题", "文号", "效力"]
    assert len(rows) == 4
    response = actor.client.get(reverse("desk:works"), {"export": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).worksheets[0]
    assert sheet.max_row == 31
    assert "attachment" in response["Content-Disposition"]


def test_the_export_shows_no_more_than_the_list(cast: Any, water_norm: Any) -> None:
    response = cast["局外人"].client.get(reverse("desk:works"), {"export": "csv"})
    assert water_norm.title not in b"".join(response.streaming_content).decode()


def test_the_list_takes_the_same_queries_for_one_and_for_many(
    cast: Any, django_assert_num_queries: Any
) -> None:
    actor = cast["审查员"]
    factories.works(1)
    with django_assert_num_queries(13):
        actor.client.get(reverse("desk:works"))
    factories.works(16)
    with django_assert_num_queries(13):
        actor.client.get(reverse("desk:works"))


def test_a_work_shows_its_force_with_the_reason_and_its_history(cast: Any) -> None:
    work = factories.work()
    response = cast["审查员"].client.get(reverse("desk:work", args=[work.pk]))
    page = text_of(response)
    assert response.context["standing"].force == "in_force"
    assert "自2020年3月1日起施行，未见废止。" in page
    assert "入库以后没有改动过。" in page


def test_an_edit_keeps_who_when_and_both_values(cast: Any) -> None:
    work = factories.work()
    actor = cast["审查员"]
    address = reverse("desk:work_edit", args=[work.pk])
    response = actor.client.post(address, {**EDITED, "seen": "0"})
    assert response.url == reverse("desk:work", args=[work.pk])
    work.refresh_from_db()
    assert (work.doc_no, work.issued_on) == ("枫政规〔2020〕4号", date(2020, 2, 2))
    assert list(work.issuers.values_list("name", flat=True)) == ["枫桥市人民政府", "枫桥市水务局"]
    entry = Entry.objects.get(act="library.edit_work")
    assert entry.by == actor.account
    assert entry.detail["doc_no"] == ["枫政规〔2020〕3号", "枫政规〔2020〕4号"]
    page = text_of(actor.client.get(response.url))
    assert "文号：枫政规〔2020〕3号 → 枫政规〔2020〕4号" in page


def test_bad_input_is_named_at_the_field_and_what_was_typed_stays(cast: Any) -> None:
    work = factories.work()
    bad = {**EDITED, "title": "", "issued_on": "2017-02-30", "doc_no": "长" * 130, "because": "", "seen": "0"}
    response = cast["审查员"].client.post(reverse("desk:work_edit", args=[work.pk]), bad)
    page = text_of(response)
    assert "还有 4 处要改" in page
    assert "填写标题。" in page
    assert "成文日期应为真实存在的日期，如 2017-03-16。" in page
    assert "文号最多 120 个字，现有 130 个字。" in page
    assert "写明理由，理由会记入记录。" in page
    assert "枫桥市人民政府、枫桥市水务局" in page
    assert Work.objects.get(pk=work.pk).title == work.title


def test_who_saved_in_between_is_named_and_nothing_is_overwritten(cast: Any) -> None:
    work = factories.work()
    address = reverse("desk:work_edit", args=[work.pk])
    cast["审查员"].client.post(address, {**EDITED, "seen": "0"})
    late = {**EDITED, "title": "另一个标题", "seen": "0"}
    response = cast["审查员"].client.post(address, late)
    assert response.status_code == 409
    page = text_of(response)
    assert "你打开本页以后，别人已经改过" in page
    assert "审查员" in page
    assert 'value="另一个标题"' in page
    assert Work.objects.get(pk=work.pk).title == work.title
    seen = response.context["now_seen"]
    again = cast["审查员"].client.post(address, {**late, "seen": str(seen)})
    assert again.status_code == 302
    assert Work.objects.get(pk=work.pk).title == "另一个标题"


def test_a_registrar_edits_the_documents_of_the_own_organ_only(cast: Any, water_norm: Any) -> None:
    foreign = factories.work()
    own = cast["登记员"].client.get(reverse("desk:work_edit", args=[water_norm.pk]))
    assert own.status_code == 200
    assert cast["登记员"].client.get(reverse("desk:work_edit", args=[foreign.pk])).status_code == 403
    assert cast["负责人"].client.get(reverse("desk:work_edit", args=[water_norm.pk])).status_code == 403


def test_a_withdrawn_work_leaves_the_public_and_keeps_its_text(cast: Any) -> None:
    work = factories.work()
    actor = cast["审查员"]
    address = reverse("desk:work_withdraw", args=[work.pk])
    assert "撤回不是废止" in text_of(actor.client.get(address))
    missing = text_of(actor.client.post(address, {"because": ""}))
    assert "写明理由，理由会记入记录。" in missing
    assert "请先勾选确认。" in missing
    actor.client.post(address, {"because": "录错了", "sure": "on"})
    assert list(Work.objects.public(date(2026, 3, 16))) == []
    work.refresh_from_db()
    assert work.withdrawn_at is not None
    assert work.versions.get().text != ""
    assert titles(actor) == []
    assert titles(actor, view="withdrawn") == [work.title]
    assert cast["登记员"].client.get(address).status_code == 403


def test_addresses_of_nothing_are_answered_with_the_designed_page(cast: Any) -> None:
    response = cast["审查员"].client.get("/desk/works/999999/")
    assert response.status_code == 404
    assert "<h1" in text_of(response)

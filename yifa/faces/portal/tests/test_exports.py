"""What machines take from the portal: the right bytes for what is public, a sentence for everything else."""

import gzip
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document
from lxml import etree

from yifa.faces.portal import exports
from yifa.registers.library.export import bulk
from yifa.registers.library.export.akn_text import text_of
from yifa.registers.library.export.tests import shelved
from yifa.registers.library.kinds import EffectKind
from yifa.registers.library.models import Version, Work

pytestmark = pytest.mark.django_db
SLUG = "2019-1a2b3c4d"


@pytest.fixture(autouse=True)
def parking() -> Work:
    work = shelved.work()
    shelved.version(work)
    shelved.version(work, shelved.PARKING.replace("三元", "五元"), on=date(2023, 5, 1))
    hidden = shelved.work("尚未公布的办法", slug="2026-00000009", doc_no="")
    shelved.version(hidden, "尚未公布的办法\n第一条 保密。", public=False)
    return work


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.YIFA_DATA = tmp_path
    return tmp_path / "bulk"


def test_a_text_as_akoma_ntoso(client: Client) -> None:
    response = client.get(f"/norms/{SLUG}/akn.xml")
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert text_of(response.content) == Version.objects.get(valid_from=date(2023, 5, 1)).text
    older = client.get(f"/norms/{SLUG}/2020-01-01/akn.xml")
    assert "三元" in text_of(older.content)


def test_a_text_as_plain_text_and_as_linked_data(client: Client) -> None:
    plain = client.get(f"/norms/{SLUG}/2020-01-01/txt")
    older = Version.objects.get(work__slug=SLUG, valid_from=date(2019, 6, 1))
    assert plain.content.decode() == older.text + "\n"
    found = json.loads(client.get(f"/norms/{SLUG}/json").content)
    assert found["name"] == "滨河市城市停车管理办法"
    assert found["workExample"]["text"].startswith("滨河市城市停车管理办法\n第一章 总则")


@pytest.mark.parametrize(
    "address",
    ["2026-00000009/txt", "nothing/akn.xml", f"{SLUG}/2010-01-01/json", f"{SLUG}/2020-02-30/txt"],
)
def test_what_is_not_public_is_not_there(client: Client, address: str) -> None:
    response = client.get(f"/norms/{address}")
    assert response.status_code == 404
    assert "保密" not in response.content.decode()


def test_who_has_it_already_gets_no_second_copy(client: Client) -> None:
    first = client.get(f"/norms/{SLUG}/txt")
    again = client.get(f"/norms/{SLUG}/txt", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_feed_sitemap_and_robots(client: Client) -> None:
    feed: Any = etree.fromstring(client.get(reverse("portal:feed")).content)
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == 2
    index = client.get("/sitemap.xml").content.decode()
    assert "http://testserver/sitemap-1.xml" in index
    page = client.get("/sitemap-1.xml").content.decode()
    assert f"http://testserver/norms/{SLUG}<" in page and "2026-00000009" not in page
    assert client.get("/sitemap-2.xml").status_code == 404
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content.decode()


def test_the_data_page_without_and_with_a_dump(client: Client, folder: Path) -> None:
    assert "批量数据还没有生成" in client.get("/data").content.decode()
    assert client.get("/data/manifest.json").status_code == 404
    manifest = bulk.write(folder, on=shelved.TODAY, at=shelved.AT, site=shelved.SITE)
    page = client.get("/data").content.decode()
    assert manifest.parts[0].sha256[:4] in page and "2026年3月16日的全部公开文本，共 2 件" in page
    listed = json.loads(client.get("/data/manifest.json").content)
    part = client.get(f"/data/{listed['parts'][0]['name']}")
    rows = [json.loads(line) for line in gzip.decompress(part.getvalue()).splitlines()]
    assert [row["slug"] for row in rows] == [SLUG, SLUG]
    assert client.get("/data/..%2Fyifa.sqlite3").status_code == 404
    assert client.get("/data/documents-9999.jsonl.gz").status_code == 404


def test_a_dump_with_withdrawn_texts_is_not_served(client: Client, folder: Path, parking: Work) -> None:
    bulk.write(folder, on=shelved.TODAY, at=shelved.AT, site=shelved.SITE)
    publication = parking.versions.order_by("pk")[0].publication
    assert publication is not None
    publication.until, publication.withdrawn_because = shelved.TODAY, "录入有误"
    publication.save()
    for address in ("/data/manifest.json", "/data/documents-0001.jsonl.gz"):
        response = client.get(address)
        assert (response.status_code, response.content.decode()) == (503, exports.STALE)
    assert "正在等待重新生成" in client.get("/data").content.decode()


def test_the_comparison_as_a_word_table(client: Client) -> None:
    response = client.get("/compare.docx", {"left": f"{SLUG}@2020-01-01", "right": SLUG})
    document = Document(io.BytesIO(response.content))
    assert document.paragraphs[0].text == "滨河市城市停车管理办法修改前后对照表"
    head = document.tables[0].rows[0].cells
    assert head[0].text == "修改前\n滨河市城市停车管理办法\n滨政规〔2019〕3号　2019年6月1日"
    assert "attachment" in response["Content-Disposition"]
    assert client.get("/compare.docx", {"left": SLUG}).status_code == 404
    assert client.get("/compare.docx", {"left": "2026-00000009", "right": SLUG}).status_code == 404


def test_only_reading_is_allowed(client: Client) -> None:
    assert client.post("/feed.atom").status_code == 405


def test_a_cause_that_is_not_public_is_not_named(client: Client, parking: Work) -> None:
    secret = Version.objects.get(work__slug="2026-00000009")
    shelved.effect(parking, EffectKind.REPEAL, date(2025, 1, 1), by_version=secret)
    for address in (f"/norms/{SLUG}/json", f"/norms/{SLUG}"):
        text = client.get(address).content.decode()
        assert "尚未公布的办法" not in text and "2025年1月1日起被有权机关废止。" in text

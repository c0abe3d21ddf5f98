"""Atom, sitemap, JSON-LD and the bulk download: only what is public, the same bytes each time, few queries."""

import gzip
import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from yifa.kernel.access.reader import public
from yifa.registers.library import force
from yifa.registers.library.export import bulk, feed, linked, sitemap
from yifa.registers.library.export.tests import shelved
from yifa.registers.library.export.tests.shelved import AT, SITE, TODAY
from yifa.registers.library.kinds import EffectKind
from yifa.registers.library.models import Work

pytestmark = pytest.mark.django_db
Library = tuple[Work, Work, Work]
ATOM = {"a": "http://www.w3.org/2005/Atom"}
MAP = {"m": sitemap.SPACE}


def tree(xml: bytes) -> Any:
    return etree.fromstring(xml)


@pytest.fixture
def library() -> Library:
    """Three public works, one of them in two texts, and one that is not public."""
    parking = shelved.work()
    shelved.version(parking)
    shelved.version(parking, shelved.PARKING.replace("三元", "五元"), on=date(2023, 5, 1))
    shelved.effect(parking, EffectKind.COMMENCE, date(2019, 7, 1))
    heating = shelved.work(
        "滨河市<供热>管理办法", slug="2021-00000001", doc_no="滨政规〔2021〕1号", issued_on=date(2021, 1, 5)
    )
    shelved.version(heating, "滨河市<供热>管理办法\n第一条 按时供热。")
    hidden = shelved.work("尚未公布的办法", slug="2026-00000009", doc_no="", issued_on=date(2026, 3, 1))
    shelved.version(hidden, "尚未公布的办法\n第一条 保密。", public=False)
    return parking, heating, hidden


def test_the_feed_tells_what_is_new(library: Library, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        entries = feed.latest(TODAY, SITE)
    root = tree(feed.atom(entries, SITE, "滨河市规范性文件", "/feed.atom"))
    assert root.xpath("a:entry/a:title/text()", namespaces=ATOM) == [
        "滨河市城市停车管理办法", "滨河市<供热>管理办法", "滨河市城市停车管理办法",
    ]  # fmt: skip
    links = root.xpath("a:entry/a:link/@href", namespaces=ATOM)
    assert links[0] == "https://fa.example/norms/2019-1a2b3c4d/2023-05-01"
    ids = root.xpath("a:entry/a:id/text()", namespaces=ATOM)
    assert len(set(ids)) == 3 and all(one.startswith("tag:cn-hengshui,") for one in ids)
    assert feed.latest(TODAY, SITE, most=1)[0].published_on == date(2023, 5, 1)


def test_an_empty_feed_is_a_feed() -> None:
    root = tree(feed.atom([], SITE, "空", "/feed.atom"))
    assert root.xpath("string(a:updated)", namespaces=ATOM).startswith("1970-01-01")


def test_the_sitemap_lists_public_pages_only(library: Library, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        assert sitemap.pages(TODAY) == 1
        root = tree(sitemap.page("https://fa.example", TODAY, 1))
    assert root.xpath("//m:loc/text()", namespaces=MAP) == [
        "https://fa.example/norms/2019-1a2b3c4d",
        "https://fa.example/norms/2021-00000001",
    ]


def test_the_sitemap_goes_on_over_pages(library: Library) -> None:
    assert sitemap.pages(TODAY, most=1) == 2
    second = tree(sitemap.page("https://fa.example", TODAY, 2, most=1))
    assert second.xpath("//m:loc/text()", namespaces=MAP) == ["https://fa.example/norms/2021-00000001"]
    index = tree(sitemap.index("https://fa.example", 2))
    assert index.xpath("//m:loc/text()", namespaces=MAP) == [
        "https://fa.example/sitemap-1.xml",
        "https://fa.example/sitemap-2.xml",
    ]


def test_robots_close_searches_and_the_desk() -> None:
    text = sitemap.robots("https://fa.example")
    assert "Disallow: /desk/\n" in text and text.endswith("Sitemap: https://fa.example/sitemap.xml\n")


def test_linked_data_say_force_and_forms(library: Library) -> None:
    parking, _, hidden = library
    shelved.effect(parking, EffectKind.REPEAL, date(2025, 1, 1), by_version=hidden.versions.get())
    reader = public(TODAY)
    version = parking.versions.latest("valid_from")
    standing = force.standing(force.facts(parking), TODAY)
    found = linked.legislation(version, standing, SITE, reader)
    assert found["@type"] == "Legislation"
    assert found["@id"] == "https://fa.example/eli/cn-hengshui/government_norm/2019-1a2b3c4d"
    assert found["legislationLegalForce"] == "https://schema.org/NotInForce"
    assert found["temporalCoverage"] == "2019-07-01/.."
    assert [form["encodingFormat"] for form in found["workExample"]["encoding"]] == [
        "application/akn+xml", "application/ld+json", "text/plain",
    ]  # fmt: skip
    assert "legislationRepealedBy" not in found  # the repealing text is not public


def test_linked_data_name_a_public_cause(library: Library) -> None:
    parking, heating, _ = library
    shelved.effect(parking, EffectKind.REPEAL, date(2025, 1, 1), by_version=heating.versions.get())
    reader = public(TODAY)
    version = parking.versions.latest("valid_from")
    found = linked.legislation(version, force.standing(force.facts(parking), TODAY), SITE, reader)
    assert [one["name"] for one in found["legislationRepealedBy"]] == ["滨河市<供热>管理办法"]


def read(folder: Path, manifest: bulk.Manifest) -> list[dict[str, Any]]:
    lines = [
        line
        for part in manifest.parts
        for line in gzip.decompress((folder / manifest.folder / part.name).read_bytes()).splitlines()
    ]
    return [json.loads(line) for line in lines]


def test_the_dump_holds_every_public_text_and_nothing_else(library: Library, tmp_path: Path) -> None:
    manifest = bulk.write(tmp_path, on=TODAY, at=AT, site=SITE)
    rows = read(tmp_path, manifest)
    assert [(row["slug"], row["text_on"], row["force"]) for row in rows] == [
        ("2019-1a2b3c4d", "2019-06-01", "in_force"),
        ("2019-1a2b3c4d", "2023-05-01", "in_force"),
        ("2021-00000001", "2021-01-05", "unknown"),
    ]
    assert manifest.documents == 3 and manifest == bulk.current(tmp_path)
    for part in manifest.parts:
        data = (tmp_path / manifest.folder / part.name).read_bytes()
        assert (hashlib.sha256(data).hexdigest(), len(data)) == (part.sha256, part.bytes)


def test_the_dump_is_split_and_the_same_each_time(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "PART", 2)
    first = bulk.write(tmp_path / "a", on=TODAY, at=AT, site=SITE)
    again = bulk.write(tmp_path / "b", on=TODAY, at=AT, site=SITE)
    assert [part.documents for part in first.parts] == [2, 1]
    assert first.parts == again.parts
    monkeypatch.setattr(bulk, "PART", 3)
    assert [part.documents for part in bulk.write(tmp_path / "c", on=TODAY, at=AT, site=SITE).parts] == [3]


def test_an_empty_library_gives_an_empty_dump(tmp_path: Path) -> None:
    manifest = bulk.write(tmp_path, on=TODAY, at=AT, site=SITE)
    assert manifest.documents == 0 and read(tmp_path, manifest) == []


def test_a_withdrawal_makes_the_dump_stale(library: Library, tmp_path: Path) -> None:
    manifest = bulk.write(tmp_path, on=TODAY, at=AT, site=SITE)
    assert not bulk.stale(manifest, TODAY)
    publication = library[1].versions.get().publication
    assert publication is not None
    publication.until, publication.withdrawn_because = TODAY, "录入有误"
    publication.save()
    assert bulk.stale(manifest, TODAY)


def test_old_runs_are_cleared_but_the_last(library: Library, tmp_path: Path) -> None:
    runs = [bulk.write(tmp_path, on=TODAY, at=AT.replace(hour=hour), site=SITE) for hour in (1, 2, 3)]
    assert {entry.name for entry in tmp_path.iterdir() if entry.is_dir()} == {run.folder for run in runs[1:]}


def test_without_a_run_there_is_no_manifest(tmp_path: Path) -> None:
    assert bulk.current(tmp_path) is None
    (tmp_path / "current.json").write_text("{}")
    assert bulk.current(tmp_path) is None

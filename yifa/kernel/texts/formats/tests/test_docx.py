"""Word documents: order, automatic numbering, tables, tracked changes, text hidden in an altChunk."""

import re

import pytest

from tests.shared import shared
from yifa.kernel.texts.formats.reading import read_bytes, read_file
from yifa.kernel.texts.formats.tests.made import cell, document, docx, level, p, zipped

ARTICLE = re.compile(r"第[一二三四五六七八九十百零]+条")
LISTS = (
    '<w:abstractNum w:abstractNumId="1">'
    + level(0, "chineseCountingThousand", "第%1章", '<w:suff w:val="space"/>')
    + level(1, "chineseCountingThousand", "第%2条", '<w:lvlRestart w:val="0"/>')
    + level(2, "chineseCounting", "（%3）", '<w:suff w:val="nothing"/>')
    + '</w:abstractNum><w:abstractNum w:abstractNumId="2">'
    + level(0, "japaneseCounting", "%1、")
    + level(1, "decimal", "%1.%2", "<w:isLgl/>")
    + level(2, "bullet", "●")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
    "</w:lvlOverride></w:num>"
)


def test_automatic_numbering_gives_the_labels_that_stand_on_the_page() -> None:
    body = (
        p("总则", "1", 0) + p("为了规范。", "1", 1) + p("包括：", "1", 1) + p("甲；", "1", 2) + p("乙。", "1", 2)
        + p("附则", "1", 0) + p("自公布之日起施行。", "1", 1) + p("丙。", "1", 2)
    )  # fmt: skip
    assert read_bytes(docx(body, numbering=LISTS)).text.split("\n") == [
        "第一章 总则", "第一条 为了规范。", "第二条 包括：", "（一）甲；", "（二）乙。",
        "第二章 附则", "第三条 自公布之日起施行。", "（一）丙。",
    ]  # fmt: skip


def test_official_style_legal_numbers_bullets_and_restarts() -> None:
    body = (
        p("甲", "2")
        + p("乙", "2", 1)
        + p("丙", "2", 2)
        + p("丁", "2")
        + p("戊", "3")
        + p("己", "3")
        + p("庚")
    )
    assert read_bytes(docx(body, numbering=LISTS)).text == "一、甲\n1.1 乙\n丙\n二、丁\n五、戊\n六、己\n庚"


def test_numbering_comes_from_the_style_and_can_be_switched_off() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Article"><w:name w:val="条"/><w:pPr><w:numPr><w:ilvl w:val="1"/>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="子条"/><w:basedOn w:val="Article"/></w:style>'
    )
    body = (
        p("甲", style="Article") + p("乙", style="Own") + p("丙", "0", style="Article") + p("丁", style="Own")
    )
    assert (
        read_bytes(docx(body, numbering=LISTS, styles=styles)).text == "第一条 甲\n第二条 乙\n丙\n第三条 丁"
    )


def test_tables_stand_where_they_stand_and_merged_cells_leave_empty_ones() -> None:
    top, below, wide = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
    row_1 = f"<w:tr>{cell('违法行为', top)}{cell('档次')}{cell('罚款')}</w:tr>"
    row_2 = f"<w:tr>{cell('看不见', below)}{cell('一律', wide)}</w:tr>"
    framed = f"<w:tbl><w:tr>{cell('衡水市人民政府文件')}</w:tr></w:tbl>"
    body = framed + p("裁量基准如下：") + f"<w:tbl>{row_1}{row_2}</w:tbl>" + p("特此通知。")
    assert read_bytes(docx(body)).text.split("\n") == [
        "衡水市人民政府文件", "裁量基准如下：", "违法行为\t档次\t罚款", "\t一律", "特此通知。",
    ]  # fmt: skip


def test_tracked_changes_are_accepted_and_hidden_text_is_left_out() -> None:
    body = (
        "<w:p><w:r><w:t>罚款</w:t></w:r><w:del><w:r><w:delText>五百</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>一千</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r>"
        "<w:r><w:t>元</w:t><w:tab/><w:t>整</w:t></w:r></w:p>"
    )
    extracted = read_bytes(docx(body))
    assert extracted.text == "罚款一千元 整"
    assert extracted.warnings == (
        "含修订痕迹，删除的文字 1 处未读入，其余按接受修订读取。",
        "隐藏文字 1 处未读入。",
    )


def test_a_text_box_is_read_once_and_a_footnote_apart() -> None:
    box = f"<w:txbxContent>{p('印发机关：市政府办公室')}</w:txbxContent>"
    drawing = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    notes = (
        '<w:footnote w:type="separator"><w:p/></w:footnote><w:footnote w:id="1">'
        + p("指本市。")
        + "</w:footnote>"
    )
    extracted = read_bytes(docx(f"<w:p><w:r><w:t>正文</w:t>{drawing}</w:r></w:p>", footnotes=notes))
    assert (extracted.text, extracted.notes) == ("正文\n印发机关：市政府办公室", ("指本市。",))
    assert extracted.warnings == ("脚注、尾注 1 条未并入正文。",)


@pytest.mark.parametrize("kind", ["mht", "html"])
def test_text_hidden_in_an_alt_chunk_is_found(kind: str) -> None:
    page = "<html><body><h1>办法</h1><p>第一条 依法。</p></body></html>"
    head = 'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html;'
    mht = f'{head} charset="utf-8"\n\n{page}\n--b--\n'
    relation = f'<Relationship Id="c1" Target="chunk.{kind}" Type="aFChunk"/>'
    body = p("通知") + '<w:altChunk r:id="c1"/>'
    made = zipped(
        {
            "word/document.xml": document(body),
            "word/_rels/document.xml.rels": f"<Relationships>{relation}</Relationships>",
            f"word/chunk.{kind}": mht if kind == "mht" else page,
        }
    )
    assert read_bytes(made).text == "通知\n办法\n第一条 依法。"


def test_the_four_statutes_that_sit_in_an_alt_chunk() -> None:
    folder = shared("corpus/files")
    articles = {}
    for path in sorted(folder.glob("中华人民共和国*.docx")):
        lines = read_file(path).text.split("\n")
        articles[path.stem.removeprefix("中华人民共和国")] = sum(bool(ARTICLE.match(line)) for line in lines)
    assert articles == {"反垄断法": 57, "治安管理处罚法": 119, "行政处罚法": 86, "行政诉讼法": 103}

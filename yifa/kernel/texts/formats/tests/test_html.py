"""Web pages as government sites make them, and single-file pages: what a reader sees, in reading order."""

import base64

import pytest

from yifa.kernel.texts.formats.reading import read_bytes

PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>关于某事的通知_市政府</title>
<meta name="PubDate" content="2017-03-16"><style>p {{ color: red }}</style></head><body>
<nav><a href="/">首页</a></nav>
<div class="{body}"><script>document.write("假的")</script>
<p align="center"><b>关于<font>某事</font>的
   通知</b></p><p onclick="steal()">第一条　依照 Law
No. 1 办理。<br>本款另起一行。</p><!-- 批注 -->
<ul><li>一是落实责任；</li><li>二是<a href="javascript:alert(1)">加强督查</a>。</li></ul>
<img src="http://example.test/track.gif"></div>
<footer>版权所有</footer></body></html>"""
LINES = [
    "关于某事的通知",
    "第一条　依照 Law No. 1 办理。",
    "本款另起一行。",
    "一是落实责任；",
    "二是加强督查。",
]


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gb18030"])
@pytest.mark.parametrize("body", ["TRS_Editor", "pages_content", "other"])
def test_the_page_without_scripts_navigation_and_footer(charset: str, body: str) -> None:
    extracted = read_bytes(PAGE.format(charset=charset, body=body).encode(charset))
    assert extracted.text.split("\n") == LINES
    assert extracted.format == "html"
    assert extracted.meta == {"title": "关于某事的通知_市政府", "PubDate": "2017-03-16"}
    assert extracted.warnings == ("图片 1 幅未读入。",)


def test_only_the_element_that_holds_the_document_is_read() -> None:
    page = '<html><body><div>相关链接</div><div id="UCAP-CONTENT"><p>第一条　依法。</p></div><p>分享到</p></body></html>'
    assert read_bytes(page.encode()).text == "第一条　依法。"


def test_a_wrong_charset_in_the_page_is_not_believed() -> None:
    page = '<html><head><meta charset="gb2312"></head><body><p>衡水市人民政府办公室。</p></body></html>'
    assert read_bytes(page.encode("utf-8")).text == "衡水市人民政府办公室。"


def test_merged_cells_leave_empty_ones_and_a_frame_is_no_table() -> None:
    page = (
        "<table><tr><td><p>关于公布基准的通知</p><table>"
        "<tr><th rowspan=2>情形</th><th colspan=2>罚款</th></tr><tr><td>下限</td><td>上限</td></tr>"
        "<tr><td>较轻</td><td>1万元</td><td>2万元</td></tr></table><p>特此通知。</p></td></tr></table>"
    )
    assert read_bytes(page.encode()).text.split("\n") == [
        "关于公布基准的通知", "情形\t罚款", "\t下限\t上限", "较轻\t1万元\t2万元", "特此通知。",
    ]  # fmt: skip


def test_a_cell_that_claims_to_span_a_million_columns_is_held() -> None:
    page = "<table><tr><td colspan=99999>甲</td><td>乙</td></tr><tr><td>丙</td><td>丁</td></tr></table>"
    first = read_bytes(page.encode()).text.split("\n")[0]
    assert first == "甲" + "\t" * 200 + "乙"


def test_markup_left_open_is_mended_as_browsers_do() -> None:
    page = "<html><body><p>第一条　甲。<p>第二条　乙<b>丙。<div>第三条　丁。</body>"
    assert read_bytes(page.encode()).text == "第一条　甲。\n第二条　乙丙。\n第三条　丁。"


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_a_single_file_page_of_word(charset: str) -> None:
    page = base64.encodebytes("<html><body><p>第一条　依法。</p></body></html>".encode(charset)).decode()
    made = (
        'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\n'
        f'Content-Type: text/html; charset="{charset}"\nContent-Transfer-Encoding: base64\n\n{page}\n'
        "--b\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--b--\n"
    )
    extracted = read_bytes(made.encode())
    assert (extracted.text, extracted.format) == ("第一条　依法。", "mht")

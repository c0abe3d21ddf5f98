"""Markdown: what is no mark stays, and no file takes longer than its length allows."""

import time

import pytest

from yifa.kernel.texts.formats.markdown import read_md

SIZE = 200_000
LIMIT = 5.0  # seconds; each of these took minutes when a mark was looked for to the end of the line

HOSTILE = {
    "brackets": "[" * SIZE,
    "pictures": "![" * SIZE,
    "links": "[a](" * SIZE,
    "comments": "<!--" * SIZE,
    "headings": "# " * SIZE,
    "blanks": "a" + " " * SIZE + "b",
    "bold": "**a __b " * (SIZE // 8),
    "quotes": ">" * SIZE,
    "code": "`a\n" * (SIZE // 3),
    "table": "|" * SIZE,
    "rule": "|-" * SIZE + "x|",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_file_takes_long(name: str) -> None:
    begun = time.monotonic()
    read_md(HOSTILE[name].encode())
    assert time.monotonic() - begun < LIMIT


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("## 第一章　总则 ##", "第一章　总则"),
        ("> > 引用", "引用"),
        ("- [x] # 事项", "事项"),
        ("编号#", "编号#"),
        ("见[办法](https://a.gov.cn/x)", "见办法"),
        ("见[办法", "见[办法"),
        ("甲<!-- 批注 -->乙<!-- 没有完", "甲乙<!-- 没有完"),
        ("甲![图](a.png)乙", "甲乙"),
        ("**第一条**　内容", "第一条　内容"),
    ],
)
def test_marks_are_taken_off_and_the_rest_stays(line: str, text: str) -> None:
    assert read_md(line.encode()).text == text

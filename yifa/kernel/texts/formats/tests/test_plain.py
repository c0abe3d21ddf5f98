"""Plain text and Markdown: encodings, marks, tables."""

import pytest

from yifa.kernel.texts.formats.reading import read_bytes
from yifa.kernel.texts.formats.refusal import Unreadable

TEXT = "衡水市人民政府关于加强规范性文件管理的通知\n第一条　为了规范行政行为，制定本办法。\n2017年3月16日"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_is_read_whatever_its_encoding(encoding: str) -> None:
    assert read_bytes(TEXT.encode(encoding), "a.txt").text == TEXT


def test_a_single_damaged_character_is_said_and_the_rest_is_kept() -> None:
    data = (TEXT * 20).encode()[:-2]
    extracted = read_bytes(data)
    assert extracted.text == (TEXT * 20)[:-1] + "�"
    assert extracted.warnings == ("有 1 个字符已损坏，请对照原件。",)


def test_gibberish_is_refused_rather_than_read() -> None:
    with pytest.raises(Unreadable) as refused:
        read_bytes(bytes(range(0x80, 0x100)) * 40)
    assert refused.value.code == "encoding"
    assert (
        refused.value.sentence == "无法判断文字编码，读出来会是乱码。请用 UTF-8 或者 GB18030 编码另存后上传。"
    )


def test_line_ends_of_all_machines_become_one() -> None:
    assert read_bytes("甲\r\n乙\r丙\n丁".encode()).text == "甲\n乙\n丙\n丁"


def test_markdown_loses_its_marks_and_keeps_its_tables() -> None:
    source = """---
title: 通知
issuer: "衡水市人民政府"
---
# 关于**加强**管理的通知

<!-- 内部批注 -->
> 各县市区[人民政府](http://example.test/a)：

- 一是*落实*责任[^1]
![印章](seal.png)

| 档次 | 罚款 |
|:---|---:|
| 较轻 | 1\\|2 万元 |

第一条 `依法`行政。<br>第二条 照此执行。
[^1]: 见附件。
"""
    extracted = read_bytes(source.encode(), "a.md")
    assert extracted.text.split("\n") == [
        "关于加强管理的通知",
        "各县市区人民政府：",
        "一是落实责任",
        "档次\t罚款",
        "较轻\t1|2 万元",
        "第一条 依法行政。",
        "第二条 照此执行。",
    ]
    assert extracted.meta == {"title": "通知", "issuer": "衡水市人民政府"}
    assert extracted.notes == ("见附件。",)
    assert extracted.warnings == ("图片 1 幅未读入。", "脚注 1 条未并入正文。")

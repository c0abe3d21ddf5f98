"""Bad input: each file gets its one sentence, whole, and nothing is read."""

import gzip
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from yifa.kernel.texts.formats import limits
from yifa.kernel.texts.formats.reading import read_bytes, read_file
from yifa.kernel.texts.formats.refusal import SENTENCES, Unreadable
from yifa.kernel.texts.formats.sniff import sniff
from yifa.kernel.texts.formats.tests.made import LOCKED, document, docx, p, pdf, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
XXE = '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LAUGHS = (
    '<!DOCTYPE a [<!ENTITY a "哈哈哈哈哈哈哈哈">'
    + "".join(f'<!ENTITY a{n} "{("&a" + str(n - 1) if n > 1 else "&a") + ";"}">' for n in range(1, 9))
    + "]>"
)
RESAVE = "请用原软件重新保存后上传。"
BROKEN = "请用原软件重新保存，或者向来文单位索取原件。"
DTD = f"文件含有 DTD 或者实体声明，可能读取本机文件，已拒绝。{RESAVE}"
OTHER = "请另存为 docx、pdf 或者 txt 后上传。"
ORIGINAL = "请上传可以编辑的原件，或者按“无文本”登记并录入标题、文号等信息。"


def spoilt(parts: dict[str, str | bytes]) -> bytes:
    """A zip whose directory is whole and whose first part is not."""
    data = zipped(parts)
    place = data.index(b"word/document.xml") + len("word/document.xml")
    return data[:place] + b"\xff" * 20 + data[place + 20 :]


def locked_zip() -> bytes:
    """A zip whose parts are marked as encrypted."""
    data = bytearray(zipped({"word/document.xml": document(p("甲"))}))
    local, central = data.index(b"PK\x03\x04"), data.index(b"PK\x01\x02")
    data[local + 6] |= 1
    data[central + 8] |= 1
    return bytes(data)


def crowded(parts: int) -> bytes:
    """A zip whose directory names one part many times."""
    data = zipped({"word/document.xml": "x"})
    begin, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    directory = data[begin:end] * parts
    count = min(parts, 0xFFFF).to_bytes(2, "little") * 2
    tail = len(directory).to_bytes(4, "little") + begin.to_bytes(4, "little") + b"\0\0"
    return data[:begin] + directory + b"PK\x05\x06" + bytes(4) + count + tail


def deep_xml(levels: int) -> bytes:
    return docx("<w:ins>" * levels + p("甲") + "</w:ins>" * levels)


FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "crowded zip": (lambda: crowded(500_000), f"文件解压后过大（500000 个部件），有压缩炸弹的特征，已停止读取。{RESAVE}"),
    "empty": (lambda: b"", "文件是空的，没有内容。请确认原件后重新上传。"),
    "blank": (lambda: b" \r\n\t\n", "文件是空的，没有内容。请确认原件后重新上传。"),
    "only a mark": (lambda: b"\xef\xbb\xbf", "文件里没有文字。请确认原件后重新上传。"),
    "100 MB": (lambda: b"a" * 100 * limits.MB, "文件过大（100 MB），超过单个文件 50 MB 的上限。请拆分，或者压缩图片后再上传。"),
    "binary": (lambda: bytes(range(256)) * 8, f"文件不是文本，也不是可以识别的文档格式。{OTHER}"),
    "program": (lambda: b"\x7fELF\x02\x01\x01" + bytes(4000), f"文件不是文本，也不是可以识别的文档格式。{OTHER}"),
    "gibberish": (lambda: bytes(range(0x80, 0x100)) * 40, "无法判断文字编码，读出来会是乱码。请用 UTF-8 或者 GB18030 编码另存后上传。"),
    "broken UTF-16": (lambda: b"\xff\xfe" + b"\x00\xd8" * 400, "无法判断文字编码，读出来会是乱码。请用 UTF-8 或者 GB18030 编码另存后上传。"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), f"文件是图片，没有文字。{ORIGINAL}"),
    "zip cut short": (lambda: docx(p("甲"))[:-30], f"文件已损坏，不能按压缩格式的文档打开。{BROKEN}"),
    "zip of files": (lambda: zipped({"a.txt": "甲"}), f"暂不支持读取压缩包。{OTHER}"),
    "zip of zips": (lambda: zipped({"a.zip": zipped({"b.zip": zipped({"c.txt": "甲"})})}), f"暂不支持读取压缩包。{OTHER}"),
    "gzip": (lambda: gzip.compress(b"a"), f"暂不支持读取压缩文件。{OTHER}"),
    "spreadsheet": (lambda: zipped({"xl/workbook.xml": "<a/>"}), f"暂不支持读取电子表格。{OTHER}"),
    "OFD": (lambda: zipped({"OFD.xml": "<a/>"}), f"暂不支持读取OFD 版式文件。{OTHER}"),
    "old spreadsheet": (lambda: OLE + "Workbook".encode("utf-16-le"), f"暂不支持读取旧版电子表格。{OTHER}"),
    "office with password": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "文件设有打开密码，无法读取。请解除密码后上传。"),
    "docx with password": (locked_zip, "文件设有打开密码，无法读取。请解除密码后上传。"),
    "docx without text part": (lambda: zipped({"word/styles.xml": "<a/>"}), f"文件已损坏，不能按Word 文档打开。{BROKEN}"),
    "docx with broken XML": (lambda: zipped({"word/document.xml": "<w:document"}), f"文件已损坏，不能按Word 文档打开。{BROKEN}"),
    "docx with spoilt part": (lambda: spoilt({"word/document.xml": document(p("甲" * 500))}), f"文件已损坏，不能按Word 文档打开。{BROKEN}"),
    "docx without words": (lambda: docx(p("")), "文件里没有文字。请确认原件后重新上传。"),
    "strict docx": (
        lambda: zipped({"word/document.xml": '<d:document xmlns:d="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'}),
        f"暂不支持读取严格格式（Strict Open XML）的 Word 文档。{OTHER}",
    ),
    "zip bomb": (
        lambda: zipped({"word/document.xml": document(p("甲")), "word/media/a.bin": b"\0" * (2 * limits.MB)}),
        f"文件解压后过大（单个部件压缩比超过 200 倍），有压缩炸弹的特征，已停止读取。{RESAVE}",
    ),
    "zip of many parts": (
        lambda: zipped({"word/document.xml": "<a/>"} | {f"word/{n}": "" for n in range(4000)}, zipfile.ZIP_STORED),
        f"文件解压后过大（4001 个部件），有压缩炸弹的特征，已停止读取。{RESAVE}",
    ),
    "external entity": (lambda: zipped({"word/document.xml": XXE + document(p("&x;"))}), DTD),
    "billion laughs": (lambda: zipped({"word/document.xml": LAUGHS + document(p("&a8;"))}), DTD),
    "entity far down": (lambda: zipped({"word/document.xml": f"<!--{'a' * 9000}-->" + XXE + document(p("&x;"))}), DTD),
    "entity in UTF-16": (lambda: zipped({"word/document.xml": (XXE + document(p("&x;"))).encode("utf-16")}), DTD),
    "deep XML": (lambda: deep_xml(5000), "文件标记嵌套超过 256 层，不是正常文档，已拒绝。请将正文复制到新文档后上传。"),
    "XML": (lambda: b"<?xml version='1.0'?><a>1</a>", f"暂不支持读取XML 文件。{OTHER}"),
    "deep HTML": (lambda: b"<div>" * 100_000 + "甲".encode(), "文件标记嵌套超过 2000 层，不是正常文档，已拒绝。请将正文复制到新文档后上传。"),
    "HTML of script": (lambda: b"<html><body><script>alert('x')</script></body></html>", "文件里没有文字。请确认原件后重新上传。"),
    "mht without page": (lambda: b"MIME-Version: 1.0\nContent-Type: text/plain\n\nx", "文件里没有文字。请确认原件后重新上传。"),
    "PDF with password": (lambda: pdf([[(80, 700, 16, "第一条 依法。")]], encrypt=LOCKED), "文件设有打开密码，无法读取。请解除密码后上传。"),
    "scanned PDF": (lambda: pdf([[], [(290, 40, 16, "— 2 —")], []]), f"文件是扫描件，没有文字层，读不出文字。{ORIGINAL}"),
    "broken PDF": (lambda: b"%PDF-1.7\n" + b"garbage " * 50, f"文件已损坏，不能按PDF 文件打开。{BROKEN}"),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_each_bad_file_gets_its_sentence(name: str) -> None:
    made, sentence = FILES[name]
    with pytest.raises(Unreadable) as refused:
        read_bytes(made(), "a.bin")
    assert refused.value.sentence == sentence


def test_a_part_that_grows_beyond_what_it_declares_is_stopped() -> None:
    """A zip may lie about its sizes; zipfile stops at what is declared, so that no more than that comes out."""
    data = bytearray(zipped({"word/document.xml": document(p("甲" * 3000))}))
    central = data.index(b"PK\x01\x02")
    data[central + 24 : central + 28] = (100).to_bytes(4, "little")
    with pytest.raises(Unreadable) as refused:
        read_bytes(bytes(data))
    assert refused.value.code == "broken"


def test_no_relation_leads_out_of_the_file() -> None:
    """An altChunk at an address, or above the archive, is neither fetched nor opened; the rest is read."""
    for target, mode in (("file:///etc/passwd", ' TargetMode="External"'), ("http://127.0.0.1:9/x", ' TargetMode="External"'),
                         ("../../../../etc/passwd", "")):  # fmt: skip
        made = zipped(
            {
                "word/document.xml": document(p("通知") + '<w:altChunk r:id="c1"/>'),
                "word/_rels/document.xml.rels": f'<Relationships><Relationship Id="c1" Target="{target}"{mode}/></Relationships>',
            }
        )
        assert read_bytes(made).text == "通知"


def test_a_docx_inside_a_docx_is_read_one_level_deep() -> None:
    inner = docx(p("乙") + '<w:altChunk r:id="c1"/>')
    made = zipped(
        {
            "word/document.xml": document(p("甲") + '<w:altChunk r:id="c1"/>'),
            "word/_rels/document.xml.rels": '<Relationships><Relationship Id="c1" Target="/word/in.docx"/></Relationships>',
            "word/in.docx": inner,
        }
    )
    assert read_bytes(made).text == "甲\n乙"


def test_text_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TEXT_CHARS", 1000)
    with pytest.raises(Unreadable) as refused:
        read_bytes("依法。".encode() * 400)
    assert refused.value.sentence == "文字超过 1000 字，超过单份文件的上限。请拆分后上传。"


def test_what_is_no_file_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "none.txt")
    for path, code in (
        (tmp_path, "not_a_file"),
        (tmp_path / "pipe.txt", "not_a_file"),
        (Path("/dev/zero"), "not_a_file"),
        (tmp_path / "gone.txt", "missing"),
        (tmp_path / "none.txt", "missing"),
        (tmp_path / ("a" * 300), "missing"),
    ):
        with pytest.raises(Unreadable) as refused:
            read_file(path)
        assert refused.value.code == code


def test_a_large_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as stream:
        stream.truncate(100 * limits.MB)
    with pytest.raises(Unreadable) as refused:
        read_file(path)
    assert refused.value.code == "too_large"


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"BMW is a car", "", "txt"),
        (b"BM" + (54).to_bytes(4, "little") + bytes(48), "", "bmp"),
        (b"# Title", "a.md", "md"),
        (b"# Title", "a.docx", "txt"),
        (b"<1> is no markup", "", "txt"),
        (b"{\\rtf1 x}", "a.doc", "rtf"),
        (OLE + "WordDocument".encode("utf-16-le"), "a.txt", "doc"),
        (OLE + "PowerPoint Document".encode("utf-16-le"), "", "ppt"),
        (OLE, "", "ole"),
        ("<html><p>甲</p></html>".encode("utf-16"), "", "html"),
        (b"<?xml version='1.0'?><html xmlns='x'><body/></html>", "", "html"),
    ],
)
def test_the_type_is_found_by_content(data: bytes, name: str, code: str) -> None:
    assert sniff(data, name).code == code


def test_every_sentence_is_whole() -> None:
    assert all(sentence.endswith("。") for sentence in SENTENCES.values())

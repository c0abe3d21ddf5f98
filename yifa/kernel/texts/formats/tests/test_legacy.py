"""Old formats go through a program of the machine: whether it is there, what it prints, what it may use."""

import stat
from pathlib import Path

import pytest

from yifa.kernel.texts.formats import limits
from yifa.kernel.texts.formats.reading import read_bytes
from yifa.kernel.texts.formats.refusal import Unreadable
from yifa.kernel.texts.formats.tests.made import docx, p

DOC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument".encode("utf-16-le")
BROKEN = "文件已损坏，不能按Word 97—2003 或者 WPS 文档打开。请用原软件重新保存，或者向来文单位索取原件。"


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of programs in front of which nothing of the machine is found but the shell's own."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setattr("shutil.which", lambda name: str(folder / name) if (folder / name).exists() else None)
    return folder


def install(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def refusal() -> Unreadable:
    with pytest.raises(Unreadable) as refused:
        read_bytes(DOC, "a.doc")
    return refused.value


def test_without_a_converter_the_sentence_says_what_to_do(programs: Path) -> None:
    assert refusal().sentence == (
        "服务器没有安装 antiword 或者 LibreOffice，不能读取Word 97—2003 或者 WPS 文档。请另存为 docx 后上传。"
    )


def test_antiword_prints_text_and_cells(programs: Path) -> None:
    install(programs, "antiword", "printf '  附件1\\n[pic]\\n|案由 |年龄|\\n\\n第一条  依法。\\n'")
    extracted = read_bytes(DOC, "a.doc")
    assert (extracted.text, extracted.format) == ("附件1\n案由\t年龄\n第一条  依法。", "doc")


def test_libreoffice_takes_over_where_antiword_fails(programs: Path) -> None:
    (programs / "made.docx").write_bytes(docx(p("第一条 依法。")))
    install(programs, "antiword", "exit 1")
    install(programs, "soffice", f'cp {programs}/made.docx "$(dirname "$7")/source.docx"')
    extracted = read_bytes(DOC, "a.doc")
    assert (extracted.text, extracted.format) == ("第一条 依法。", "doc")


@pytest.mark.parametrize("script", ["exit 1", "exit 0", "kill -SEGV $$"])
def test_a_converter_that_fails_refuses_the_file(programs: Path, script: str) -> None:
    install(programs, "antiword", script)
    assert refusal().sentence == BROKEN


def test_a_converter_that_hangs_is_stopped(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CONVERT_SECONDS", 1)
    install(programs, "antiword", "exec sleep 60")
    assert refusal().sentence.startswith("读取超过 1 秒仍未完成，已停止。")


def test_a_converter_that_burns_the_processor_or_fills_the_disk_is_stopped(
    programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "UNPACKED_BYTES", 1024)
    install(programs, "antiword", "head -c 9000 /dev/zero > filled && printf '第一条 依法。'")
    assert refusal().sentence == BROKEN

"""Lines of JSON: each line is an object or a sentence, and a bad line stops nothing."""

import gzip
import json
import os
from pathlib import Path

import pytest

from yifa.kernel.texts.formats import limits
from yifa.kernel.texts.formats.jsonl import read_jsonl
from yifa.kernel.texts.formats.refusal import Unreadable

RECORDS = [{"title": f"通知{number}", "text": "第一条　依法。"} for number in range(50)]
LINES = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in RECORDS).encode()


def kept(folder: Path, data: bytes) -> Path:
    path = folder / "made.jsonl"
    path.write_bytes(data)
    return path


def read(path: Path) -> list[object]:
    """Objects as they are, refusals as their sentence."""
    return [str(one) if isinstance(one, Unreadable) else one for one in read_jsonl(path)]


@pytest.mark.parametrize("data", [LINES, gzip.compress(LINES), LINES.replace(b"\n", b"\r\n\r\n"), LINES[:-1]])
def test_each_line_is_a_record_whatever_its_name(tmp_path: Path, data: bytes) -> None:
    assert read(kept(tmp_path, data)) == RECORDS


def test_a_broken_line_is_said_and_the_rest_is_read(tmp_path: Path) -> None:
    bad = b'{"a": 1\n[1]\n{"a": "\xb0\xa1"}\n' + b"[" * 200_000 + b"\n" + b"1" * 5000 + b'\n{"a": 2}\n'
    skipped = "已跳过。请检查这一行。"
    assert read(kept(tmp_path, bad)) == [
        f"第 1 行不是完整的 JSON 对象（第 8 个字符起有误），{skipped}",
        f"第 2 行不是完整的 JSON 对象（不是对象），{skipped}",
        f"第 3 行不是完整的 JSON 对象（不是 UTF-8 编码），{skipped}",
        f"第 4 行不是完整的 JSON 对象（嵌套过深或者数值有误），{skipped}",
        f"第 5 行不是完整的 JSON 对象（嵌套过深或者数值有误），{skipped}",
        {"a": 2},
    ]


def test_a_line_that_is_too_long_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "JSONL_LINE_BYTES", limits.MB)
    long = b'{"text": "' + b"a" * (3 * limits.MB) + b'"}\n'
    assert read(kept(tmp_path, b'{"a": 1}\n' + long + b'{"a": 3}\n')) == [
        {"a": 1}, "第 2 行超过 1 MB，已跳过。请拆分后导入。", {"a": 3},
    ]  # fmt: skip


@pytest.mark.parametrize(
    "spoil", [lambda data: data[:-20], lambda data: data[:200] + b"\0" * 40 + data[240:]]
)
def test_a_cut_or_spoilt_archive_gives_what_it_held_and_a_sentence(tmp_path: Path, spoil: object) -> None:
    lines = b"".join(json.dumps({"text": os.urandom(60).hex()}).encode() + b"\n" for _ in range(400))
    data = spoil(gzip.compress(lines))  # type: ignore[operator]
    *records, last = read(kept(tmp_path, data))
    assert str(last).startswith("压缩文件不完整，读到第 ")
    assert len(records) < 400
    assert all(isinstance(record, dict) for record in records)


@pytest.mark.parametrize("line", [b'{"a": 1}\n' * 1_000_000, b"0" * 9_000_000])
def test_a_bomb_is_stopped_on_the_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: bytes) -> None:
    monkeypatch.setattr(limits, "JSONL_RATIO_FROM", limits.MB)
    monkeypatch.setattr(limits, "JSONL_LINE_BYTES", limits.MB)
    last = read(kept(tmp_path, gzip.compress(line)))[-1]
    assert str(last).startswith("文件解压后过大（已超过 ")
    assert str(last).endswith("有压缩炸弹的特征，已停止读取。请用原软件重新保存后上传。")


def test_what_is_no_file_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jsonl")
    for path, code in (
        (tmp_path / "none.jsonl", "missing"),
        (tmp_path, "not_a_file"),
        (tmp_path / "pipe.jsonl", "not_a_file"),
        (kept(tmp_path, b""), "empty"),
    ):
        with pytest.raises(Unreadable) as refused:
            list(read_jsonl(path))
        assert refused.value.code == code

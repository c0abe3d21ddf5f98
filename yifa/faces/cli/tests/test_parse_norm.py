"""The contract of `yifa parse_norm --json` (architecture.md section 11), and that it starts without Django."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.shared import shared
from yifa.faces.cli.main import main

TEXT = """甲市登记办法
（2019年3月1日甲市人民政府令第7号公布 自2019年5月1日起施行）
第一条 根据《甲市登记条例》第三条第一款、第二款，制定本办法。
第二条 登记免费。
违反前款规定的，依照行政处罚法处理。
第四条 施行。"""
NODE = ["kind", "num", "label", "heading", "text", "children"]
TARGET = ["law", "self", "article", "to_article", "paragraph", "to_paragraph", "item", "to_item"]


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "甲市登记办法.txt"
    path.write_text(TEXT, "utf-8")
    return path


def read(path: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    assert main(["parse_norm", str(path), "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_the_object_has_the_agreed_shape(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = read(document, capsys)
    assert list(out) == ["title", "doc_no", "issuer", "text", "components", "citations", "integrity"]
    assert (out["title"], out["doc_no"], out["issuer"]) == (
        "甲市登记办法",
        "甲市人民政府令第7号",
        "甲市人民政府",
    )
    (main_part,) = out["components"]
    assert list(main_part) == ["name", "title", "nodes"]
    article = main_part["nodes"][3]
    assert list(article) == NODE
    assert (article["kind"], article["num"], article["label"], article["text"]) == (
        "article",
        "2",
        "第二条",
        "登记免费。",
    )
    assert [child["kind"] for child in article["children"]] == ["paragraph"]


def test_offsets_count_characters_of_the_text(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = read(document, capsys)
    assert [one["text"] for one in out["citations"]] == [
        "《甲市登记条例》第三条第一款", "第二款", "前款", "行政处罚法",
    ]  # fmt: skip
    for one in out["citations"]:
        assert out["text"][one["start"] : one["end"]] == one["text"]
        assert list(one["target"]) == TARGET
    second, before = out["citations"][1]["target"], out["citations"][2]["target"]
    assert (second["law"], second["self"], second["article"], second["paragraph"]) == (
        "甲市登记条例",
        False,
        "3",
        "2",
    )
    assert (before["law"], before["self"], before["article"], before["paragraph"]) == (None, True, "2", "1")


def test_breaks_carry_their_explanation(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    integrity = read(document, capsys)["integrity"]
    assert integrity["articles"] == 3
    (found,) = integrity["breaks"]
    assert (found["after"], found["found"], found["kind"]) == ("2", "4", "missing")
    assert found["explanation"] and any(found["explanation"] in said for said in integrity["warnings"])


def test_without_json_it_is_an_outline(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parse_norm", str(document)]) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[:4] == [
        "甲市登记办法",
        "文号：甲市人民政府令第7号",
        "制定机关：甲市人民政府",
        "── main 甲市登记办法",
    ]
    assert "  [article] 第二条 登记免费。" in out
    assert any("前款 → 本文件第2条第1款" in line for line in out)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("absent.txt", None, "没有找到文件"),
        ("empty.txt", b"", "文件是空的"),
        ("blank.txt", b" \n\n ", "文件是空的"),
        ("binary.bin", bytes(range(256)) * 40, "不是文本"),
    ],
)
def test_what_cannot_be_read_is_exit_2_with_one_sentence(
    name: str, data: bytes | None, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    assert main(["parse_norm", str(path), "--json"]) == 2
    captured = capsys.readouterr()
    assert captured.out == "" and said in captured.err and captured.err.count("\n") == 1


def test_a_folder_is_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parse_norm", str(tmp_path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_other_encodings_are_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "办法.txt"
    path.write_bytes(TEXT.encode("gb18030"))
    assert read(path, capsys)["title"] == "甲市登记办法"


def test_the_work_plan_is_read_from_its_file(capsys: pytest.CaptureFixture[str]) -> None:
    out = read(shared("corpus/work-plan-2017.txt"), capsys)
    assert out["issuer"] == "衡水市人民政府"
    assert [part["name"] for part in out["components"]] == ["main", "att_1"]


def test_neither_command_loads_django() -> None:
    code = (
        "import sys; from yifa.faces.cli import due, parse_norm; "
        "sys.exit(any(name == 'django' or name.startswith('django.') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

"""`yifa bench compare` and `yifa bench akn`: what they print, and what they refuse."""

import gzip
import json
from pathlib import Path

import pytest

from yifa.faces.cli.main import main


def test_compare_finds_the_true_edits_and_measures_the_alternatives(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["bench", "compare", "--articles", "160", "--times", "1", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    ours, lines, letters, _ = found["items"]
    assert ours["edits"] == found["summary"]["true_edits"] == 4
    assert lines["edits"] > 100 and letters["edits"] > 4 and ours["ms"] > 0


def test_compare_leaves_slow_alternatives_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "compare", "--articles", "501", "--times", "1"]) == 0
    assert capsys.readouterr().out.count("略过") == 2


def test_akn_counts_valid_texts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        {
            "id": "a",
            "title": "某市办法",
            "text": "某市办法\n第一条 甲。\n第二条 乙。",
            "issuer": "某市人民政府",
        },
        {"id": "b", "title": "通知", "text": "通知\n一、丙", "category": "规范性文件"},
    ]
    path = tmp_path / "texts.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(json.dumps(row) for row in rows).encode()))
    assert main(["bench", "akn", str(path), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    counts = [found["summary"][name] for name in ("texts", "valid", "text_kept", "addresses_kept")]
    assert (found["ok"], counts, found["errors"]) == (True, [2, 2, 2, 2], [])


@pytest.mark.parametrize("content", ['{"id": 1}', "no json", "[]"])
def test_akn_refuses_what_it_cannot_read(
    tmp_path: Path, content: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "broken.jsonl"
    path.write_text(content)
    assert main(["bench", "akn", str(path)]) == 2
    assert "文件不能读取或者格式不对" in capsys.readouterr().err
    assert main(["bench", "akn", str(tmp_path / "missing")]) == 2

"""The contract of `yifa due`, sentence by sentence (architecture.md section 11)."""

import json
from pathlib import Path

import pytest

from yifa.faces.cli.main import main

KEYS = ["rule", "start", "due", "unit", "raw_due", "rolled", "provisional", "verified", "explanation"]


def test_json_has_the_agreed_keys(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["due", "FY-014b", "--start", "2025-08-04", "--json"]) == 0
    out = json.loads(capsys.readouterr().out)
    assert list(out) == KEYS
    assert (out["due"], out["raw_due"], out["unit"], out["rolled"]) == (
        "2025-10-09",
        "2025-10-03",
        "natural_day",
        True,
    )
    assert (out["provisional"], out["verified"]) == (False, True)
    assert all(isinstance(line, str) for line in out["explanation"])


def test_without_json_it_is_readable(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["due", "FY-014b", "--start", "2025-08-04"]) == 0
    assert capsys.readouterr().out.startswith("FY-014b　届满日：2025-10-09\n")


def test_suspensions_repeat_and_an_extension_goes_on_from_the_end(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["due", "FY-014b", "--start", "2025-03-03", "--json"]
    assert (
        main([*words, "--suspend", "2025-03-10:2025-03-12", "--suspend", "2025-03-12:2025-03-13", "--extend"])
        == 0
    )
    assert json.loads(capsys.readouterr().out)["raw_due"] == "2025-06-05"  # 60 + 4 + 30 days


def test_hours_are_local_minutes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["due", "QZ-001", "--start", "2026-01-05T10:30", "--json"]) == 0
    out = json.loads(capsys.readouterr().out)
    assert (out["start"], out["due"], out["raw_due"]) == (
        "2026-01-05T10:30",
        "2026-01-06T10:30",
        "2026-01-06T10:30",
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["XX-001", "--start", "2025-01-01"], "没有编号为 XX-001 的期限规则"),
        (["FY-012b", "--start", "2025-02-30"], "没有 2025-02-30 这一天"),
        (["FY-012b", "--start", "2025/01/01"], "日期应当写作"),
        (["FY-012b", "--start", "2023-12-31"], "2024-01-01至今"),
        (["FY-012b", "--start", "2025-01-01T10:00"], "日期应当写作"),
        (["QZ-001", "--start", "2026-01-05"], "要写到分钟"),
        (["QZ-001", "--start", "2026-01-05T25:00"], "没有 2026-01-05T25:00 这个时间"),
        (["FY-014b", "--start", "2025-03-03", "--suspend", "2025-03-05:2025-03-04"], "晚于止日"),
        (["FY-014b", "--start", "2025-03-03", "--suspend", "2025-03-05"], "起日:止日"),
        (["FY-012b", "--start", "2025-03-03", "--suspend", "2025-03-05:2025-03-06"], "不能中止或者扣除"),
        (["FY-012b", "--start", "2025-03-03", "--extend"], "没有载明天数的延长"),
        (["FZ-001", "--start", "2025-03-03"], "不是期限"),
        (["FY-012b"], "要写规则编号和 --start"),
        ([], "要写规则编号和 --start"),
    ],
)
def test_misuse_is_exit_2_and_one_line(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["due", *words]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert said in captured.err and captured.err.count("\n") == 1


def test_a_batch_answers_every_line_and_a_bad_one_does_not_stop_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = [
        '{"rule": "FY-012b", "start": "2025-09-24"}',
        '{"rule": "FY-999", "start": "2025-09-24"}',
        "not json",
        '{"rule": "FY-014b", "start": "2025-03-03", "suspend": [["2025-03-10", "2025-03-19"]], "extend": true}',
        '{"rule": "FY-014b", "start": "2025-03-03", "suspend": "2025-03-10:2025-03-19"}',
        '{"rule": "FY-014b", "start": "2025-03-03", "extend": "yes"}',
        '["FY-014b"]',
        '{"rule": "FY-014b", "start": 20250303, "suspend": 5}',
    ]
    path = tmp_path / "asked.jsonl"
    path.write_text("\n".join(asked), "utf-8")
    assert main(["due", "--batch", str(path)]) == 0
    out = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [list(one) == KEYS for one in out] == [True, False, False, True, True, False, False, False]
    assert [one.get("raw_due") for one in (out[0], out[3], out[4])] == [
        "2025-10-14",
        "2025-06-11",
        "2025-05-12",
    ]
    assert all(list(one) == ["rule", "error"] and one["error"] for one in out if "due" not in one)
    assert out[1]["rule"] == "FY-999"


def test_a_batch_that_cannot_be_read_is_exit_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["due", "--batch", str(tmp_path / "absent.jsonl")]) == 2
    assert "读不了文件" in capsys.readouterr().err

"""docs/measures.md is true: 34 rows; what is named exists; what does not exist yet is not named."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from yifa.faces.cli import main as cli
from yifa.faces.cli.measure import TABLE, Measure, read

ROOT = Path(__file__).resolve().parent.parent
MEASURES = read(TABLE.read_text("utf-8"))
STATES = ("尚未实现", "部分实现", "已实现")


def addresses(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """Every address pattern of the site, with converters reduced to their names."""
    for entry in resolver.url_patterns:
        route = before + re.sub(r"<\w+:(\w+)>", r"<\1>", str(entry.pattern))
        if isinstance(entry, URLPattern):
            yield "/" + route
        else:
            yield from addresses(entry, route)


def named(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def test_the_table_has_each_of_the_34_measures_once() -> None:
    assert [row.number for row in MEASURES] == list(range(1, 35))
    assert {len(row.cells) for row in MEASURES} == {5}
    assert all(row.cells[0].startswith(STATES) for row in MEASURES)


@pytest.mark.parametrize("row", MEASURES, ids=lambda row: f"measure-{row.number}")
def test_what_a_row_names_exists(row: Measure) -> None:
    state, modules, pages, interfaces, tests = row.cells
    if state.startswith("尚未实现"):
        assert (modules, pages, interfaces, tests) == ("", "", "", "")
        return
    assert named(modules) and named(tests)
    assert [path for path in named(modules) + named(tests) if not (ROOT / path).exists()] == []
    known = set(addresses(get_resolver()))
    commands = {**cli.PURE, **cli.WITH_DATABASE}
    wanted = [name for name in named(pages) + named(interfaces) if not name.startswith("yifa ")]
    assert [address for address in wanted if address not in known] == []
    asked = [name.split()[1] for name in named(interfaces) if name.startswith("yifa ")]
    assert [command for command in asked if command not in commands] == []


def test_yifa_measure_prints_the_row_and_refuses_other_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["measure", "6"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "措施（6）加强规范性文件管理"
    assert [line.split("　")[0].strip() for line in lines[1:]] == ["状态", "模块", "页面", "接口", "测试"]
    for wrong in ("0", "35", "six", "06"):
        assert cli.main(["measure", wrong]) == 2
        assert capsys.readouterr().err == f"措施序号是 1 到 34 的整数，不是 {wrong!r}。\n"

import argparse
import json

import pytest

from yifa.faces.cli import bench, preparing
from yifa.registers.library.tests import factories

pytestmark = pytest.mark.django_db


def _run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:

    parser = argparse.ArgumentParser()
    bench.configure(parser)
    code = bench.run(parser.parse_args(["pages", *words]))
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def test_both_pages_and_the_bare_page_are_asked_for_and_counted(capsys, monkeypatch):
    monkeypatch.setattr(preparing, "collect_static", lambda: None)
    factories.works(12)
    _, out, _ = _run(capsys, "--pages", "10", "--json")
    items = json.loads(out)["items"]
    assert [(item["name"], item["pages"]) for item in items] == [
        ("文件页", 10),
        ("检索页", 10),
        ("最简页面（同一文库的文本）", 10),
    ]
    assert items[2]["queries"] == [1]
    assert all(max(item["queries"]) <= 13 for item in items)


def test_an_empty_library_is_refused_in_a_sentence(capsys):
    assert _run(capsys) == (2, "", "文库中的公开文件不足 10 份，请先导入。\n")

"""`yifa search`, `yifa rebuild_search` and the two benchmarks of search, through the one command line."""

import argparse
import json
from datetime import date
from pathlib import Path

import pytest

from yifa.faces.cli import main as cli
from yifa.faces.cli import rebuild_search, search
from yifa.kernel.search import node
from yifa.registers.library.models import Version
from yifa.registers.library.tests import factories

ROWS = [
    ("a", "劳务法", "第七条", "用人单位拖欠劳动报酬的，应当支付赔偿金。"),
    ("b", "劳务法", "第八条", "领取劳务手册应当提交申请表，手册遗失的可以补发。"),
    ("c", "集市管理条例", "第七条", "摊位收费标准应当公示，未公示的处以罚款。"),
]


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """The arguments that name a small collection."""
    articles, queries, qrels = tmp_path / "articles.jsonl", tmp_path / "queries.jsonl", tmp_path / "qrels.tsv"
    articles.write_text(
        "\n".join(json.dumps(dict(zip(("id", "law", "article", "text"), row, strict=True))) for row in ROWS)
    )
    asked = [("q1", "老板拖欠工资怎么办"), ("q2", "劳务手册丢了怎么补"), ("q3", "没有判定的问题")]
    queries.write_text("\n".join(json.dumps({"qid": qid, "query": text}) for qid, text in asked))
    qrels.write_text("q1\t0\ta\t1\nq2\t0\tb\t1\n")
    return ["--articles", str(articles), "--queries", str(queries), "--qrels", str(qrels)]


@pytest.fixture
def shelf(settings, tmp_path, monkeypatch):
    settings.YIFA_DATA = tmp_path
    for module in (search, rebuild_search):
        monkeypatch.setattr(module, "day", lambda: date(2026, 3, 16))
    return factories.works(3)


def run(module, *words: str) -> int:
    """The command as the command line runs it, but for the check that the database is of this release."""
    parser = argparse.ArgumentParser()
    module.configure(parser)
    return module.run(parser.parse_args(words))


@pytest.mark.django_db
def test_search_prints_the_public_result_as_json(shelf, capsys):
    Version.objects.filter(work=shelf[0]).update(publication=None)
    assert run(search, "办法 检查", "--json", "--limit", "2") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["ok"], found["errors"], found["summary"]["kind"]) == (True, [], "concept")
    assert found["summary"]["total"] == len(found["items"]) == 2
    assert {item["slug"] for item in found["items"]} == {work.slug for work in shelf[1:]}
    assert all("<mark>检查</mark>" in item["articles"][0]["html"] for item in found["items"])


@pytest.mark.django_db
def test_search_prints_text_without_markup(shelf, capsys):
    assert run(search, shelf[0].doc_no) == 0
    out = capsys.readouterr().out
    assert out.startswith("识别为文号：机关代字“枫政规”，2020年，第1号。\n找到1件文件")
    assert f"1. {shelf[0].title}" in out and "<" not in out


@pytest.mark.django_db
def test_search_that_finds_nothing_says_what_is_near(shelf, capsys):
    assert run(search, "枫政规〔2020〕99号") == 0
    out = capsys.readouterr().out
    assert "找到0件文件" in out and "- 也许是枫政规〔2020〕" in out


@pytest.mark.django_db
@pytest.mark.parametrize("limit", ["0", "-1", "101"])
def test_a_limit_out_of_range_is_misuse(shelf, limit, capsys):
    assert run(search, "办法", "--limit", limit) == 2
    assert capsys.readouterr().err == "--limit 应当是 1 至 100 之间的整数。\n"


@pytest.mark.django_db
def test_rebuild_search_makes_the_index_anew(shelf, capsys):
    assert run(rebuild_search, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["ok"], found["summary"]["works"]) == (True, 3)
    assert len(list(node.home().glob("index-*"))) == 1


def test_bench_search_measures_a_collection_without_a_database(files, tmp_path, capsys):
    each = tmp_path / "each.jsonl"
    assert cli.main(["bench", "search", *files, "--json", "--each", str(each)]) == 0
    summary = json.loads(capsys.readouterr().out)["summary"]
    assert (summary["articles"], summary["queries"]) == (3, 2)
    assert {name: summary[name] for name in ("ndcg@10", "mrr@10", "recall@10", "recall@100")} == {
        "ndcg@10": 1.0, "mrr@10": 1.0, "recall@10": 1.0, "recall@100": 1.0,
    }  # fmt: skip
    assert [json.loads(line)["ranked"][0] for line in each.read_text().splitlines()] == ["a", "b"]


def test_bench_search_names_a_file_it_cannot_read(files, capsys):
    assert cli.main(["bench", "search", *files[:4], "--qrels", "/nowhere/qrels.tsv"]) == 2
    assert "/nowhere/qrels.tsv" in capsys.readouterr().err
    Path(files[1]).write_text("not json")
    assert cli.main(["bench", "search", *files]) == 2
    assert capsys.readouterr().err.startswith("文件不能读取或者格式不对：")


def test_bench_engine_repeats_the_articles_and_compares(files, capsys):
    assert cli.main(["bench", "engine", *files[:4], "--size", "40", "--times", "2", "--json"]) == 0
    summary = json.loads(capsys.readouterr().out)["summary"]
    assert (summary["articles"], summary["call"]["n"]) == (40, 2 * 4 + 1)
    assert {rivals["sqlite"]["n"] for rivals in summary["bare"].values()} == {2}
    assert summary["skipped"] == "没有给出 --postgres，未与 PostgreSQL 比较。"


def test_bench_lists_what_there_is_and_refuses_what_is_not(capsys):
    assert cli.main(["bench"]) == 0
    assert {"yifa bench search", "yifa bench engine"} <= {
        " ".join(line.split()[:3]) for line in capsys.readouterr().out.splitlines()
    }
    assert cli.main(["bench", "nonsense"]) == 2
    assert "没有名为“nonsense”的测试" in capsys.readouterr().err

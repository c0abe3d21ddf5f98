"""`yifa bench search`: the quality of our search on a set of articles, questions and judgements. No database."""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from yifa.registers.library.questions import collection
from yifa.registers.library.questions.answering import answer
from yifa.registers.library.questions.collection import Collection, Judged

HELP = "检索质量：nDCG@10、MRR@10、recall@10、recall@100（不需要数据库）"
DEPTH = 100
MISUSE = 2


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--articles", type=Path, required=True, metavar="F", help="条文 {id, law, article, text}"
    )
    parser.add_argument("--queries", type=Path, required=True, metavar="F", help="问题 {qid, query}")
    parser.add_argument("--qrels", type=Path, required=True, metavar="F", help="判定：qid 0 id 等级")
    parser.add_argument("--each", type=Path, metavar="F", help="逐题结果写入这个文件")
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(args: argparse.Namespace) -> int:
    try:
        with tempfile.TemporaryDirectory() as folder:
            found = measured(args.articles, args.queries, args.qrels, Path(folder) / "index", args.each)
    except (OSError, ValueError, KeyError) as error:
        print(f"文件不能读取或者格式不对：{error}", file=sys.stderr)
        return MISUSE
    if args.json:
        print(json.dumps({"ok": True, "summary": found, "items": [], "errors": []}, ensure_ascii=False))
        return 0
    print(
        f"{found['articles']} 条条文，{found['queries']} 个问题；建库 {found['index_seconds']} 秒，每题 {found['ms']} 毫秒"
    )
    for name in ("ndcg@10", "mrr@10", "recall@10", "recall@100"):
        print(f"  {name:<11}{found[name]:.4f}")
    return 0


def measured(articles: Path, queries: Path, qrels: Path, folder: Path, each: Path | None) -> dict[str, float]:
    judged = collection.judgements(qrels)
    asked = [row for row in collection.lines(queries) if row["qid"] in judged]
    if not asked:
        raise ValueError("没有一个问题有判定")
    begun = perf_counter()
    indexed = collection.indexed(articles, folder)
    built = perf_counter()
    ranked = {row["qid"]: ranking(row["query"], indexed) for row in asked}
    spent = perf_counter() - built
    if each:
        rows = (
            {"qid": qid, "ranked": found[:10], "ndcg@10": collection.ndcg(found, judged[qid])}
            for qid, found in ranked.items()
        )
        each.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return {
        "articles": len(indexed.ids),
        "queries": len(asked),
        **means(ranked, judged),
        "index_seconds": round(built - begun, 1),
        "ms": round(spent / len(asked) * 1000, 2),
    }


def ranking(query: str, indexed: Collection) -> list[str]:
    return [indexed.ids[place] for place in answer(query, indexed.scope, DEPTH)]


def means(ranked: dict[str, list[str]], judged: Judged) -> dict[str, float]:
    def mean(values: Sequence[float]) -> float:
        return round(sum(values) / len(values), 4)

    pairs = [(found, judged[qid]) for qid, found in ranked.items()]
    return {
        "ndcg@10": mean([collection.ndcg(found, grades) for found, grades in pairs]),
        "mrr@10": mean([collection.reciprocal(found, grades) for found, grades in pairs]),
        "recall@10": mean([collection.recall(found, grades, 10) for found, grades in pairs]),
        "recall@100": mean([collection.recall(found, grades, DEPTH) for found, grades in pairs]),
    }

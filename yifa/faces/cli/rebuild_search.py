"""`yifa rebuild_search`: write the search index of this node anew; searches go on in the old one meanwhile."""

import argparse
import json
import sys
from time import perf_counter

from yifa.faces.frame.today import day
from yifa.kernel.search import following, node

HELP = "重建本机检索库 (rebuild the search index of this node)"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(args: argparse.Namespace) -> int:
    begun = perf_counter()
    total = following.rebuild(node.home(), day(), _quiet if args.json else _bar)
    seconds = round(perf_counter() - begun, 1)
    if args.json:
        summary = {"works": total, "seconds": seconds}
        print(json.dumps({"ok": True, "summary": summary, "items": [], "errors": []}, ensure_ascii=False))
    else:
        print(f"检索库已重建：{total}件文件，用时{seconds}秒。")
    return 0


def _quiet(done: int, total: int) -> None:
    """JSON output has no progress."""


def _bar(done: int, total: int) -> None:
    if sys.stderr.isatty():
        width = 30 * done // max(total, 1)
        end = "\n" if done >= total else ""
        print(f"\r[{'#' * width}{'.' * (30 - width)}] {done}/{total}", end=end, file=sys.stderr, flush=True)

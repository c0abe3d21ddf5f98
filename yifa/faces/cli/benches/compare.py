"""`yifa bench compare`: article comparison against a generic text diff and a generic XML diff of the same two texts.

The texts are invented: 200 articles, three edited, one inserted so that all later ones are renumbered.
"""

import argparse
import importlib
import json
from collections.abc import Callable
from datetime import date
from difflib import SequenceMatcher
from random import Random
from time import perf_counter
from typing import Any

from yifa.kernel.law.cite import article_label, chinese
from yifa.kernel.texts.compare import compare
from yifa.kernel.texts.model import Document
from yifa.kernel.texts.structure import parse
from yifa.registers.library.export import akn
from yifa.registers.library.export.akn_meta import Facts

HELP = "条文比对：用时与改动处数，和通用的文本比对、XML 比对同时测量"
FINE = 0
SLOW = 500  # articles from which the generic diffs take minutes
EDITED, INSERTED, TRUE_EDITS = (12, 77, 150), 30, 4
SIGNS = [chr(code) for code in range(0x4E00, 0x4E00 + 3000) if chr(code) not in "第条一二三四五六七八九十"]


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--articles", type=int, default=200, help="条数")
    parser.add_argument("--times", type=int, default=5, help="每种方法测几次，取最快的一次")
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    before, after = texts(args.articles)
    left, right = parse(before), parse(after)
    rows = [
        measured("依法：按条对齐", args.times, lambda: edits(left, right)),
        measured("difflib：逐行", args.times, lambda: lines_touched(before, after)),
    ]
    if args.articles <= SLOW:
        rows += [measured("difflib：逐字", 1, lambda: stretches(before, after)), _xmldiff(left, right)]
    else:
        rows += [
            _left_out(name, f"超过 {SLOW} 条时要用几分钟以上，略过") for name in ("difflib：逐字", "xmldiff")
        ]
    if args.json:
        found = {"ok": True, "summary": {"true_edits": TRUE_EDITS}, "items": rows, "errors": []}
        print(json.dumps(found, ensure_ascii=False))
        return FINE
    print(f"{args.articles} 条，修改 3 条，插入 1 条并使其后各条重新编号；真实改动 {TRUE_EDITS} 处。")
    for row in rows:
        words = row["note"] or f"{row['ms']:>10.1f} 毫秒　{row['edits']:>5} 处"
        print(f"  {row['name']:<22}{words}")
    return FINE


def texts(count: int) -> tuple[str, str]:
    """The text before and after."""
    bodies = [_body(number) for number in range(count)]
    after = [_body(number, 1 if number in EDITED else 0) for number in range(count)]
    after.insert(INSERTED, "本办法所称规范性文件，是指具有普遍约束力、反复适用的公文。")
    return _numbered(bodies), _numbered(after)


def _body(number: int, variant: int = 0) -> str:
    chance = Random(number)
    words = ["".join(chance.choices(SIGNS, k=4)) for _ in range(10)]
    term = chinese(3 + number % 40 + variant)
    first, second = "".join(words[:5]), "".join(words[5:])
    return f"{first[:8]}应当{first[8:]}，在{term}日内{second[:12]}的，由{second[12:]}。"


def _numbered(bodies: list[str]) -> str:
    return "某市办法\n" + "\n".join(f"{article_label(str(n))} {body}" for n, body in enumerate(bodies, 1))


def edits(left: Document, right: Document) -> int:
    """What a reader has to look at: units that changed, came, went or moved."""
    return sum(pair.kind not in ("same", "renumbered") for pair in compare(left, right))


def lines_touched(left: str, right: str) -> int:
    """Lines that a line diff shows as changed."""
    matcher = SequenceMatcher(None, left.split("\n"), right.split("\n"))
    return sum(max(b - a, d - c) for op, a, b, c, d in matcher.get_opcodes() if op != "equal")


def stretches(left: str, right: str) -> int:
    """Stretches of characters that a character diff shows as changed."""
    return sum(op[0] != "equal" for op in SequenceMatcher(None, left, right).get_opcodes())


def measured(name: str, times: int, work: Callable[[], int]) -> dict[str, Any]:
    best, found = float("inf"), 0
    for _ in range(times):
        begun = perf_counter()
        found = work()
        best = min(best, perf_counter() - begun)
    return {"name": name, "ms": round(best * 1000, 2), "edits": found, "note": ""}


def _xmldiff(left: Document, right: Document) -> dict[str, Any]:
    """xmldiff on the Akoma Ntoso of both texts, where it is installed."""
    try:
        main = importlib.import_module("xmldiff.main")
    except ImportError:
        return _left_out("xmldiff", "未安装，略过（pip install xmldiff）")
    one, other = (akn.render(document, _facts()) for document in (left, right))
    return measured("xmldiff：Akoma Ntoso", 1, lambda: len(main.diff_texts(one, other)))


def _left_out(name: str, note: str) -> dict[str, Any]:
    return {"name": name, "ms": None, "edits": None, "note": note}


def _facts() -> Facts:
    day = date(2020, 1, 1)
    return Facts(
        "/akn/x",
        "/akn/x/zho@2020-01-01",
        "act",
        "norm",
        "某市办法",
        "",
        "cn",
        (),
        day,
        day,
        day,
        None,
        "某局",
        "/x",
    )

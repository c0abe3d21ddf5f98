"""`yifa bench imports PATH`: importing into an empty SQLite, once and once more; and how well kept texts are recognised."""

import argparse
import gzip
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

from yifa.registers.library.ingest.prepare import prepare
from yifa.registers.library.ingest.twins import Held, Twins

HELP = "导入：用时、内存、再次导入不变；另一来源的同一文本认出多少"
FINE, WRONG, MISUSE = 0, 1, 2
SECONDS, MEGABYTES = 120, 1536  # the bars of issue 2


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", metavar="PATH", type=Path, help=".jsonl 或者 .jsonl.gz")
    parser.add_argument(
        "--carriers", type=Path, metavar="F", help="同一文本的其他来源 {dup_of, title, issued_on, text}"
    )
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    missing = [str(path) for path in (args.path, args.carriers) if path and not path.exists()]
    if missing:
        print(f"没有找到：{'、'.join(missing)}", file=sys.stderr)
        return MISUSE
    items = imported(args.path)
    if args.carriers:
        items.append(recognised(args.path, args.carriers))
    ok = all(item["ok"] for item in items)
    if args.json:
        print(json.dumps({"ok": ok, "summary": {}, "items": items, "errors": []}, ensure_ascii=False))
    else:
        for item in items:
            print("　".join(f"{name} {value}" for name, value in item.items() if name != "ok"))
    return FINE if ok else WRONG


def imported(path: Path) -> list[dict[str, Any]]:
    """The command as an operator runs it, twice, in a data folder of its own."""
    with tempfile.TemporaryDirectory(prefix="yifa-bench-") as folder:
        _command(folder, "migrate", "-v0")
        first, seconds = _import(folder, path)
        again, more = _import(folder, path)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    stored = first["summary"]["stored"]
    return [
        {
            "name": "导入", "documents": first["summary"]["documents"], "stored": stored,
            "seconds": seconds, "megabytes": peak, "ok": seconds <= SECONDS and peak <= MEGABYTES,
        },
        {"name": "再次导入", "stored": again["summary"]["stored"], "seconds": more, "ok": again["summary"]["stored"] == 0},
    ]  # fmt: skip


def _import(folder: str, path: Path) -> tuple[dict[str, Any], float]:
    begun = perf_counter()
    output = _command(folder, "import_norms", str(path), "--json")
    return json.loads(output), round(perf_counter() - begun, 1)


def _command(folder: str, *words: str) -> str:
    environment = {**os.environ, "YIFA_DATA": folder, "DATABASE_URL": ""}
    done = subprocess.run(
        [sys.executable, "-m", "yifa.faces.cli.main", *words],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False,
    )  # fmt: skip
    return done.stdout


def recognised(path: Path, carriers: Path) -> dict[str, Any]:
    """Recall and precision: other carriers of kept texts, and kept texts that are no carriers of each other."""
    twins, names = Twins(), {}
    for number, law in enumerate(_lines(path)):
        draft = _read(law)
        names[number] = law["id"]
        twins.add(
            draft.content_hash, Held(number, draft.title, "", draft.day, draft.fingerprint, draft.sketch)
        )
    count = said = right = certain = 0
    for one in _lines(carriers):
        twin = twins.of(_read(one))
        count += 1
        said += twin is not None
        right += twin is not None and names[twin.held.version_id] == one["dup_of"]
        certain += twin is not None and twin.certain
    return {
        "name": "认出另一来源", "carriers": count, "recall": round(right / max(count, 1), 4),
        "precision": round(right / max(said, 1), 4), "certain": certain, "ok": right >= 0.97 * count,
    }  # fmt: skip


def _read(record: dict[str, Any]) -> Any:
    day = date.fromisoformat(record["issued_on"]) if record.get("issued_on") else None
    return prepare(record["text"], known={"title": record["title"], "issued_on": day})


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    if path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8") as packed:
            yield from map(json.loads, packed)
    else:
        with path.open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)

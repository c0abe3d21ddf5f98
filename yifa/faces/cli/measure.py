"""`yifa measure N`: where one of the 34 measures lives, read from docs/measures.md."""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

HELP = "显示某项措施（1—34）对应的模块、页面、接口和测试"
FINE, MISUSE = 0, 2
TABLE = Path(__file__).resolve().parents[3] / "docs" / "measures.md"
LABELS = ("状态", "模块", "页面", "接口", "测试")


@dataclass(frozen=True, slots=True)
class Measure:
    """A row of the table."""

    number: int
    title: str
    cells: tuple[str, ...]  # as LABELS


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", metavar="N", help="措施序号，1 到 34")


def run(args: argparse.Namespace) -> int:
    rows = {str(row.number): row for row in read(TABLE.read_text("utf-8"))}
    if args.number not in rows:
        sys.stderr.write(f"措施序号是 1 到 34 的整数，不是 {args.number!r}。\n")
        return MISUSE
    row = rows[args.number]
    print(f"措施（{row.number}）{row.title}")
    for label, cell in zip(LABELS, row.cells, strict=True):
        print(f"  {label}　{cell or '—'}")
    return FINE


def read(text: str) -> list[Measure]:
    """The rows of the table that begin with a number."""
    rows = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("|") and cells[0].isdecimal():
            rows.append(Measure(int(cells[0]), cells[1], tuple(cells[2:])))
    return rows

"""`yifa import_norms PATH…`: import documents; a report for each file; nothing half-imported."""

import argparse
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any, BinaryIO, cast

from yifa.domains.norms import actions
from yifa.domains.norms.models import Batch, Intake, Outcome
from yifa.faces.frame import today
from yifa.kernel.jobs import running
from yifa.kernel.jobs.models import Job, JobState
from yifa.kernel.texts.formats.refusal import Unreadable, size_of

HELP = "导入文件：文件夹，.txt .md .docx .doc .pdf .html，.jsonl[.gz]"
FINE, WRONG, MISUSE = 0, 1, 2
SOURCE = "命令行导入"
WIDTH = 30


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", metavar="PATH", help="文件或者文件夹")
    parser.add_argument("--source", default=SOURCE, help=f"来源，公开页面会写明（默认：{SOURCE}）")
    parser.add_argument("--private", action="store_true", help="没有公开的文件：入库后公众看不到")
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(args: argparse.Namespace) -> int:
    missing = [path for path in args.paths if not Path(path).exists()]
    if missing or not args.source.strip():
        print(f"没有找到：{'、'.join(missing)}" if missing else "--source 应当写明来源。", file=sys.stderr)
        return MISUSE
    begun = perf_counter()
    batch = _batch(args)
    job = batch.job
    assert job is not None
    bar = Bar(sys.stderr.isatty())
    try:
        running.run(job, now=today.now, watch=bar.show)
    except KeyboardInterrupt:
        bar.close()
        print("已停止，做完的都已保留。再次运行同一命令可以接着导入。", file=sys.stderr)
    bar.close()
    report = _report(batch, round(perf_counter() - begun, 1))
    print(json.dumps(report, ensure_ascii=False, indent=1) if args.json else _text(report))
    return FINE if report["ok"] else WRONG


def _batch(args: argparse.Namespace) -> Batch:
    """A new import; or the one with the same files that was cut off."""
    title = f"命令行导入：{'、'.join(Path(path).name or path for path in args.paths)}"[:120]
    before = actions.unfinished(title, args.source)
    batch = actions.start_batch(
        uploads=_uploads(args.paths),
        title=title,
        source=args.source,
        source_on=None,
        public=not args.private,
        at=today.now(),
        enqueue=False,
    )
    if before and _files(before) == _files(batch):
        actions.discard(batch)
        return before
    return batch


def _files(batch: Batch) -> list[tuple[int, str, str | None]]:
    return list(batch.intakes.order_by("position").values_list("position", "name", "file_id"))


def _uploads(paths: list[str]) -> Iterator[tuple[str, BinaryIO]]:
    """Each file, opened one after another; below a folder, its path there is its name."""
    for given in paths:
        path = Path(given)
        found = sorted(one for one in path.rglob("*") if _wanted(one, path)) if path.is_dir() else [path]
        for one in found:
            name = one.relative_to(path).as_posix() if path.is_dir() else one.name
            with _opened(one, path) as stream:
                yield name, stream


def _wanted(path: Path, root: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
    return not hidden and (path.is_symlink() or not path.is_dir())


def _opened(path: Path, root: Path) -> BinaryIO:
    """The file; or, for what is none or lies outside the folder, a stream that says so in the report."""
    try:
        if path != root and not path.resolve().is_relative_to(root.resolve()):
            raise Unreadable("outside")
        size_of(path)
        return path.open("rb")
    except Unreadable as refused:
        return cast(BinaryIO, Refusing(refused))
    except OSError:
        return cast(BinaryIO, Refusing(Unreadable("forbidden")))


class Refusing(io.RawIOBase):
    """A stream that cannot be read, and why."""

    def __init__(self, refused: Unreadable) -> None:
        self.refused = refused

    def read(self, size: int = -1) -> bytes:
        raise self.refused


class Bar:
    """Progress on one line of a terminal; now and then a line elsewhere."""

    def __init__(self, terminal: bool) -> None:
        self.terminal = terminal
        self.open = False
        self.said = -1

    def show(self, job: Job) -> None:
        total = max(job.total, 1)
        if self.terminal:
            filled = WIDTH * job.done // total
            line = f"\r[{'#' * filled}{'.' * (WIDTH - filled)}] {job.done}/{job.total} {job.current[:24]}"
            print(f"{line}\x1b[K", end="", file=sys.stderr, flush=True)
            self.open = True
        elif 10 * job.done // total > self.said:
            self.said = 10 * job.done // total
            print(f"已处理 {job.done}/{job.total}", file=sys.stderr, flush=True)

    def close(self) -> None:
        if self.open:
            print(file=sys.stderr)
            self.open = False


def _report(batch: Batch, seconds: float) -> dict[str, Any]:
    rows = list(batch.intakes.select_related("version__work").defer(*HEAVY).order_by("position"))
    counts = {outcome: sum(row.outcome == outcome for row in rows) for outcome in Outcome}
    job = Job.objects.get(batch=batch)
    summary = {
        "batch": batch.pk,
        "state": job.state,
        "documents": len(rows),
        **{outcome.name.lower(): count for outcome, count in counts.items()},
        "seconds": seconds,
    }
    errors = [{"name": row.name, "reason": row.reason} for row in rows if row.outcome == Outcome.FAILED]
    return {
        "ok": job.state == JobState.DONE and not errors,
        "summary": summary,
        "items": [_item(row) for row in rows],
        "errors": errors,
    }


HEAVY = ("version__text", "version__structure", "version__own_citations", "version__sketch", "recognised")


def _item(row: Intake) -> dict[str, Any]:
    work = row.version.work if row.version else None
    return {
        "name": row.name,
        "outcome": row.outcome or "waiting",
        "reason": row.reason,
        "title": work.title if work else "",
        "slug": work.slug if work else "",
        "findings": row.findings,
    }


def _text(report: dict[str, Any]) -> str:
    """Faults and doubts by name, the rest by number."""
    summary = report["summary"]
    lines = []
    for item in report["items"]:
        if item["outcome"] in ("failed", "settle"):
            lines.append(f"{Outcome(item['outcome']).label}　{item['name']}：{item['reason']}")
    if len(report["items"]) <= 20:
        lines += [_line(item) for item in report["items"] if item["outcome"] in ("stored", "duplicate")]
    counts = "，".join(
        f"{outcome.label} {summary[outcome.name.lower()]} 份"
        for outcome in Outcome
        if summary[outcome.name.lower()]
    )
    lines.append(f"共 {summary['documents']} 份：{counts or '无'}。用时 {summary['seconds']} 秒。")
    return "\n".join(lines)


def _line(item: dict[str, Any]) -> str:
    about = f"《{item['title']}》{item['reason']}"
    found = f"　完整性发现 {len(item['findings'])} 处" if item["findings"] else ""
    return f"{Outcome(item['outcome']).label}　{item['name']}　{about}{found}"

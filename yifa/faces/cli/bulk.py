"""`yifa bulk`: writes the bulk download of everything public, with its manifest of hashes; meant to be run each night."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from django.conf import settings

from yifa.faces.frame import today
from yifa.registers.library.export import bulk
from yifa.registers.library.export.gather import Site

HELP = "生成批量下载数据（全部公开文本的 JSONL 和摘要值清单）"
FINE = 0


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="输出清单")


def run(args: argparse.Namespace) -> int:
    target = Path(settings.YIFA_DATA) / "bulk"
    site = Site(settings.YIFA_URI_BASE, settings.YIFA_KEEPER_ORGAN)
    manifest = bulk.write(target, on=today.day(), at=today.now(), site=site, watch=_watch)
    if args.json:
        summary = asdict(manifest)
        items = summary.pop("parts")
        print(json.dumps({"ok": True, "summary": summary, "items": items, "errors": []}, ensure_ascii=False))
    else:
        size = sum(part.bytes for part in manifest.parts) / 1024 / 1024
        print(
            f"已生成 {manifest.documents} 件，{len(manifest.parts)} 个文件，共 {size:.1f} MB：{target / manifest.folder}"
        )
    return FINE


def _watch(done: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r已写 {done} 件")
        sys.stderr.flush()

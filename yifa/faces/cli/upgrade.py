"""`yifa upgrade`: after a new version was put in place: backup, tables, static files, search index."""

import argparse
import sys
from pathlib import Path

from django.core.management import CommandError
from django.db import DatabaseError, connection
from django.utils import timezone

from yifa.faces.cli import preparing
from yifa.faces.cli.backup import backup, usual_place
from yifa.faces.cli.dumps import Impossible
from yifa.faces.cli.main import main

HELP = "升级数据到本版本：先备份，再更新数据库结构、静态文件和检索索引"
FINE, WRONG = 0, 1


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--no-backup", action="store_true", help="不备份（另有备份时）")


def run(args: argparse.Namespace) -> int:
    waiting = preparing.pending()
    kept = None
    if waiting and not args.no_backup and connection.introspection.table_names():
        try:
            kept = backup(usual_place(timezone.localtime()), at=timezone.localtime())
        except (Impossible, OSError) as error:
            sys.stderr.write(f"备份没有成功，所以没有升级：{error}\n")
            return WRONG
        print(f"升级前的数据已备份到 {kept}。")
    try:
        preparing.migrate()
    except (DatabaseError, CommandError) as error:
        sys.stderr.write(f"数据库结构没有更新成功：{error}\n{_way_back(kept)}\n")
        return WRONG
    preparing.collect_static()
    print(f"数据库结构已是最新（更新了 {len(waiting)} 步），静态文件已就绪。")
    return main(["rebuild_search"]) if waiting else FINE


def _way_back(kept: Path | None) -> str:
    if kept is None:
        return "请用升级前的备份恢复：yifa restore 备份文件 --force。"
    return f"请换回原来的版本，再运行 yifa restore {kept} --force，数据即回到升级前；然后报告上面的原因。"

"""`yifa backup [PATH]`: the database and the files of this installation in one file."""

import argparse
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from yifa.faces.cli.archive import Manifest, pack
from yifa.faces.cli.dumps import Impossible, dump

HELP = "备份数据库和文件到一个 .tar.gz 文件"
FINE, WRONG = 0, 1


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", nargs="?", metavar="PATH", help="备份文件，默认放在数据文件夹的 backups 里")


def run(args: argparse.Namespace) -> int:
    at = timezone.localtime()
    try:
        target = backup(Path(args.path) if args.path else usual_place(at), at=at)
    except (Impossible, OSError) as error:
        sys.stderr.write(f"没有备份成功：{error}\n")
        return WRONG
    print(f"已备份到 {target}（{target.stat().st_size:,} 字节）。")
    return FINE


def usual_place(at: datetime) -> Path:
    return Path(settings.YIFA_DATA) / "backups" / f"yifa-{at:%Y%m%d-%H%M%S}.tar.gz"


def backup(target: Path, *, at: datetime) -> Path:
    """The database first: files are only ever added, so the copy has every file its rows name."""
    data = Path(settings.YIFA_DATA)
    if target.exists():
        raise Impossible(f"{target} 已经存在，不覆盖。")
    with tempfile.TemporaryDirectory(prefix="backup-", dir=data) as folder:
        copy = Path(folder) / "database"
        dump(copy)
        applied = tuple(
            f"{app}.{name}" for app, name in sorted(MigrationRecorder(connection).applied_migrations())
        )
        plan = Manifest(at.isoformat(timespec="seconds"), connection.vendor, applied, ())
        pack(target, database=copy, data=data, manifest=plan)
    return target

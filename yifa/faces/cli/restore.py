"""`yifa restore PATH`: puts a backup in the place of this installation's data."""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from yifa.faces.cli import preparing
from yifa.faces.cli.archive import DATABASE, FILES, MARKS, Manifest, Unsound, unpack
from yifa.faces.cli.dumps import Impossible, load
from yifa.faces.cli.main import main
from yifa.kernel.access.models import Account

HELP = "用备份文件恢复数据库和文件（先停止网站和后台任务）"
FINE, WRONG, MISUSE = 0, 1, 2


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", metavar="PATH", help="yifa backup 写出的文件")
    parser.add_argument("--force", action="store_true", help="已有数据也替换（现有数据将丢失）")


def run(args: argparse.Namespace) -> int:
    source = Path(args.path)
    if not source.is_file():
        sys.stderr.write(f"找不到备份文件：{source}\n")
        return MISUSE
    if not args.force and in_use():
        sys.stderr.write("这里已有数据，没有恢复：请先备份（yifa backup），确实要替换的，加上 --force。\n")
        return MISUSE
    try:
        manifest = restore(source)
    except (Unsound, Impossible, OSError) as error:
        sys.stderr.write(f"没有恢复：{error}\n")
        return WRONG
    print(f"已恢复 {manifest.made_at} 的备份（{len(manifest.members):,} 项）。")
    return main(["rebuild_search"])


def in_use() -> bool:
    """Whether there is anything that a restore would put an end to."""
    files = Path(settings.YIFA_DATA) / FILES
    if any(path.is_file() for path in files.rglob("*")):
        return True
    try:
        tables = connection.introspection.table_names()
        return Account._meta.db_table in tables and _rows()
    except DatabaseError:
        return True


def _rows() -> bool:
    from_library = "library_work"
    with connection.cursor() as cursor:
        for table in (Account._meta.db_table, from_library):
            cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(table)} LIMIT 1")
            if cursor.fetchone():
                return True
    return False


def restore(source: Path) -> Manifest:
    """Check everything, then replace the database, then the files; an older state is brought up to date."""
    data = Path(settings.YIFA_DATA)
    with tempfile.TemporaryDirectory(prefix="restore-", dir=data) as folder:
        manifest = unpack(source, Path(folder))
        _fits(manifest)
        load(Path(folder) / DATABASE)
        _replace(Path(folder), data)
    preparing.migrate()
    return manifest


def _fits(manifest: Manifest) -> None:
    if manifest.database != connection.vendor:
        raise Unsound(
            f"备份来自 {manifest.database}，这里用的是 {connection.vendor}：DATABASE_URL 要与备份一致。"
        )
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    newer = sorted(set(manifest.migrations) - known)
    if newer:
        raise Unsound(f"备份来自较新的版本（{newer[0]}）：请先升级程序。")


def _replace(unpacked: Path, data: Path) -> None:
    for mark in MARKS:
        (data / mark).unlink(missing_ok=True)
        if (unpacked / mark).exists():
            (unpacked / mark).replace(data / mark)
    files = unpacked / FILES
    files.mkdir(exist_ok=True)
    if (data / FILES).exists():
        (data / FILES).replace(unpacked / "replaced")
    files.replace(data / FILES)
    shutil.rmtree(unpacked / "replaced", ignore_errors=True)

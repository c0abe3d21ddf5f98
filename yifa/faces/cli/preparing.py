"""What must be in order before the platform is served: tables, static files, a free port."""

import socket
import sys
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def pending() -> list[str]:
    """Migrations that the database has not seen yet."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def migrate() -> int:
    """Bring the tables up to date; returns how many migrations were applied."""
    waiting = pending()
    if waiting:
        call_command("migrate", interactive=False, verbosity=0)
    return len(waiting)


def unready() -> str:
    """Why the tables cannot be used, as a sentence; empty when they can. The tables of a new installation are made."""
    if not connection.introspection.table_names():
        sys.stderr.write("首次使用，正在建立数据库 …\n")
        migrate()
    return "数据库结构还没有更新到本版本：请先运行 yifa upgrade。" if pending() else ""


def collect_static() -> bool:
    """Copy, hash and compress the static files where one is newer than the last copy."""
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if manifest.exists() and _newest_source() <= manifest.stat().st_mtime:
        return False
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    return True


def _newest_source() -> float:
    return max(
        Path(storage.path(name)).stat().st_mtime
        for finder in get_finders()
        for name, storage in finder.list([])
    )


def port_taken(host: str, port: int) -> bool:
    """Whether somebody already listens there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with closing(socket.socket(family, socket.SOCK_STREAM)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False

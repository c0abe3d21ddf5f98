"""The database as one file and back: SQLite by its backup call, PostgreSQL by pg_dump and psql.

Both give one consistent state while others go on writing.
"""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from django.db import connection

CLIENT = "postgresql-client"
# Tables that are newer than the dump would stand in its way, so everything of ours goes first.
EMPTY = """DO $$ DECLARE it record; BEGIN
FOR it IN SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema() LOOP
    EXECUTE format('DROP TABLE IF EXISTS %I CASCADE', it.name);
END LOOP;
FOR it IN SELECT oid::regprocedure AS name FROM pg_proc WHERE pronamespace = current_schema()::regnamespace
    AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e') LOOP
    EXECUTE format('DROP FUNCTION IF EXISTS %s CASCADE', it.name);
END LOOP; END $$"""


class Impossible(Exception):
    """The database cannot be dumped or loaded here; the message says what to do."""


def dump(target: Path) -> None:
    if connection.vendor == "postgresql":
        _postgres("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")
        return
    connection.ensure_connection()
    with closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy)
    target.chmod(0o600)


def load(source: Path) -> None:
    """Put the dumped state in the place of the present one, all of it or nothing."""
    if connection.vendor == "postgresql":
        connection.close()
        script = source.with_name("script.sql")
        _run("pg_restore", [f"--file={script}", "--no-owner", "--no-privileges", str(source)], {})
        options = ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction"]
        _postgres("psql", *options, f"--command={EMPTY}", f"--file={script}")
        return
    connection.ensure_connection()
    with closing(sqlite3.connect(source)) as copy:
        if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise Impossible("备份中的数据库已损坏，没有恢复。")
        copy.backup(connection.connection)
    connection.close()


def _postgres(program: str, *options: str) -> None:
    """Run PostgreSQL's own program on our database; the password goes by the environment, never by the command."""
    settings = connection.settings_dict
    where = {"--host": settings["HOST"], "--port": settings["PORT"], "--username": settings["USER"]}
    words = [f"{name}={value}" for name, value in where.items() if value]
    secret = {"PGPASSWORD": settings["PASSWORD"]} if settings["PASSWORD"] else {}
    _run(program, [*words, f"--dbname={settings['NAME']}", *options], secret)


def _run(program: str, words: list[str], more: dict[str, str]) -> None:
    found = shutil.which(program)
    if found is None:
        raise Impossible(f"找不到 {program}：请安装 {CLIENT}（sudo apt-get install {CLIENT}）。")
    ended = subprocess.run(
        [found, *words], env={**os.environ, **more}, capture_output=True, text=True, check=False
    )
    if ended.returncode:
        raise Impossible(f"{program} 未能完成：{ended.stderr.strip() or '没有给出原因'}")

"""An installation of its own for a test: a data folder, a database, and the command line run as a user runs it."""

import os
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlparse

import psycopg

ROOT = Path(__file__).resolve().parents[4]


@dataclass
class House:
    data: Path
    url: str = ""  # DATABASE_URL; empty for SQLite in the data folder
    more: dict[str, str] = field(default_factory=dict)

    def environment(self) -> dict[str, str]:
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "YIFA_"))
        }
        return {**kept, "YIFA_DATA": str(self.data), "DATABASE_URL": self.url, **self.more}

    def yifa(self, *words: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "yifa.faces.cli.main", *words]
        return self._run(command)

    def python(self, code: str) -> str:
        """What the code prints; Django is set up."""
        ended = self._run([sys.executable, "-c", f"import yifa.faces.cli.database\n{code}"])
        assert ended.returncode == 0, ended.stderr
        return ended.stdout.strip()

    def _run(self, command: list[str]) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            command,
            env=self.environment(),
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )


def made_database(url: str, name: str) -> str:
    """A new, empty PostgreSQL database beside the one of `url`; its own DATABASE_URL."""
    drop_database(url, name)
    with closing(psycopg.connect(url, autocommit=True)) as server:
        server.execute(f'CREATE DATABASE "{name}"')
    return urlparse(url)._replace(path=f"/{name}").geturl()


def drop_database(url: str, name: str) -> None:
    with closing(psycopg.connect(url, autocommit=True)) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

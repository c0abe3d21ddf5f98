"""A PostgreSQL server for one test run: made in a temporary folder, gone afterwards. Nothing of the system is touched."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

SERVICE_USER = "postgres"  # PostgreSQL refuses to run as root
# Nothing here need survive a power failure.
SETTINGS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")


class Absent(Exception):
    """No PostgreSQL server can be started here; the message says what to install."""


@contextmanager
def server() -> Iterator[str]:
    """The DATABASE_URL of the run: the one of the environment, else of a server that lives as long as the block."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgres"):
        yield given
        return
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="yifa-pg-"))
    run_as = _run_as()
    if run_as:
        os.chown(folder, pwd.getpwnam(SERVICE_USER).pw_uid, -1)
    port = _free_port()
    data, log = folder / "data", folder / "log"
    control = [*run_as, str(programs / "pg_ctl"), "-D", str(data), "-l", str(log), "-w"]
    options = " ".join([f"-p {port} -h 127.0.0.1 -k {folder}", *(f"-c {setting}" for setting in SETTINGS)])
    try:
        _done(
            [
                *run_as,
                str(programs / "initdb"),
                "-D",
                str(data),
                "-U",
                "yifa",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--no-sync",
            ]
        )
        _done([*control, "-o", options, "start"])
        yield f"postgres://yifa@127.0.0.1:{port}/postgres"
    finally:
        if (data / "postmaster.pid").exists():
            _done([*control, "-m", "immediate", "stop"])
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """The folder of the newest server installed."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = folders[-1].parent if folders else None
    on_path = shutil.which("initdb")
    if found is None and on_path:
        found = Path(on_path).resolve().parent
    if found is None:
        raise Absent(
            "No PostgreSQL server is installed: install the package postgresql, or set DATABASE_URL."
        )
    return found


def _run_as() -> list[str]:
    return ["runuser", "-u", SERVICE_USER, "--"] if os.geteuid() == 0 else []


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _done(command: list[str]) -> None:
    ended = subprocess.run(
        command, cwd="/", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if ended.returncode:
        raise Absent(f"PostgreSQL could not be started: {ended.stdout.strip().splitlines()[-1]}")

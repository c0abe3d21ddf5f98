"""Settings come from the environment; nonsense is refused at start, in one sentence that names the variable."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from config import environment as env

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize(
    ("told", "means"), [("1", True), ("yes", True), ("Off", False), ("0", False), (" ", False)]
)
def test_a_flag_is_on_or_off(monkeypatch: pytest.MonkeyPatch, told: str, means: bool) -> None:
    monkeypatch.setenv("YIFA_DEBUG", told)
    assert env.flag("YIFA_DEBUG") is means


def test_a_flag_that_is_neither_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YIFA_DEBUG", "maybe")
    with pytest.raises(ImproperlyConfigured, match="^YIFA_DEBUG must be 1 or 0, not 'maybe'.$"):
        env.flag("YIFA_DEBUG")


@pytest.mark.parametrize("told", ["0", "65536", "-1", "80.0", "eighty", "８０00x"])
def test_a_port_out_of_range_or_no_number_is_refused(monkeypatch: pytest.MonkeyPatch, told: str) -> None:
    monkeypatch.setenv("YIFA_PORT", told)
    with pytest.raises(ImproperlyConfigured, match="^YIFA_PORT must be a whole number from 1 to 65535"):
        env.number("YIFA_PORT", 8000, low=1, high=65535)


def test_an_unset_number_is_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("YIFA_PORT", raising=False)
    assert env.number("YIFA_PORT", 8000, low=1, high=65535) == 8000


def test_a_data_folder_that_is_a_file_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for place, words in (("file", "must be a folder"), ("file/below", "cannot be made")):
        monkeypatch.setenv("YIFA_DATA", str(tmp_path / place))
        with pytest.raises(ImproperlyConfigured, match=f"^YIFA_DATA.*{words}"):
            env.folder("YIFA_DATA", tmp_path)


def test_a_data_folder_is_made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("YIFA_DATA", str(tmp_path / "a" / "b"))
    assert env.folder("YIFA_DATA", tmp_path) == tmp_path / "a" / "b"
    assert (tmp_path / "a" / "b").is_dir()


def test_the_database_is_sqlite_in_the_data_folder_unless_named(tmp_path: Path) -> None:
    entry = env.database("", tmp_path)
    assert (entry["ENGINE"], entry["NAME"]) == ("django.db.backends.sqlite3", str(tmp_path / "yifa.sqlite3"))
    assert entry["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in entry["OPTIONS"]["init_command"]


def test_a_postgresql_address_is_read_with_its_escapes(tmp_path: Path) -> None:
    entry = env.database("postgres://yi%40fa:p%2Fw@db.local:5433/yi%20fa", tmp_path)
    told = {name: entry[name] for name in ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT")}
    assert told == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "yi fa",
        "USER": "yi@fa",
        "PASSWORD": "p/w",
        "HOST": "db.local",
        "PORT": "5433",
    }


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("mysql://root@localhost/yifa", "must begin with sqlite:// or postgres://, not 'mysql'"),
        ("yifa", "must begin with sqlite:// or postgres://"),
        ("postgres://localhost/", "names no database"),
        ("postgres://localhost:port/yifa", "a port that is no number"),
    ],
)
def test_a_database_address_that_makes_no_sense_is_refused(tmp_path: Path, url: str, words: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=words):
        env.database(url, tmp_path)


def test_the_suite_runs_on_the_database_that_is_named() -> None:
    named = os.environ.get("DATABASE_URL", "")
    assert connection.vendor == ("postgresql" if named.startswith("postgres") else "sqlite")


def test_the_signing_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    key = env.kept_secret(tmp_path)
    assert len(key) > 60
    assert env.kept_secret(tmp_path) == key
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_a_data_folder_with_the_demo_city_stays_the_demo(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("YIFA_DATA", str(tmp_path))
    assert env.settings_module() == "config.settings.dev"
    (tmp_path / env.DEMO_MARK).touch()
    assert env.settings_module() == "config.settings.demo"


def _start(tmp_path: Path, settings: str, **more: str) -> "subprocess.CompletedProcess[str]":
    """The command line started with these settings; it only says which hosts it answers to."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("YIFA_", "DATABASE"))}
    code = "import yifa.faces.cli.database\nfrom django.conf import settings\nprint(settings.ALLOWED_HOSTS)"
    environment = {**kept, "YIFA_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": settings, **more}
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


GOOD = {"YIFA_SECRET_KEY": "k" * 50, "YIFA_HOSTS": "fazhi.example.cn"}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"YIFA_SECRET_KEY": "short"}, "YIFA_SECRET_KEY must be set and at least 40 characters long."),
        ({"YIFA_HOSTS": " , "}, "YIFA_HOSTS must name the hosts this site answers to, separated by commas."),
        ({"YIFA_PORT": "http"}, "YIFA_PORT must be a whole number from 1 to 65535, not 'http'."),
    ],
)
def test_production_refuses_to_start_in_one_sentence(
    tmp_path: Path, change: dict[str, str], sentence: str
) -> None:
    ended = _start(tmp_path, "config.settings.prod", **{**GOOD, **change})
    assert (ended.returncode, ended.stdout, ended.stderr) == (2, "", f"{sentence}\n")


def test_production_starts_with_what_it_needs_but_never_on_the_demo_city(tmp_path: Path) -> None:
    started = _start(tmp_path, "config.settings.prod", **GOOD)
    assert (started.returncode, started.stdout) == (0, "['fazhi.example.cn']\n")
    (tmp_path / env.DEMO_MARK).touch()
    refused = _start(tmp_path, "config.settings.prod", **GOOD)
    assert (refused.returncode, refused.stderr.endswith("holds the demo city; name another folder.\n")) == (
        2,
        True,
    )


def test_sqlite_really_runs_in_wal_and_takes_the_write_lock_at_once(tmp_path: Path) -> None:
    code = (
        "import yifa.faces.cli.database\nfrom django.db import connection, transaction\n"
        "with connection.cursor() as c:\n    print(c.execute('PRAGMA journal_mode').fetchone()[0])\n"
        "with transaction.atomic():\n    print(connection.connection.in_transaction)"
    )
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("YIFA_", "D"))}
    environment = {**kept, "YIFA_DATA": str(tmp_path)}
    command = [sys.executable, "-c", code]
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert ended.stdout.split() == ["wal", "True"]

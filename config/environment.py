"""Settings come from the environment; nonsense is refused at start with a sentence that names the variable."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parent.parent
DEMO_MARK = "demo-city"  # a file in the data folder of a demo city: it must never be served as a real one


def text(name: str, default: str = "") -> str:
    """The variable without blanks around it."""
    return os.environ.get(name, default).strip()


def flag(name: str, *, default: bool = False) -> bool:
    value = text(name, "1" if default else "0").lower()
    if value in ("1", "true", "yes", "on"):
        return True
    if value in ("0", "false", "no", "off", ""):
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")


def number(name: str, default: int, *, low: int, high: int) -> int:
    value = text(name, str(default))
    if not value.isdecimal() or not low <= int(value) <= high:
        raise ImproperlyConfigured(f"{name} must be a whole number from {low} to {high}, not {value!r}.")
    return int(value)


def names(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def folder(name: str, default: Path) -> Path:
    """A folder that exists and can be written to; it is made when missing."""
    path = Path(text(name) or default).expanduser().resolve()
    if path.exists() and not path.is_dir():
        raise ImproperlyConfigured(f"{name} must be a folder; {path} is a file.")
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"{name}: the folder {path} cannot be made ({error.strerror}).") from error
    if not os.access(path, os.W_OK):
        raise ImproperlyConfigured(f"{name}: the folder {path} cannot be written to.")
    return path


def settings_module() -> str:
    """The settings of the command line where none are named: a data folder with the demo city stays the demo."""
    marked = (Path(text("YIFA_DATA") or ROOT / "data").expanduser() / DEMO_MARK).exists()
    return "config.settings.demo" if marked else "config.settings.dev"


def database(url: str, data: Path) -> dict[str, Any]:
    """Django's database entry for `DATABASE_URL`: empty or sqlite:///path, postgres://user:password@host:port/name."""
    if not url:
        url = f"sqlite:///{data / 'yifa.sqlite3'}"
    parts = urlparse(url)
    if parts.scheme == "sqlite":
        return _sqlite(parts.path[1:] or ":memory:")
    if parts.scheme in ("postgres", "postgresql"):
        return _postgres(parts, url)
    raise ImproperlyConfigured(
        f"DATABASE_URL must begin with sqlite:// or postgres://, not {parts.scheme!r}."
    )


def _sqlite(name: str) -> dict[str, Any]:
    # WAL lets readers go on while one writes; IMMEDIATE takes the write lock at the start, so that two
    # writers queue up instead of failing in the middle.
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
                "PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY"
            ),
        },
    }


def _postgres(parts: Any, url: str) -> dict[str, Any]:
    name = unquote(parts.path[1:])
    if not name:
        raise ImproperlyConfigured("DATABASE_URL names no database: postgres://user:password@host:5432/name.")
    try:
        port = parts.port
    except ValueError as error:
        raise ImproperlyConfigured(f"DATABASE_URL has a port that is no number: {url!r}.") from error
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def kept_secret(data: Path) -> str:
    """The signing key of a one-machine installation: made once, kept in the data folder, readable by its owner."""
    path = data / "secret_key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64))
    return path.read_text().strip()

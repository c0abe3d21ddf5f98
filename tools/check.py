"""`make check`: lint, format, types, contracts, migrations, then the browser tests and all tests on PostgreSQL.

Every step is run, and the last lines name those that failed. A browser or PostgreSQL test that is skipped here is a
failure (conftest.py).
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from postgres import Absent, server

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
PYTHON = str(BIN / "python")
STILL = {
    "lint": [str(BIN / "ruff"), "check", "."],
    "format": [str(BIN / "ruff"), "format", "--check", "."],
    "types": [str(BIN / "mypy"), "yifa", "config", "demo"],
    "contracts": [str(BIN / "lint-imports")],
    "migrations": [
        PYTHON,
        "manage.py",
        "makemigrations",
        "--check",
        "--dry-run",
        "--settings=config.settings.test",
    ],
}
PYTEST = [PYTHON, "-m", "pytest"]


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the database server is stopped too
    (ROOT / "build").mkdir(exist_ok=True)
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    results = {name: _step(name, command, environment) for name, command in STILL.items()}
    needs = {**environment, "YIFA_REQUIRE": _with(environment, "browser")}
    results["browser"] = _step("browser", [*PYTEST, "-m", "browser", "--junitxml=build/browser.xml"], needs)
    results["postgres"] = _on_postgres(environment)
    failed = [name for name, passed in results.items() if not passed]
    print("make check: " + (f"failed in {', '.join(failed)}" if failed else "all steps passed"))
    return 1 if failed else 0


def _on_postgres(environment: dict[str, str]) -> bool:
    command = [*PYTEST, "-n", "auto", "-m", "not browser", "--junitxml=build/postgres.xml"]
    try:
        with server() as url:
            needs = {**environment, "DATABASE_URL": url, "YIFA_REQUIRE": _with(environment, "postgres")}
            return _step("postgres", command, needs)
    except Absent as reason:
        print(reason)
        return False


def _with(environment: dict[str, str], name: str) -> str:
    return f"{environment.get('YIFA_REQUIRE', '')} {name}"


def _step(name: str, command: list[str], environment: dict[str, str]) -> bool:
    print(f"── {name}", flush=True)
    begun = time.monotonic()
    passed = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode == 0
    print(f"── {name}: {'passed' if passed else 'FAILED'} in {time.monotonic() - begun:.0f} s", flush=True)
    return passed


if __name__ == "__main__":
    sys.exit(main())

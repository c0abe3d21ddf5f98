"""Write `requirements.lock` and `requirements-dev.lock` anew from pyproject.toml (`make lock`).

uv resolves once for every Linux CPython from 3.11 on; the hashes are those of all files of each release. No address of
a package index may enter a lock file: which index serves a city is a matter of its own pip settings.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEAD = "# Written by tools/lock.py from pyproject.toml: {}.\n"
ENTRY = re.compile(r"^(?=[A-Za-z0-9])", re.MULTILINE)
ELSEWHERE = "sys_platform == 'win32'"


def main() -> int:
    run = _resolved()
    everything = _resolved("--extra", "dev")
    for name, entry in run.items():
        if everything.get(name) != entry:
            sys.stderr.write(f"{name} would be locked twice, differently\n")
            return 1
    _write("requirements.lock", "what runs the platform", run)
    only_dev = {name: entry for name, entry in everything.items() if name not in run}
    _write("requirements-dev.lock", "what tests and checks it, on top of requirements.lock", only_dev)
    return 0


def _resolved(*extra: str) -> dict[str, str]:
    """Each locked package by name with its whole entry (version, marker, hashes)."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "lock"
        command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--upgrade", "--universal"]
        command += ["--python-version", "3.11", "--generate-hashes", "--no-emit-index-url", "--no-annotate"]
        command += ["--no-header", *extra, str(ROOT / "pyproject.toml"), "-o", str(out)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        entries = [entry for entry in ENTRY.split(out.read_text()) if "==" in entry]
    return {entry.split("==")[0]: entry for entry in entries if ELSEWHERE not in entry.splitlines()[0]}


def _write(name: str, what: str, entries: dict[str, str]) -> None:
    text = HEAD.format(what) + "".join(entries[key].rstrip() + "\n" for key in sorted(entries))
    (ROOT / name).write_text(text)


if __name__ == "__main__":
    sys.exit(main())

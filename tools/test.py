"""`make test`: every test that needs neither a browser nor a PostgreSQL server, and the names of what it leaves out."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LEFT_OUT = {"browser": "need Debian's Chromium", "postgres": "need a PostgreSQL server"}


def main() -> int:
    plain = " and ".join(f"not {mark}" for mark in LEFT_OUT)
    (ROOT / "build").mkdir(exist_ok=True)
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    pytest = [sys.executable, "-m", "pytest"]
    ended = subprocess.run(
        [*pytest, "-n", "auto", "-m", plain, "--junitxml=build/test.xml"],
        cwd=ROOT,
        env=environment,
        check=False,
    ).returncode
    print("Left out here, run by `make check`:")
    for mark, why in LEFT_OUT.items():
        listed = subprocess.run(
            [*pytest, "--collect-only", "-m", mark],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        names = re.findall(r"^(\S+\.py)::", listed.stdout, re.MULTILINE)
        files = sorted(set(names))
        print(f"  {len(names)} tests marked {mark} ({why}): {', '.join(files) or 'none yet'}")
    return ended


if __name__ == "__main__":
    sys.exit(main())

"""Set up `.venv` from the lock files, with nothing but Python's standard library.

`python3 tools/setup.py` installs what runs the platform, `--dev` also what tests and checks it. It may be interrupted
and run again at any moment; when nothing changed it ends at once. Written so that an old Python can still read it far
enough to say that it is too old (no annotations of the newer kind, no pattern matching).
"""

import argparse
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "yifa-setup"
RUN, DEV = ROOT / "requirements.lock", ROOT / "requirements-dev.lock"
OLDEST = (3, 11)
CANDIDATES = ("python3.13", "python3.12", "python3.11")
COMMAND = """#!{python}
import sys

from yifa.faces.cli.main import main

if __name__ == "__main__":  # imports read files in processes of their own, which load this file again
    sys.exit(main())
"""


class Unfit(Exception):
    """The machine lacks something; the message is one sentence that says what to do."""


def main():
    parser = argparse.ArgumentParser(description="Set up .venv for Yifa.")
    parser.add_argument("--dev", action="store_true", help="also install what tests and checks need")
    args = parser.parse_args()
    if sys.version_info < OLDEST:
        return _again_with_newer()
    try:
        _set_up([RUN, DEV] if args.dev else [RUN])
    except Unfit as reason:
        return _say(str(reason))
    except KeyboardInterrupt:
        return _say("Set-up was interrupted; run the same command again to go on.")
    return 0


def _say(sentence):
    sys.stderr.write(sentence + "\n")
    return 1


def _again_with_newer():
    """Run this script again with a newer Python of this machine, or say which one is needed."""
    for name in CANDIDATES:
        found = shutil.which(name)
        if found and _quietly([found, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]):
            os.execv(found, [found, *sys.argv])
    have = "{}.{}".format(*sys.version_info[:2])
    return _say(f"Yifa needs Python 3.11 or newer and this machine has {have}: install python3.11.")


def _quietly(command):
    """Whether the command can be run here and ends well."""
    try:
        return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def _set_up(locks):
    wanted = [f"{path.name} {_fingerprint(path)}" for path in locks]
    if set(wanted) <= set(_installed()) and _quietly([str(PYTHON), "-c", "import yifa, django"]):
        _link()
        return
    _make_venv()
    STAMP.unlink(missing_ok=True)
    sys.stderr.write("Installing the packages of " + ", ".join(path.name for path in locks) + " …\n")
    _install(locks)
    _link()
    STAMP.write_text("\n".join([_version(), *wanted]) + "\n")


def _installed():
    """What the last complete set-up installed; nothing when it was made by another Python or elsewhere."""
    try:
        version, *locks = STAMP.read_text().splitlines()
    except (OSError, ValueError):
        return []
    return locks if version == _version() else []


def _version():
    return "python {}.{} in {}".format(*sys.version_info[:2], VENV)


def _fingerprint(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _make_venv():
    package = "python{}.{}-venv".format(*sys.version_info[:2])
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if missing:
        raise Unfit(
            f"This Python has no {missing[0]}: install the package {package} "
            f"(sudo apt-get install {package}), then run the same command again."
        )
    usable = _quietly([str(PYTHON), "-c", "import pip"]) and _made_by_this_python()
    if usable:
        return
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True
    )
    if made.returncode:
        told = (made.stderr or made.stdout).strip().splitlines() or ["no reason given"]
        raise Unfit(f"The virtual environment .venv could not be made ({told[-1]}): install {package}.")


def _made_by_this_python():
    asked = [str(PYTHON), "-c", "import sys; print(sys.version_info[:2])"]
    told = subprocess.run(asked, capture_output=True, text=True).stdout.strip()
    return told == str(tuple(sys.version_info[:2]))


def _install(locks):
    """Every package is locked with its hashes, so nothing is left to resolve; pip's own settings name the index."""
    command = [str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input"]
    command += ["--no-deps", "--require-hashes", "--only-binary", ":all:"]
    for path in locks:
        command += ["-r", str(path)]
    if subprocess.run(command).returncode:
        raise Unfit("The packages could not be installed (pip says why above); run the same command again.")


def _link():
    """The project stands where it was cloned: a path file and the command, rewritten when they differ."""
    packages = next((VENV / "lib").glob("python3.*/site-packages"))
    _write(packages / "yifa.pth", f"{ROOT}\n")
    _write(VENV / "bin" / "yifa", COMMAND.format(python=PYTHON))
    (VENV / "bin" / "yifa").chmod(0o755)


def _write(path, text):
    if not path.exists() or path.read_text() != text:
        path.write_text(text)


if __name__ == "__main__":
    sys.exit(main())

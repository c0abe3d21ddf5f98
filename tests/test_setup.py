"""Set-up on a bare machine: complete locks without an address, and one sentence where something is missing."""

import importlib.util
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock")


def test_the_locks_pin_every_package_with_hashes_and_name_no_index() -> None:
    seen: dict[str, str] = {}
    for lock in LOCKS:
        text = (ROOT / lock).read_text()
        assert "://" not in text and "--index" not in text and "--find-links" not in text
        entries = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
        assert entries
        for entry in entries:
            first = re.match(r"([A-Za-z0-9._-]+)==(\S+)", entry)
            assert first and entry.count("--hash=sha256:") >= 1, entry
            assert first[1] not in seen, f"{first[1]} is locked twice"
            seen[first[1]] = first[2]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    declared = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.match(r"[A-Za-z0-9._-]+", line)[0].lower().replace("_", "-") for line in declared}  # type: ignore[index]
    assert names - set(seen) == set()


def _setup() -> Any:
    spec = importlib.util.spec_from_file_location("yifa_setup", ROOT / "tools" / "setup.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("lost", ["venv", "ensurepip"])
def test_python_without_venv_or_pip_gets_one_sentence_that_names_the_package(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, lost: str
) -> None:
    setup = _setup()
    for known, place in (("VENV", "venv"), ("PYTHON", "venv/bin/python"), ("STAMP", "venv/stamp")):
        monkeypatch.setattr(setup, known, tmp_path / place)
    found = importlib.util.find_spec
    monkeypatch.setattr(setup.importlib.util, "find_spec", lambda name: None if name == lost else found(name))
    monkeypatch.setattr(sys, "argv", ["setup.py"])
    code = setup.main()
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    told = capsys.readouterr().err
    assert (code, told.count("\n")) == (1, 1)
    assert told.startswith(f"This Python has no {lost}: install the package {package} ")


def test_a_python_that_is_too_old_says_so_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    setup = _setup()
    monkeypatch.setattr(setup.sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(setup, "CANDIDATES", ())
    monkeypatch.setattr(sys, "argv", ["setup.py"])
    assert setup.main() == 1
    assert capsys.readouterr().err == (
        "Yifa needs Python 3.11 or newer and this machine has 3.9: install python3.11.\n"
    )


def test_the_command_can_be_loaded_by_processes_it_starts(tmp_path: Path) -> None:
    """Reading in several processes loads the command file again; that must start nothing."""
    script = tmp_path / "yifa"
    script.write_text(_setup().COMMAND.format(python=sys.executable))
    script.chmod(0o755)
    run = subprocess.run(
        [script, "due", "FY-014b", "--start", "2025-08-04"], cwd=ROOT, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr
    load = [sys.executable, "-c", f"import runpy; print(runpy.run_path({str(script)!r})['main'].__name__)"]
    loaded = subprocess.run(load, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (loaded.returncode, loaded.stdout) == (0, "main\n")


def test_make_without_any_python_names_the_packages(tmp_path: Path) -> None:
    make = shutil.which("make")
    assert make
    command = [make, "-f", str(ROOT / "Makefile"), "setup", "PYTHON=no-such-python"]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ended.returncode != 0
    assert ended.stderr.startswith(
        "Yifa needs Python 3.11 or newer: install the packages python3 and python3-venv."
    )

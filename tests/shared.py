"""Where tests find the shared corpus and law tables; they skip with a clear reason where it is absent."""

import os
from pathlib import Path

import pytest

ROOT = Path(os.environ.get("YIFA_SHARED", Path(__file__).resolve().parent.parent.parent / "shared"))
ABSENT = "shared material is absent"


def shared(name: str) -> Path:
    """The path of `name` below the shared folder; skips the calling test where it does not exist."""
    path = ROOT / name
    if not path.exists():
        pytest.skip(f"{ABSENT}: {name} (set YIFA_SHARED to its folder)")
    return path

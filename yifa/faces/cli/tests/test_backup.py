"""Backup, restore and upgrade as an operator runs them, on SQLite and on PostgreSQL."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from yifa.faces.cli.tests.house import House, drop_database, made_database

Build = Callable[[str], House]
PAPER = "衡政字〔2016〕31号"
FILL = """
from datetime import datetime, UTC
from yifa.kernel.access.models import Account
from yifa.kernel.papers.models import File
Account.objects.create(username="shencha")
File.objects.create(sha256="ab" * 32, size=3, media_type="text/plain", created_at=datetime(2026, 3, 16, tzinfo=UTC))
"""
READ = """
from yifa.kernel.access.models import Account
from yifa.kernel.papers.models import File
print(sorted(Account.objects.values_list("username", flat=True)), list(File.objects.values_list("size", flat=True)))
"""


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def build(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Build]:
    """Makes installations by name, each with a data folder and an empty database of its own."""
    url = os.environ.get("DATABASE_URL", "")
    if request.param == "postgresql" and not url.startswith("postgres"):
        pytest.skip("DATABASE_URL names no PostgreSQL server")
    made: list[str] = []

    def make(name: str) -> House:
        if request.param == "sqlite":
            return House(tmp_path / name)
        made.append(f"yifa_test_{name}_{os.getpid()}")
        return House(tmp_path / name, made_database(url, made[-1]))

    yield make
    for name in made:
        drop_database(url, name)


@pytest.fixture
def first(build: Build) -> House:
    """An installation with an account, a file row and a file."""
    house = build("first")
    assert house.yifa("migrate", "-v", "0").returncode == 0
    house.python(FILL)
    (house.data / "files" / "ab").mkdir(parents=True)
    (house.data / "files" / "ab" / "paper").write_text(PAPER)
    return house


def papers(house: House) -> dict[str, str]:
    files = house.data / "files"
    return {
        path.relative_to(files).as_posix(): path.read_text() for path in files.rglob("*") if path.is_file()
    }


def test_a_restore_elsewhere_brings_rows_and_files_back(first: House, build: Build, tmp_path: Path) -> None:
    kept = str(tmp_path / "kept.tar.gz")
    told = first.yifa("backup", kept)
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.startswith(f"已备份到 {kept}（")
    second = build("second")
    ended = second.yifa("restore", kept)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "已恢复" in ended.stdout and "检索库已重建" in ended.stdout
    assert second.python(READ) == first.python(READ) == "['shencha'] [3]"
    assert papers(second) == papers(first) == {"ab/paper": PAPER}


def test_a_house_in_use_is_not_overwritten_unless_told_so(first: House, tmp_path: Path) -> None:
    kept = str(tmp_path / "kept.tar.gz")
    first.yifa("backup", kept)
    first.python('from yifa.kernel.access.models import Account\nAccount.objects.create(username="late")')
    (first.data / "files" / "late").write_text("later than the backup")
    refused = first.yifa("restore", kept)
    assert refused.returncode == 2
    assert refused.stderr.startswith("这里已有数据，没有恢复")
    assert first.python(READ) == "['late', 'shencha'] [3]"
    forced = first.yifa("restore", kept, "--force")
    assert (forced.returncode, forced.stderr) == (0, "")
    assert first.python(READ) == "['shencha'] [3]"
    assert papers(first) == {"ab/paper": PAPER}


def test_a_damaged_backup_changes_nothing(first: House, tmp_path: Path) -> None:
    kept = tmp_path / "kept.tar.gz"
    first.yifa("backup", str(kept))
    kept.write_bytes(kept.read_bytes()[:-200])
    refused = first.yifa("restore", str(kept), "--force")
    assert refused.returncode == 1
    assert refused.stderr.startswith("没有恢复：备份文件")
    assert first.python(READ) == "['shencha'] [3]"
    assert papers(first) == {"ab/paper": PAPER}
    assert not list(first.data.glob("restore-*"))


def test_a_backup_is_never_written_over_another(first: House, tmp_path: Path) -> None:
    kept = tmp_path / "kept.tar.gz"
    kept.write_text("the only copy")
    refused = first.yifa("backup", str(kept))
    assert (refused.returncode, refused.stderr) == (1, f"没有备份成功：{kept} 已经存在，不覆盖。\n")
    assert kept.read_text() == "the only copy"


def test_an_upgrade_keeps_the_state_before_it(first: House) -> None:
    first.yifa("migrate", "sessions", "zero", "-v", "0")
    ended = first.yifa("upgrade")
    assert (ended.returncode, ended.stderr) == (0, "")
    [kept] = (first.data / "backups").iterdir()
    assert f"升级前的数据已备份到 {kept}。" in ended.stdout
    assert "更新了 1 步" in ended.stdout
    again = first.yifa("upgrade")
    assert (again.returncode, again.stdout) == (0, "数据库结构已是最新（更新了 0 步），静态文件已就绪。\n")
    assert list((first.data / "backups").iterdir()) == [kept]
    forced = first.yifa("restore", str(kept), "--force")
    assert (forced.returncode, first.python(READ)) == (0, "['shencha'] [3]")


def test_a_backup_of_the_other_database_is_refused(tmp_path: Path) -> None:
    from_sqlite = House(tmp_path / "one")
    from_sqlite.yifa("migrate", "-v", "0")
    kept = str(tmp_path / "kept.tar.gz")
    from_sqlite.yifa("backup", kept)
    shutil.rmtree(from_sqlite.data)
    other = House(tmp_path / "two")
    assert other.yifa("restore", str(tmp_path / "absent.tar.gz")).returncode == 2
    renamed = other.python(
        f"from pathlib import Path\nfrom yifa.faces.cli import restore\n"
        f"from django.db import connection\nconnection.vendor = 'postgresql'\n"
        f"try:\n    restore.restore(Path({kept!r}))\nexcept restore.Unsound as refused:\n    print(refused)"
    )
    assert renamed == "备份来自 sqlite，这里用的是 postgresql：DATABASE_URL 要与备份一致。"

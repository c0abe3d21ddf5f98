"""A backup file is believed only when every byte is what its manifest says."""

import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from yifa.faces.cli.archive import Manifest, Unsound, pack, unpack

PLAN = Manifest("2026-03-16T09:00:00+08:00", "sqlite", ("library.0001_initial",), ())
Change = Callable[[dict[str, bytes]], None]


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    data = tmp_path / "data"
    (data / "files" / "ab").mkdir(parents=True)
    (data / "files" / "ab" / "abc").write_bytes("衡水市人民政府文件".encode())
    (data / "demo-city").touch()
    (data / "secret_key").write_text("stays at home")
    database = tmp_path / "copy"
    database.write_bytes(b"rows")
    pack(tmp_path / "kept" / "b.tar.gz", database=database, data=data, manifest=PLAN)
    return tmp_path / "kept" / "b.tar.gz"


def changed(backup: Path, change: Change) -> Path:
    """The backup with other members, written anew."""
    with tarfile.open(backup) as archive:
        members = {item.name: archive.extractfile(item).read() for item in archive}  # type: ignore[union-attr]
    change(members)
    with tarfile.open(backup, "w:gz") as archive:
        for name, content in members.items():
            item = tarfile.TarInfo(name)
            item.size = len(content)
            archive.addfile(item, io.BytesIO(content))
    return backup


def test_what_was_packed_comes_out_and_nothing_else(backup: Path, tmp_path: Path) -> None:
    manifest = unpack(backup, tmp_path / "out")
    found = {
        path.relative_to(tmp_path / "out").as_posix(): path.read_bytes()
        for path in (tmp_path / "out").rglob("*")
        if path.is_file()
    }
    assert found == {"database": b"rows", "demo-city": b"", "files/ab/abc": "衡水市人民政府文件".encode()}
    assert (manifest.made_at, manifest.database, manifest.migrations) == (
        "2026-03-16T09:00:00+08:00",
        "sqlite",
        ("library.0001_initial",),
    )


def test_only_the_owner_can_read_it_and_no_part_is_left(backup: Path) -> None:
    assert backup.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in backup.parent.iterdir()] == ["b.tar.gz"]


def _alter(members: dict[str, bytes]) -> None:
    members["files/ab/abc"] = "衡水市人民政府办公室".encode()


def _lose(members: dict[str, bytes]) -> None:
    del members["files/ab/abc"]


def _add(members: dict[str, bytes]) -> None:
    members["files/ab/more"] = b"unlisted"


def _escape(members: dict[str, bytes]) -> None:
    told = json.loads(members["manifest.json"])
    told["members"][0]["name"] = "../database"
    members["manifest.json"] = json.dumps(told).encode()
    members["../database"] = members.pop("database")


def _newer(members: dict[str, bytes]) -> None:
    told = json.loads(members["manifest.json"])
    members["manifest.json"] = json.dumps({**told, "format": 2}).encode()


def _garbled(members: dict[str, bytes]) -> None:
    members["manifest.json"] = b"{"


def _no_object(members: dict[str, bytes]) -> None:
    members["manifest.json"] = b"7"


def _file_for_folder(members: dict[str, bytes]) -> None:
    told = json.loads(members["manifest.json"])
    told["members"] = [
        one | {"name": "files"} if one["name"] == "files/ab/abc" else one for one in told["members"]
    ]
    members["manifest.json"] = json.dumps(told).encode()
    members["files"] = members.pop("files/ab/abc")


def _headless(members: dict[str, bytes]) -> None:
    del members["manifest.json"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (_alter, "备份文件已损坏或者被改动：files/ab/abc 与清单不符。"),
        (_lose, "备份文件不完整：缺少 files/ab/abc。"),
        (_add, "备份文件里有清单以外的内容：files/ab/more。"),
        (_escape, "备份文件里有清单以外的内容：../database。"),
        (_newer, "备份文件的格式是 2，本版本只认 1。"),
        (_garbled, "备份文件的清单读不懂。"),
        (_no_object, "备份文件的清单读不懂。"),
        (_file_for_folder, "备份文件里有清单以外的内容：files。"),
        (_headless, "这不是本平台的备份文件：开头没有清单。"),
    ],
)
def test_a_backup_that_differs_from_its_manifest_is_refused(
    backup: Path, tmp_path: Path, change: Change, sentence: str
) -> None:
    with pytest.raises(Unsound) as refused:
        unpack(changed(backup, change), tmp_path / "out")
    assert str(refused.value) == sentence
    assert not (tmp_path / "database").exists()


@pytest.mark.parametrize("keep", [0, 10, 200])
def test_a_cut_off_file_is_refused(backup: Path, tmp_path: Path, keep: int) -> None:
    backup.write_bytes(backup.read_bytes()[:keep])
    with pytest.raises(Unsound, match="备份文件读不出来"):
        unpack(backup, tmp_path / "out")


@pytest.mark.parametrize("share", [0.3, 0.5, 0.7, 0.9])
def test_damaged_bytes_are_refused(backup: Path, tmp_path: Path, share: float) -> None:
    data = bytearray(backup.read_bytes())
    place = int(len(data) * share)
    data[place : place + 8] = b"\xff" * 8
    backup.write_bytes(bytes(data))
    with pytest.raises(Unsound):
        unpack(backup, tmp_path / "out")


def test_a_link_is_refused(backup: Path, tmp_path: Path) -> None:
    with tarfile.open(backup) as archive:
        manifest = archive.extractfile("manifest.json").read()  # type: ignore[union-attr]
    with tarfile.open(backup, "w:gz") as archive:
        head = tarfile.TarInfo("manifest.json")
        head.size = len(manifest)
        archive.addfile(head, io.BytesIO(manifest))
        link = tarfile.TarInfo("database")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    with pytest.raises(Unsound, match="清单以外的内容：database"):
        unpack(backup, tmp_path / "out")

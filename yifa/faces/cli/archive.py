"""The backup file: a database dump and the files folder in one .tar.gz, with a manifest of hashes.

    manifest.json     {"format", "made_at", "database", "migrations", "members": [{"name", "size", "sha256"}]}
    database          an SQLite database or a PostgreSQL dump (pg_dump's custom format)
    files/…           papers by their hash
    demo-city, …      the marks of a demo city, where it is one

The signing key stays out: after a restore elsewhere people sign in again.
"""

import hashlib
import io
import json
import tarfile
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

from config.environment import DEMO_MARK

FORMAT = 1
MANIFEST, DATABASE, FILES = "manifest.json", "database", "files"
MARKS = (DEMO_MARK, "demo-day")
PIECE = 1024 * 1024
LARGEST_MANIFEST = 256 * 1024 * 1024


class Unsound(Exception):
    """The backup file cannot be trusted or used; the message says why."""


@dataclass(frozen=True, slots=True)
class Member:
    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    made_at: str
    database: str  # sqlite or postgresql
    migrations: tuple[str, ...]  # those the database had seen
    members: tuple[Member, ...]
    format: int = FORMAT


def pack(target: Path, *, database: Path, data: Path, manifest: Manifest) -> Manifest:
    """Write the backup file, readable by its owner only; it takes its name when it is whole."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)
    members = tuple(_measured(name, path) for name, path in _contents(database, data))
    whole = Manifest(manifest.made_at, manifest.database, manifest.migrations, members)
    with tarfile.open(part, "w:gz", compresslevel=6) as archive:
        _add_bytes(archive, MANIFEST, json.dumps(asdict(whole), ensure_ascii=False, indent=1).encode())
        for name, path in _contents(database, data):
            archive.add(path, arcname=name, recursive=False, filter=_plain)
    part.replace(target)
    return whole


def unpack(source: Path, into: Path) -> Manifest:
    """Unpack below `into` and hold every byte against the manifest. Raises Unsound."""
    try:
        with tarfile.open(source, "r:gz") as archive:
            manifest = _manifest(archive)
            expected = {member.name: member for member in manifest.members}
            for item in archive:
                if item.name != MANIFEST:
                    _extract(archive, item, expected, into)
    except (OSError, EOFError, tarfile.TarError, zlib.error) as error:
        raise Unsound(f"备份文件读不出来（{error}）。") from error
    if expected:
        raise Unsound(f"备份文件不完整：缺少 {next(iter(expected))}。")
    return manifest


def _contents(database: Path, data: Path) -> Iterator[tuple[str, Path]]:
    """What goes in, in one order each time."""
    yield DATABASE, database
    for mark in MARKS:
        if (data / mark).is_file():
            yield mark, data / mark
    for path in sorted((data / FILES).rglob("*")):
        if path.is_file():
            yield path.relative_to(data).as_posix(), path


def _measured(name: str, path: Path) -> Member:
    with path.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    return Member(name, path.stat().st_size, digest)


def _plain(item: tarfile.TarInfo) -> tarfile.TarInfo:
    item.uid = item.gid = 0
    item.uname = item.gname = ""
    item.mode = 0o640
    return item


def _add_bytes(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size = len(content)
    archive.addfile(_plain(info), io.BytesIO(content))


def _manifest(archive: tarfile.TarFile) -> Manifest:
    first = archive.next()
    opened = archive.extractfile(first) if first and first.name == MANIFEST and first.isreg() else None
    if first is None or opened is None or first.size > LARGEST_MANIFEST:
        raise Unsound("这不是本平台的备份文件：开头没有清单。")
    try:
        told = json.loads(opened.read())
        members = tuple(Member(**member) for member in told.pop("members"))
        manifest = Manifest(**{**told, "members": members, "migrations": tuple(told["migrations"])})
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Unsound("备份文件的清单读不懂。") from error
    if manifest.format != FORMAT:
        raise Unsound(f"备份文件的格式是 {manifest.format}，本版本只认 {FORMAT}。")
    return manifest


def _extract(
    archive: tarfile.TarFile, item: tarfile.TarInfo, expected: dict[str, Member], into: Path
) -> None:
    """Write one member, which must be a plain file that the manifest names, and take it off the list."""
    member = expected.pop(item.name, None)
    opened = archive.extractfile(item) if item.isreg() else None
    if member is None or opened is None or not _safe(item.name):
        raise Unsound(f"备份文件里有清单以外的内容：{item.name}。")
    path = into / item.name
    path.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with path.open("wb") as out:
        while piece := opened.read(PIECE):
            digest.update(piece)
            out.write(piece)
    if digest.hexdigest() != member.sha256 or path.stat().st_size != member.size:
        raise Unsound(f"备份文件已损坏或者被改动：{item.name} 与清单不符。")


def _safe(name: str) -> bool:
    """A file that belongs in a backup, below the folder it is unpacked to."""
    path = PurePosixPath(name)
    inside = not path.is_absolute() and ".." not in path.parts
    below = len(path.parts) > 1 and path.parts[0] == FILES
    return inside and (name == DATABASE or name in MARKS or below)

"""Files by their hash: kept once below MEDIA_ROOT, written whole or not at all, never changed.

`keep` takes bytes, `keep_stream` anything that can be read; both find the type by content and refuse what is too large,
encrypted or an archive bomb with `Unreadable`.
"""

import hashlib
import os
import tempfile
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from yifa.kernel.access.models import Account
from yifa.kernel.organs.models import Organ
from yifa.kernel.papers.models import File, Paper, PaperVersion
from yifa.kernel.texts.formats import limits
from yifa.kernel.texts.formats.refusal import Unreadable
from yifa.kernel.texts.formats.sniff import KINDS, sniff

BLOCK = 1 << 20
HEAD = 1 << 16  # bytes by which the type of a large file is found


def keep(data: bytes, *, name: str = "", at: datetime, most: int = limits.UPLOAD_BYTES) -> File:
    """Keep these bytes. The same bytes are one file, however often they come in."""
    _check(len(data), most)
    digest = hashlib.sha256(data).hexdigest()
    place = _place(digest)
    if not place.exists():
        with _Part(place.parent) as part:
            part.write(data)
            _finish(part, place)
    return _row(digest, len(data), sniff(data, name).media_type, at)


def keep_stream(source: BinaryIO, *, name: str = "", at: datetime, most: int = limits.UPLOAD_BYTES) -> File:
    """Keep what the stream gives, without holding it in memory."""
    root = _root()
    digest, size = hashlib.sha256(), 0
    with _Part(root) as part:
        while block := source.read(BLOCK):
            size += len(block)
            if size > most:
                _check(max(size, _length(source)), most)
            digest.update(block)
            part.write(block)
        _check(size, most)
        part.flush()
        media_type = _type(Path(part.name), size, name)
        place = _place(digest.hexdigest())
        if not place.exists():
            _finish(part, place)
    return _row(digest.hexdigest(), size, media_type, at)


def path(file: File) -> Path:
    """Where the bytes lie."""
    return _place(file.sha256)


def read(file: File) -> bytes:
    """The bytes, checked against their hash."""
    data = path(file).read_bytes()
    if hashlib.sha256(data).hexdigest() != file.sha256:
        raise Damaged(f"文件实体 {file.sha256[:12]} 与其摘要值不符，可能已被改动。")
    return data


class Damaged(Exception):
    """Stored bytes no longer have the hash they are known by."""


def paper(
    file: File,
    title: str,
    *,
    name: str,
    organ: Organ | None,
    by: Account | None,
    at: datetime,
    kind: str = "",
) -> PaperVersion:
    """A new paper with this file as its first version."""
    made = Paper.objects.create(title=title[:300], kind=kind, organ=organ)
    return _version(made, 1, file, name, by, at)


def revise(of: Paper, file: File, *, name: str, by: Account | None, at: datetime) -> PaperVersion:
    """The next version of a paper."""
    Paper.objects.select_for_update(of=("self",)).get(pk=of.pk)
    last = of.versions.order_by("-number").first()
    return _version(of, last.number + 1 if last else 1, file, name, by, at)


def _version(of: Paper, number: int, file: File, name: str, by: Account | None, at: datetime) -> PaperVersion:
    return PaperVersion.objects.create(paper=of, number=number, file=file, name=name[:300], by=by, at=at)


def _check(size: int, most: int) -> None:
    if not size:
        raise Unreadable("empty")
    if size > most:
        raise Unreadable("too_large", size=-(-size // limits.MB), limit=most // limits.MB)


def _length(source: BinaryIO) -> int:
    """How long the stream is, where it can tell."""
    return source.seek(0, os.SEEK_END) if source.seekable() else 0


def _type(place: Path, size: int, name: str) -> str:
    """The media type. What is too large to be looked at whole is known by its first bytes."""
    with place.open("rb") as source:
        data = source.read(HEAD if size > limits.UPLOAD_BYTES else limits.UPLOAD_BYTES)
    if data.startswith(b"\x1f\x8b"):
        return KINDS["gzip"].media_type
    return sniff(data, name).media_type


def _root() -> Path:
    root = Path(settings.MEDIA_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    return root


def _place(digest: str) -> Path:
    """Fanned out over 65,536 folders, so that none grows large."""
    return Path(settings.MEDIA_ROOT) / digest[:2] / digest[2:4] / digest


class _Part:
    """A temporary file in the folder; gone unless `_finish` gave it its name."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        handle, self.name = tempfile.mkstemp(prefix=".part-", dir=folder)
        self.stream = os.fdopen(handle, "wb")

    def __enter__(self) -> "_Part":
        return self

    def __exit__(self, *error: object) -> None:
        self.stream.close()
        Path(self.name).unlink(missing_ok=True)

    def write(self, data: bytes) -> None:
        self.stream.write(data)

    def flush(self) -> None:
        self.stream.flush()


def _finish(part: _Part, place: Path) -> None:
    """On disk, then under its name: a reader sees the whole file or none."""
    part.flush()
    os.fsync(part.stream.fileno())
    place.parent.mkdir(parents=True, exist_ok=True)
    Path(part.name).chmod(0o440)
    Path(part.name).replace(place)
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _row(digest: str, size: int, media_type: str, at: datetime) -> File:
    held, _ = File.objects.get_or_create(
        sha256=digest, defaults={"size": size, "media_type": media_type, "created_at": at}
    )
    return held

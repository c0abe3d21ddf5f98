"""read_file, read_bytes: the way in. Finds the type by content, reads it, and refuses what holds no text."""

from dataclasses import replace
from pathlib import Path

from yifa.kernel.texts.formats import limits
from yifa.kernel.texts.formats.extracted import Extracted
from yifa.kernel.texts.formats.legacy import convert, plain_text
from yifa.kernel.texts.formats.markdown import read_md
from yifa.kernel.texts.formats.plain import read_txt
from yifa.kernel.texts.formats.refusal import Unreadable, size_of
from yifa.kernel.texts.formats.sandbox import sandbox
from yifa.kernel.texts.formats.sniff import KINDS, PICTURES, Kind, sniff

SANDBOXED = frozenset({"docx", "pdf", "html", "mht"})
CONVERTED = frozenset({"doc", "rtf"})


def read_file(path: Path) -> Extracted:
    """The text of a file. Raises `Unreadable` with a sentence for whatever cannot be read."""
    _check_size(size_of(path))
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable("forbidden") from error
    return read_bytes(data, path.name)


def read_bytes(data: bytes, name: str = "") -> Extracted:
    """The text of an upload; `name` only tells Markdown from plain text."""
    _check_size(len(data))
    if not data.strip():
        raise Unreadable("empty")
    extracted = _read(data, sniff(data, name))
    if len(extracted.text) > limits.TEXT_CHARS:
        raise Unreadable("too_long", limit=limits.TEXT_CHARS)
    if not extracted.text.strip():
        raise Unreadable("no_text")
    return extracted


def _check_size(size: int) -> None:
    if size > limits.UPLOAD_BYTES:
        raise Unreadable("too_large", size=-(-size // limits.MB), limit=limits.UPLOAD_BYTES // limits.MB)


def _read(data: bytes, kind: Kind) -> Extracted:
    if kind.code == "txt":
        return read_txt(data)
    if kind.code == "md":
        return read_md(data)
    if kind.code in SANDBOXED:
        return sandbox().read(data, kind.code)
    if kind.code in CONVERTED:
        return _converted(data, kind)
    if kind.code in PICTURES:
        raise Unreadable("picture")
    if kind.code == "binary":
        raise Unreadable("binary")
    raise Unreadable("unsupported", kind=KINDS[kind.code].title)


def _converted(data: bytes, kind: Kind) -> Extracted:
    converted, code = convert(data, kind)
    if code == "txt":
        return Extracted(plain_text(converted), kind.code)
    return replace(sandbox().read(converted, code), format=kind.code)

"""Lines of JSON, also compressed, read lazily: a bad line is a value of its own and stops nothing."""

import gzip
import io
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from yifa.kernel.texts.formats import limits
from yifa.kernel.texts.formats.refusal import Unreadable, size_of


def read_jsonl(path: Path) -> Iterator[dict[str, Any] | Unreadable]:
    """Each line as an object, or the reason why it is none. Raises only where nothing can be read at all."""
    packed = size_of(path)
    try:
        stream = path.open("rb")
    except OSError as error:
        raise Unreadable("forbidden") from error
    with stream:
        if not packed:
            raise Unreadable("empty")
        zipped = stream.read(2) == b"\x1f\x8b"
        stream.seek(0)
        source: BinaryIO = io.BufferedReader(gzip.GzipFile(fileobj=stream), 1 << 20) if zipped else stream
        yield from _lines(source, packed)


def _lines(source: BinaryIO, packed: int) -> Iterator[dict[str, Any] | Unreadable]:
    number = total = 0
    while True:
        try:
            line = source.readline(limits.JSONL_LINE_BYTES + 1)
            total += len(line)
            if not line:
                return
            number += 1
            if len(line) > limits.JSONL_LINE_BYTES:
                total += _skip(source, packed, total)
                yield Unreadable("long_line", line=number, limit=limits.JSONL_LINE_BYTES // limits.MB)
                continue
        except (EOFError, zlib.error, gzip.BadGzipFile):
            yield Unreadable("truncated", line=number)
            return
        except Unreadable as bomb:
            yield bomb
            return
        if _bomb(total, packed):
            yield _refused(total)
            return
        if line.strip():
            yield _object(line, number)


def _object(line: bytes, number: int) -> dict[str, Any] | Unreadable:
    try:
        value = json.loads(line.strip())
    except UnicodeDecodeError:
        return Unreadable("bad_line", line=number, detail="不是 UTF-8 编码")
    except (ValueError, RecursionError) as error:
        where = (
            f"第 {error.colno} 个字符起有误"
            if isinstance(error, json.JSONDecodeError)
            else "嵌套过深或者数值有误"
        )
        return Unreadable("bad_line", line=number, detail=where)
    return value if isinstance(value, dict) else Unreadable("bad_line", line=number, detail="不是对象")


def _skip(source: BinaryIO, packed: int, total: int) -> int:
    """Read to the end of a line that is too long, and return how much that was."""
    skipped = 0
    while part := source.readline(limits.MB):
        skipped += len(part)
        if _bomb(total + skipped, packed):
            raise _refused(total + skipped)
        if part.endswith(b"\n"):
            break
    return skipped


def _bomb(total: int, packed: int) -> bool:
    return total > limits.JSONL_BYTES or (total > limits.JSONL_RATIO_FROM and total > limits.RATIO * packed)


def _refused(total: int) -> Unreadable:
    return Unreadable("archive_bomb", detail=f"已超过 {total // limits.MB} MB")

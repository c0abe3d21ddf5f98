"""Archives and the XML in them, opened with bounds: declared sizes first, real ones while reading."""

import io
import zipfile
import zlib

from lxml import etree

from yifa.kernel.texts.formats import limits
from yifa.kernel.texts.formats.refusal import Unreadable


class Archive:
    """A zip file whose parts are read into memory one by one, never unpacked to disk."""

    def __init__(self, data: bytes, kind: str) -> None:
        self.kind = kind
        self._read = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise Unreadable("broken", kind=kind) from error
        self.names = frozenset(entry.filename for entry in entries)
        _check(entries)

    def part(self, name: str) -> bytes | None:
        """The bytes of a part, or None where there is none."""
        if name not in self.names:
            return None
        try:
            with self._zip.open(name) as stream:
                data = stream.read(limits.PART_BYTES + 1)
        except RuntimeError as error:  # zipfile says so of encrypted parts
            raise Unreadable("password") from error
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError) as error:
            raise Unreadable("broken", kind=self.kind) from error
        self._read += len(data)
        if len(data) > limits.PART_BYTES or self._read > limits.UNPACKED_BYTES:
            raise Unreadable("archive_bomb", detail=f"超过 {limits.UNPACKED_BYTES // limits.MB} MB")
        return data

    def xml(self, name: str) -> etree._Element | None:
        """The root element of an XML part, or None where there is none."""
        data = self.part(name)
        return None if data is None else parse_xml(data, self.kind)


def _check(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > limits.ENTRIES:
        raise Unreadable("archive_bomb", detail=f"{len(entries)} 个部件")
    total = sum(entry.file_size for entry in entries)
    if total > limits.UNPACKED_BYTES:
        raise Unreadable("archive_bomb", detail=f"{total // limits.MB} MB")
    for entry in entries:
        if entry.file_size > limits.RATIO_FROM and entry.file_size > limits.RATIO * max(
            entry.compress_size, 1
        ):
            raise Unreadable("archive_bomb", detail=f"单个部件压缩比超过 {limits.RATIO} 倍")


def parse_xml(data: bytes, kind: str) -> etree._Element:
    """Parse without entities, network and oversized nodes; a document type declaration is refused."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
        raise Unreadable("dtd")
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error).lower():
            raise Unreadable("too_deep", limit=256) from error
        raise Unreadable("broken", kind=kind) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable("dtd")
    return root

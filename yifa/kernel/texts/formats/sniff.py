"""The type of a file by its content. A name decides only between md and txt, which are both plain text."""

import io
import re
import zipfile
from dataclasses import dataclass

from yifa.kernel.texts.formats import limits
from yifa.kernel.texts.formats.plain import LIKELY, likelihood
from yifa.kernel.texts.formats.refusal import Unreadable


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of file: short code, media type, what officials call it."""

    code: str
    media_type: str
    title: str


KINDS = {
    kind.code: kind
    for kind in (
        Kind("txt", "text/plain", "纯文本"),
        Kind("md", "text/markdown", "Markdown 文本"),
        Kind("html", "text/html", "网页"),
        Kind("mht", "multipart/related", "单一网页文件（mht）"),
        Kind("xml", "application/xml", "XML 文件"),
        Kind("rtf", "application/rtf", "RTF 文档"),
        Kind("pdf", "application/pdf", "PDF 文件"),
        Kind("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word 文档"),
        Kind("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "电子表格"),
        Kind("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", "演示文稿"),
        Kind("odt", "application/vnd.oasis.opendocument.text", "ODF 文本文档"),
        Kind("ofd", "application/ofd", "OFD 版式文件"),
        Kind("zip", "application/zip", "压缩包"),
        Kind("gzip", "application/gzip", "压缩文件"),
        Kind("doc", "application/msword", "Word 97—2003 或者 WPS 文档"),
        Kind("xls", "application/vnd.ms-excel", "旧版电子表格"),
        Kind("ppt", "application/vnd.ms-powerpoint", "旧版演示文稿"),
        Kind("ole", "application/x-ole-storage", "旧版办公文件"),
        Kind("png", "image/png", "图片"),
        Kind("jpeg", "image/jpeg", "图片"),
        Kind("gif", "image/gif", "图片"),
        Kind("tiff", "image/tiff", "图片"),
        Kind("bmp", "image/bmp", "图片"),
        Kind("binary", "application/octet-stream", "二进制文件"),
    )
}
PICTURES = frozenset({"png", "jpeg", "gif", "tiff", "bmp"})

MAGIC = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"{\\rtf", "rtf"),
    (b"\x1f\x8b", "gzip"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"BM", "bmp"),
)
ENTRY = b"PK\x01\x02"  # stands before each part in the directory of a zip file
ENTRIES = 2 * limits.ENTRIES  # with those of archives inside
OLE_STREAMS = (  # names in the directory of a compound file, by what they prove
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("WpsDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
)
ZIP_PARTS = (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx"), ("OFD.xml", "ofd"))
HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|div|table|meta|title|article|section|center|p|h[1-6])[\s>/]", re.I
)
CONTROLS = (*range(8), *range(14, 27), *range(28, 32))  # as bytes; 27 begins a shift of ISO-2022


def sniff(data: bytes, name: str = "") -> Kind:
    """What the bytes are. An encrypted office file raises, because nothing else can be said of it."""
    return KINDS[_code(data, name)]


def _code(data: bytes, name: str) -> str:
    for magic, code in MAGIC:
        if data.startswith(magic):
            return LOOK_INSIDE[code](data) if code in LOOK_INSIDE else code
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _markup(_ascii_of_utf16(data[:8192])) or _plain(name)
    if _binary(data):
        return "binary"
    return _markup(data[:4096]) or _plain(name)


def _zip(data: bytes) -> str:
    entries = data.count(ENTRY)  # counted before anything is made of each
    if entries > ENTRIES:
        raise Unreadable("archive_bomb", detail=f"{entries} 个部件")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [entry.filename for entry in archive.infolist()[:5000]]
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Unreadable("broken", kind="压缩格式的文档") from error
    for part, code in ZIP_PARTS:
        if any(entry.startswith(part) for entry in names):
            return code
    return "odt" if b"mimetypeapplication/vnd.oasis.opendocument.text" in data[:200] else "zip"


def _ole(data: bytes) -> str:
    for stream, code in OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            if code == "encrypted":
                raise Unreadable("password")
            return code
    return "ole"


def _bmp(data: bytes) -> str:
    """BM also begins English words; a picture states its own size."""
    return "bmp" if int.from_bytes(data[2:6], "little") == len(data) else "txt"


def _binary(data: bytes) -> bool:
    """Control characters that no text has; in UTF-16 without a mark they are halves of characters."""
    head = data[:65536]
    controls = sum(head.count(byte) for byte in CONTROLS)
    if controls <= len(head) // 100:
        return False
    even = head[: len(head) // 2 * 2]
    wide = (even.decode(encoding, errors="ignore") for encoding in ("utf-16-le", "utf-16-be"))
    return all(likelihood(text) < LIKELY for text in wide)


def _markup(head: bytes) -> str:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:13].lower() == b"mime-version:" or (
        b"multipart/related" in start[:1000].lower() and b"From:" in start
    ):
        return "mht"
    if start.startswith(b"<?xml"):
        return "html" if re.search(rb"<html[\s>]", start, re.I) else "xml"
    if start.startswith(b"<"):
        return "html" if HTML.search(start) else ""
    return ""


def _ascii_of_utf16(data: bytes) -> bytes:
    return data.replace(b"\0", b"")[2:]


def _plain(name: str) -> str:
    return "md" if name.lower().endswith((".md", ".markdown")) else "txt"


LOOK_INSIDE = {"zip": _zip, "ole": _ole, "bmp": _bmp}

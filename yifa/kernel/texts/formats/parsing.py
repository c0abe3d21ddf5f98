"""From bytes of a known kind to text, in this process. For strangers' files only the worker calls it."""

from yifa.kernel.texts.formats.docx import read_docx
from yifa.kernel.texts.formats.extracted import Extracted
from yifa.kernel.texts.formats.html import read_html
from yifa.kernel.texts.formats.mht import read_mht
from yifa.kernel.texts.formats.pdf import read_pdf
from yifa.kernel.texts.formats.plain import read_txt
from yifa.kernel.texts.formats.refusal import Unreadable
from yifa.kernel.texts.formats.sniff import KINDS, sniff

PARTS = ("html", "mht", "txt", "docx")  # what a Word document may take in


def parse(data: bytes, code: str) -> Extracted:
    """Read bytes as the kind that `sniff` found."""
    if code == "docx":
        return read_docx(data, _part)
    if code == "html":
        return read_html(data)
    if code == "mht":
        return read_mht(data)
    if code == "pdf":
        return read_pdf(data)
    raise Unreadable("unsupported", kind=KINDS[code].title)


def _part(data: bytes, name: str) -> Extracted:
    """A part that a Word document takes in, one level deep."""
    code = sniff(data, name).code
    if code not in PARTS:
        raise Unreadable("unsupported", kind=f"嵌入 Word 文档的{KINDS[code].title}")
    if code == "docx":
        return read_docx(data, lambda _data, _name: Extracted("", "docx"))
    return read_txt(data) if code == "txt" else parse(data, code)

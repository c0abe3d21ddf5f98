"""PDF files: the printed lines of each page with their place; `printed` makes paragraphs of them."""

import re
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from yifa.kernel.texts.formats import limits
from yifa.kernel.texts.formats.extracted import Extracted
from yifa.kernel.texts.formats.printed import Line, paragraphs
from yifa.kernel.texts.formats.refusal import Unreadable

META = {
    "Title": "title",
    "Author": "author",
    "Subject": "subject",
    "CreationDate": "created",
    "ModDate": "modified",
}
LINE = re.compile(r"[^\r\n]+")
SCANNED_CHARS = 8  # a page: page numbers and stamps of a scanner leave no more
SHORT_LINES = 0.35  # share of short lines above which a file is mostly tables


def read_pdf(data: bytes) -> Extracted:
    """The text layer of a PDF; a scan without one is refused, single pages without text are named."""
    document = _open(data)
    try:
        pages = len(document)
        if pages > limits.PAGES:
            raise Unreadable("too_many_pages", pages=pages, limit=limits.PAGES)
        layout = [_lines(document[number]) for number in range(pages)]
        empty = [number for number, lines in enumerate(layout, 1) if not lines]
        if sum(len(line.text) for lines in layout for line in lines) <= SCANNED_CHARS * pages:
            raise Unreadable("scanned")
        text = "\n".join(paragraphs(layout))
        return Extracted(
            text, "pdf", _meta(document), tuple(_warnings(layout, empty)), (), tuple(_attachments(document))
        )
    finally:
        document.close()


def _open(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Unreadable("password") from error
        raise Unreadable("broken", kind="PDF 文件") from error


def _lines(page: pypdfium2.PdfPage) -> list[Line]:
    """The lines of a page; their place comes from the boxes of their first and last character."""
    textpage = page.get_textpage()
    try:
        text = textpage.get_text_range()
        counted = textpage.count_chars() == len(text)
        return [_line(textpage, found, counted) for found in LINE.finditer(text) if found[0].strip()]
    finally:
        textpage.close()
        page.close()


def _line(textpage: pypdfium2.PdfTextPage, found: re.Match[str], counted: bool) -> Line:
    text = found[0].replace("\ufffe", "").replace("\x02", "")
    if not counted:  # positions of characters are unknown, so paragraphs are told by labels and full stops
        return Line(text.strip(), 0.0, 0.0, 0.0)
    first = found.start() + len(found[0]) - len(found[0].lstrip())
    last = found.start() + len(found[0].rstrip()) - 1
    left, bottom, _, top = textpage.get_charbox(first, loose=True)
    right = textpage.get_charbox(last, loose=True)[2]
    return Line(text.strip(), left, right, top - bottom)


def _warnings(layout: list[list[Line]], empty: list[int]) -> Iterator[str]:
    if empty:
        shown = "、".join(map(str, empty[:20])) + ("等" if len(empty) > 20 else "")
        yield f"第 {shown} 页没有文字层，未读入。"
    lines = [line for page in layout for line in page]
    short = sum(1 for line in lines if len(line.text) < 9)
    if len(lines) > 20 and short > SHORT_LINES * len(lines):
        yield "文件可能以表格为主，单元格的顺序请对照原件。"


def _meta(document: pypdfium2.PdfDocument) -> dict[str, str]:
    return {
        META[key]: text.strip()
        for key, text in document.get_metadata_dict().items()
        if key in META and text.strip() and text.isprintable()
    }


def _attachments(document: pypdfium2.PdfDocument) -> Iterator[str]:
    for number in range(min(pdfium.FPDFDoc_GetAttachmentCount(document), limits.ENTRIES)):
        yield document.get_attachment(number).get_name()

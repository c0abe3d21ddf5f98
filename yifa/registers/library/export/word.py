"""A small writer of Word documents: paragraphs, runs of five looks, one table. The same input gives the same bytes.

The table is written as XML at once, because python-docx needs time in the square of the rows.
"""

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt

from yifa.registers.library.export.akn_meta import escape, plain

BODY_FONT, HEAD_FONT, LATIN = "仿宋", "黑体", "Times New Roman"
# What Word and WPS take where the named font is missing.
FALLBACK = {BODY_FONT: "FangSong,仿宋_GB2312,STFangsong", HEAD_FONT: "SimHei,STHeiti,Microsoft YaHei"}
_HEAD = f'<w:rFonts w:eastAsia="{HEAD_FONT}"/>'
PLAIN = ""
HEAD = _HEAD
TITLE = f'{_HEAD}<w:sz w:val="36"/>'
QUIET = '<w:color w:val="595959"/><w:sz w:val="18"/>'
DELETED = "<w:strike/>"
INSERTED = '<w:b/><w:u w:val="single"/>'
CENTRED = '<w:pPr><w:jc w:val="center"/></w:pPr>'
STILL = datetime(2000, 1, 1)  # noqa: DTZ001 (document properties carry no zone)
ZIP_DAY = (2000, 1, 1, 0, 0, 0)
BREAKS = re.compile("([\n\t])")
SIGNS = {"\n": "<w:br/>", "\t": "<w:tab/>"}


def run(text: str, look: str = PLAIN) -> str:
    """Text in one look; line ends and tabs stay."""
    parts = [
        SIGNS.get(part) or f'<w:t xml:space="preserve">{escape(part)}</w:t>'
        for part in BREAKS.split(text)
        if part
    ]
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{''.join(parts)}</w:r>"


def paragraph(runs: str, *, centred: bool = False) -> str:
    return f"<w:p>{CENTRED if centred else ''}{runs}</w:p>"


def cell(paragraphs: str, *, span: int = 1) -> str:
    wide = f'<w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>' if span > 1 else ""
    return f"<w:tc>{wide}{paragraphs}</w:tc>"


def row(cells: Sequence[str], *, repeated: bool = False) -> str:
    """A row; a repeated one stands at the head of every page."""
    head = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if repeated else ""
    return f"<w:tr>{head}{''.join(cells)}</w:tr>"


def table(widths: Sequence[int], rows: Sequence[str]) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def document(body: str, *, title: str) -> bytes:
    """The file: A4 landscape, 仿宋 with fallbacks, page numbers left to the reader's printer."""
    made = Document()
    section = made.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(2.4)
    section.top_margin = section.bottom_margin = Cm(2.2)
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = LATIN, Pt(10.5)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), BODY_FONT)
    end = made.element.body.sectPr
    for element in parse_xml(f"<w:body {nsdecls('w')}>{body}</w:body>"):
        end.addprevious(element)
    facts = made.core_properties
    facts.title, facts.author, facts.comments = plain(title)[:250], "", ""
    facts.created = facts.modified = STILL
    _name_fonts(made)
    raw = io.BytesIO()
    made.save(raw)
    return _still(raw)


def _name_fonts(made: DocumentObject) -> None:
    """Write the fallback fonts into the font table of the file."""
    part = made.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/></w:font>'
        for name, others in FALLBACK.items()
    )
    part._blob = part.blob.replace(b"</w:fonts>", f"{fonts}</w:fonts>".encode())


def _still(raw: io.BytesIO) -> bytes:
    """The same file with one fixed day in every entry of the archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, ZIP_DAY), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()

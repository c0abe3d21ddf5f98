"""Word documents: paragraphs, tables and text boxes in reading order, with the labels of automatic numbering.

Tracked changes are read as accepted. Text may also sit in an `altChunk`, a part in another format that Word
takes in when it opens the file; a reader of paragraphs alone would find nothing there.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from yifa.kernel.texts.formats.archive import Archive
from yifa.kernel.texts.formats.extracted import Extracted
from yifa.kernel.texts.formats.numbering import Numbering, W
from yifa.kernel.texts.formats.refusal import Unreadable
from yifa.kernel.texts.formats.sniff import KINDS
from yifa.kernel.texts.formats.styles import Styles, on, value
from yifa.kernel.texts.formats.tables import Table

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
# Tracked deletions, instructions of fields, pronunciation above characters, the second form of a drawing.
UNREAD = frozenset(
    {
        FALLBACK,
        *(f"{W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "rt", "sectPr", "pPr", "rPr")),
    }
)
CHARACTERS = {"tab": " ", "noBreakHyphen": "-", "br": "\n", "cr": "\n"}
CORE = {
    "title": "title",
    "creator": "author",
    "subject": "subject",
    "created": "created",
    "modified": "modified",
}

ReadPart = Callable[[bytes, str], Extracted]


def read_docx(data: bytes, read_part: ReadPart) -> Extracted:
    """The text of a Word document; `read_part` reads what an altChunk holds."""
    archive = Archive(data, KINDS["docx"].title)
    root = archive.xml("word/document.xml")
    if root is None:
        raise Unreadable("broken", kind=KINDS["docx"].title)
    if root.tag.encode().startswith(b"{" + STRICT):
        raise Unreadable("unsupported", kind="严格格式（Strict Open XML）的 Word 文档")
    reading = _Reading(
        archive,
        Numbering.of(archive.xml("word/numbering.xml")),
        Styles.of(archive.xml("word/styles.xml")),
        read_part,
    )
    body = root.find(f"{W}body")
    if body is not None:
        reading.lines.extend(reading.blocks(body))
    notes = tuple(_notes(archive))
    warnings = (*reading.warnings(), *((f"脚注、尾注 {len(notes)} 条未并入正文。",) if notes else ()))
    embedded = sorted(
        name for name in archive.names if name.startswith("word/embeddings/") and not name.endswith("/")
    )
    if embedded:
        warnings += (f"内嵌文件 {len(embedded)} 个未读入。",)
    return Extracted("\n".join(reading.lines), "docx", _core(archive), warnings, notes, tuple(embedded))


@dataclass(slots=True)
class _Reading:
    archive: Archive
    numbering: Numbering
    styles: Styles
    read_part: ReadPart
    lines: list[str] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)  # what was left out or accepted, by kind
    parts: Mapping[str, str] | None = None
    chunk_warnings: list[str] = field(default_factory=list)

    def blocks(self, node: etree._Element) -> Iterator[str]:
        """The lines of everything that stands as a block in `node`."""
        for child in node:
            if child.tag == f"{W}p":
                yield from self.paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self.table(child).lines()
            elif child.tag == f"{W}altChunk":
                yield from self.chunk(child)
            elif child.tag in UNREAD:
                self._count(child.tag)
            elif isinstance(child.tag, str):  # sdt, sdtContent, ins, customXml, smartTag
                yield from self.blocks(child)

    def paragraph(self, node: etree._Element) -> Iterator[str]:
        """The lines of a paragraph: its label, its text, then the text boxes anchored in it."""
        style, list_number, level = self.styles.of_paragraph(node)
        label = (
            self.numbering.label(list_number, self._level(list_number, level, style)) if list_number else ""
        )
        if self.styles.is_contents(style):
            self.seen["contents"] = self.seen.get("contents", 0) + 1
            return
        words: list[str] = []
        boxes: list[etree._Element] = []
        self._inline(node, words, boxes)
        text = "".join(words).strip()
        if text:
            yield from (line for line in (label + text).split("\n") if line.strip())
        for box in boxes:
            yield from self.blocks(box)

    def _level(self, list_number: str, level: int | None, style: str) -> int:
        return self.numbering.level_of_style(list_number, style) if level is None else level

    def _inline(self, node: etree._Element, words: list[str], boxes: list[etree._Element]) -> None:
        """Collect the text of a paragraph with a stack of our own: markup may nest deeply."""
        stack = [iter(node)]
        while stack:
            child = next(stack[-1], None)
            if child is None:
                stack.pop()
            elif child.tag in UNREAD:
                self._count(child.tag)
            elif child.tag == f"{W}txbxContent":
                boxes.append(child)
            elif child.tag == f"{W}r" and on(child.find(f"{W}rPr/{W}vanish")):
                self.seen["hidden"] = self.seen.get("hidden", 0) + 1
            elif child.tag in (f"{W}t", f"{MATH}t"):
                words.append((child.text or "").replace("\t", " "))
            elif isinstance(child.tag, str):
                self._sign(child, words)
                stack.append(iter(child))

    def _sign(self, node: etree._Element, words: list[str]) -> None:
        name = node.tag.rpartition("}")[2]
        if name in CHARACTERS and node.get(f"{W}type") not in ("page", "column"):
            words.append(CHARACTERS[name])
        elif name in ("blip", "imagedata"):
            self.seen["picture"] = self.seen.get("picture", 0) + 1

    def table(self, node: etree._Element) -> Table:
        """Rows and cells; a cell merged downwards or across leaves empty cells behind."""
        table = Table()
        for row in _within(node, "tr"):
            table.row()
            for cell in _within(row, "tc"):
                across = value(cell.find(f"{W}tcPr/{W}gridSpan"))
                table.cell(int(across) if across.isdecimal() and len(across) < 4 else 1)
                merged = cell.find(f"{W}tcPr/{W}vMerge")
                if merged is not None and merged.get(f"{W}val") != "restart":
                    continue
                for line in self.blocks(cell):
                    table.add(line)
        return table

    def chunk(self, node: etree._Element) -> Iterator[str]:
        """The text of a part in another format."""
        if self.parts is None:
            self.parts = dict(_relations(self.archive))
        name = self.parts.get(node.get(f"{R}id", ""), "")
        data = self.archive.part(name)
        if data is None:
            return
        inner = self.read_part(data, name)
        self.chunk_warnings.extend(inner.warnings)
        yield from inner.text.split("\n")

    def _count(self, tag: str) -> None:
        if tag in (f"{W}del", f"{W}moveFrom"):
            self.seen["deleted"] = self.seen.get("deleted", 0) + 1

    def warnings(self) -> tuple[str, ...]:
        sentences = {
            "picture": "图片 {} 幅未读入。",
            "hidden": "隐藏文字 {} 处未读入。",
            "deleted": "含修订痕迹，删除的文字 {} 处未读入，其余按接受修订读取。",
            "contents": "目录 {} 行未读入。",
        }
        return (
            *(sentences[kind].format(count) for kind, count in sorted(self.seen.items())),
            *self.chunk_warnings,
        )


def _within(node: etree._Element, name: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, also inside content controls and tracked insertions."""
    for child in node:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
            yield from _within(child, name)


def _relations(archive: Archive) -> Iterator[tuple[str, str]]:
    root = archive.xml("word/_rels/document.xml.rels")
    for relation in root if root is not None else ():
        if relation.get("TargetMode") != "External":
            target = relation.get("Target", "")
            yield relation.get("Id", ""), target.lstrip("/") if target.startswith("/") else f"word/{target}"


def _notes(archive: Archive) -> Iterator[str]:
    for name, tag in (("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote")):
        root = archive.xml(name)
        for note in root.iterfind(f"{W}{tag}") if root is not None else ():
            text = "".join(word.text or "" for word in note.iter(f"{W}t")).strip()
            if text and note.get(f"{W}type") in (None, "normal"):
                yield text


def _core(archive: Archive) -> dict[str, str]:
    root = archive.xml("docProps/core.xml")
    meta: dict[str, str] = {}
    for node in root if root is not None else ():
        name = CORE.get(etree.QName(node).localname)
        if name and node.text and node.text.strip():
            meta[name] = node.text.strip()
    return meta

"""Web pages: what is read is what a reader sees; scripts, styles, forms and navigation are dropped.

nh3 (html5ever) mends the markup as browsers do and keeps a closed list of elements; the walk over the
result is a loop, so that no depth of nesting can exhaust the stack.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import nh3
from lxml import etree

from yifa.kernel.texts.formats import limits
from yifa.kernel.texts.formats.extracted import Extracted
from yifa.kernel.texts.formats.plain import decode
from yifa.kernel.texts.formats.refusal import Unreadable
from yifa.kernel.texts.formats.tables import Table

BLOCKS = frozenset(
    {"p", "div", "section", "article", "main", "li", "ul", "ol", "dl", "dt", "dd", "blockquote", "pre",
     "center", "h1", "h2", "h3", "h4", "h5", "h6", "caption", "address", "figure"}
)  # fmt: skip
KEPT = BLOCKS | {"br", "hr", "img", "table", "tr", "td", "th", "body"}
DROPPED = {
    "script", "style", "noscript", "template", "iframe", "object", "svg", "math", "nav", "footer", "aside",
    "form", "select", "button", "textarea", "head", "title",
}  # fmt: skip
# Where government sites keep the text of a document.
BODIES = ("UCAP-CONTENT", "zoom", "Zoom", "TRS_Editor", "pages_content", "mainText", "article-content")
CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
TITLE = re.compile(r"<title[^>]{0,200}>([^<]{1,500})", re.IGNORECASE)
META = re.compile(r"<meta\s[^>]{1,2000}>", re.IGNORECASE)
ATTRIBUTE = re.compile(r"(name|content)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
SOURCE_BREAK = re.compile(r"[ \t]*[\r\n]+[ \t\r\n]*")
CJK = "\u2e80-\u9fff\uf900-\ufaff\u3001-\u303f\uff00-\uffef\u201c\u201d\u2018\u2019"


def read_html(data: bytes, *, charset: str = "") -> Extracted:
    """The paragraphs and tables of a page in reading order."""
    source, warnings = _source(data, charset)
    _check_depth(source)
    root = _tree(source)
    body = _body(root)
    reading = _Reading()
    for event, node in etree.iterwalk(body, events=("start", "end")):
        reading.step(event, node)
    reading.flush()
    if reading.pictures:
        warnings += (f"图片 {reading.pictures} 幅未读入。",)
    return Extracted("\n".join(reading.lines), "html", _meta(source), warnings)


def _body(root: etree._Element) -> etree._Element:
    """The element that holds the document, where the page names it as government sites do."""
    named = {name: node for node in root.iter() for name in (node.get("id"), node.get("class")) if name}
    return next((named[name] for name in BODIES if name in named), root)


def _source(data: bytes, charset: str) -> tuple[str, tuple[str, ...]]:
    declared = CHARSET.search(data[:4096])
    encoding = charset or (declared[1].decode().lower() if declared else "")
    if encoding in ("gb2312", "gbk", "gb18030", "big5"):
        try:
            return data.decode("gb18030" if encoding.startswith("gb") else encoding), ()
        except UnicodeDecodeError:
            pass
    return decode(data)


def _check_depth(source: str) -> None:
    """Refuse nesting that no person wrote, before any parser has to hold it."""
    depth = deepest = 0
    for found in re.finditer(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*?(/?)>", source):
        if (
            found[2].lower() in ("br", "img", "hr", "meta", "link", "input", "p", "li", "td", "tr", "col")
            or found[3]
        ):
            continue
        depth = max(depth - 1, 0) if found[1] else depth + 1
        deepest = max(deepest, depth)
    if deepest > limits.NESTING:
        raise Unreadable("too_deep", limit=limits.NESTING)


def _tree(source: str) -> etree._Element:
    clean = nh3.clean(
        source,
        tags=set(KEPT),
        clean_content_tags=DROPPED,
        attributes={"*": {"id", "class"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}},
        strip_comments=True,
        link_rel=None,
    )
    parser = etree.HTMLParser(no_network=True, huge_tree=True, remove_comments=True, encoding="utf-8")
    root = etree.fromstring(f"<html><body>{clean}</body></html>".encode(), parser)
    if root is None:
        raise Unreadable("no_text")
    return root


def _meta(source: str) -> dict[str, str]:
    head = source[:20_000]
    title = TITLE.search(head)
    meta = {"title": title[1].strip()} if title else {}
    for tag in META.findall(head):
        values = {key.lower(): double or single for key, double, single in ATTRIBUTE.findall(tag)}
        if values.get("name") and values.get("content"):
            meta[values["name"]] = values["content"].strip()
    return meta


@dataclass(slots=True)
class _Reading:
    """State of the walk: lines so far, the paragraph being read, the tables that are open."""

    lines: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    pictures: int = 0

    def step(self, event: str, node: etree._Element) -> None:
        tag = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            self._open(tag, node)
            self.words.append(node.text or "")
        else:
            self._close(tag)
            self.words.append(node.tail or "")

    def _open(self, tag: str, node: etree._Element) -> None:
        if tag in BLOCKS or tag in ("br", "hr"):
            self.flush()
        elif tag == "table":
            self.flush()
            self.tables.append(Table())
        elif tag == "tr" and self.tables:
            self.flush()
            self.tables[-1].row()
        elif tag in ("td", "th") and self.tables:
            self.flush()
            self.tables[-1].cell(_span(node, "colspan"), _span(node, "rowspan"))
        elif tag == "img":
            self.pictures += 1

    def _close(self, tag: str) -> None:
        if tag in BLOCKS or tag in ("td", "th"):
            self.flush()
        elif tag == "table" and self.tables:
            self.flush()
            done = self.tables.pop()
            if self.tables:
                self.tables[-1].nest(done)
            else:
                self.lines.extend(done.lines())

    def flush(self) -> None:
        """End the paragraph being read and put it where it belongs."""
        for line in _paragraph(self.words):
            if self.tables:
                self.tables[-1].add(line)
            else:
                self.lines.append(line)
        self.words.clear()


def _paragraph(words: list[str]) -> Iterator[str]:
    """Blanks and line ends of the source are one blank, and none between Chinese characters."""
    text = "".join(words)
    if not text or text.isspace():
        return
    text = SOURCE_BREAK.sub("\n", text).replace("\t", " ").strip()
    yield BETWEEN_BREAKS.sub(" ", BREAK_BETWEEN_CJK.sub("", text))


BREAK_BETWEEN_CJK = re.compile(rf"(?<=[{CJK}])\n(?=[{CJK}])")
BETWEEN_BREAKS = re.compile(r"\n")


def _span(node: etree._Element, name: str) -> int:
    value = node.get(name, "1")
    return (
        min(max(int(value), 1), limits.CELLS_ACROSS)
        if value.isascii() and value.isdecimal() and len(value) < 6
        else 1
    )

"""Akoma Ntoso 3.0: the tree of a document as XML that is valid against the OASIS schema.

Every eId is the one of `address.walk`. The text is kept to the letter: `akn_text.text_of` gives it back. What stands
between two units is a line end; where units stand on one line, the later one has class="joined". Element names: 编 book,
分编 part, 章 chapter, 节 section, 条 article, 款 paragraph, 项 point, 目 indent; numbered parts of official-document
style, lines outside of the structure and tables are hcontainers named after their kind.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from yifa.kernel.texts import address
from yifa.kernel.texts.model import Component, Document, Node
from yifa.registers.library.export.akn_meta import Facts, escape, meta

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
ELEMENTS = {
    "book": "book", "part": "part", "chapter": "chapter", "section": "section", "article": "article",
    "paragraph": "paragraph", "item": "point", "subitem": "indent",
}  # fmt: skip
NUMBER_LINE = re.compile(r".{1,60}号")


@dataclass(frozen=True, slots=True)
class Link:
    """A place in the text that points somewhere."""

    start: int
    end: int
    href: str


def render(document: Document, facts: Facts, links: Sequence[Link] = ()) -> bytes:
    """The whole document; the same input gives the same bytes."""
    eids = {id(node): eid for eid, node in address.walk(document)}
    writer = Writer(document.text, eids, sorted(links, key=lambda link: (link.start, -link.end)))
    main, *rest = document.components or (Component("main", "", (), 0, 0),)
    act = facts.doctype == "act"
    writer.out += [
        f'<?xml version="1.0" encoding="UTF-8"?>\n<akomaNtoso xmlns="{NAMESPACE}">',
        f'<{facts.doctype} name="{escape(facts.kind)}" contains="{facts.contains}">',
        meta(facts),
    ]
    writer.body(main, "body" if act else "mainBody", facts.title)
    if rest:
        writer.attachments(rest, facts)
    writer.out.append(f"</{facts.doctype}></akomaNtoso>\n")
    return "".join(writer.out).encode()


@dataclass(slots=True)
class Writer:
    """Writes nodes in reading order; `at` is how far the text has been written."""

    text: str
    eids: dict[int, str]
    links: Sequence[Link]
    out: list[str] = field(default_factory=list)
    at: int = 0
    starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.starts = [link.start for link in self.links]

    # -- parts of the document --

    def body(self, part: Component, element: str, title: str) -> None:
        """Lines before the first structural unit are the preface, lines after the last one the conclusions."""
        first, last = _structural(part.nodes)
        if part.nodes[:first]:
            self.out.append("<preface>")
            for node in part.nodes[:first]:
                self.line(node, title)
            self.out.append("</preface>")
        self.out.append(f"<{element}>")
        for node in part.nodes[first:last]:
            self.node(node)
        if first == last:  # a scan without text: the body may not be empty
            self.out.append('<hcontainer name="empty"><content><p/></content></hcontainer>')
        self.out.append(f"</{element}>")
        if part.nodes[last:]:
            self.out.append("<conclusions>")
            for node in part.nodes[last:]:
                self.line(node, title)
            self.out.append("</conclusions>")

    def attachments(self, parts: Sequence[Component], facts: Facts) -> None:
        self.out.append("<attachments>")
        for part in parts:
            self.out.append(f'<attachment eId="{escape(part.name)}"><doc name="attachment">')
            self.out.append(meta(facts, part.name, part.title))
            self.body(part, "mainBody", part.title)
            self.out.append("</doc></attachment>")
        self.out.append("</attachments>")

    # -- units --

    def node(self, node: Node) -> None:
        element = ELEMENTS.get(node.kind, "hcontainer")
        name = "" if node.kind in ELEMENTS else f' name="{node.kind}"'
        joined, gap = self._gap(node)
        self.out.append(f'<{element} eId="{self.eids[id(node)]}"{name}{joined}>')
        self._label(node, gap)
        if node.kind == "table":
            self._table(node)
        elif node.text:
            self._own(node, "intro" if node.children else "content", "" if node.label else gap)
        for child in node.children:
            self.node(child)
        self.out.append(f"</{element}>")

    def line(self, node: Node, title: str) -> None:
        """A line of the preface or the conclusions; title and number of the document are marked as such."""
        joined, gap = self._gap(node)
        inside = gap + self._inline(node.start, node.end)
        if node.text == title:
            inside = f"<docTitle>{inside}</docTitle>"
        elif NUMBER_LINE.fullmatch(node.text):
            inside = f"<docNumber>{inside}</docNumber>"
        self.out.append(f'<p eId="{self.eids[id(node)]}"{joined}>{inside}</p>')
        self.at = node.end

    def _gap(self, node: Node) -> tuple[str, str]:
        """The mark of a unit that continues the line of the one before, and the blanks between them."""
        between = self.text[self.at : node.start]
        self.at = node.start
        if between in ("\n", "") and (between or not node.start):
            return "", ""
        return ' class="joined"', escape(between)

    def _label(self, node: Node, gap: str) -> None:
        """Label and heading as printed, with the blanks behind them."""
        if not node.label:
            return
        end = node.start + len(node.label)
        between = self.text[end : node.body]
        heading = between.lstrip(" \n") if node.heading else ""
        split = node.body - len(heading)
        self.out.append(f"<num>{gap}{self._inline(node.start, split)}</num>")
        if heading:
            self.out.append(f"<heading>{self._inline(split, node.body)}</heading>")
        self.at = node.body

    def _own(self, node: Node, element: str, gap: str) -> None:
        end = node.body + len(node.text)
        self.out.append(f"<{element}><p>{gap}{self._inline(node.body, end)}</p></{element}>")
        self.at = end

    def _table(self, node: Node) -> None:
        self.out.append("<content><table>")
        place = node.body
        for row in self.text[node.body : node.body + len(node.text)].split("\n"):
            self.out.append("<tr>")
            for cell in row.split("\t"):
                self.out.append(f"<td><p>{self._inline(place, place + len(cell))}</p></td>")
                place += len(cell) + 1
            self.out.append("</tr>")
        self.out.append("</table></content>")
        self.at = node.body + len(node.text)

    def _inline(self, start: int, end: int) -> str:
        """The text from `start` to `end` with the links that lie wholly inside."""
        parts = []
        place = start
        for number in range(bisect_left(self.starts, start), bisect_left(self.starts, end)):
            link = self.links[number]
            if link.start < place or link.end > end or link.end <= link.start:
                continue
            parts.append(_text(self.text[place : link.start]))
            parts.append(f'<ref href="{escape(link.href)}">{_text(self.text[link.start : link.end])}</ref>')
            place = link.end
        parts.append(_text(self.text[place:end]))
        return "".join(parts)


def _structural(nodes: Sequence[Node]) -> tuple[int, int]:
    """Where the first node that is no plain line stands, and where those after the last begin."""
    places = [place for place, node in enumerate(nodes) if node.kind not in ("text", "heading")]
    if places:
        return places[0], places[-1] + 1
    return (0, len(nodes))


def _text(text: str) -> str:
    return escape(text).replace("\n", "<eol/>") if "\n" in text else escape(text)

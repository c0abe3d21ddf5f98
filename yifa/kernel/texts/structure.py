"""Text to tree: `parse` reads both families, 编章节条款项目 and 一、（一）1.（1）, by the rules of the reading contract.

Linear in the length of the text, and never an exception on any string.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from yifa.kernel.texts.head import issuer_of, number_of, title_of
from yifa.kernel.texts.integrity import check, mend
from yifa.kernel.texts.labels import Label
from yifa.kernel.texts.model import Component, Document, Node
from yifa.kernel.texts.normalise import normalise
from yifa.kernel.texts.parts import Part, parts
from yifa.kernel.texts.resting import collector_resting
from yifa.kernel.texts.scan import Line, is_heading, lines

RANKS = {"book": 0, "part": 1, "chapter": 2, "section": 3}
SECTIONS = {"comma": 1, "paren": 2, "digit": 3, "paren_digit": 4}
HEADING = re.compile(r"[【\[]([^】\]]{1,40})[】\]] ?|[（(]([^（）()。，]{2,20})[）)] ")
NO_HEADING_END = ("。", "；", "：", "，", ":", ";")


def parse(raw: str, *, title: str | None = None) -> Document:
    """Read a text. `title` overrides what the text itself shows."""
    with collector_resting():
        return _parse(raw, title)


def _parse(raw: str, title: str | None) -> Document:
    normal = normalise(raw)
    found = lines(normal.text)
    divided = parts(found) if found else []
    misprints = [broken for part in divided for broken in mend(part.lines)]
    components = tuple(_component(part) for part in divided)
    shown = title_of(found) if title is None else title
    if title is None and not shown and len(components) > 1:
        shown = components[1].title  # an order has no title but that of what it issues
    integrity = check(components, normal.repairs, misprints, normal.text, shown)
    return Document(shown, number_of(found), issuer_of(found, shown), normal.text, components, integrity)


def _component(part: Part) -> Component:
    builder = Builder()
    for place, line in enumerate(part.lines):
        builder.add(line, part.lines[place + 1] if place + 1 < len(part.lines) else None)
    last = part.lines[-1]
    return Component(part.name, part.title, builder.close(), part.lines[0].start, last.start + len(last.text))


@dataclass(slots=True)
class Draft:
    """A node that is still growing."""

    kind: str
    num: str | None
    label: str
    heading: str
    text: str
    start: int
    body: int
    end: int
    children: list["Draft"] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)  # of a table

    def freeze(self) -> Node:
        below = self.children
        children = tuple(child.freeze() for child in below) if below else ()
        end = children[-1].end if children and children[-1].end > self.end else self.end
        text = "\n".join(self.rows) if self.rows else self.text
        return Node(self.kind, self.num, self.label, self.heading, text, self.start, self.body, end, children)


class Builder:
    """Hangs each line of one component where it belongs."""

    def __init__(self) -> None:
        self.root: list[Draft] = []
        self.containers: list[tuple[int, Draft]] = []  # (rank, node), outermost first
        self.article: Draft | None = None
        self.holder: Draft | None = None  # the article or its current later paragraph
        self.listed: list[tuple[str, Draft]] = []  # (style, node) of the enumeration we are in
        self.skip = False  # the line was used up as the heading of the one before

    def close(self) -> tuple[Node, ...]:
        return tuple(node.freeze() for node in self.root)

    def add(self, line: Line, following: Line | None) -> None:
        if self.skip:
            self.skip = False
            return
        if line.contents or line.tail:
            self._top(_plain("text", line))
            return
        label = line.label
        if label is None:
            (self._table if "\t" in line.text else self._unlabelled)(line)
        elif label.style == "article":
            self._article(line, label)
        elif label.style in RANKS and is_heading(line):
            self._container(line, label, following)
        elif label.style in RANKS:
            self._unlabelled(line)
        elif self.article is not None and not self._opens_part(line, label, following):
            self._enumerated(line, label)
        else:
            self._section(line, label)

    # -- where things hang --

    def _top(self, node: Draft) -> None:
        """At the end of the component, outside everything."""
        self.root.append(node)
        self.containers, self.article, self.holder, self.listed = [], None, None, []

    def _hang(self, node: Draft) -> None:
        (self.containers[-1][1].children if self.containers else self.root).append(node)

    def _current(self) -> Draft | None:
        return self.holder or (self.containers[-1][1] if self.containers else None)

    # -- kinds of lines --

    def _container(self, line: Line, label: Label, following: Line | None) -> None:
        heading, end = line.rest, line.start + len(line.text)
        if not heading and following is not None and _is_bare_heading(following):
            heading, end = following.text, following.start + len(following.text)
            self.skip = True
        node = Draft(label.style, label.num, label.text, heading.replace(" ", ""), "", line.start, end, end)
        self._open(RANKS[label.style], node)

    def _open(self, rank: int, node: Draft) -> None:
        while self.containers and self.containers[-1][0] >= rank:
            self.containers.pop()
        self._hang(node)
        self.containers.append((rank, node))
        self.article, self.holder, self.listed = None, None, []

    def _article(self, line: Line, label: Label) -> None:
        body = label.length + (len(line.text) - label.length - len(line.rest))
        heading, rest = "", line.rest
        titled = HEADING.match(rest) if rest[:1] in "【[（(" else None
        if titled:
            heading, rest = titled[1] or titled[2], rest[titled.end() :]
            body = len(line.text) - len(rest)
        node = Draft(
            "article", label.num, label.text, heading, rest, line.start, line.start + body, _end(line)
        )
        self._hang(node)
        self.article, self.holder, self.listed = node, node, []

    def _unlabelled(self, line: Line) -> None:
        self.listed = []
        if self.article is not None:
            if not self.article.text and not self.article.children:
                self.article.text, self.article.body, self.article.end = line.text, line.start, _end(line)
                return
            number = 2 + sum(1 for child in self.article.children if child.kind == "paragraph")
            node = _plain("paragraph", line, str(number))
            self.article.children.append(node)
            self.holder = node
        else:
            kind = "paragraph" if self.containers and self.containers[-1][0] >= 4 else "text"
            self._hang(_plain(kind, line))

    def _table(self, line: Line) -> None:
        holder = self._current()
        rows = holder.children if holder else self.root
        if rows and rows[-1].kind == "table" and rows[-1].end + 1 == line.start:
            rows[-1].rows.append(line.text)
            rows[-1].end = _end(line)
        else:
            rows.append(_plain("table", line))
            rows[-1].rows.append(line.text)

    def _enumerated(self, line: Line, label: Label) -> None:
        """An item below the article or its paragraph; a sign already in use closes what stands below it."""
        styles = [style for style, _ in self.listed]
        if label.style in styles:
            del self.listed[styles.index(label.style) :]
        kind = "subitem" if self.listed else "item"
        node = _numbered(kind, line, label)
        parent = self.listed[-1][1] if self.listed else self.holder
        if parent is not None:
            parent.children.append(node)
        self.listed.append((label.style, node))

    def _opens_part(self, line: Line, label: Label, following: Line | None) -> bool:
        """一、关于… between articles is a heading over the next ones, not an item of the last."""
        if label.style not in ("comma", "paren") or following is None or following.label is None:
            return False
        return following.label.style == "article" and is_heading(line) and len(line.rest) <= 40

    def _section(self, line: Line, label: Label) -> None:
        """A numbered part of a text (or of a stretch) without articles; its level is read from the label."""
        level = (
            min(4, label.num.count(".") + 1)
            if label.style == "decimal" and label.num
            else SECTIONS.get(label.style)
        )
        if level is None:
            self._enumerated_in_section(line, label)
            return
        node = _numbered(f"section{level}", line, label)
        if not node.text.endswith(NO_HEADING_END) and len(node.text) <= 40 and "\t" not in node.text:
            node.heading, node.text, node.body = node.text, "", node.end
        self._open(3 + level, node)

    def _enumerated_in_section(self, line: Line, label: Label) -> None:
        node = _numbered("item", line, label)
        self._hang(node)


def _plain(kind: str, line: Line, num: str | None = None) -> Draft:
    return Draft(kind, num, "", "", line.text, line.start, line.start, _end(line))


def _numbered(kind: str, line: Line, label: Label) -> Draft:
    rest = line.rest
    body = _end(line) - len(rest)
    return Draft(kind, label.num, label.text, "", rest, line.start, body, _end(line))


def _end(line: Line) -> int:
    return line.start + len(line.text)


def _is_bare_heading(line: Line) -> bool:
    return line.label is None and len(line.text) <= 30 and not line.text.endswith(NO_HEADING_END)


def outline(document: Document) -> list[dict[str, Any]]:
    """The tree as plain values in the shape of `parse_norm --json`."""
    return [
        {"name": part.name, "title": part.title, "nodes": [_node(node) for node in part.nodes]}
        for part in document.components
    ]


def _node(node: Node) -> dict[str, Any]:
    return {
        "kind": node.kind,
        "num": node.num,
        "label": node.label,
        "heading": node.heading,
        "text": node.text,
        "children": [_node(child) for child in node.children],
    }

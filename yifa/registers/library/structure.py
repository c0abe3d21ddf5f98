"""The tree of a text as JSON and back. One node is [kind, num, label, heading, start, body, length, end, children]."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from yifa.kernel.texts.model import Component, Document, Integrity, Node

if TYPE_CHECKING:  # preparing runs in processes without Django
    from yifa.registers.library.models import Version

Packed = list[Any]
UNITS = frozenset({"article", "section1", "section2", "section3", "section4"})


def pack(document: Document) -> Packed:
    """[[name, title, start, end, [node…]]…], one entry a component."""
    return [
        [part.name, part.title, part.start, part.end, [_pack(node) for node in part.nodes]]
        for part in document.components
    ]


def _pack(node: Node) -> Packed:
    children = [_pack(child) for child in node.children]
    return [
        node.kind, node.num, node.label, node.heading, node.start, node.body, len(node.text), node.end, children
    ]  # fmt: skip


def unpack(version: "Version") -> Document:
    """The document that was packed into the version."""
    text = version.text
    parts = tuple(
        Component(name, title, tuple(_unpack(node, text) for node in nodes), start, end)
        for name, title, start, end, nodes in version.structure
    )
    integrity = Integrity(version.articles, (), tuple(version.integrity.get("warnings", ())))
    return Document(version.work.title, version.work.doc_no, version.work.issuer, text, parts, integrity)


def _unpack(packed: Packed, text: str) -> Node:
    kind, num, label, heading, start, body, length, end, children = packed
    below = tuple(_unpack(child, text) for child in children)
    return Node(kind, num, label, heading, text[body : body + length], start, body, end, below)


def units(walked: Iterator[tuple[str, Node]]) -> list[tuple[str, Node]]:
    """The (eid, node) pairs that are found and cited: articles, else the numbered parts of a text without articles.

    Where a text has no numbers at all, its paragraphs are the units.
    """
    pairs = list(walked)
    articles = [pair for pair in pairs if pair[1].kind == "article"]
    if articles:
        return articles
    numbered = [pair for pair in pairs if pair[1].kind in UNITS]
    return numbered or [pair for pair in pairs if pair[1].kind in ("paragraph", "text", "table")]

"""The units of a document for comparison: flat, in reading order, covering the whole text."""

from collections.abc import Iterator

from yifa.kernel.texts import address
from yifa.kernel.texts.compare.values import Unit
from yifa.kernel.texts.model import Document, Node

HEADINGS = frozenset({"book", "part", "chapter", "section"})
SECTIONS = frozenset({"section1", "section2", "section3", "section4"})
OPEN = HEADINGS | SECTIONS  # nodes whose parts are units of their own


def units(document: Document) -> tuple[Unit, ...]:
    """Every unit with its eId. A numbered part (一、) holds its own paragraphs, not the numbered parts below it."""
    eids = {id(node): eid for eid, node in address.walk(document)}
    return tuple(
        _unit(document.text, eids[id(node)], node, end, part.name)
        for part in document.components
        for root in part.nodes
        for node, end in _flat(root)
    )


def _flat(node: Node) -> Iterator[tuple[Node, int]]:
    """The units below a node, each with where its own text ends."""
    if node.kind not in OPEN:
        yield node, node.end
        return
    inner = next(
        (place for place, child in enumerate(node.children) if _apart(node, child)), len(node.children)
    )
    yield node, node.children[inner].start if inner < len(node.children) else node.end
    for child in node.children[inner:]:
        yield from _flat(child)


def _apart(node: Node, child: Node) -> bool:
    return node.kind in HEADINGS or child.kind in OPEN or child.kind == "article"


def _unit(text: str, eid: str, node: Node, end: int, component: str) -> Unit:
    begin = node.start + len(node.label)
    own = text[begin:end]
    return Unit(eid, node.kind, node.num, node.label, own.strip(" \n"), component, node.start, end)

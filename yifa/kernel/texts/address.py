"""Addresses inside a document: eIds in the manner of Akoma Ntoso, and what stands at an offset."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from yifa.kernel.texts.model import Document, Node

SHORT = {
    "book": "book", "part": "part", "chapter": "chp", "section": "sec", "article": "art", "paragraph": "para",
    "item": "item", "subitem": "sub", "heading": "hd", "text": "txt", "table": "tbl",
    "section1": "s1", "section2": "s2", "section3": "s3", "section4": "s4",
}  # fmt: skip
# Articles number through a whole component, so their address does not name the chapter they stand in.
FREE = frozenset({"article"})


def walk(document: Document) -> Iterator[tuple[str, Node]]:
    """Every node with its eId (`chp_1__sec_2`, `art_12-1__para_2__item_1`, `att_1__art_3`), unique in the document."""
    taken: dict[str, int] = {}
    for part in document.components:
        prefix = "" if part.name == "main" else f"{part.name}__"
        counts: dict[str, int] = {}
        for node in part.nodes:
            yield from _walk(node, prefix, prefix, counts, taken)


def _walk(
    node: Node, above: str, free: str, counts: dict[str, int], taken: dict[str, int]
) -> Iterator[tuple[str, Node]]:
    short = SHORT[node.kind]
    num = node.num
    if num is None:
        counts[short] = counts.get(short, 0) + 1
        num = str(counts[short])
    eid = f"{free if node.kind in FREE else above}{short}_{num}"
    times = taken.get(eid, 0)
    taken[eid] = times + 1
    if times:
        eid = f"{eid}_{times + 1}"
        taken[eid] = 1
    yield eid, node
    if node.children:
        below: dict[str, int] = {}
        for child in node.children:
            yield from _walk(child, f"{eid}__", free, below, taken)


class Places:
    """Finds the innermost address at an offset. Built once a document."""

    def __init__(self, walked: Sequence[tuple[str, Node]]) -> None:
        self.starts = [node.start for _, node in walked]
        self.walked = walked

    def at(self, offset: int) -> str:
        """The eId of the last node that begins at or before the offset, or empty before the first."""
        place = bisect_right(self.starts, offset) - 1
        return self.walked[place][0] if place >= 0 else ""

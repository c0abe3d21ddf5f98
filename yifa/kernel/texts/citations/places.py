"""Where in the document an offset stands: component, article, paragraph and item, for 前款, 本条第二款 and the like."""

from bisect import bisect_right
from typing import NamedTuple

from yifa.kernel.texts.model import Document, Node


class Place(NamedTuple):
    component: str
    article: str | None = None
    before: str | None = None  # the article before this one
    paragraph: int = 1
    item: int | None = None


class Places:
    """All places of a document in order; `at(offset)` finds the innermost."""

    def __init__(self, document: Document) -> None:
        self.starts: list[int] = []
        self.places: list[Place] = []
        for part in document.components:
            self._add(part.start, Place(part.name))
            self.last: str | None = None
            for node in part.nodes:
                self._node(node, Place(part.name))

    def at(self, offset: int) -> Place:
        place = bisect_right(self.starts, offset) - 1
        return self.places[place] if place >= 0 else Place("main")

    def _add(self, start: int, place: Place) -> None:
        self.starts.append(start)
        self.places.append(place)

    def _node(self, node: Node, above: Place) -> None:
        here = above
        if node.kind == "article":
            here = Place(above.component, node.num, self.last)
            self.last = node.num
        elif node.kind == "paragraph" and above.article:
            here = above._replace(paragraph=int(node.num or 1), item=None)
        elif node.kind == "item" and above.article:
            here = above._replace(item=int(node.num) if node.num else None)
        self._add(node.start, here)
        for child in node.children:
            self._node(child, here)

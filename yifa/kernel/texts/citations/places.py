"""Where in the document an offset stands: component, article, paragraph and item, for 前款, 本条第二款 and the like."""

from bisect import bisect_right
from typing import NamedTuple

from yifa.kernel.texts.model import Component, Document, Node


class Place(NamedTuple):
    component: str = ""
    article: str | None = None
    before: str | None = None  # the article before this one
    paragraph: int = 1
    item: int | None = None
    paragraphs: int = 1  # of the article
    listed: tuple[int, ...] = ()  # the paragraphs of the article that have items


class Places:
    """All places of a document in order; `at(offset)` finds the innermost."""

    def __init__(self, document: Document) -> None:
        self.starts: list[int] = []
        self.places: list[Place] = []
        self.labels: set[int] = set()  # where the number of an article or section itself stands
        self.articles: set[str | None] = set()
        self.last: str | None = None
        for part in document.components:
            # 一、 counts as an article where there are none: 本决定第三条.
            self.article_kind = "article" if _has_articles(part) else "section1"
            self._add(part.start, Place(part.name))
            self.last = None
            for node in part.nodes:
                self._node(node, Place(part.name))

    def at(self, offset: int) -> Place:
        place = bisect_right(self.starts, offset) - 1
        return self.places[place] if place >= 0 else Place()

    def _add(self, start: int, place: Place) -> None:
        self.starts.append(start)
        self.places.append(place)

    def _node(self, node: Node, above: Place) -> None:
        here = above
        if node.label:
            self.labels.add(node.start)
        if node.kind == self.article_kind:
            here = self._article(node, above.component)
        elif node.kind == "paragraph" and above.article:
            here = above._replace(paragraph=int(node.num or above.paragraph + 1), item=None)
        elif node.kind == "item" and above.article:
            here = above._replace(item=int(node.num) if node.num and node.num.isdecimal() else None)
        self._add(node.start, here)
        number = 2 if node.text or node.kind == "article" else 1
        for child in node.children:
            if child.kind == "paragraph" and child.num is None and here.article:
                self._add(child.start, here._replace(paragraph=number, item=None))
                number += 1
            else:
                self._node(child, here)

    def _article(self, node: Node, component: str) -> Place:
        first = 2 if node.text or node.kind == "article" else 1
        below = [child for child in node.children if child.kind == "paragraph"]
        listed = [1] if any(child.kind == "item" for child in node.children) else []
        listed += [
            n for n, child in enumerate(below, first) if any(one.kind == "item" for one in child.children)
        ]
        before, self.last = self.last, node.num
        self.articles.add(node.num)
        return Place(component, node.num, before, 1, None, len(below) + first - 1, tuple(listed))


def _has_articles(part: Component) -> bool:
    return any(node.kind == "article" for node in part.walk())

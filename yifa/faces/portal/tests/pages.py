"""Reading a page as its reader does: words without tags, links with their words."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponse
from lxml import html

APART = frozenset(
    {"p", "div", "li", "td", "th", "tr", "h1", "h2", "h3", "section", "dt", "dd", "option", "summary"}
)


@dataclass(frozen=True, slots=True)
class Seen:
    """One page."""

    tree: html.HtmlElement

    def words(self, path: str = "//main") -> str:
        """The text at the place, blanks gathered."""
        return " ".join(" ".join(_text(node) for node in self.tree.xpath(path)).split())

    def links(self, path: str = "//main//a") -> list[tuple[str, str]]:
        return [(" ".join(a.text_content().split()), a.get("href")) for a in self.tree.xpath(path)]

    def each(self, path: str) -> list[str]:
        return [" ".join(_text(node).split()) for node in self.tree.xpath(path)]


def _text(node: html.HtmlElement) -> str:
    """The text, with a blank between blocks and cells that stand apart on the page."""
    return "".join(f" {piece}" if apart else piece for piece, apart in _pieces(node))


def _pieces(node: html.HtmlElement) -> Iterator[tuple[str, bool]]:
    yield node.text or "", node.tag in APART
    for child in node:
        if isinstance(child.tag, str):
            yield from _pieces(child)
            yield child.tail or "", child.tag in APART
        else:
            yield child.tail or "", False


def seen(response: HttpResponse, status: int = 200) -> Seen:
    """The page, which must have exactly one h1, a title and the four landmarks."""
    assert response.status_code == status
    page = Seen(html.fromstring(response.content.decode()))
    assert len(page.tree.xpath("//h1")) == 1
    assert [len(page.tree.xpath(path)) for path in ("//main", "//header[@class='top']", "//footer")] == [
        1,
        1,
        1,
    ]
    assert page.tree.xpath("//*[@style] | //script[not(@src) and not(@type)] | //*[@onclick]") == []
    return page

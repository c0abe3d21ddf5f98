"""The values that a read document consists of: a tree of nodes over one normalised text, citations, integrity.

All offsets count characters (not bytes) of `Document.text`, which holds one paragraph a line.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

# kind: book 编 · part 分编 · chapter 章 · section 节 · article 条 · paragraph 款 · item 项 · subitem 目 · heading · text ·
# table; official-document style: section1 一、 · section2 （一） · section3 1. · section4 （1）
KINDS = (
    "book", "part", "chapter", "section", "article", "paragraph", "item", "subitem",
    "heading", "text", "table", "section1", "section2", "section3", "section4",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Node:
    """One structural unit. `text` is its own text without label and children; rows of a table are tab-separated lines."""

    kind: str
    num: str | None  # Arabic, "12" or "12-1" for 第十二条之一
    label: str  # as printed: 第十二条, （一）, 1.
    heading: str  # of a book, chapter, section or titled article
    text: str
    start: int  # of the label (or of the text where there is none)
    body: int  # where `text` starts
    end: int  # exclusive, children included
    children: tuple["Node", ...] = ()

    def walk(self) -> Iterator["Node"]:
        """This node and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Component:
    """A self-standing part: the shell or body (`main`) or what it carries (`att_1`, `att_2` …)."""

    name: str
    title: str
    nodes: tuple[Node, ...]
    start: int
    end: int

    def walk(self) -> Iterator[Node]:
        for node in self.nodes:
            yield from node.walk()


@dataclass(frozen=True, slots=True)
class Break:
    """A fault in the numbering of articles: after `after` stands `found`. `explanation` is one Chinese sentence."""

    after: str
    found: str
    kind: str  # missing · repeated · jump · misprint
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Integrity:
    articles: int
    breaks: tuple[Break, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read. `title`, `doc_no`, `issuer` are what the text itself says, or empty."""

    title: str
    doc_no: str
    issuer: str
    text: str
    components: tuple[Component, ...]
    integrity: Integrity

    def walk(self) -> Iterator[Node]:
        for component in self.components:
            yield from component.walk()


@dataclass(frozen=True, slots=True)
class Target:
    """What a citation means. `law` is a full title or document number; None with `own` True is the citing text itself."""

    law: str | None
    own: bool = False
    article: str | None = None
    to_article: str | None = None
    paragraph: str | None = None
    to_paragraph: str | None = None
    item: str | None = None
    to_item: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    start: int
    end: int
    text: str
    target: Target
    role: str = "reference"  # basis · reference · apply · define · repeal · amend · transfer
    doc_no: str = ""  # the document number printed beside the title, normalised to 〔〕


@dataclass(frozen=True, slots=True)
class Normalised:
    """Text after normalisation, and what was repaired on the way (Chinese sentences for the report)."""

    text: str
    repairs: tuple[str, ...] = field(default=())

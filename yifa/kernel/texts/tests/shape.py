"""Trees as short lists, so that a test shows the whole result: `["article 1 总则", ["item 1", "item 2"]]`."""

from typing import Any

from yifa.kernel.texts.model import Component, Node
from yifa.kernel.texts.structure import parse


def shape(text: str) -> dict[str, list[Any]]:
    """Component name to its tree: a node is "kind num", followed by a list of what is below it."""
    return {part.name: _nodes(part) for part in parse(text).components}


def _nodes(part: Component | Node) -> list[Any]:
    found: list[Any] = []
    for node in part.nodes if isinstance(part, Component) else part.children:
        found.append(f"{node.kind} {node.num}" if node.num else node.kind)
        if node.children:
            found.append(_nodes(node))
    return found


def articles(text: str) -> list[str]:
    """The numbers of all articles, over all components."""
    return [node.num or "" for node in parse(text).walk() if node.kind == "article"]

"""Working amendments of single provisions into a text. Pure: text and changes in, new text out.

Changes of words and provisions are found by the numbers of the text as it stands; articles are taken out from the end
on, and new ones put in by their number in the new text, the articles behind them moving on.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from yifa.kernel.law.cite import article_label, chinese
from yifa.kernel.texts import address, structure
from yifa.kernel.texts.model import Node

CHANGE, ADD, REMOVE = "修改", "增加", "删去"
OWN_LABEL = re.compile(r"^第[^条\s]{1,9}条(?:之[一二三四五六七八九十]{1,3})?\s*")
ARTICLE = re.compile(r"^(?P<before>(?:att_\d+__)?)art_(?P<main>\d+)(?:-(?P<sub>\d+))?$")
ORDER_KEPT = "文中引用的条号没有随条文顺序调整，请核对。"


@dataclass(frozen=True, slots=True)
class Change:
    """One instruction: `key` tells it apart, `eid` is the provision, `verb` one of CHANGE, ADD, REMOVE."""

    key: int
    verb: str
    eid: str
    old: str = ""
    new: str = ""


@dataclass(slots=True)
class Merged:
    """The new text; which changes could not be worked in, and why; what to check."""

    text: str
    refused: dict[int, str] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)


def merge(text: str, changes: Sequence[Change], *, reorder: bool) -> Merged:
    """Work all changes in. `reorder`: behind an article that is taken out, the others move up."""
    merged = Merged(text)
    whole = [one for one in changes if ARTICLE.match(one.eid) and not one.old and one.verb != CHANGE]
    _edit(merged, [one for one in changes if one not in whole])
    for one in sorted((one for one in whole if one.verb == REMOVE), key=_number, reverse=True):
        _take_out(merged, one, reorder)
    for one in sorted((one for one in whole if one.verb == ADD), key=_number):
        _put_in(merged, one)
    return merged


def _number(change: Change) -> tuple[int, int]:
    found = ARTICLE.match(change.eid)
    return (int(found["main"]), int(found["sub"] or 0)) if found else (0, 0)


def _nodes(text: str) -> dict[str, Node]:
    return dict(address.walk(structure.parse(text)))


# -- changes that leave the order of the articles --


def _edit(merged: Merged, changes: Iterable[Change]) -> None:
    nodes = _nodes(merged.text)
    edits: list[tuple[int, int, str]] = []
    for one in changes:
        try:
            edits.append(_place(merged.text, nodes, one))
        except LookupError as error:
            merged.refused[one.key] = str(error.args[0])
    for start, end, new in sorted(edits, reverse=True):
        merged.text = merged.text[:start] + new + merged.text[end:]


def _place(text: str, nodes: dict[str, Node], one: Change) -> tuple[int, int, str]:
    """(start, end, new) of one change."""
    if one.verb == ADD:
        return _added(nodes, one)
    start, body, end = _span(nodes, one.eid)
    if one.old:
        if text.count(one.old, start, end) != 1:
            raise LookupError(f"要改的文字“{one.old[:30]}”在这一条款中不是恰好出现一次。")
        at = text.index(one.old, start, end)
        return at, at + len(one.old), one.new
    if one.verb == REMOVE:
        return (start - 1 if start else start), end, ""
    return body, end, OWN_LABEL.sub("", one.new.strip())


def _span(nodes: dict[str, Node], eid: str) -> tuple[int, int, int]:
    """Start, start of the words, end. A first paragraph is the text of its article."""
    eid = eid if eid in nodes else eid.replace("__para_1__", "__")
    if eid in nodes:
        node = nodes[eid]
        return node.start, node.body, node.end
    article = nodes.get(eid.removesuffix("__para_1"))
    if article is None or article is nodes.get(eid):
        raise LookupError("现有文本里没有这一条款。")
    later = next((child for child in article.children if child.kind == "paragraph"), None)
    return article.body, article.body, later.start - 1 if later else article.end


def _added(nodes: dict[str, Node], one: Change) -> tuple[int, int, str]:
    """A paragraph or item at its number: before the one that has it, else behind the last."""
    parent, _, last = one.eid.rpartition("__")
    short, _, number = last.partition("_")
    label = f"（{chinese(int(number))}）" if short == "item" else ""
    words = label + one.new.strip().removeprefix(label)
    if one.eid in nodes:
        at = nodes[one.eid].start
        return at, at, words + "\n"
    _, _, end = _span(nodes, parent)
    return end, end, "\n" + words


# -- whole articles --


def _take_out(merged: Merged, one: Change, reorder: bool) -> None:
    nodes = _nodes(merged.text)
    node = nodes.get(one.eid)
    if node is None:
        merged.refused[one.key] = "现有文本里没有这一条。"
        return
    if reorder:
        _move(merged, nodes, one, -1, behind=node.start)
    text = merged.text
    merged.text = text[: max(0, node.start - 1)] + text[node.end :]


def _put_in(merged: Merged, one: Change) -> None:
    nodes = _nodes(merged.text)
    held = nodes.get(one.eid)
    words = f"{article_label(one.eid.rpartition('art_')[2])} {OWN_LABEL.sub('', one.new.strip())}"
    if held is not None:
        _move(merged, nodes, one, 1, behind=held.start - 1)
        merged.text = f"{merged.text[: held.start]}{words}\n{merged.text[held.start :]}"
        return
    before = [(number, node) for number, node in _articles(nodes, one) if number < _number(one)]
    if not before:
        merged.refused[one.key] = "现有文本里没有它前面的条。"
        return
    end = max(before, key=lambda pair: pair[0])[1].end
    merged.text = f"{merged.text[:end]}\n{words}{merged.text[end:]}"


def _articles(nodes: dict[str, Node], one: Change) -> list[tuple[tuple[int, int], Node]]:
    """The articles of the same component with their numbers."""
    component = one.eid.rpartition("art_")[0]
    found = [(ARTICLE.match(eid), node) for eid, node in nodes.items() if node.kind == "article"]
    return [
        ((int(match["main"]), int(match["sub"] or 0)), node)
        for match, node in found
        if match and match["before"] == component
    ]


def _move(merged: Merged, nodes: dict[str, Node], one: Change, by: int, *, behind: int) -> None:
    """Give the articles behind that offset the next (or former) number."""
    if _number(one)[1]:
        return
    moved = [(number, node) for number, node in _articles(nodes, one) if node.start > behind]
    for (main, sub), node in sorted(moved, key=lambda pair: pair[1].start, reverse=True):
        label = article_label(f"{main + by}-{sub}" if sub else str(main + by))
        merged.text = merged.text[: node.start] + label + merged.text[node.start + len(node.label) :]
    if moved and ORDER_KEPT not in merged.warnings:
        merged.warnings.append(ORDER_KEPT)

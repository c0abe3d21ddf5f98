"""Reading what was annotated by hand: `gold/*.json` over texts of the corpus, `gold/forms.txt` over invented sentences."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yifa.kernel.texts.citations.names import bare
from yifa.kernel.texts.model import Citation, Document

GOLD = Path(__file__).parent / "gold"
FIELDS = ("article", "to_article", "paragraph", "to_paragraph", "item", "to_item")
TARGET = re.compile(r"(.*?)(?: ([\d\-~]*)(?:\.([\d~]*))?(?:\.([\d~]*))?)?")
Span = tuple[int, int]
Meaning = tuple[str | None, ...]  # bare law (None for the text itself) and the six numbers


@dataclass(frozen=True, slots=True)
class Form:
    """An invented text and what it cites."""

    name: str
    text: str
    expected: tuple[tuple[str, Meaning], ...]  # printed span and what it means, in text order


def forms() -> Iterator[Form]:
    """The blocks of forms.txt."""
    chapter = ""
    for block in (GOLD / "forms.txt").read_text("utf-8").split("\n\n"):
        text: list[str] = []
        expected: list[tuple[str, Meaning]] = []
        for line in block.split("\n"):
            if line.startswith("## "):
                chapter = line[3:]
            elif line.startswith("  "):
                span, _, means = line.strip().partition(" = ")
                expected.append((span.replace("/", "\n"), meaning(means)))
            elif line and not line.startswith("#"):
                text.append(line)
        if text:
            yield Form(f"{chapter}: {text[0][:30]}", "\n".join(text), tuple(expected))


def meaning(printed: str) -> Meaning:
    """ "甲条例 3~5.2.1" as a meaning; S is the text itself."""
    found = TARGET.fullmatch(printed)
    assert found, printed
    law, *parts = found.groups()
    numbers: list[str | None] = []
    for part in parts:
        first, _, last = (part or "").partition("~")
        numbers += [first or None, last or None]
    return (None if law == "S" else bare(law), *numbers)


def meant(citation: Citation) -> Meaning:
    """What the extractor says, in the same form."""
    target = citation.target
    law = None if target.own else bare(target.law or "")
    return (law, *(getattr(target, name) for name in FIELDS))


@dataclass(frozen=True, slots=True)
class Provision:
    """An annotated provision of a corpus document; offsets of the spans count from its start."""

    id: str
    category: str
    start: int
    end: int
    sha256: str
    spans: dict[Span, Meaning]

    def place_in(self, document: Document) -> Span | None:
        """Where its text stands in the document, by hash: at the kept offsets, else at any node."""
        places = [(self.start, self.end), *((node.start, node.end) for node in document.walk())]
        for start, end in places:
            if hashlib.sha256(document.text[start:end].encode()).hexdigest() == self.sha256:
                return start, end
        return None


def provisions(name: str) -> list[Provision]:
    """The provisions of gold/<name>.json."""
    return [_provision(raw) for raw in json.loads((GOLD / f"{name}.json").read_text("utf-8"))["provisions"]]


def _provision(raw: dict[str, Any]) -> Provision:
    spans = {}
    for one in raw["citations"]:
        law = None if one.get("self") else bare(one["law"])
        spans[one["start"], one["end"]] = (law, *(one.get(name) for name in FIELDS))
    return Provision(raw["id"], raw["category"], raw["start"], raw["end"], raw["sha256"], spans)


@dataclass(slots=True)
class Score:
    """Counts over spans: found and meant right, found, extra, missed."""

    right: int = 0
    found: int = 0
    extra: int = 0
    missed: int = 0

    def add(self, expected: dict[Span, Meaning], got: dict[Span, Meaning]) -> None:
        both = expected.keys() & got.keys()
        self.found += len(both)
        self.right += sum(expected[span] == got[span] for span in both)
        self.extra += len(got) - len(both)
        self.missed += len(expected) - len(both)

    @property
    def f1(self) -> float:
        return 2 * self.found / (2 * self.found + self.extra + self.missed)

    @property
    def resolution(self) -> float:
        """The share of all annotated citations that are found and mean the right provision."""
        return self.right / (self.found + self.missed)


def spans_in(citations: Iterable[Citation], start: int, end: int) -> dict[Span, Meaning]:
    """The citations that begin in a provision, by their offsets in it."""
    return {(one.start - start, one.end - start): meant(one) for one in citations if start <= one.start < end}

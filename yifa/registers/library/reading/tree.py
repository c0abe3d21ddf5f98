"""The text of a version as a tree of units whose words lead to what they cite."""

import re
from collections.abc import Iterator, Mapping, Sequence

from yifa.kernel.texts.address import walk
from yifa.kernel.texts.model import Node
from yifa.registers.library import names, structure
from yifa.registers.library.linking import Known, Linker, linker
from yifa.registers.library.models import Citation, Version
from yifa.registers.library.reading.values import Note, Part, Unit

NOTED = frozenset({"article", "section1", "section2", "section3", "section4"})
MARK = re.compile(r"附\s*[件表录]\s*[\d一二三四五六七八九十]*\s*[：:]?")
FRONT = 16  # leading paragraphs among which the printed title, number and history are looked for


def parts(
    version: Version,
    citations: Sequence[Citation],
    library: Known,
    notes: Mapping[str, tuple[Note, ...]],
    cited: Mapping[str, int],
) -> tuple[Part, ...]:
    """Body and attachments. What the page prints above the text (title, number, history) is not printed again."""
    document = structure.unpack(version)
    eids = {id(node): eid for eid, node in walk(document)}
    make = Maker(linker(version, citations, library, set(eids.values())), eids, notes, dict(cited))
    above = (version.work.title, version.work.doc_no, *version.history)
    printed = {names.key(line) for line in (*above, "")}
    found = []
    for part in document.components:
        known = printed if part.name == "main" else {names.key(part.title), ""}
        body = _body(part.nodes, known)
        mark = body[0].text if part.name != "main" and body and MARK.fullmatch(body[0].text) else ""
        found.append(Part(part.name, mark, part.title, tuple(make.all(body[1:] if mark else body))))
    return tuple(part for part in found if part.units or part.name != "main")


def _body(nodes: Sequence[Node], printed: set[str]) -> Sequence[Node]:
    """The nodes without the leading lines that repeat the title or number."""
    front = [n for n in nodes[:FRONT] if not (n.kind == "text" and names.key(n.text) in printed)]
    return [*front, *nodes[FRONT:]]


class Maker:
    """Makes units of nodes; one walk over the tree."""

    def __init__(
        self,
        links: Linker,
        eids: Mapping[int, str],
        notes: Mapping[str, tuple[Note, ...]],
        cited: dict[str, int],
    ) -> None:
        self.links, self.eids, self.notes = links, eids, notes
        self.cited = cited  # article number → citing works; used up by the first article of that number

    def all(self, nodes: Sequence[Node]) -> Iterator[Unit]:
        for node in nodes:
            eid = self.eids[id(node)]
            segments = self.links.segments(node.body, node.body + len(node.text)) if node.text else []
            noted = self._noted(eid, node) if node.kind in NOTED else ()
            below = tuple(self.all(node.children)) if node.children else ()
            yield Unit(eid, node.kind, node.label, node.heading, tuple(segments), below, noted)

    def _noted(self, eid: str, node: Node) -> tuple[Note, ...]:
        found = self.notes.get(eid, ())
        count = self.cited.pop(node.num or "", 0) if node.kind == "article" else 0
        return (*found, Note(f"被 {count:,} 件文件引用")) if count else found

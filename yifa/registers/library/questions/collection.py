"""A retrieval collection (articles, questions, judgements) as a search index, and the usual measures over it.

Format: articles {id, law, article, text}, questions {qid, query}, one JSON object a line, gzip or plain; judgements
`qid 0 id grade` separated by tabs.
"""

import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import log2
from pathlib import Path
from typing import Any

from yifa.kernel.search.engine.entry import Entry, Part
from yifa.kernel.search.engine.index import Engine
from yifa.kernel.texts import numerals
from yifa.registers.library import names
from yifa.registers.library.questions.scope import Scope
from yifa.registers.library.questions.weights import CODE, LAW, standing

SHARED = "中华人民共和国"
LABEL = re.compile(rf"第\s*([{numerals.CHARS}]+)\s*条(?:之([{numerals.CHARS}]+))?")
PUBLIC = frozenset({"public"})
Judged = Mapping[str, Mapping[str, float]]  # question to articles to grades


@dataclass(frozen=True, slots=True)
class Collection:
    """The index, and the id of each article by group and place."""

    engine: Engine
    ids: Mapping[tuple[int, int], str]

    @property
    def scope(self) -> Scope:
        return Scope(self.engine, PUBLIC, date.min)


def lines(path: Path) -> Iterator[dict[str, Any]]:
    with (
        gzip.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8") as rows
    ):
        for row in rows:
            if row.strip():
                yield json.loads(row)


def judgements(path: Path) -> Judged:
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for line in path.read_text("utf-8").splitlines():
        if line.strip():
            qid, _, article, grade = line.split("\t")
            if float(grade) > 0:
                found[qid][article] = float(grade)
    return found


def indexed(path: Path, folder: Path | None = None) -> Collection:
    """An index of the articles, one entry a law."""
    laws: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in lines(path):
        laws[row["law"]].append(row)
    engine = Engine.made(folder)
    ids: dict[tuple[int, int], str] = {}
    with engine.writer(bulk=True) as writer:
        for group, (law, rows) in enumerate(laws.items()):
            writer.add(entry(group, law, rows))
            ids |= {(group, place): row["id"] for place, row in enumerate(rows)}
    engine.reload()
    return Collection(engine, ids)


def entry(group: int, law: str, rows: Sequence[Mapping[str, Any]]) -> Entry:
    parts: list[Part] = []
    at = 0
    for row in rows:
        parts.append(Part(row["id"], _num(row["article"]), row["article"], "", at, at + len(row["text"])))
        at += len(row["text"]) + 1
    kind = kind_of(law)
    return Entry(
        group=group,
        title=law,
        text="\n".join(row["text"] for row in rows),
        parts=tuple(parts),
        readers=PUBLIC,
        names=(names.key(law),),
        head=law.removeprefix(SHARED),
        weight=standing(kind, law),
        facets={"kind": (kind,)},
        card={"title": law, "doc_no": ""},
    )


def kind_of(law: str) -> str:
    """The kind of a national text by its title, which is all that a collection tells."""
    title = law.removeprefix(SHARED)
    if title.startswith("最高人民"):
        return "judicial_interpretation"
    if (LAW.search(title) or CODE.search(title)) and not title.endswith(("办法", "方法")):
        return "law"
    return "admin_regulation" if re.search(r"条例(?:（.{1,12}）)?$", title) else "rule"


def _num(label: str) -> str:
    found = LABEL.fullmatch(label.strip())
    return (numerals.article_num(found[1], found[2]) or "") if found else ""


def ndcg(ranked: Sequence[str], grades: Mapping[str, float], depth: int = 10) -> float:
    gained = sum(grades.get(one, 0.0) / log2(place + 2) for place, one in enumerate(ranked[:depth]))
    ideal = sorted(grades.values(), reverse=True)[:depth]
    return gained / sum(grade / log2(place + 2) for place, grade in enumerate(ideal))


def reciprocal(ranked: Sequence[str], grades: Mapping[str, float], depth: int = 10) -> float:
    return next((1 / (place + 1) for place, one in enumerate(ranked[:depth]) if one in grades), 0.0)


def recall(ranked: Sequence[str], grades: Mapping[str, float], depth: int) -> float:
    return sum(one in grades for one in ranked[:depth]) / len(grades)

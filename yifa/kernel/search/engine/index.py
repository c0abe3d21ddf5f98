"""The index on disk: writing entries, and reading with a searcher that stays the same for one search."""

import json
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

import tantivy

from yifa.kernel.search.engine.entry import Entry, Part
from yifa.kernel.search.engine.folding import EDGE, fold
from yifa.kernel.search.engine.queries import tag
from yifa.kernel.search.engine.schema import SCHEMA, register
from yifa.kernel.search.engine.words import grams, pairs, spaced

SMALL_HEAP = 30_000_000  # bytes; a few entries
# Used as far as needed. The larger, the fewer segments, and the quicker a search.
LARGE_HEAP = 500_000_000
FACET_VALUES = 500  # counted values a facet
DEPTH = 500  # parts whose weights are looked at
Scored = tuple[float, tantivy.DocAddress]


class PartHit(NamedTuple):
    score: float
    group: int
    place: int  # of the part in its entry; -1 for an entry without parts
    address: tantivy.DocAddress


@dataclass(frozen=True, slots=True)
class KeptPart:
    id: str
    num: str
    label: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class KeptText:
    """The whole text of an entry, folded too, and where its parts stand. Parts are made on demand: a law may have a
    thousand, and a page shows three."""

    text: str
    folded: str
    labels: Sequence[str]  # id, num, label, heading, part after part
    offsets: Sequence[int]  # start, end, and both in the folded text, part after part

    def part(self, place: int) -> KeptPart:
        start, end = self.offsets[4 * place : 4 * place + 2]
        id_, num, label, heading = self.labels[4 * place : 4 * place + 4]
        return KeptPart(id_, num, label, heading, self.text[start:end])

    def folded_spans(self) -> Iterable[tuple[int, int]]:
        """Where each part stands in the folded text."""
        return zip(self.offsets[2::4], self.offsets[3::4], strict=True)


class Writer:
    """Replaces and removes the entries of groups; what it did counts when the block ends without a fault."""

    def __init__(self, index: tantivy.Index, *, bulk: bool) -> None:
        self._writer = index.writer(LARGE_HEAP if bulk else SMALL_HEAP, 2 if bulk else 1)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._writer.commit()
        else:
            self._writer.rollback()
        self._writer.wait_merging_threads()

    def remove(self, group: int) -> None:
        self._writer.delete_documents_by_term("group", group)

    def add(self, entry: Entry) -> None:
        """Write an entry; entries of the same group that are to go must have been removed before."""
        shared: dict[str, Any] = {
            "tags": " ".join(_tags(entry)),
            "group": entry.group,
            "since": entry.since.toordinal(),
            "until": entry.until.toordinal(),
        }
        folded, spans = _folded(entry)
        self._writer.add_document(_work(entry, shared, folded))
        self._writer.add_document(_text(entry, shared, folded, spans))
        for document in _parts(entry, shared):
            self._writer.add_document(document)


def _parts(entry: Entry, shared: Mapping[str, Any]) -> Iterable[tantivy.Document]:
    head = pairs(entry.head or entry.title)
    # A scan without text has no parts and is still found by its title.
    for place, part in enumerate(entry.parts) if entry.parts else [(-1, Part("", "", "", "", 0, 0))]:
        text = entry.text[part.start : part.end]
        yield tantivy.Document(
            level="part",
            place=place,
            num=part.num,
            words=spaced(text),
            pairs=" ".join(head + pairs(part.heading) + pairs(text)),
            weight=entry.weight,
            labels=_labels([part]),
            text=_bytes(text),
            **shared,
        )


def _work(entry: Entry, shared: Mapping[str, Any], folded: str) -> tantivy.Document:
    title, number, issuer = fold(entry.title), fold(entry.number), fold(entry.issuer)
    card = json.dumps([entry.group, dict(entry.card)], ensure_ascii=False, separators=(",", ":"))
    return tantivy.Document(
        level="work",
        names=" ".join(name for name in map(fold, entry.names) if name),
        title=grams(EDGE + title),
        number=grams(EDGE + number),
        grams=grams(EDGE.join((title, number, issuer, folded))),
        day=entry.day.toordinal() if entry.day else 0,
        card=_bytes(card),
        **shared,
        **{name: list(values) for name, values in entry.facets.items() if values},
    )


def _text(
    entry: Entry, shared: Mapping[str, Any], folded: str, spans: Sequence[tuple[int, int]]
) -> tantivy.Document:
    offsets = array("I")
    for part, span in zip(entry.parts, spans, strict=True):
        offsets.extend((part.start, part.end, *span))
    return tantivy.Document(
        level="text",
        labels=_labels(entry.parts),
        offsets=offsets.tobytes(),
        text=_bytes(entry.text),
        folded=_bytes(folded),
        **shared,
    )


def _labels(parts: Sequence[Part]) -> bytes:
    words = (word for part in parts for word in (part.id, part.num, part.label, part.heading))
    return _bytes(EDGE.join(word.replace(EDGE, " ") for word in words))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _tags(entry: Entry) -> Iterable[str]:
    if "public" not in entry.readers:
        yield "x=public"
    yield from (tag("r", key) for key in sorted(entry.readers))
    yield from (tag("i", key) for key in sorted(entry.instead))
    for name, values in entry.facets.items():
        yield from (tag(name, value) for value in values)


def _folded(entry: Entry) -> tuple[str, list[tuple[int, int]]]:
    """The folded text and where each part stands in it; parts are in reading order and do not overlap."""
    pieces: list[str] = []
    spans: list[tuple[int, int]] = []
    at, length = 0, 0
    for part in entry.parts:
        between, own = fold(entry.text[at : part.start]), fold(entry.text[max(at, part.start) : part.end])
        pieces += [between, own]
        spans.append((length + len(between), length + len(between) + len(own)))
        length += len(between) + len(own)
        at = max(at, part.end)
    pieces.append(fold(entry.text[at:]))
    return "".join(pieces), spans


class Engine:
    """One index, open for reading. `reload` shows what was committed since."""

    def __init__(self, index: tantivy.Index) -> None:
        self.index = index
        self.reload()

    @classmethod
    def made(cls, folder: Path | None = None) -> "Engine":
        """A new, empty index in the folder (or in memory)."""
        if folder is None:
            return cls(register(tantivy.Index(SCHEMA)))
        folder.mkdir(parents=True)
        return cls(register(tantivy.Index(SCHEMA, path=str(folder), reuse=False)))

    @classmethod
    def opened(cls, folder: Path) -> "Engine":
        return cls(register(tantivy.Index(SCHEMA, path=str(folder))))

    def reload(self) -> None:
        self.index.reload()
        self.searcher = self.index.searcher()

    def writer(self, *, bulk: bool = False) -> Writer:
        return Writer(self.index, bulk=bulk)

    def count(self, query: tantivy.Query) -> int:
        return self.counted(query, 1)[0]

    def works(self, query: tantivy.Query, limit: int) -> list[Scored]:
        return self.searcher.search(query, limit=limit, count=False).hits

    def counted(self, query: tantivy.Query, limit: int) -> tuple[int, list[Scored]]:
        """How many there are, and the best of them, in one pass."""
        found = self.searcher.search(query, limit=limit, count=True)
        return int(found.count or 0), found.hits  # type: ignore[attr-defined]  # forgotten in tantivy's stub

    def by_day(
        self, query: tantivy.Query, limit: int, offset: int = 0, *, newest: bool = True
    ) -> list[tantivy.DocAddress]:
        order = tantivy.Order.Desc if newest else tantivy.Order.Asc
        found = self.searcher.search(
            query, limit=limit, offset=offset, count=False, order_by_field="day", order=order
        )
        return [address for _, address in found.hits]

    def groups(self, addresses: Sequence[tantivy.DocAddress]) -> list[int]:
        return [int(value or 0) for value in self.searcher.fast_field_values("group", list(addresses))]

    def parts(self, query: tantivy.Query, limit: int) -> list[PartHit]:
        """The best parts by their words alone."""
        return self._hits(self.searcher.search(query, limit=limit, count=False).hits)

    def weighed_parts(self, query: tantivy.Query, limit: int) -> list[PartHit]:
        """The best parts, each score times the weight of its entry, chosen among more by their words alone."""
        hits = self.searcher.search(query, limit=max(2 * limit, DEPTH), count=False).hits
        weights = self.searcher.fast_field_values("weight", [address for _, address in hits])
        raised = [
            (score * (weight or 1.0), address) for (score, address), weight in zip(hits, weights, strict=True)
        ]
        return self._hits(sorted(raised, key=itemgetter(0), reverse=True)[:limit])

    def _hits(self, hits: Sequence[Scored]) -> list[PartHit]:
        addresses = [address for _, address in hits]
        places = self.searcher.fast_field_values("place", addresses)
        return [
            PartHit(score, group, int(place or 0), address)
            for (score, address), group, place in zip(hits, self.groups(addresses), places, strict=True)
        ]

    def frequency(self, field: str, token: str) -> int:
        """In how many documents the token stands in the field."""
        return self.searcher.doc_freq(field, token)

    def facets(self, query: tantivy.Query, fields: Iterable[str]) -> dict[str, dict[str, int]]:
        """How many works of the query bear each value of each field."""
        wanted = {name: {"terms": {"field": name, "size": FACET_VALUES}} for name in fields}
        if not wanted:
            return {}
        counted = self.searcher.aggregate(query, wanted)
        return {
            name: {str(bucket["key"]): int(bucket["doc_count"]) for bucket in counted[name]["buckets"]}
            for name in wanted
        }

    def card(self, address: tantivy.DocAddress) -> tuple[int, Mapping[str, Any]]:
        """The group and card of a work document."""
        group, card = json.loads(_stored(self.searcher.doc(address), "card"))
        return group, card

    def part(self, address: tantivy.DocAddress) -> KeptPart:
        document = self.searcher.doc(address)
        id_, num, label, heading = _stored(document, "labels").decode().split(EDGE)
        return KeptPart(id_, num, label, heading, _stored(document, "text").decode())

    def text(self, address: tantivy.DocAddress) -> KeptText:
        """The stored text of a text document."""
        document = self.searcher.doc(address)
        offsets = array("I")
        offsets.frombytes(_stored(document, "offsets"))
        labels = _stored(document, "labels").decode().split(EDGE) if offsets else []
        return KeptText(
            _stored(document, "text").decode(), _stored(document, "folded").decode(), labels, offsets
        )


def _stored(document: tantivy.Document, name: str) -> bytes:
    return bytes(document.get_first(name) or b"")

"""Scope: the index as one reader may see it on one day. Every query goes through it; nothing is filtered afterwards."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from tantivy import Query

from yifa.kernel.search.engine import queries as q
from yifa.kernel.search.engine.folding import fold
from yifa.kernel.search.engine.index import Engine, KeptText, PartHit, Scored
from yifa.registers.library.questions.reading import Known

Filters = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Scope:
    engine: Engine
    keys: frozenset[str]
    on: date
    hidden: frozenset[int] = frozenset()
    filters: Filters = field(default_factory=dict)

    def within(self, filters: Filters) -> "Scope":
        return replace(self, filters={name: values for name, values in filters.items() if values})

    def without(self, name: str) -> "Scope":
        """The same scope with one filter taken off."""
        return replace(self, filters={key: values for key, values in self.filters.items() if key != name})

    def of(self, query: Query) -> Query:
        """The works of the query, for this reader, within the filters."""
        return self._narrowed(q.every(query, q.WORKS))

    def _narrowed(self, query: Query) -> Query:
        return q.readable(q.filtered(query, self.filters), self.keys, self.on, self.hidden)

    def count(self, query: Query) -> int:
        return self.engine.count(self.of(query))

    def any(self, query: Query) -> bool:
        return self.count(query) > 0

    def works(self, query: Query, limit: int) -> list[Scored]:
        return self.engine.works(self.of(query), limit)

    def counted(self, query: Query, limit: int) -> tuple[int, list[Scored]]:
        return self.engine.counted(self.of(query), limit)

    def parts(self, query: Query, limit: int) -> list[PartHit]:
        return self.engine.parts(self._narrowed(query), limit)

    def weighed_parts(self, query: Query, limit: int) -> list[PartHit]:
        return self.engine.weighed_parts(self._narrowed(query), limit)

    def text(self, group: int) -> KeptText | None:
        """The text of the group that this reader has."""
        found = self.engine.works(
            self._narrowed(q.every(q.TEXTS, q.counting(q.term("group", group), 0.0))), 1
        )
        return self.engine.text(found[0][1]) if found else None

    def facet(self, query: Query, names: Iterable[str]) -> dict[str, dict[str, int]]:
        return self.engine.facets(self.of(query), names)

    def issuers(self, ending: str) -> Sequence[str]:
        """The issuers in this scope that end in the name."""
        names = self.facet(q.WORKS, ("issuer",)).get("issuer", {})
        return [name for name in names if name.endswith(ending)]

    def known(self) -> Known:
        return Known(
            is_name=lambda key: self.any(q.term("names", fold(key))) if key else False,
            in_title=lambda name: self.any(q.exact("title", fold(name))),
            is_issuer=lambda name: bool(self.issuers(name)),
        )

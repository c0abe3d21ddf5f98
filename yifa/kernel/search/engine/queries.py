"""Queries in our own words. Nothing a user types is ever parsed as query syntax."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from tantivy import FieldType, Occur, Query

from yifa.kernel.search.engine.folding import EDGE
from yifa.kernel.search.engine.schema import SCHEMA

FEW = 300  # so many values are looked up one by one, more as a set: each is quicker for its numbers
NOTHING = Query.empty_query()
WORKS = Query.const_score_query(Query.term_query(SCHEMA, "level", "work"), 0.0)
TEXTS = Query.const_score_query(Query.term_query(SCHEMA, "level", "text"), 0.0)


def term(field: str, value: str | int) -> Query:
    return Query.term_query(SCHEMA, field, value)


def one_of(field: str, values: Iterable[str | int]) -> Query:
    listed = list(values)
    if len(listed) > FEW:
        return Query.term_set_query(SCHEMA, field, listed)
    return some([term(field, value) for value in listed])


def exact(field: str, folded: str) -> Query:
    """Documents whose field, as bigrams, contains the folded string."""
    if not folded:
        return NOTHING
    if len(folded) == 1:
        return Query.regex_query(SCHEMA, field, rf"\x{{{ord(folded):x}}}.")
    pairs = [folded[place : place + 2] for place in range(len(folded) - 1)]
    if len(pairs) == 1:
        return term(field, pairs[0])
    if len(pairs) <= 8:
        return Query.phrase_query(SCHEMA, field, list(pairs))
    # Every second pair and the last one cover a longer string as well, with half the work.
    chosen = sorted({*range(0, len(pairs), 2), len(pairs) - 1})
    return Query.phrase_query(SCHEMA, field, [(place, pairs[place]) for place in chosen])


def phrase(field: str, tokens: Sequence[str]) -> Query:
    """The tokens one behind the other."""
    if not tokens:
        return NOTHING
    return term(field, tokens[0]) if len(tokens) == 1 else Query.phrase_query(SCHEMA, field, list(tokens))


def begins(field: str, folded: str) -> Query:
    return exact(field, EDGE + folded)


def whole(field: str, folded: str) -> Query:
    return exact(field, EDGE + folded + EDGE)


def every(*queries: Query) -> Query:
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def some(queries: Sequence[Query], at_least: int = 1) -> Query:
    if not queries:
        return NOTHING
    if at_least <= 1:
        return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Should, q) for q in queries])
    if at_least >= len(queries):
        return every(*queries)
    return Query.boolean_query([(Occur.Should, query) for query in queries], at_least)


def best(queries: Sequence[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.disjunction_max_query(queries)


def weighed(query: Query, weight: float) -> Query:
    return Query.boost_query(query, weight)


def counting(query: Query, score: float) -> Query:
    """The documents of the query, each with the same score."""
    return Query.const_score_query(query, score)


def helped(required: Query, *optional: Query) -> Query:
    """The documents of the first query; the others only add to their scores."""
    return Query.boolean_query([(Occur.Must, required), *((Occur.Should, query) for query in optional)])


def but(query: Query, *excluded: Query) -> Query:
    if not excluded:
        return query
    return Query.boolean_query([(Occur.Must, query), *((Occur.MustNot, out) for out in excluded)])


def tag(name: str, value: str) -> str:
    """A filter token; blanks would split it."""
    return f"{name}={'_'.join(value.split())}"


def filtered(query: Query, filters: Mapping[str, Sequence[str]]) -> Query:
    """Any value of each filter."""
    conditions = [
        counting(one_of("tags", [tag(name, value) for value in values]), 0.0)
        for name, values in filters.items()
        if values
    ]
    return every(query, *conditions) if conditions else query


def readable(query: Query, keys: frozenset[str], on: date, hidden: Iterable[int] = ()) -> Query:
    """What a reader with these keys may find on the day, without the hidden groups.

    Said as what is left out, because that is little: entries not for the public (each bears the tag `x=public`) and
    those not public on this day, both but for the reader's own; entries in whose place the reader has another; hidden
    groups. Said as what is let in, every search would walk the list of all public documents.
    """
    own = [tag("r", key) for key in sorted(keys - {"public"})]
    mine = [one_of("tags", own)] if own else []
    outs = [but(closed, *mine) for closed in (term("tags", "x=public"), *_not_open(on))]
    outs += [one_of("tags", [tag("i", key) for key in sorted(keys - {"public"})])] if own else []
    outs += [one_of("group", sorted(hidden))] if hidden else []
    return but(query, *outs)


def _not_open(on: date) -> tuple[Query, Query]:
    """Entries that begin after the day, and those that ended by it. Days are looked up as terms: these are few."""
    day = on.toordinal()
    later = Query.range_query(
        SCHEMA, "since", FieldType.Integer, day, None, include_lower=False, use_inverted_index=True
    )
    ended = Query.range_query(SCHEMA, "until", FieldType.Integer, None, day, use_inverted_index=True)
    return later, ended

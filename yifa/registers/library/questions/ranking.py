"""How articles are ordered for words about a matter."""

from collections.abc import Sequence

from tantivy import Query

from yifa.kernel.search.engine import queries as q
from yifa.registers.library.questions.scope import Scope


def concept_parts(words: Sequence[str], scope: Scope) -> Query:
    """Articles with any of the words, the rarer and the more of them the better."""
    single = [q.term("words", word) for word in words]
    over = [q.weighed(q.term("head", word), 0.5) for word in words]
    return q.some([*single, *over])

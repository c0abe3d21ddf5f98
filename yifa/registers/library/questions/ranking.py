"""How articles are ordered for words about a matter: BM25 over words and character pairs, of the question and of the legal
terms for its everyday words, times the standing of the text, and a share for a law with several good articles."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from tantivy import Query

from yifa.kernel.search.engine import queries as q
from yifa.kernel.search.engine.index import PartHit
from yifa.kernel.search.engine.words import pairs, words
from yifa.registers.library.questions.scope import Scope
from yifa.registers.library.questions.vocabulary import content_words, legal_terms
from yifa.registers.library.questions.weights import evidence

# The rarest terms of a question, together in at most so many articles, choose and order: the time of a question stays
# bounded however large the index. Quality on the shared set is the same down to 50,000.
POSTINGS = 80_000
ALWAYS = 2  # terms used even where they are frequent
NEIGHBOURS = 5  # best articles of one law that speak for each other
SHARE = 0.1  # of their mean that each gets


def articles(text: str, scope: Scope, limit: int) -> list[PartHit]:
    """The best articles for the question, best first."""
    query = articles_query(text, scope)
    return _with_neighbours(scope.weighed_parts(query, limit)) if query is not None else []


def articles_query(text: str, scope: Scope) -> Query | None:
    chosen = _affordable(terms(text), scope)
    weighed = [q.weighed(q.term(field, token), weight) for field, token, weight in chosen]
    return q.some(weighed) if weighed else None


def terms(text: str) -> list[tuple[str, str, float]]:
    """(field, token, weight) of everything that speaks for an article."""
    given = evidence()
    content = content_words(text)
    own, core = list(dict.fromkeys(pairs(text))), set(_content_pairs(text, content))
    found = [
        ("pairs", pair, given["pairs"] + (given["content_pairs"] if pair in core else 0.0)) for pair in own
    ]
    found += [("words", word, given["words"]) for word in content]
    legal = legal_terms(text)
    share = 1 / max(1, len(legal)) ** 0.5
    found += [
        ("words", word, given["legal_words"] * share) for word in _fresh(map(words, legal), words(text))
    ]
    found += [("pairs", pair, given["legal_pairs"] * share) for pair in _fresh(map(pairs, legal), own)]
    return found


def _content_pairs(text: str, content: Sequence[str]) -> list[str]:
    """Pairs inside stretches of words that carry the question."""
    kept = set(content)
    return pairs("".join(word if word in kept else " " for word in words(text)))


def _fresh(found: Iterable[Sequence[str]], known: Iterable[str]) -> list[str]:
    out = set(known)
    return [
        token for token in dict.fromkeys(token for tokens in found for token in tokens) if token not in out
    ]


def _affordable(found: Sequence[tuple[str, str, float]], scope: Scope) -> list[tuple[str, str, float]]:
    counted = sorted(
        (scope.engine.frequency(field, token), field, token, weight) for field, token, weight in found
    )
    chosen: list[tuple[str, str, float]] = []
    spent = 0
    for count, field, token, weight in counted:
        spent += count
        if count and (spent <= POSTINGS or len(chosen) < ALWAYS):
            chosen.append((field, token, weight))
    return chosen


def _with_neighbours(hits: Sequence[PartHit]) -> list[PartHit]:
    """An article counts more in a law with more good articles."""
    best: dict[int, list[float]] = defaultdict(list)
    for hit in hits:
        if len(best[hit.group]) < NEIGHBOURS:
            best[hit.group].append(hit.score)
    share = {group: SHARE * sum(scores) / NEIGHBOURS for group, scores in best.items()}
    raised = [hit._replace(score=hit.score + share[hit.group]) for hit in hits]
    return sorted(raised, key=lambda hit: -hit.score)

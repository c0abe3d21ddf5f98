"""From a reading to index queries, one plan for each kind of question.

Whatever the kind, a work that contains the typed string literally is always in the result.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tantivy import Query

from yifa.kernel.law.cite import article_label
from yifa.kernel.search.engine import queries as q
from yifa.kernel.search.engine.folding import fold
from yifa.kernel.search.engine.index import PartHit
from yifa.kernel.search.engine.words import words as words_of
from yifa.registers.library.names import key
from yifa.registers.library.questions import ranking
from yifa.registers.library.questions.reading import Reading
from yifa.registers.library.questions.scope import Scope
from yifa.registers.library.questions.vocabulary import also, asks

LITERAL = 64  # a longer question is not looked for literally, only by its words
NAMED = 200  # works of one name that are looked at for an article
BEST = 200  # articles that order the works
KEYWORDS = 3  # up to so many words are all meant; more are a sentence, and not every word of it need be there

# What is in force stands before what is not, within one tier; tiers lie further apart.
CURRENT = q.counting(
    q.one_of("tags", [q.tag("force", value) for value in ("in_force", "partly_lapsed", "pending")]), 10.0
)


@dataclass(frozen=True, slots=True)
class Plan:
    """`match` decides what is in the result; `hits`, where there are any, order it by articles.

    Under each work stand the articles among `hits`, then those of `shown`. Where nothing matches, the `looser` queries
    are tried one after the other. `order`: score, tier (by score and within one score the newest first), or day (the
    newest first).
    """

    match: Query
    marks: tuple[str, ...] = ()  # folded strings to be marked
    hits: Sequence[PartHit] = ()
    shown: Query | None = None  # which articles to show under a work; the more it scores, the sooner
    scanned: bool = True  # whether a text is looked through where no article is hit
    order: str = "score"
    note: str = ""
    looser: Sequence[Query] = ()


def plan(reading: Reading, scope: Scope) -> Plan:
    return PLANS[reading.kind](reading, scope)


def _all(reading: Reading, scope: Scope) -> Plan:
    return Plan(q.WORKS, order="day")


def _quotation(reading: Reading, scope: Scope) -> Plan:
    quoted = [fold(part) for part in reading.quoted]
    words = [fold(word) for word in reading.words]
    match = q.counting(q.every(*(q.exact("grams", part) for part in (*quoted, *words))), 1.0)
    in_title = [q.counting(q.exact("title", part), 100.0) for part in quoted]
    shown = _containing((*reading.quoted, *reading.words))
    return Plan(q.helped(match, *in_title, CURRENT), tuple(quoted + words), shown=shown, order="tier")


def _number(reading: Reading, scope: Scope) -> Plan:
    number = fold(reading.number)
    tiers = [
        q.counting(q.term("names", fold(key(reading.number))), 1000.0),
        q.counting(q.whole("number", number), 1000.0),
        q.counting(q.exact("number", number), 500.0),
        q.counting(q.exact("grams", number), 10.0),
        *(q.counting(query, 10.0) for query in _literally(reading)),
    ]
    return Plan(q.best(tiers), (number, reading.folded), order="tier")


def _article(reading: Reading, scope: Scope) -> Plan:
    named = _named(reading.name)
    groups = scope.engine.groups([address for _, address in scope.works(named, NAMED)])
    wanted = q.every(q.term("num", reading.num), q.one_of("group", groups)) if groups else q.NOTHING
    having = {hit.group for hit in scope.parts(wanted, NAMED)}
    label = article_label(reading.num)
    citing = [q.exact("grams", fold(f"{reading.name}{mark}{label}")) for mark in ("", "》")]
    if having:
        named = q.every(named, q.counting(q.one_of("group", sorted(having)), 0.0))
    tiers = [named, *(q.counting(query, 1.0) for query in (*citing, *_literally(reading)))]
    words = tuple(fold(word) for word in reading.words)
    note = "" if having else f"《{reading.name}》中没有{label}。"
    marks = (fold(reading.name), *words, fold(f"{reading.name}》{label}"))
    shown = q.term("num", reading.num) if having else None
    return Plan(q.helped(q.best(tiers), CURRENT), marks, shown=shown, order="tier", note=note)


def _title(reading: Reading, scope: Scope) -> Plan:
    name = fold(reading.name)
    literal = [q.counting(query, 1.0) for query in _literally(reading)]
    named = q.best([_named(reading.name), q.counting(q.exact("grams", name), 1.0)])
    if not reading.words:
        match = q.helped(q.best([named, *literal]), CURRENT)
        return Plan(match, (name,), shown=_containing((reading.name,)), order="tier")
    with_words = q.every(named, *(q.counting(_meant(word), 0.0) for word in reading.words))
    sought = (*reading.words, *reading.legal)
    return Plan(
        q.helped(q.best([with_words, *literal]), CURRENT),
        (name, *map(fold, sought)),
        shown=_containing(sought),
        order="tier",
        looser=[q.best([_named(reading.name), *literal])],
    )


def _organ(reading: Reading, scope: Scope) -> Plan:
    issuers = scope.issuers(reading.name)
    tiers = [
        q.counting(q.one_of("tags", [q.tag("issuer", name) for name in issuers]), 100.0),
        q.counting(q.exact("title", fold(reading.name)), 10.0),
        q.counting(q.exact("grams", fold(reading.name)), 1.0),
    ]
    return Plan(q.best(tiers), (fold(reading.name),), order="tier", scanned=False)


def _concept(reading: Reading, scope: Scope) -> Plan:
    words = [fold(word) for word in reading.words]
    marks = (*words, *(fold(term) for term in reading.legal))
    if len(words) > KEYWORDS or asks(reading.text):
        # A sentence: the best articles are its answers, however few of its words they share. Filters come later.
        best = ranking.articles(reading.text, scope.within({}), BEST)
        match = q.counting(q.one_of("group", sorted({hit.group for hit in best})), 0.0)
        return Plan(q.best([match, *_literally(reading)]), marks, best)
    hits = ranking.articles(reading.text, scope, BEST)
    # A single character stands nearly everywhere.
    single = [_meant(word) for word in [word for word in words if len(word) > 1] or words]
    match, *looser = (
        q.best([q.some(single, need), *_literally(reading)]) for need in range(len(single), 0, -1)
    )
    return Plan(match, marks, hits, _containing((*reading.words, *reading.legal)), looser=looser)


def _meant(word: str) -> Query:
    """Works with the word, or with a legal term for it."""
    return q.some([q.exact("grams", fold(term)) for term in (word, *also(word))])


def _containing(texts: Sequence[str]) -> Query:
    """Articles with these words; the more of them the better."""
    return q.some([q.counting(q.phrase("words", words_of(text)), 1.0) for text in texts])


def _named(name: str) -> Query:
    """Works by their name, in tiers: the name as a whole, a title that begins with it, one that contains it."""
    folded = fold(name)
    return q.best(
        [
            q.counting(q.term("names", fold(key(name))), 1000.0),
            q.counting(q.whole("title", folded), 1000.0),
            q.counting(q.begins("title", folded), 500.0),
            q.counting(q.exact("title", folded), 300.0),
        ]
    )


def _literally(reading: Reading) -> list[Query]:
    folded = reading.folded
    return [q.exact("grams", folded)] if 2 <= len(folded) <= LITERAL else []


PLANS = {
    "all": _all,
    "quotation": _quotation,
    "number": _number,
    "article": _article,
    "title": _title,
    "organ": _organ,
    "concept": _concept,
}

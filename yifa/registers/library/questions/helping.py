"""What to do where nothing was found: other spellings, fewer words, filters taken off, each with what it would find."""

from collections.abc import Iterator
from dataclasses import dataclass

from yifa.kernel.search.engine import queries as q
from yifa.kernel.search.engine.folding import fold
from yifa.registers.library.questions.plans import plan
from yifa.registers.library.questions.reading import Reading, read
from yifa.registers.library.questions.scope import Filters, Scope

NEAR = 3  # near titles or numbers named
ALIKE = 0.5  # share of character pairs that a near title or number has in common
SHORTEST = 5  # characters; what is shorter is near to too much


@dataclass(frozen=True, slots=True)
class Hint:
    """One way on: a sentence, the question and filters it leads to, and how many works that finds."""

    sentence: str
    query: str
    filters: Filters
    count: int


def hints(reading: Reading, note: str, scope: Scope) -> tuple[Hint, ...]:
    """How the question was read is said by the reading; this says what else there is. Empty where nothing is near."""
    found = [*_wider(reading, scope)]
    free = scope.within({})
    if not found:
        found += [*_near(reading, free), *_single_words(reading, free)]
    if note:
        found.insert(0, Hint(note, f"《{reading.name}》" if reading.name else reading.text, {}, 0))
    return tuple(found)


def _wider(reading: Reading, scope: Scope) -> Iterator[Hint]:
    """The same question without its filters: each alone where that is enough, else all of them."""
    for name in scope.filters:
        less = scope.without(name)
        count = less.count(plan(reading, less).match)
        if count:
            yield Hint(
                f"去掉“{LABELS.get(name, name)}”筛选，有{count}件。", reading.text, less.filters, count
            )
    if len(scope.filters) > 1:
        free = scope.within({})
        count = free.count(plan(reading, free).match)
        if count:
            yield Hint(f"去掉全部筛选，有{count}件。", reading.text, {}, count)


def _near(reading: Reading, scope: Scope) -> Iterator[Hint]:
    """Works whose number or title is spelt nearly so."""
    field, asked = ("number", reading.number) if reading.number else ("title", reading.name or reading.text)
    folded = fold(asked)
    if len(folded) < SHORTEST:
        return
    pairs = sorted({folded[place : place + 2] for place in range(len(folded) - 1)})
    near = q.some([q.term(field, pair) for pair in pairs], max(1, int(len(pairs) * ALIKE)))
    for _, address in scope.works(near, NEAR):
        _, card = scope.engine.card(address)
        number = str(card["doc_no"])
        query = number if field == "number" and number else f"《{card['title']}》"
        said = f"{number}《{card['title']}》" if field == "number" else f"《{card['title']}》"
        yield Hint(f"也许是{said}", query, {}, 1)


def _single_words(reading: Reading, scope: Scope) -> Iterator[Hint]:
    """Each word of the question by itself."""
    if len(reading.words) < 2:
        return
    for word in reading.words[:4]:
        count = scope.count(plan(read(word, scope.known()), scope).match)
        if count:
            yield Hint(f"只查“{word}”，有{count}件。", word, {}, count)


LABELS = {
    "kind": "文件种类",
    "force": "效力状态",
    "issuer": "制定机关",
    "year": "公布年份",
    "topic": "主题",
    "region": "地区",
}

"""Which words of a question carry it, and which legal words stand for everyday ones. The lists are data, written for
Chinese law questions in general."""

from functools import cache
from importlib.resources import files

from yifa.kernel.search.engine.words import words

DATA = files("yifa.registers.library.questions") / "data"
MOST = 24  # words of one question that are looked for


@cache
def stopwords() -> frozenset[str]:
    return frozenset((DATA / "stopwords.txt").read_text("utf-8").split())


def content_words(text: str) -> list[str]:
    """The words that say what is looked for, each once; all words where only stop words were typed."""
    found = list(dict.fromkeys(words(text)))
    kept = [word for word in found if word not in stopwords()]
    return (kept or found)[:MOST]

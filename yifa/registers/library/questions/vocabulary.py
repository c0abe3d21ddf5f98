"""Which words of a question carry it, and which legal terms stand for everyday words. The lists are data, written for
Chinese law questions in general."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from yifa.kernel.search.engine.folding import fold
from yifa.kernel.search.engine.words import unguessed

DATA = files("yifa.registers.library.questions") / "data"
MOST = 24  # words of one question that are looked for
ASKING = re.compile(
    "怎么|怎样|如何|什么|多少|多久|多长|几天|几年|哪里|哪些|哪个|谁|吗|呢|是否|能否|可否|能不能|咋"
)
SPAN = 4  # words of the text that together may be one everyday word


@cache
def stopwords() -> frozenset[str]:
    return frozenset((DATA / "stopwords.txt").read_text("utf-8").split())


@cache
def everyday() -> Mapping[str, tuple[str, ...]]:
    """Everyday words, each with the legal terms that stand for it."""
    lines = (line.split("\t") for line in (DATA / "everyday.tsv").read_text("utf-8").splitlines())
    return {word: tuple(terms.split()) for word, terms in lines}


def content_words(text: str) -> list[str]:
    """The words that say what is looked for, each once; all words where only stop words were typed."""
    found = list(dict.fromkeys(unguessed(text)))
    kept = [word for word in found if word not in stopwords()]
    return (kept or found)[:MOST]


def key_words(text: str) -> list[str]:
    """The content words of the text, where several that are one everyday word count as one (高空 抛物)."""
    split = unguessed(text)
    found: list[str] = []
    start = 0
    while start < len(split):
        long = (
            end
            for end in range(min(start + SPAN, len(split)), start + 1, -1)
            if also("".join(split[start:end]))
        )
        end = next(long, start + 1)
        found.append("".join(split[start:end]))
        start = end
    kept = [word for word in found if word not in stopwords()]
    return list(dict.fromkeys(kept or found))[:MOST]


def legal_terms(text: str) -> list[str]:
    """The legal terms for everyday words of the text, without those that stand in it already.

    An everyday word is one word of the text or several side by side, never a piece of one: 动物 is none in 野生动物.
    """
    split, folded = unguessed(text), fold(text)
    spans = (
        "".join(split[start:end]) for start in range(len(split)) for end in range(start + 1, start + SPAN + 1)
    )
    found = [term for span in dict.fromkeys(spans) for term in also(span)]
    return [term for term in dict.fromkeys(found) if term not in folded]


def asks(text: str) -> bool:
    """Whether the text is put as a question (怎么办, 吗, 多少): then not every word of it need stand in the answer."""
    return ASKING.search(text) is not None


def also(word: str) -> Sequence[str]:
    """The legal terms that may stand in a text where the question has this word."""
    return everyday().get(word, ())

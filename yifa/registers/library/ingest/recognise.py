"""Metadata of a text: what was given with it, else what it shows, each with confidence and evidence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from yifa.kernel.texts.model import Document
from yifa.registers.library.ingest import organs, sorting
from yifa.registers.library.ingest.days import days, first
from yifa.registers.library.ingest.front import FEW, Front, number_in
from yifa.registers.library.ingest.guess import GIVEN, Guess, given, nothing, surest
from yifa.registers.library.ingest.validity import validity

PASSED = ("通过",)
MADE_PUBLIC = ("公布", "发布", "颁布", "印发")
CHANGED = ("修正", "修订", "修改")
APPLIES = ("施行", "实施", "执行")
IMPOSSIBLE = "“{}”不是有效的日期，未采用。"
UNSURE = 0.6  # below this a person settles the document


@dataclass(frozen=True, slots=True)
class Recognised:
    """`guesses` by field of the draft; `doc_no_raw` as printed; sentences about what could not be."""

    guesses: Mapping[str, Guess]
    doc_no_raw: str
    history: tuple[str, ...]
    warnings: tuple[str, ...]
    articles: int = 0

    def value(self, field: str) -> Any:
        return self.guesses[field].value

    @property
    def confidence(self) -> float:
        """How sure it is which document this is: what came with it, else its title and one more sign of a norm."""
        if self.guesses["title"].confidence == GIVEN and self.guesses["kind"].confidence == GIVEN:
            return GIVEN
        title = self.guesses["title"].confidence
        signs = max(self.guesses[name].confidence for name in ("doc_no", "issuers", "issued_on"))
        return min(title, max(signs, 0.7 if self.articles >= FEW else 0.0))


def recognise(document: Document, raw: str, stem: str, known: Mapping[str, Any]) -> Recognised:
    """Everything known of the document. `known` holds given values by field and wins over what the text shows."""
    front = Front(document, stem)
    title = given(known["title"]) if known.get("title") else front.title()
    history = tuple(known["history"]) if known.get("history") else front.history()
    number, printed = _number(front, raw, known)
    issuing = (
        given(tuple(known["issuers"]))
        if known.get("issuers")
        else organs.issuers(front, title.value, history)
    )
    found = {
        "title": title,
        "doc_no": number,
        "issuers": issuing,
        **_sorted(title, number, issuing, history, known),
    }
    found |= _dates(front, history, known)
    found |= _validity(document, history, found, known)
    bad = dict.fromkeys(one.text for one in days(document.text) if one.day is None)
    warnings = tuple(IMPOSSIBLE.format(text) for text in bad)
    return Recognised(found, printed, history, warnings, document.integrity.articles)


def _number(front: Front, raw: str, known: Mapping[str, Any]) -> tuple[Guess, str]:
    number, printed = front.number(raw)
    if known.get("doc_no"):
        return given(number_in(known["doc_no"]) or known["doc_no"]), known["doc_no"]
    return number, printed


def _sorted(
    title: Guess, number: Guess, issuing: Guess, history: tuple[str, ...], known: Mapping[str, Any]
) -> dict[str, Guess]:
    code = sorting.by_category(known.get("kind", ""), issuing.value or ())
    signs = sorting.Signs(
        title.value, number.value or "", issuing.value or (), any("令" in line for line in history)
    )
    kind = given(code) if code else sorting.kind(signs)
    region = (
        given(known["region"]) if known.get("region") else sorting.region(title.value, issuing.value or ())
    )
    return {"kind": kind, "region": region}


def _dates(front: Front, history: tuple[str, ...], known: Mapping[str, Any]) -> dict[str, Guess]:
    """Four days that are easily confused: passed, first issued, published, and the day of this text."""
    passed, public, changed = (_events(history, words) for words in (PASSED, MADE_PUBLIC, CHANGED))
    approved = _events(history, ("批准",))
    every = sorted([*passed, *public, *changed, *approved])
    issued = surest(
        Guess(every[-1], 0.9, "沿革") if every else None,
        _signature(front),
        _under_number(front),
    )
    found = {
        "adopted_on": Guess(min(passed), 0.9, "沿革") if passed else nothing(None),
        "published_on": Guess(min(public), 0.9, "沿革") if public else nothing(None),
        "issued_on": issued if issued.value else nothing(None),
        "first_issued_on": Guess(every[0], 0.9, "沿革") if every else nothing(None),
    }
    return {name: given(known[name]) if known.get(name) else guess for name, guess in found.items()}


def _events(history: tuple[str, ...], words: tuple[str, ...]) -> list[date]:
    """The days of the history lines that tell of such an event (not of coming into force)."""
    found = []
    for line in history:
        if any(word in line for word in words):
            day = first(line)
            only_applies = any(word in line for word in APPLIES) and not any(word in line for word in words)
            if day and not only_applies:
                found.append(day)
    return found


def _signature(front: Front) -> Guess | None:
    signed = organs.signed_on(front)
    day = first(signed[0]) if signed else None
    return Guess(day, 0.88, "落款日期", signed[1]) if day and signed else None


def _under_number(front: Front) -> Guess | None:
    """A day on a line of its own before the provisions."""
    for start, line in front.lines[:12]:
        if organs.ONE_DAY.fullmatch(line):
            day = first(line)
            return Guess(day, 0.85, "标题下日期", (start, start + len(line))) if day else None
    return None


def _validity(
    document: Document, history: tuple[str, ...], found: Mapping[str, Guess], known: Mapping[str, Any]
) -> dict[str, Guess]:
    published = next(
        (found[name].value for name in ("published_on", "first_issued_on", "issued_on") if found[name].value),
        None,
    )
    stated = validity(document.text, history, published)
    return {
        "effective_on": given(known["effective_on"]) if known.get("effective_on") else stated.effective,
        "expires_on": given(known["expires_on"]) if known.get("expires_on") else stated.expires,
    }

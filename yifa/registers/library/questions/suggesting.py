"""Suggestions while a question is typed: titles and numbers that begin with it or contain it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from yifa.kernel.search.engine import queries as q
from yifa.kernel.search.engine.folding import fold
from yifa.registers.library.names import key
from yifa.registers.library.questions.reading import LONGEST
from yifa.registers.library.questions.scope import Scope

LOOKED_AT = 60  # works from which the best are chosen


@dataclass(frozen=True, slots=True)
class Found:
    """`text` is what is put into the box: a title or a number."""

    text: str
    kind: str  # title or number
    card: Mapping[str, Any]


def suggest(prefix: str, scope: Scope, limit: int) -> tuple[Found, ...]:
    """The works whose title or number begins with the text, then those that contain it; shorter titles first."""
    text = fold(prefix.strip('《》 “”"')[:LONGEST])
    named = fold(key(prefix[:LONGEST]))
    if not text:
        return ()
    tiers = [
        q.counting(q.term("names", named or text), 5.0),
        q.counting(q.begins("title", text), 4.0),
        q.counting(q.begins("title", fold("中华人民共和国") + text), 4.0),
        q.counting(q.begins("number", text), 3.0),
        q.counting(q.exact("title", text), 2.0),
        q.counting(q.exact("number", text), 1.0),
    ]
    hits = scope.works(q.best(tiers), LOOKED_AT)
    found = [(score, _found(scope.engine.card(address)[1], text)) for score, address in hits]
    found.sort(key=lambda pair: (-pair[0], len(pair[1].text), pair[1].text))
    return tuple({one.text: one for _, one in found}.values())[:limit]


def _found(card: Mapping[str, Any], text: str) -> Found:
    number = str(card["doc_no"])
    if number and text in fold(number) and text not in fold(str(card["title"])):
        return Found(number, "number", card)
    return Found(str(card["title"]), "title", card)

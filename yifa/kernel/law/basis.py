"""The provisions a rule stands on: the rule data write `FY23 20` for 《中华人民共和国行政复议法》第二十条."""

import re
from dataclasses import dataclass

from yifa.kernel.law.catalogue import law
from yifa.kernel.law.cite import Cite

# Articles, or the section of a document without articles. What stands in brackets behind an article is for who checks.
SHORT = re.compile(
    r"(?P<code>[A-Z][A-Z0-9]*) (?:-|(?P<article>\d+)(?:-(?P<last>\d+))?(?:\(\d+\))?|(?P<section>\D.*))"
)


@dataclass(frozen=True, slots=True)
class Basis:
    """One ground as officials print it; `cite` is its (first) article, where it has articles."""

    title: str
    words: str
    cite: Cite | None


def basis(short: str) -> Basis:
    """The ground that the short form means; ValueError for another form, LookupError for an unknown act or article."""
    found = SHORT.fullmatch(short)
    if found is None:
        raise ValueError(f"no ground of the form {short!r}")
    act = law(found["code"])
    if not found["article"]:
        return Basis(act.title, f"《{act.title}》{found['section'] or ''}", None)
    cite = act[found["article"]]
    until = f"至{act[found['last']].provision}" if found["last"] else ""
    return Basis(act.title, f"{cite}{until}", cite)

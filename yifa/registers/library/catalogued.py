"""Which act of the catalogue of laws a title is, so that a `Cite` finds its text."""

from collections.abc import Mapping
from functools import cache

from yifa.kernel.law.catalogue import codes
from yifa.registers.library import names
from yifa.registers.library.kinds import WorkKind

NATIONAL = frozenset(
    {WorkKind.CONSTITUTION, WorkKind.LAW, WorkKind.ADMIN_REGULATION, WorkKind.JUDICIAL_INTERPRETATION}
)


def code_of(title: str, doc_no: str = "") -> str:
    """The code of the act (of its latest edition, where there are several); empty for any other text."""
    known = _by_name()
    return known.get(names.key(title)) or (known.get(names.key(doc_no), "") if doc_no else "")


@cache
def _by_name() -> Mapping[str, str]:
    """Keys of titles and numbers to codes; a later edition stands behind an earlier one and wins."""
    found: dict[str, str] = {}
    for code, act in codes().items():
        found |= dict.fromkeys(names.keys(act.title, (), act.number), code)
    return found

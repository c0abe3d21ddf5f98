"""Every citation of the rule data exists in the catalogue: its edition, and its article where their number is known."""

import re
from collections.abc import Iterator

import pytest

from yifa.kernel.law import gates, law, rules

CITED = re.compile(r"\b([A-Z][A-Z0-9]{1,4})\b(?: (?:art\.? )?(\d+))?")
NO_CODE = {"ID", "OR"}


def bases() -> Iterator[tuple[str, str]]:
    """Each rule and gate with the provisions it stands on, as written in the data."""
    for one in rules().values():
        for basis in one.basis:
            yield one.id, basis
    for gate in gates().values():
        yield gate.id, gate.basis


def cited(basis: str) -> list[tuple[str, str]]:
    return [(code, article) for code, article in CITED.findall(basis) if code not in NO_CODE]


def test_every_basis_names_an_edition_and_an_article_that_exist() -> None:
    wrong = []
    for id_, basis in bases():
        for code, article in cited(basis):
            try:
                known = law(code)
                _ = known[int(article)] if article else known
            except LookupError as error:
                wrong.append((id_, basis, str(error)))
    assert wrong == []


def test_nearly_every_rule_cites_an_article() -> None:
    without = [id_ for id_, basis in bases() if not any(article for _, article in cited(basis))]
    assert len(without) < len(rules()) * 0.35, without


def test_a_wrong_article_would_be_found() -> None:
    with pytest.raises(LookupError, match="没有第91条"):
        law("FY23")[91]

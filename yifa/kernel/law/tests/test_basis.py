"""Grounds of rules as officials print them."""

import pytest

from yifa.kernel.law import basis, law, rules

FY = "《中华人民共和国行政复议法》"


@pytest.mark.parametrize(
    ("short", "words", "article"),
    [
        ("FY23 20", f"{FY}第二十条", "20"),
        ("FY23 20(3)", f"{FY}第二十条", "20"),
        ("FY23 56-57", f"{FY}第五十六条至第五十七条", "56"),
        ("CF17 -", "《中华人民共和国行政处罚法》", None),
        ("Z115 二(五)", f"《{law('Z115').title}》二(五)", None),
    ],
)
def test_a_ground_is_printed_with_its_act_and_article(short: str, words: str, article: str | None) -> None:
    found = basis(short)
    assert (found.words, found.cite.article if found.cite else None) == (words, article)


@pytest.mark.parametrize(
    ("short", "fault"), [("FY23", ValueError), ("FY23 91", LookupError), ("XQ9 1", LookupError)]
)
def test_another_form_or_an_unknown_article_is_refused(short: str, fault: type[Exception]) -> None:
    with pytest.raises(fault):
        basis(short)


def test_every_ground_of_every_rule_can_be_printed() -> None:
    shorts = {short for one in rules().values() for short in one.basis}
    assert len(shorts) > 100
    assert all(basis(short).words.startswith("《") for short in shorts)

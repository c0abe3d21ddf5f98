"""The catalogue of laws, citations as officials print them, values with a history."""

from datetime import date

import pytest

from yifa.kernel.law import Dated, law, law_names, listed
from yifa.kernel.law.cite import chinese

REG = law("JC")


@pytest.mark.parametrize(
    ("at", "printed"),
    [
        (26, "第二十六条"),
        ((26, 2), "第二十六条第二款"),
        ((26, 2, 3), "第二十六条第二款第（三）项"),
        ("12-1", "第十二条之一"),
        (("10-2", 1), "第十条之二第一款"),
    ],
)
def test_a_citation_prints_as_officials_print_it(at: int | str | tuple[int | str, ...], printed: str) -> None:
    assert REG[at].provision == printed
    assert str(REG[at]) == f"《重大行政决策程序暂行条例》{printed}"


def test_numbers_as_articles_are_numbered() -> None:
    expected = {
        0: "零",
        1: "一",
        10: "十",
        11: "十一",
        20: "二十",
        101: "一百零一",
        110: "一百一十",
        1001: "一千零一",
        1260: "一千二百六十",
        10_000: "一万",
        10_010: "一万零一十",
    }
    assert {number: chinese(number) for number in expected} == expected


def test_an_article_beyond_the_last_is_refused() -> None:
    known = law("FY23")
    assert known.articles
    assert known[known.articles].provision
    with pytest.raises(LookupError, match="没有第"):
        known[known.articles + 1]
    with pytest.raises(LookupError, match="没有第0条"):
        known[0]


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(LookupError, match="没有代码 XX99"):
        law("XX99")


def test_names_lead_to_the_full_title() -> None:
    names = law_names()
    full = "中华人民共和国行政处罚法"
    assert (names["行政处罚法"], names[full], names["保密法"]) == (full, full, "中华人民共和国保守国家秘密法")
    assert names["行政复议法实施条例"] == "中华人民共和国行政复议法实施条例"


def test_the_list_of_laws_is_sound() -> None:
    for one in listed():
        assert one.title and one.kind in ("constitution", "law", "admin_regulation")
        assert one.articles >= 0
        assert not (one.first_issued and one.issued and one.first_issued > one.issued), one.title


def test_a_dated_value_is_the_one_of_the_day() -> None:
    seats = Dated({date(2024, 1, 1): 5, date(2017, 1, 1): 3})
    assert [seats.on(date(2017, 1, 1)), seats.on(date(2023, 12, 31)), seats.on(date(2026, 3, 16))] == [
        3,
        3,
        5,
    ]
    with pytest.raises(LookupError, match="no value before 2017-01-01"):
        seats.on(date(2016, 12, 31))
    with pytest.raises(ValueError, match="at least one entry"):
        Dated({})

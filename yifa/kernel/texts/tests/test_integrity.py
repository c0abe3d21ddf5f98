"""Every break in the numbering is reported with its reason; what is misprinted is read by its place and reported."""

from collections.abc import Callable

import pytest

from yifa.kernel.law.cite import chinese
from yifa.kernel.texts.model import Break
from yifa.kernel.texts.structure import parse
from yifa.kernel.texts.tests.shape import articles


def text(*numbers: str, title: str = "甲市规定") -> str:
    return "\n".join([title, *(f"第{number}条 内容。" for number in numbers)])


def breaks(raw: str) -> list[tuple[str, str, str]]:
    return [(one.after, one.found, one.kind) for one in parse(raw).integrity.breaks]


def test_a_whole_text_has_no_breaks_and_no_warnings() -> None:
    integrity = parse(text("一", "二", "三", "四")).integrity
    assert (integrity.articles, integrity.breaks, integrity.warnings) == (4, (), ())


def test_articles_between_two_others_do_not_break_the_numbering() -> None:
    raw = "甲市规定\n第一条 甲。\n第一条之一 乙。\n第一条之二 丙。\n第二条 丁。"
    assert (articles(raw), breaks(raw)) == (["1", "1-1", "1-2", "2"], [])


def test_a_missing_article_is_a_gap_of_the_source() -> None:
    (found,) = parse(text("一", "二", "四")).integrity.breaks
    assert found == Break(
        "2", "4", "missing", "来源文本第二条与第四条之间没有第三条，缺文或者漏印，请对照原件。"
    )


def test_a_number_inside_a_damaged_sentence_is_named() -> None:
    raw = "甲市规定\n第一条 登记由主管单第二条公安机关负责。\n第三条 施行。"
    (found,) = parse(raw).integrity.breaks
    assert found.explanation == "第二条的条号夹在第一条的正文里，其前的文字不完整，没有拆开。"


def test_a_jump_and_a_repetition() -> None:
    assert breaks(text("一", "二", "九")) == [("2", "9", "jump")]
    assert breaks(text("一", "二", "二", "三")) == [("2", "2", "repeated")]


def test_a_decision_to_amend_keeps_the_numbers_of_the_other_law() -> None:
    raw = text("五十二", "一百二十三", title="甲国宪法修正案（2018年）")
    (found,) = parse(raw).integrity.breaks
    assert found.explanation.startswith("修改文本按被修改法律的条号排列")
    assert "条号从第五十二条开始，修正案的条号接续以前的修正案。" in parse(raw).integrity.warnings


def test_a_text_that_begins_late_says_so() -> None:
    assert parse(text("三", "四")).integrity.warnings == ("条号从第三条开始，之前的条文不在此文本中。",)


def test_a_misprinted_numeral_is_kept_in_the_label_and_read_by_its_place() -> None:
    document = parse(text("一", "二", "三十三", "四"))
    labels = [(node.num, node.label) for node in document.walk() if node.kind == "article"]
    assert labels[2] == ("3", "第三十三条")
    (found,) = document.integrity.breaks
    assert (found.after, found.found, found.kind) == ("2", "33", "misprint")
    assert found.explanation == "印作“第三十三条”，前后条号相接，按第三条读。"


def test_a_numeral_that_is_no_number_is_a_misprint_too() -> None:
    raw = text("一", "二二", "三")
    assert (articles(raw), breaks(raw)) == (["1", "2", "3"], [("1", "第二二条", "misprint")])


def test_repairs_are_said() -> None:
    document = parse("甲市规定\u200b\n现将，甲政字?2016?31号印发\ue000。")
    assert document.integrity.warnings == (
        "去除不可见字符 1 个。",
        "含自造区字符 1 个，可能是缺字或者乱码，请对照原件。",
        "文号缺六角括号，已补：甲政字?2016?31号 改为 甲政字〔2016〕31号。",
    )


@pytest.mark.parametrize("number", [str, chinese])
def test_ten_thousand_articles_are_counted(number: Callable[[int], str]) -> None:
    raw = "甲市法典\n" + "\n".join(f"第{number(place)}条 内容。" for place in range(1, 10_001))
    integrity = parse(raw).integrity
    assert (integrity.articles, integrity.breaks) == (10_000, ())

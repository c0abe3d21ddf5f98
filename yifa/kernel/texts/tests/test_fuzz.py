"""Any string is read without an exception, offsets stay true, and time grows with the length only."""

import gc
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yifa.kernel.texts.citations import extract
from yifa.kernel.texts.model import Document
from yifa.kernel.texts.structure import parse

PIECES = (
    "第", "条", "款", "项", "章", "节", "编", "之", "一", "十", "百", "〇", "１", "9", "（", "）", "(", ")", "、", "至", "和", "的",
    "《", "》", "〈", "〉", "“", "”", "。", "；", "：", "\n", "\t", " ", "\u3000", "|", "前", "本", "法", "条例", "刑法", "以下简称",
    "目录", "附件", "修改为", "将", "增加一条，作为", "〔2018〕", "号", "?2016?", "国办发", "2020年1月1日", "甲", "关于", "决定",
    "第一条", "第二条之一", "前两款", "本条", "第（三）项", "《甲条例》", "1.1 ", "1.", "①", "\ud800", "\udfff", "\x00", "\ue000",
    "\n1.1 甲", "\n第一条 甲\n", "\n（一）", "\n一、",
    "\u200b", "\r", "\x85", "{align=\"center\"}", "|---|", "印发《甲条例》",
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=60).map("".join))


def read(raw: str) -> Document:
    document = parse(raw)
    text = document.text
    for one in extract(document):
        assert text[one.start : one.end] == one.text and one.text
        assert (one.target.law is None) == one.target.own
    for node in document.walk():
        assert 0 <= node.start <= node.body <= node.end <= len(text)
    return document


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_any_string_is_read(raw: str) -> None:
    read(raw)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_reading_again_changes_nothing(raw: str) -> None:
    once = parse(raw).text
    assert parse(once).text == once


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join),
    st.sampled_from(["", "甲市规定\n"]),
)
def test_endless_repetition_of_anything_is_read(piece: str, head: str) -> None:
    read(head + piece * (6000 // len(piece)))


# Each of these once took, or could take, quadratic time in a regular expression or a list.
LONG = (
    "第", "《", "（", "、", "第一、", "第（一）、", "《甲", "“甲\n", "第一条\n", "（一）\n", "1.1 甲\n", "甲\t乙\n", "| a | b |\n", "国办发〔2018〕1号",
    "目录\n", "第一章 总则\n", "附件1\n", "。第一条 ", "根据《甲法》", "刑法", "《甲条例》（以下简称乙条例）", "将第一条修改为：“第一条 甲\n", "7 附则\n",
    "甲市人民政府、", "关于甲的\n", "前款", "第一条至", "{align=\"center\"}",
)  # fmt: skip


@pytest.mark.parametrize("piece", LONG)
def test_time_grows_with_the_length_only(piece: str) -> None:
    """Eight times the text may take at most about eight times the time; quadratic would be 64 times."""
    short, long = (piece * (size // len(piece)) for size in (10_000, 80_000))
    quick = min(_seconds(short) for _ in range(2))
    assert _seconds(long) < 24 * quick + 0.2


def _seconds(raw: str) -> float:
    begin = time.process_time()
    extract(parse(raw))
    return time.process_time() - begin


def test_the_collector_is_on_again_after_reading() -> None:
    assert gc.isenabled()
    read("甲市规定\n第一条 依照《乙法》第三条。")
    assert gc.isenabled()

"""Amendments worked into a text. All texts are invented."""

import pytest

from yifa.registers.library.ingest.merging import ADD, CHANGE, ORDER_KEPT, REMOVE, Change, merge

TEXT = """枫桥市路灯办法
第一条 路灯应当明亮。
第二条 维护单位应当做到：
（一）四小时内到场；
（二）两日内修复。
逾期的，应当说明理由。
第三条 费用由责任单位承担。
第四条 本办法自公布之日起施行。"""


def after(*changes: Change, reorder: bool = False) -> str:
    merged = merge(TEXT, changes, reorder=reorder)
    assert merged.refused == {}
    return merged.text


def changed(old: str, new: str) -> str:
    assert TEXT.count(old) == 1
    return TEXT.replace(old, new)


@pytest.mark.parametrize(
    ("change", "old", "new"),
    [
        (Change(1, CHANGE, "art_1", new="第一条　路灯应当节能。"), "路灯应当明亮。", "路灯应当节能。"),
        (Change(1, CHANGE, "art_2__item_1", "四小时", "两小时"), "四小时", "两小时"),
        (Change(1, CHANGE, "art_2__para_1__item_1", "四小时", "两小时"), "四小时", "两小时"),
        (
            Change(1, CHANGE, "art_2__para_2", new="逾期的，予以通报。"),
            "逾期的，应当说明理由。",
            "逾期的，予以通报。",
        ),
        (Change(1, REMOVE, "art_2__para_2"), "\n逾期的，应当说明理由。", ""),
        (Change(1, REMOVE, "art_2__item_2", "两日内"), "（二）两日内修复", "（二）修复"),
        (
            Change(1, ADD, "art_3__para_2", new="无法确定的，由市财政承担。"),
            "承担。",
            "承担。\n无法确定的，由市财政承担。",
        ),
        (
            Change(1, ADD, "art_2__item_3", new="（三）记录在案。"),
            "说明理由。",
            "说明理由。\n（三）记录在案。",
        ),
        (
            Change(1, ADD, "art_3-1", new="损坏路灯的，应当赔偿。"),
            "承担。",
            "承担。\n第三条之一 损坏路灯的，应当赔偿。",
        ),
    ],
)
def test_change_touches_nothing_else(change, old, new):
    assert after(change) == changed(old, new)


def test_new_article_moves_the_following_on():
    merged = merge(TEXT, [Change(1, ADD, "art_3", new="第三条　损坏路灯的，应当赔偿。")], reorder=False)
    expected = (
        TEXT.replace("第四条", "第五条")
        .replace("第三条", "第四条")
        .replace("第四条 费用", "第三条 损坏路灯的，应当赔偿。\n第四条 费用")
    )
    assert (merged.text, merged.warnings) == (expected, [ORDER_KEPT])


def test_article_taken_out_leaves_a_gap_or_moves_the_others_up():
    gone = changed("\n第三条 费用由责任单位承担。", "")
    assert after(Change(1, REMOVE, "art_3")) == gone
    assert after(Change(1, REMOVE, "art_3"), reorder=True) == gone.replace("第四条", "第三条")


def test_several_at_once_are_found_by_the_old_numbers():
    text = after(
        Change(1, REMOVE, "art_1"), Change(2, CHANGE, "art_3", new="费用由市财政承担。"),
        Change(3, ADD, "art_3", new="每年检查一次。"), reorder=True,
    )  # fmt: skip
    labels = [line.partition(" ")[0] for line in text.split("\n") if line.startswith("第")]
    assert labels == ["第一条", "第二条", "第三条", "第四条"]
    assert "第二条 费用由市财政承担。\n第三条 每年检查一次。\n第四条 本办法" in text


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (Change(1, CHANGE, "art_9", new="甲"), "现有文本里没有这一条款。"),
        (Change(1, REMOVE, "art_9"), "现有文本里没有这一条。"),
        (Change(1, CHANGE, "art_1", "没有的字", "甲"), "要改的文字“没有的字”在这一条款中不是恰好出现一次。"),
        (Change(1, ADD, "art_9__para_2", new="甲"), "现有文本里没有这一条款。"),
    ],
)
def test_what_cannot_be_worked_in_is_said(change, sentence):
    merged = merge(TEXT, [change], reorder=False)
    assert (merged.text, merged.refused) == (TEXT, {1: sentence})

"""Comparison: aligned by article, blind to renumbering, exact inside."""

from yifa.kernel.texts.compare import Pair, compare, fold, summary
from yifa.kernel.texts.model import Document
from yifa.kernel.texts.structure import parse

BEFORE = """滨河市城市停车管理办法
第一章 总则
第一条 为了加强城市停车管理，改善交通秩序，制定本办法。
第二条 本市建成区内停车场的规划、建设、使用和管理适用本办法。
第三条 市城市管理部门主管停车工作。
公安、住房城乡建设等部门按照职责做好相关工作。
第二章 收费
第四条 公共停车场按照下列标准收费：
（一）白天每小时三元；
（二）夜间每小时一元。
第五条 残疾人驾驶的专用车辆免收停车费，执行任务的救护车辆和消防车辆免收。
第六条 违反本办法第四条规定多收费用的，由价格主管部门责令退还，处五百元以上二千元以下罚款。
第三章 附则
第七条 本办法自2019年7月1日起施行。"""


def both(change: dict[str, str]) -> tuple[Pair, ...]:
    after = BEFORE
    for old, new in change.items():
        assert old in after
        after = after.replace(old, new, 1)
    return compare(parse(BEFORE), parse(after))


def told(pairs: tuple[Pair, ...]) -> list[tuple[str, str, str]]:
    """(kind, left label, right label) of everything that is not the same."""
    return [
        (pair.kind, pair.left.label if pair.left else "", pair.right.label if pair.right else "")
        for pair in pairs
        if pair.kind != "same"
    ]


def marked(pair: Pair) -> str:
    signs = {"equal": "{}", "delete": "[-{}]", "insert": "[+{}]"}
    return "".join(signs[segment.op].format(segment.text) for segment in pair.segments)


def renumbered(text: str, begin: int) -> str:
    """The text with all articles from `begin` on numbered one higher."""
    words = "一二三四五六七八九"
    for number in range(7, begin - 1, -1):
        text = text.replace(f"\n第{words[number - 1]}条 ", f"\n第{words[number]}条 ")
    return text


def test_equal_texts_have_only_equal_units() -> None:
    pairs = compare(parse(BEFORE), parse(BEFORE))
    assert summary(pairs) == {"same": 11, "renumbered": 0, "changed": 0, "added": 0, "removed": 0, "moved": 0}
    assert all(pair.left == pair.right for pair in pairs)


def test_an_edit_is_marked_by_words() -> None:
    pairs = both({"每小时三元": "每小时五元"})
    assert told(pairs) == [("changed", "第四条", "第四条")]
    changed = next(pair for pair in pairs if pair.kind == "changed")
    assert "[-三元][+五元]" in marked(changed) or "[-三][+五]" in marked(changed)


def test_an_inserted_article_renumbers_and_changes_nothing_else() -> None:
    after = renumbered(BEFORE, 4).replace("第二章 收费", "第四条 停车场应当公示收费标准。\n第二章 收费")
    pairs = compare(parse(BEFORE), parse(after))
    assert told(pairs) == [
        ("added", "", "第四条"),
        ("renumbered", "第四条", "第五条"),
        ("renumbered", "第五条", "第六条"),
        ("renumbered", "第六条", "第七条"),
        ("renumbered", "第七条", "第八条"),
    ]


def test_a_removed_article_stands_where_it_was() -> None:
    pairs = both({"第二条 本市建成区内停车场的规划、建设、使用和管理适用本办法。\n": ""})
    assert told(pairs) == [("removed", "第二条", "")]
    assert [pair.left.label for pair in pairs if pair.left][2:4] == ["第一条", "第二条"]


def test_a_moved_article_is_one_row() -> None:
    third = "第三条 市城市管理部门主管停车工作。\n公安、住房城乡建设等部门按照职责做好相关工作。\n"
    after = BEFORE.replace(third, "").replace("第三章 附则\n", "第三章 附则\n" + third)
    assert told(compare(parse(BEFORE), parse(after))) == [("moved", "第三条", "第三条")]


def test_a_split_names_where_it_came_from() -> None:
    pairs = both({"停车费，执行任务的": "停车费。\n第五条之一 执行任务的"})
    assert told(pairs) == [("changed", "第五条", "第五条"), ("added", "", "第五条之一")]
    added = next(pair for pair in pairs if pair.kind == "added")
    assert added.related is not None and added.related.label == "第五条"


def test_a_merger_names_where_it_went() -> None:
    merged = "第五条 残疾人驾驶的专用车辆免收停车费，执行任务的救护车辆和消防车辆免收。"
    split = parse(BEFORE.replace("免收停车费，执行任务", "免收停车费。\n第五条之一 执行任务"))
    pairs = compare(split, parse(BEFORE))
    removed = next(pair for pair in pairs if pair.kind == "removed")
    assert removed.related is not None and removed.related.label + " " + removed.related.text == merged


def test_a_rewritten_article_with_its_number_is_changed_not_replaced() -> None:
    pairs = both({"市城市管理部门主管停车工作。": "市城市管理部门负责停车管理的统筹协调和监督。"})
    assert told(pairs) == [("changed", "第三条", "第三条")]


def test_blanks_do_not_count() -> None:
    assert told(both({"第一章 总则": "第一章　总　则"})) == []


OFFICIAL = """关于做好冬季供热工作的通知
各县（市、区）人民政府：
为做好今冬供热，现通知如下：
一、落实责任
各地要落实属地责任，明确分管负责人。
（一）建立台账，逐户登记。
（二）每周调度，及时通报。
二、保障民生
对困难群众给予供热补贴，做到应补尽补。
2024年10月8日"""


def test_numbered_parts_are_compared_and_renumbered() -> None:
    after = OFFICIAL.replace(
        "二、保障民生", "二、备足燃料\n供热企业要在十月底前备足燃料。\n三、保障民生"
    ).replace("每周", "每日")
    pairs = compare(parse(OFFICIAL), parse(after))
    assert told(pairs) == [
        ("changed", "（二）", "（二）"),
        ("added", "", "二、"),
        ("renumbered", "二、", "三、"),
    ]


def test_lines_without_numbers_are_compared() -> None:
    before = "关于公布假日安排的公告\n春节放假八天，共八天。\n请各单位做好值班工作。\n特此公告。"
    pairs = compare(parse(before), parse(before.replace("八天，共八天", "九天，共九天")))
    assert [pair.kind for pair in pairs] == ["same", "changed", "same", "same"]


def test_one_moved_article_does_not_tear_a_wholly_revised_text_apart() -> None:
    """The only equal article stands elsewhere; all others were touched and must still be found in order."""
    topics = list("停供绿消广燃殡养排物医校夜公环水墓渡厂粮")
    bodies = [
        f"{topic * 3}工作由市政府统一领导，{topic * 2}主管部门负责{topic * 4}的监督检查。" for topic in topics
    ]
    before = parse("某市条例\n" + "\n".join(f"第{n}条 {body}" for n, body in enumerate(bodies, 1)))
    last = bodies[-1]
    touched = [last, *(body.replace("监督检查", "日常监督检查") for body in bodies[:-1])]
    after = parse("某市条例\n" + "\n".join(f"第{n}条 {body}" for n, body in enumerate(touched, 1)))
    assert summary(compare(before, after)) == {
        "same": 1, "renumbered": 0, "changed": 19, "added": 0, "removed": 0, "moved": 1,
    }  # fmt: skip


def test_fold_keeps_one_unit_around_each_change() -> None:
    runs = fold(both({"每小时三元": "每小时五元"}))
    assert [(run.folded, len(run.pairs)) for run in runs] == [(True, 5), (False, 3), (True, 3)]
    assert [pair.left.label for pair in runs[1].pairs if pair.left] == ["第二章", "第四条", "第五条"]


def test_an_empty_text_against_a_full_one() -> None:
    empty, full = parse(""), parse(BEFORE)
    assert {pair.kind for pair in compare(empty, full)} == {"added"}
    assert {pair.kind for pair in compare(full, empty)} == {"removed"}
    assert compare(empty, empty) == () and fold(()) == ()


def test_attachments_keep_their_addresses() -> None:
    shell = "关于印发停车办法的通知\n现将《停车办法》印发给你们。\n附件\n停车办法\n第一条 收费三元。\n第二条 即日施行。"
    before: Document = parse(shell)
    pairs = compare(before, parse(shell.replace("收费三元", "收费五元")))
    changed = next(pair for pair in pairs if pair.kind == "changed")
    assert changed.left is not None and changed.left.eid == "att_1__art_1"

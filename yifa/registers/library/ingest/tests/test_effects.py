"""Instructions about other texts, read as proposals. All texts are invented."""

from datetime import date

import pytest

from yifa.registers.library.ingest.prepare import prepare


def read(sentence: str, title: str = "枫桥市古树看护办法", **known: object) -> list[tuple[object, ...]]:
    text = f"{title}\n第一条　古树应当挂牌。\n第二条　{sentence}"
    draft = prepare(text, known={"title": title, "issued_on": date(2020, 2, 1), **known})
    return [(one.kind, one.target, one.eid, one.on, one.until) for one in draft.effects]


@pytest.mark.parametrize(
    ("sentence", "targets"),
    [
        ("《枫桥市旧树办法》同时废止。", ["枫桥市旧树办法"]),
        ("《枫桥市旧树办法》（枫政发〔2001〕3号）和《枫桥市名木规定》同时废止。", ["枫桥市旧树办法", "枫桥市名木规定"]),
        ("2001年5月6日枫桥市人民政府发布的《枫桥市旧树办法》、《枫桥市名木规定》予以废止。", ["枫桥市旧树办法", "枫桥市名木规定"]),
        ("依照《枫桥市绿化条例》，《枫桥市旧树办法》同时废止。", ["枫桥市旧树办法"]),
    ],
)  # fmt: skip
def test_repeal_names_every_text_of_its_list(sentence, targets):
    assert read(f"本办法自2020年3月1日起施行。{sentence}") == [
        ("repeal", target, "", date(2020, 3, 1), None) for target in targets
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "《枫桥市旧树办法》废止前已经受理的，仍按原规定办理。",
        "《枫桥市旧树办法》尚未废止的条款继续适用。",
        "违反《枫桥市绿化条例》的，责令停止执行。",
    ],
)
def test_what_only_speaks_of_repeal_is_no_repeal(sentence):
    assert read(sentence) == []


def test_repeal_on_a_day_of_its_own():
    assert read("《枫桥市旧树办法》自2021年1月1日起废止。") == [
        ("repeal", "枫桥市旧树办法", "", date(2021, 1, 1), None)
    ]


def test_text_of_the_same_title_is_replaced():
    assert read("2010年的《枫桥市古树看护办法》同时废止。")[0][:2] == ("replace", "枫桥市古树看护办法")


def test_declared_lapsed():
    assert read("《枫桥市旧树办法》宣布失效。")[0][:2] == ("declare_lapsed", "枫桥市旧树办法")


def test_validity_extended():
    assert read("《枫桥市旧树办法》有效期延长至2025年12月31日。") == [
        ("extend", "枫桥市旧树办法", "", date(2020, 2, 1), date(2025, 12, 31))
    ]


def test_list_of_repealed_and_lapsed_texts():
    text = (
        "枫桥市人民政府关于废止和宣布失效部分文件的决定\n枫政字〔2020〕9号\n"
        "一、决定废止下列文件：\n1.《枫桥市旧树办法》（枫政发〔2001〕3号）\n2.《枫桥市名木规定》\n"
        "二、宣布失效下列文件：\n1.《枫桥市摊位办法》\n枫桥市人民政府\n2020年2月1日"
    )
    draft = prepare(text)
    assert [(one.kind, one.target) for one in draft.effects] == [
        ("repeal", "枫桥市旧树办法"), ("repeal", "枫桥市名木规定"), ("declare_lapsed", "枫桥市摊位办法"),
    ]  # fmt: skip


AMENDING = """枫桥市人民政府关于修改《枫桥市路灯办法》的决定
枫政字〔2020〕9号
一、将第五条修改为：“第五条　路灯应当在日落后点亮。”
二、第六条第二款中的“四小时”修改为“两小时”。
三、增加一条，作为第八条：“损坏路灯的，应当赔偿。”
四、删去第九条第一款。
五、第十条增加一款，作为第三款：“费用由责任单位承担。”
枫桥市人民政府
2020年2月1日"""


def test_amendments_of_single_provisions():
    draft = prepare(AMENDING)
    assert [(one.kind, one.target, one.eid, one.old_text, one.new_text) for one in draft.effects] == [
        ("amend", "枫桥市路灯办法", "art_5", "", "第五条　路灯应当在日落后点亮。".replace("　", " ")),
        ("amend", "枫桥市路灯办法", "art_6__para_2", "四小时", "两小时"),
        ("amend", "枫桥市路灯办法", "art_8", "", "损坏路灯的，应当赔偿。"),
        ("amend", "枫桥市路灯办法", "art_9__para_1", "", ""),
        ("amend", "枫桥市路灯办法", "art_10__para_3", "", "费用由责任单位承担。"),
    ]


def test_quoted_new_text_is_no_instruction():
    text = AMENDING.replace("路灯应当在日落后点亮。", "删去第三条的规定另行通知。")
    assert "art_3" not in [one.eid for one in prepare(text).effects]

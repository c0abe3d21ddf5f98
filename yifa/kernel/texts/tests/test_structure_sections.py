"""Texts of the second family, 一、（一）1.（1） and decimal numbers, and what carries what. All texts are invented."""

from tests.shared import shared
from yifa.kernel.texts.structure import parse
from yifa.kernel.texts.tests.shape import articles, shape

PLAN = """甲市2020年工作要点
为做好工作，制定本要点。
一、加强登记
（一）登记免费。各区要落实。
1.企业登记
（1）当场办理。
（2）次日送达。
2.个人登记当场办理。
（二）收费公开
按季公布。
二、组织保障
各部门要加强领导。"""


def test_levels_are_read_from_the_labels() -> None:
    assert shape(PLAN) == {
        "main": [
            "text",
            "text",
            "section1 1",
            [
                "section2 1",
                ["section3 1", ["section4 1", "section4 2"], "section3 2"],
                "section2 2",
                ["paragraph"],
            ],
            "section1 2",
            ["paragraph"],
        ]
    }


def test_a_short_line_is_a_heading_and_a_sentence_is_text() -> None:
    nodes = {f"{node.kind} {node.num}": node for node in parse(PLAN).walk()}
    assert (nodes["section1 1"].heading, nodes["section1 1"].text) == ("加强登记", "")
    assert (nodes["section2 1"].heading, nodes["section2 1"].text) == ("", "登记免费。各区要落实。")


def test_a_level_may_be_left_out() -> None:
    text = "关于登记工作的通知\n各区：\n一、登记免费。\n1.企业当场办理。\n2.个人当场办理。\n二、收费公开。"
    assert shape(text)["main"] == ["text", "text", "section1 1", ["section3 1", "section3 2"], "section1 2"]


def test_decimal_numbers_nest() -> None:
    text = (
        "甲市应急预案\n1 总则\n1.1 目的\n为了应急。\n1.2 范围\n1.2.1 本市。\n2 组织\n2.1 指挥部\n指挥应急。"
    )
    assert shape(text)["main"] == [
        "text",
        "section1 1",
        ["section2 1.1", ["paragraph"], "section2 1.2", ["section3 1.2.1"]],
        "section1 2",
        ["section2 2.1", ["paragraph"]],
    ]


def test_decimal_numbers_with_a_point_behind_the_first() -> None:
    text = "甲市应急预案\n1. 总则\n1.1. 目的\n2. 组织\n2.1. 指挥部"
    assert shape(text)["main"] == ["text", "section1 1", ["section2 1.1"], "section1 2", ["section2 2.1"]]


def test_amounts_at_the_start_of_a_line_are_no_labels() -> None:
    text = "关于收费的通知\n一、收费\n10元以上的，当场收取。\n2.5万元以上的，分期收取。\n2020年起施行。"
    assert shape(text)["main"] == ["text", "section1 1", ["paragraph", "paragraph", "paragraph"]]


SHELL = """甲市人民政府关于印发《甲市登记办法》的通知
甲政发〔2020〕3号
各区人民政府：
现将《甲市登记办法》印发给你们，请认真执行。
甲市人民政府
2020年3月1日
甲市登记办法
第一条 登记免费。
第二条 登记公开。
第三条 施行。
附件1
登记表
1.姓名
2.住址"""


def test_the_shell_is_main_and_what_it_carries_is_attached() -> None:
    assert [(part.name, part.title) for part in parse(SHELL).components] == [
        ("main", "甲市人民政府关于印发《甲市登记办法》的通知"),
        ("att_1", "甲市登记办法"),
        ("att_2", "登记表"),
    ]
    assert shape(SHELL)["att_1"] == ["text", "article 1", "article 2", "article 3"]


def test_a_list_of_attachments_is_text() -> None:
    text = "关于登记的通知\n一、登记免费。\n附件：1.登记表\n2.收费表\n甲市人民政府\n2020年3月1日"
    assert shape(text)["main"] == ["text", "section1 1", "text", "text", "text", "text"]


def test_articles_of_an_attachment_count_for_themselves() -> None:
    text = "甲市规定\n第一条 目的。\n第二条 范围。\n第三条 施行。\n附件\n甲市细则\n第一条 细目。\n第二条 施行。\n附件2\n乙县细则\n第一条 施行。"
    assert articles(text) == ["1", "2", "3", "1", "2", "1"]
    assert parse(text).integrity.breaks == ()


def test_an_attachment_without_its_word_begins_with_its_title() -> None:
    text = "甲市规定\n第一条 目的。\n第二条 施行。\n甲市登记细则\n第一条 细目。\n第二条 施行。"
    assert list(shape(text)) == ["main", "att_1"]


def test_the_work_plan_has_seven_parts_and_thirty_four_items() -> None:
    document = parse(shared("corpus/work-plan-2017.txt").read_text("utf-8"))
    kinds = [node.kind for node in document.walk()]
    assert (kinds.count("section1"), kinds.count("section2")) == (7, 34)
    assert [node.num for node in document.walk() if node.kind == "section2"] == [str(n) for n in range(1, 35)]
    assert [part.name for part in document.components] == ["main", "att_1"]
    assert document.components[1].title == "衡水市人民政府2017年法治政府建设工作要点"
    assert "衡政字〔2016〕31号" in document.text
    assert "文号缺六角括号，已补：衡政字?2016?31号 改为 衡政字〔2016〕31号。" in document.integrity.warnings

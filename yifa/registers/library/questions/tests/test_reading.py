"""How questions are understood: each kind in the forms people type, and what is none."""

import pytest

from yifa.registers.library.names import key
from yifa.registers.library.questions.reading import LONGEST, Known, Reading, read

TITLES = (
    "中华人民共和国行政处罚法",
    "中华人民共和国民法典",
    "枫桥市停车设施管理办法",
    "枫桥市人民政府关于印发《枫桥市集市管理办法》的通知",
    "枫桥市实施《中华人民共和国行政处罚法》办法",
)
ISSUERS = ("枫桥市人民政府", "枫桥市司法局", "桃林县人民政府")
KNOWN = Known(
    is_name=lambda name: name in {key(title) for title in TITLES},
    in_title=lambda part: any(part in title for title in TITLES),
    is_issuer=lambda part: any(name.endswith(part) for name in ISSUERS),
)


def reading(text: str) -> Reading:
    return read(text, KNOWN)


@pytest.mark.parametrize(
    "text",
    [
        "枫政规〔2024〕3号", "枫政规[2024]3号", "枫政规【2024】3号", "枫政规（2024）3号", "枫政规(2024)第3号", "枫政规 2024 3号",
        "枫政规?2024?3号", "枫政规？2024？3号", "枫政规〔2024〕03号", "枫政规〔2024〕3", "枫政规2024-3号", " 枫政规 〔2024〕 3号 ",
    ],
)  # fmt: skip
def test_a_number_is_one_number_however_its_brackets_are_typed_or_lost(text):
    found = reading(text)
    assert (found.kind, found.number) == ("number", "枫政规〔2024〕3号")
    assert found.sentence == "识别为文号：机关代字“枫政规”，2024年，第3号。"
    assert [(chip.label, chip.value, chip.without) for chip in found.chips] == [
        ("文号", "枫政规〔2024〕3号", "")
    ]


@pytest.mark.parametrize(
    ("text", "number"),
    [("〔2024〕3号", "〔2024〕3号"), ("国务院令第588号", "国务院令第588号"), ("主席令第六十三号", "主席令第63号"), ("国务院令 588 号", "国务院令第588号")],
)  # fmt: skip
def test_numbers_without_letters_and_numbers_of_orders(text, number):
    assert (reading(text).kind, reading(text).number) == ("number", number)


@pytest.mark.parametrize("text", ["2024", "2024年3月", "120", "2024年工作要点", "3号线", "停车2024"])
def test_years_and_bare_numbers_are_no_document_numbers(text):
    assert reading(text).kind == "concept"


@pytest.mark.parametrize(
    ("text", "name", "num"),
    [
        ("行政处罚法第三十三条", "行政处罚法", "33"),
        ("行政处罚法33条", "行政处罚法", "33"),
        ("行政处罚法 第33条", "行政处罚法", "33"),
        ("《行政处罚法》第三十三条第一款", "行政处罚法", "33"),
        ("《中华人民共和国民法典》第一千二百五十四条", "中华人民共和国民法典", "1254"),
        ("民法典第一百二十条之一", "民法典", "120-1"),
        ("行政处罚法第三十三条的内容是什么？", "行政处罚法", "33"),
        ("停车设施管理办法第9条", "停车设施管理办法", "9"),
    ],
)
def test_an_article_of_a_named_law(text, name, num):
    found = reading(text)
    assert (found.kind, found.name, found.num, found.words) == ("article", name, num, ())


def test_words_behind_an_article_are_looked_for_too():
    found = reading("行政处罚法第三十三条 首违不罚")
    assert (found.kind, found.num, "".join(found.words)) == ("article", "33", "首违不罚")


@pytest.mark.parametrize("text", ["第三十三条", "第一条生产线", "火星法第三条", "行政处罚法第三十四三条"])
def test_what_names_no_known_law_is_no_article(text):
    assert reading(text).kind == "concept"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("行政处罚法", "行政处罚法"),
        ("中华人民共和国行政处罚法", "中华人民共和国行政处罚法"),
        ("《停车设施》", "停车设施"),
        ("停车设施管理办法", "停车设施管理办法"),
        (
            "《枫桥市人民政府关于印发《枫桥市集市管理办法》的通知》",
            "枫桥市人民政府关于印发《枫桥市集市管理办法》的通知",
        ),
        ("《没有的办法》", "没有的办法"),
    ],
)
def test_a_title_whole_short_partial_or_in_brackets(text, name):
    found = reading(text)
    assert (found.kind, found.name, found.words) == ("title", name, ())


def test_words_beside_a_title_are_looked_for_in_it():
    found = reading("《行政处罚法》 听证 期限")
    assert (found.kind, found.name, found.words) == ("title", "行政处罚法", ("听证", "期限"))
    assert [chip.without for chip in found.chips] == [
        "听证 期限",
        "《行政处罚法》 期限",
        "《行政处罚法》 听证",
    ]


@pytest.mark.parametrize(
    "text", ["“没有造成危害后果的”", '"没有造成危害后果的"', "「没有造成危害后果的」", "‘没有造成危害后果的’"]
)
def test_a_quotation_is_looked_for_as_it_stands(text):
    found = reading(text)
    assert (found.kind, found.quoted, found.words) == ("quotation", ("没有造成危害后果的",), ())
    assert found.sentence == "识别为原句：查找含有“没有造成危害后果的”的文件。"


def test_a_quotation_with_words_beside_it():
    found = reading("停车 “入口显著位置” 收费")
    assert (found.kind, found.quoted, found.words) == ("quotation", ("入口显著位置",), ("停车", "收费"))
    assert [chip.without for chip in found.chips] == [
        "停车 收费",
        "“入口显著位置” 收费",
        "停车 “入口显著位置”",
    ]


@pytest.mark.parametrize("text", ["枫桥市人民政府", "枫桥市司法局", "司法局"])
def test_an_organ_that_issued_something(text):
    assert (reading(text).kind, reading(text).name) == ("organ", text)


@pytest.mark.parametrize("text", ["无名市人民政府", "交通局"])
def test_an_organ_that_issued_nothing_is_words(text):
    assert reading(text).kind == "concept"


def test_words_about_a_matter_can_be_taken_off_one_by_one():
    found = reading("停车 收费 公示")
    assert (found.kind, found.words) == ("concept", ("停车", "收费", "公示"))
    assert [(chip.value, chip.without) for chip in found.chips] == [
        ("停车", "收费 公示"),
        ("收费", "停车 公示"),
        ("公示", "停车 收费"),
    ]
    assert [(way.label, way.query) for way in found.ways] == [
        ("改按题名查", "《停车 收费 公示》"),
        ("改按原句查", "“停车 收费 公示”"),
    ]


def test_everyday_words_are_read_as_legal_terms_and_said():
    found = reading("老板拖欠工资怎么办？")
    assert {"用人单位", "劳动报酬"} <= set(found.legal)
    assert "法律用语也查：" in found.sentence


def test_only_stop_words_are_kept_rather_than_nothing():
    assert reading("怎么办").words


@pytest.mark.parametrize("text", ["", "   ", "\u3000\n"])
def test_nothing_typed_lists_everything(text):
    assert (reading(text).kind, reading(text).sentence) == ("all", "未输入检索词，列出全部文件。")


@pytest.mark.parametrize("text", ["《》", "？！", "&& || ()", "“”", "——", "*", "\\", "〔〕"])
def test_signs_alone_are_looked_for_as_they_are(text):
    found = reading(text)
    assert (found.kind, found.quoted) == ("quotation", (" ".join(text.split()),))
    assert found.sentence == "检索词只有标点或者符号，按原样查找。"


def test_words_that_are_operators_elsewhere_are_words_here():
    found = reading("AND OR NOT title:*")
    assert (found.kind, found.words) == ("concept", ("and", "or", "not", "title"))


@pytest.mark.parametrize(
    "text", ["停车" * 5000, "第" * 10_000, "《" * 10_000, "“停" * 5000, "一二三条" * 2500, "〔2024〕" * 2000]
)
def test_ten_thousand_characters_are_cut_and_said(text):
    found = reading(text)
    assert len(found.text) == LONGEST
    assert found.sentence.startswith(f"检索词过长，只按前{LONGEST}个字查找。")

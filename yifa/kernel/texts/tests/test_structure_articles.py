"""Texts of the first family, 编章节条款项目, read by docs/reading.md. All texts are invented."""

from yifa.kernel.texts.structure import parse
from yifa.kernel.texts.tests.shape import articles, shape

CODE = """甲市城市管理法典
第一编 总则
第一分编 一般规定
第一章 基本规定
第一条 为了管理城市，制定本法典。
第二编 街道
第二章 养护
第一节 路面
第二条 路面应当平整。
破损的，应当修复。
第二条之一 冬季路面应当防滑。
第二节 路灯
第三条 路灯应当明亮。"""


def test_books_parts_chapters_and_sections_nest() -> None:
    assert shape(CODE) == {
        "main": [
            "text",
            "book 1",
            ["part 1", ["chapter 1", ["article 1"]]],
            "book 2",
            [
                "chapter 2",
                ["section 1", ["article 2", ["paragraph 2"], "article 2-1"], "section 2", ["article 3"]],
            ],
        ]
    }


def test_a_heading_may_stand_on_the_next_line_and_blanks_inside_it_are_dropped() -> None:
    text = "甲市规定\n第一章\n总 则\n第一条 内容。\n第二章　罚　则\n第二条 内容。"
    headings = [node.heading for node in parse(text).walk() if node.kind == "chapter"]
    assert headings == ["总则", "罚则"]


def test_paragraphs_items_and_subitems() -> None:
    text = (
        "甲市规定\n第一条 有下列情形之一的，应当登记：\n（一）新设的：\n1.企业；\n2.个人；\n（二）变更的。\n登记不收费。\n"
        "第二款以外的情形：\n（一）从略。\n第二条 登记每年一次。"
    )
    assert shape(text) == {
        "main": [
            "text",
            "article 1",
            ["item 1", ["subitem 1", "subitem 2"], "item 2", "paragraph 2", "paragraph 3", ["item 1"]],
            "article 2",
        ]
    }


def test_the_first_paragraph_is_the_text_of_the_article() -> None:
    (article,) = [
        node for node in parse("甲市规定\n第一条 登记免费。\n第二款。").walk() if node.kind == "article"
    ]
    assert (article.text, [child.text for child in article.children]) == ("登记免费。", ["第二款。"])


def test_every_sign_directly_below_an_article_is_an_item() -> None:
    for first, second in (
        ("一、", "二、"),
        ("1.", "2."),
        ("1、", "2、"),
        ("(一)", "(二)"),
        ("①", "②"),
        ("（1）", "（2）"),
    ):
        text = f"甲市规定\n第一条 包括：\n{first}甲；\n{second}乙。\n第二条 完。"
        assert shape(text)["main"] == ["text", "article 1", ["item 1", "item 2"], "article 2"], first


def test_full_width_digits_and_old_formatting() -> None:
    text = "甲市规定\r\n　　第１条　登记免费。\r\n　　（１）甲；\r\n　　第 二 条  收费另定。\r\n第十二条内容从略。"
    assert articles(text) == ["1", "2", "12"]
    assert shape(text)["main"][1:3] == ["article 1", ["item 1"]]


def test_an_article_may_carry_a_heading_in_brackets() -> None:
    document = parse("甲市规定\n第一条【目的】为了管理。\n第二条 （范围） 适用于本市。")
    found = [(node.heading, node.text) for node in document.walk() if node.kind == "article"]
    assert found == [("目的", "为了管理。"), ("范围", "适用于本市。")]


def test_a_table_of_contents_is_not_structure() -> None:
    text = "甲市规定\n目 录\n第一章 总则……1\n第二章 附则……3\n第一章 总则\n第一条 内容。\n第二章 附则\n第二条 施行。"
    assert shape(text)["main"] == [
        "text", "text", "text", "text", "chapter 1", ["article 1"], "chapter 2", ["article 2"],
    ]  # fmt: skip


def test_a_table_of_contents_without_its_name_and_one_not_repeated() -> None:
    unnamed = "甲市规定\n第一章 总则\n第二章 附则\n第一章 总则\n第一条 内容。\n第二章 附则\n第二条 施行。"
    assert shape(unnamed)["main"] == [
        "text",
        "text",
        "text",
        "chapter 1",
        ["article 1"],
        "chapter 2",
        ["article 2"],
    ]
    once = "甲市规定\n目录\n第一章 总则\n第二章 登记\n第三章 附则\n第一条 内容。\n第二条 施行。"
    assert articles(once) == ["1", "2"]


def test_articles_run_together_on_one_line_are_separated() -> None:
    text = "甲市规定\n第一条 目的。第二条 范围。第三条 原则。\n第四条 依照第五条办理。第六条 从略。\n第五条 施行。"
    assert articles(text) == ["1", "2", "3", "4", "5"]


def test_without_a_blank_only_a_missing_article_is_separated() -> None:
    text = "甲市规定\n第一条 目的。第二条登记由市政府负责。\n第三条 罚则。\n登记见第四条。第四条收费另定。\n第五条 施行。第六条未另行规定。"
    assert articles(text) == ["1", "2", "3", "4", "5", "6"]
    whole = "甲市规定\n第一条 照第二条办理。第二条规定的登记免费。\n第二条 登记。\n第三条 施行。"
    assert articles(whole) == ["1", "2", "3"]


def test_a_chapter_run_together_with_its_article_is_separated_too() -> None:
    text = "甲市规定\n第一条 目的。\n第二条 罚款从轻。第六章附则第三条本规定自公布之日起施行。"
    assert shape(text)["main"][-2:] == ["chapter 6", ["article 3"]]


def test_what_a_quotation_holds_is_no_structure() -> None:
    text = (
        "甲市人民政府关于修改《甲市规定》的决定\n一、将第三条修改为：“第三条 登记免费：\n（一）个人；\n（二）企业。”\n"
        "二、增加一条，作为第四条：“第四条 收费另定。\n“前款收费公开。”\n本决定自公布之日起施行。"
    )
    assert articles(text) == []
    assert [line for line in shape(text)["main"] if line in ("section1 1", "section1 2")] == [
        "section1 1",
        "section1 2",
    ]


def test_a_quotation_in_running_text_hides_nothing() -> None:
    text = "甲市规定\n第一条 本规定所称“登记，是指：\n第二条 收费另定。\n第三条 施行。"
    assert articles(text) == ["1", "2", "3"]


def test_citations_at_the_start_of_a_line_are_no_articles() -> None:
    text = "甲市规定\n第一条 罚款：\n第三条规定的行为，从轻；\n第三条、第四条所列行为，从重。\n第一条生产线除外。\n第二条 施行。"
    assert articles(text) == ["1", "2"]


def test_the_signature_is_text() -> None:
    text = "甲市规定\n第一条 登记免费。\n第二条 施行。\n甲市人民政府\n2020年3月1日"
    assert shape(text)["main"] == ["text", "article 1", "article 2", "text", "text"]


def test_a_table_is_one_node_where_it_stands() -> None:
    text = "甲市规定\n第一条 收费标准：\n项目\t金额\n登记\t10元\n变更\t5元\n第二条 施行。"
    assert shape(text)["main"] == ["text", "article 1", ["table"], "article 2"]
    (table,) = [node for node in parse(text).walk() if node.kind == "table"]
    assert table.text == "项目\t金额\n登记\t10元\n变更\t5元"


def test_a_table_between_bars_and_rows_that_begin_like_articles() -> None:
    text = "甲市规定\n第一条 对照：\n| 条文 | 罚款 |\n|-----|-----|\n| 第三条 | 10元 |\n| 第四条 | 20元 |\n第二条 施行。"
    assert articles(text) == ["1", "2"]
    (table,) = [node for node in parse(text).walk() if node.kind == "table"]
    assert table.text == "条文\t罚款\n第三条\t10元\n第四条\t20元"


def test_numbered_headings_between_articles_hold_the_next_ones() -> None:
    text = "甲市解释\n一、登记\n第一条 登记免费。\n第二条 登记公开。\n二、罚则\n第三条 罚款从轻。"
    assert shape(text)["main"] == [
        "text",
        "section1 1",
        ["article 1", "article 2"],
        "section1 2",
        ["article 3"],
    ]


def test_offsets_lead_back_into_the_text() -> None:
    document = parse(CODE)
    for node in document.walk():
        assert document.text[node.start :].startswith(node.label or node.text)
        if node.text:
            assert document.text[node.body :].startswith(node.text.split("\n")[0])
        assert all(node.start <= child.start and child.end <= node.end for child in node.children)

"""Hard written forms, one test each: `gold/forms.txt` says what every invented sentence cites."""

import pytest

from yifa.kernel.texts.citations import extract, extract_text
from yifa.kernel.texts.structure import parse
from yifa.kernel.texts.tests.annotations import Form, forms, meant


@pytest.mark.parametrize("form", list(forms()), ids=lambda form: form.name)
def test_form(form: Form) -> None:
    document = parse(form.text)
    found = extract(document)
    assert [(one.text, meant(one)) for one in found] == list(form.expected)
    assert all(document.text[one.start : one.end] == one.text for one in found)


def test_a_piece_of_text_is_read_without_structure() -> None:
    (found,) = extract_text("《行政处罚法》第三十三条第一款")
    assert (found.target.law, found.target.article, found.target.paragraph) == (
        "中华人民共和国行政处罚法",
        "33",
        "1",
    )


def test_the_title_of_a_text_is_no_citation_over_all_its_lines() -> None:
    document = parse(
        "甲市人民政府办公室关于印发\n《甲市登记办法》的通知\n各区：\n现将《甲市登记办法》印发给你们。"
    )
    assert [one.start > 30 for one in extract(document)] == [True]


def test_names_given_from_outside_replace_the_catalogue() -> None:
    found = extract_text("依照登记法第三条，不依照行政处罚法。", {"登记法": "甲市登记法"})
    assert [(one.text, one.target.law) for one in found] == [("登记法第三条", "甲市登记法")]


def test_roles_follow_the_words_around() -> None:
    text = (
        "根据《甲市登记法》，制定本办法。违反《乙市收费办法》第三条的，依照《丙市罚则规定》处罚。"
        "《丁市旧登记办法》同时废止。参照《戊市试行办法》执行。将《己市规则》第二条修改为如下内容。"
    )
    assert [one.role for one in extract_text(text)] == [
        "basis",
        "apply",
        "apply",
        "repeal",
        "reference",
        "amend",
    ]


def test_a_document_number_beside_a_title_is_kept_in_its_one_form() -> None:
    (found,) = extract_text("按照《甲市方案》（甲政发[2020] 3 号）办理。")
    assert (found.text, found.doc_no) == ("《甲市方案》", "甲政发〔2020〕3号")


def test_an_article_that_the_text_does_not_have_belongs_to_the_law_named_before() -> None:
    text = "甲市解释\n第一条 刑法第一百三十条规定的“公文”的种类，第二百八十条规定的“印章”，以盖印为准。\n第二条 施行。"
    found = extract(parse(text))
    assert [(one.target.law, one.target.article) for one in found] == [
        ("中华人民共和国刑法", "130"),
        ("中华人民共和国刑法", "280"),
    ]

"""The lists behind a question are well-formed data."""

from yifa.kernel.search.engine.folding import fold
from yifa.registers.library.questions import weights
from yifa.registers.library.questions.vocabulary import (
    DATA,
    asks,
    content_words,
    everyday,
    key_words,
    legal_terms,
)


def test_each_everyday_word_stands_once_with_at_least_one_legal_term():
    rows = [line.split("\t") for line in (DATA / "everyday.tsv").read_text("utf-8").splitlines()]
    assert all(len(row) == 2 and row[0] and row[1].split() for row in rows)
    assert len({row[0] for row in rows}) == len(rows) == len(everyday())
    assert all(word == fold(word) for word, _ in rows)


def test_legal_terms_are_added_only_where_they_do_not_stand_already():
    assert "用人单位" in legal_terms("被单位开除")
    assert "用人单位" not in legal_terms("用人单位开除劳动者")
    assert legal_terms("河道保洁") == []


def test_a_piece_of_a_word_is_no_everyday_word():
    assert "饲养的动物" in legal_terms("邻居的动物咬人") and legal_terms("野生动物") == []
    assert "未订立书面劳动合同" in legal_terms("单位没签劳动合同")


def test_content_words_leave_the_question_out():
    assert content_words("请问停车收费应该怎么公示呢？") == ["停车", "收费", "公示"]


def test_a_law_stands_above_a_rule_and_a_code_above_a_law():
    kinds = ("law", "judicial_interpretation", "admin_regulation", "rule")
    order = [
        weights.standing("law", "中华人民共和国民法典"),
        *(weights.standing(kind, "某规定") for kind in kinds),
    ]
    assert order == sorted(order, reverse=True) and order[-1] == 1.0
    assert weights.standing("rule", "某法典") == 1.0


def test_words_that_together_are_one_everyday_word_are_one():
    assert key_words("高空抛物 停车") == ["高空抛物", "停车"]
    assert content_words("高空抛物 停车") == ["高空", "抛物", "停车"]


def test_a_word_that_segmentation_only_guessed_is_taken_apart():
    assert key_words("养狗罚多少钱") == ["养狗", "罚", "钱"]
    assert legal_terms("养狗罚多少钱")[:2] == ["养犬", "犬只"]


def test_what_is_put_as_a_question_need_not_be_met_word_by_word():
    asked = ("公司欠薪怎么办", "宅基地能卖吗", "罚多少", "行政处罚 听证", "养犬登记")
    assert [asks(text) for text in asked] == [True, True, True, False, False]

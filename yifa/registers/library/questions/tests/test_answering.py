"""Articles that answer, over an invented collection; the measures against values worked out by hand."""

import json
from math import log2

import pytest

from yifa.registers.library.questions import collection, ranking
from yifa.registers.library.questions.answering import answer
from yifa.registers.library.questions.collection import Collection

ARTICLES = [
    ("a1", "中华人民共和国劳务法", "第七条", "用人单位拖欠劳动报酬的，应当依法支付赔偿金。"),
    ("a2", "中华人民共和国劳务法", "第十二条之一", "劳动者可以随时领取劳务手册。"),
    ("b1", "劳务法实施办法", "第七条", "领取劳务手册应当提交申请表。"),
    ("b2", "劳务法实施办法", "第八条", "手册遗失的，可以补发。"),
    ("c1", "集市管理条例", "第七条", "摊位费应当公示。"),
]


@pytest.fixture(scope="module")
def articles(tmp_path_factory) -> Collection:
    path = tmp_path_factory.mktemp("collection") / "articles.jsonl"
    rows = [{"id": i, "law": law, "article": article, "text": text} for i, law, article, text in ARTICLES]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return collection.indexed(path)


def ranked(articles: Collection, text: str) -> list[str]:
    return [articles.ids[place] for place in answer(text, articles.scope, 10)]


@pytest.mark.parametrize(
    "text", ["劳务法第七条的内容是什么？", "《劳务法》7条", "中华人民共和国劳务法第七条"]
)
def test_an_article_named_by_its_law_comes_first(articles, text):
    assert ranked(articles, text)[0] == "a1"


def test_an_inserted_article_is_another_article(articles):
    assert ranked(articles, "劳务法第十二条之一")[0] == "a2"


def test_a_question_in_everyday_words_finds_the_article_in_legal_words(articles):
    assert ranked(articles, "老板一直欠薪怎么办")[0] == "a1"


def test_a_question_without_any_known_word_finds_nothing(articles):
    assert ranked(articles, "火星") == []


def test_a_law_stands_above_its_measures_where_words_say_the_same():
    read = collection.entry(0, "中华人民共和国劳务法", []), collection.entry(1, "劳务法实施办法", [])
    assert read[0].weight > read[1].weight


def test_frequent_terms_are_left_out_where_there_are_too_many_postings(articles, monkeypatch):
    every = ranking.terms("劳务手册遗失怎么补发")
    monkeypatch.setattr(ranking, "POSTINGS", 0)
    monkeypatch.setattr(ranking, "ALWAYS", 2)
    chosen = ranking._affordable(every, articles.scope)
    assert len(chosen) == 2
    assert all(articles.engine.frequency(field, token) == 1 for field, token, _ in chosen)
    assert ranked(articles, "劳务手册遗失怎么补发")[0] == "b2"


@pytest.mark.parametrize(
    ("law", "kind"),
    [
        ("中华人民共和国民法典", "law"),
        ("劳务法", "law"),
        ("最高人民法院关于适用《劳务法》的解释（一）", "judicial_interpretation"),
        ("集市管理条例", "admin_regulation"),
        ("劳务法实施办法", "rule"),
    ],
)
def test_the_kind_of_a_text_is_read_from_its_title(law, kind):
    assert collection.kind_of(law) == kind


def test_measures():
    grades = {"a": 1.0, "b": 1.0, "z": 1.0}
    found = ["x", "a", "y", "b"]
    ideal = 1 + 1 / log2(3) + 1 / log2(4)
    assert collection.ndcg(found, grades) == pytest.approx((1 / log2(3) + 1 / log2(5)) / ideal)
    assert collection.ndcg(found, {"b": 1.0}, depth=3) == 0.0
    assert collection.reciprocal(found, grades) == 0.5
    assert collection.reciprocal([], grades) == 0.0
    assert collection.recall(found, grades, 2) == pytest.approx(1 / 3)


def test_judgements_without_a_grade_count_for_nothing(tmp_path):
    path = tmp_path / "qrels.tsv"
    path.write_text("q1\t0\ta\t2\nq1\t0\tb\t0\n\nq2\t0\tc\t1\n", encoding="utf-8")
    assert collection.judgements(path) == {"q1": {"a": 2.0}, "q2": {"c": 1.0}}

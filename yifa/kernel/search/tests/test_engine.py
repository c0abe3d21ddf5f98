"""The engine: every string that stands in a text is found, by those who may read it and on the days they may."""

from datetime import date
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yifa.kernel.search.engine import highlight
from yifa.kernel.search.engine import queries as q
from yifa.kernel.search.engine.entry import Entry, Part
from yifa.kernel.search.engine.folding import fold, fold_with_places
from yifa.kernel.search.engine.index import Engine, KeptPart
from yifa.kernel.search.engine.words import grams, pairs, words

DAY = date(2026, 3, 16)
PUBLIC = frozenset({"public"})
TEXTS = (
    "第一条　为了规范停车收费，制定本办法。\n第二条　收费标准应当公示（每小时５元，ＡＢＣ类 3.5元）。",
    "第一条 Ａｐｐ 名称为“衡水停车Plus2.0”；https://example.invalid/a?b=1&c=<2>\n第二条 罚款200元以上1,000元以下。",
    "各县市区人民政府：\n　　一、加强领导……　二、落实责任——确保实效。①②③ ﬁne Straße İstanbul 𠮷野家 ½",
    "停车停车停车场场场。\t表格\t一行\n",
)


def entry(group: int, text: str, **more) -> Entry:
    values = {
        "title": f"文件{group}",
        "parts": (),
        "readers": PUBLIC,
        "card": {"title": f"文件{group}"},
    } | more
    return Entry(group=group, text=text, **values)


def engine(*entries: Entry) -> Engine:
    made = Engine.made()
    with made.writer() as writer:
        for one in entries:
            writer.add(one)
    made.reload()
    return made


def groups(made: Engine, query, keys=PUBLIC, on=DAY, hidden=()) -> list[int]:
    readable = q.readable(q.every(query, q.WORKS), frozenset(keys), on, hidden)
    return sorted(made.groups([address for _, address in made.works(readable, 100)]))


@pytest.fixture(scope="module")
def texts() -> Engine:
    return engine(*(entry(group, text) for group, text in enumerate(TEXTS)))


@st.composite
def cut_out(draw) -> str:
    """2 to 20 characters as they stand in one of the texts."""
    text = draw(st.sampled_from(TEXTS))
    length = draw(st.integers(2, 20))
    start = draw(st.integers(0, len(text) - 2))
    return text[start : start + length]


def naive(string: str) -> list[int]:
    """What a plain scan of texts and titles finds."""
    return [
        n for n, text in enumerate(TEXTS) if fold(string) in fold(text) or fold(string) in fold(f"文件{n}")
    ]


@settings(max_examples=400, deadline=None)
@given(cut_out())
def test_every_string_of_a_text_is_found_and_nothing_else(texts, string):
    if fold(string):
        assert groups(texts, q.exact("grams", fold(string))) == naive(string)


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=20))
def test_any_other_string_is_found_just_where_it_stands(texts, string):
    assert groups(texts, q.exact("grams", fold(string))) == (naive(string) if fold(string) else [])


def test_the_last_character_and_a_text_of_one_character_are_found():
    made = engine(entry(1, "罚"), entry(2, "处罚"), entry(3, "罚款"), entry(4, "."))
    assert groups(made, q.exact("grams", "罚")) == [1, 2, 3]
    assert groups(made, q.exact("grams", ".")) == [4]


def test_folding_forgets_width_case_and_blanks_and_remembers_places():
    text = "Ａ b\u3000Ｃ１，ﬁ"
    folded, places = fold_with_places(text)
    assert folded == fold(text) == "abc1,fi"
    assert [text[place] for place in places] == ["Ａ", "b", "Ｃ", "１", "，", "ﬁ", "ﬁ"]


def test_half_a_surrogate_pair_is_stored_and_searched_without_fault():
    made = engine(entry(1, "坏字\ud83d在此"))
    assert groups(made, q.exact("grams", fold("字\ud83d在"))) == [1]


def test_a_title_is_told_from_the_beginning_the_middle_and_the_whole():
    made = engine(
        entry(1, "", title="停车办法"), entry(2, "", title="临时停车办法"), entry(3, "", title="停车办法解读")
    )
    assert groups(made, q.exact("title", "停车办法")) == [1, 2, 3]
    assert groups(made, q.begins("title", "停车办法")) == [1, 3]
    assert groups(made, q.whole("title", "停车办法")) == [1]


def test_words_and_pairs_leave_punctuation_out():
    assert words("停车，收费！３元") == ["停车", "收费", "3", "元"]
    assert pairs("停车，收费") == ["停车", "收费"]
    assert grams("停车") == "停车 车\x1e"


@pytest.mark.parametrize(
    ("keys", "on", "seen"),
    [
        ({"public"}, date(2026, 1, 31), [4]),
        ({"public"}, date(2026, 2, 1), [1, 4]),
        ({"public"}, date(2026, 3, 31), [1, 4]),
        ({"public"}, date(2026, 4, 1), [2, 4]),  # the later text takes over on its day
        ({"public", "organ:7"}, date(2026, 3, 16), [1, 3, 4]),
        ({"public", "legal"}, date(2026, 3, 16), [2, 3, 4]),  # the newest text, public or not, and only that
        ({"public", "legal"}, date(2026, 1, 1), [2, 3, 4]),
    ],
)
def test_who_sees_what_on_which_day(keys, on, seen):
    made = engine(
        entry(1, "规定", since=date(2026, 2, 1), until=date(2026, 4, 1), instead=frozenset({"legal"})),
        entry(2, "规定", since=date(2026, 4, 1), readers=frozenset({"public", "legal"})),
        entry(3, "规定", readers=frozenset({"legal", "organ:7"})),
        entry(4, "规定", readers=frozenset({"public", "legal"})),
    )
    assert groups(made, q.exact("grams", "规定"), keys, on) == seen


KEYS = ("public", "legal", "organ:1", "organ:2")


@st.composite
def shelf(draw) -> list[Entry]:
    """Entries for any circle of readers, open for any stretch of days."""
    made = []
    for group in range(draw(st.integers(1, 6))):
        days = sorted(draw(st.lists(st.integers(1, 9), min_size=2, max_size=2, unique=True)))
        readers, instead = (draw(st.sets(st.sampled_from(KEYS), min_size=least)) for least in (1, 0))
        since, until = (date(2026, 3, day) for day in days)
        made.append(
            entry(
                group,
                "规定",
                readers=frozenset(readers),
                instead=frozenset(instead - readers - {"public"}),
                since=since,
                until=until,
            )
        )
    return made


@settings(max_examples=150, deadline=None)
@given(shelf(), st.sets(st.sampled_from(KEYS[1:])), st.integers(1, 9), st.sets(st.integers(0, 5)))
def test_nobody_finds_what_is_not_theirs_and_everybody_what_is(entries, own, day, hidden):
    on = date(2026, 3, day)

    def theirs(one: Entry) -> bool:
        opened = "public" in one.readers and one.since <= on < one.until
        return (opened or bool(one.readers & own)) and not one.instead & own and one.group not in hidden

    found = groups(engine(*entries), q.exact("grams", "规定"), {"public", *own}, on, hidden)
    assert found == [one.group for one in entries if theirs(one)]


def test_hidden_groups_are_in_no_hit_count_or_facet():
    made = engine(
        entry(1, "规定", facets={"kind": ("law",)}),
        entry(2, "规定", facets={"kind": ("rule",), "issuer": ("甲 局",)}),
    )
    query = q.readable(q.every(q.exact("grams", "规定"), q.WORKS), PUBLIC, DAY, {1})
    assert made.count(query) == 1
    assert made.facets(query, ("kind", "issuer")) == {"kind": {"rule": 1}, "issuer": {"甲 局": 1}}


def test_filters_take_any_of_their_values_and_all_of_the_filters():
    made = engine(
        entry(1, "", facets={"kind": ("law",), "year": ("2020",)}),
        entry(2, "", facets={"kind": ("rule",), "year": ("2020",)}),
        entry(3, "", facets={"kind": ("rule",), "year": ("2021",), "issuer": ("甲 局", "乙局")}),
    )
    assert groups(made, q.filtered(q.WORKS, {"kind": ("law", "rule"), "year": ("2020",)})) == [1, 2]
    assert groups(made, q.filtered(q.WORKS, {"issuer": ("甲 局",)})) == [3]


def test_what_is_kept_comes_back_as_it_was():
    text = "标题\n第一条　甲。\n第二条　乙Ａ。\n附：丙"
    places = [text.index("第一条"), text.index("第二条"), text.index("附")]
    parts = (Part("art_1", "1", "第一条", "", *places[:2]), Part("art_2", "2", "第二条", "", *places[1:]))
    made = engine(entry(5, text, parts=parts, card={"title": "文", "n": 1}))
    ((_, work),) = made.works(q.WORKS, 10)
    assert made.card(work) == (5, {"title": "文", "n": 1})
    ((_, kept),) = made.works(q.TEXTS, 10)
    whole = made.text(kept)
    assert (whole.text, whole.folded) == (text, fold(text))
    assert [whole.folded[slice(*span)] for span in whole.folded_spans()] == ["第一条甲。", "第二条乙a。"]
    hits = sorted(made.parts(q.term("level", "part"), 10), key=lambda hit: hit.place)
    assert [made.part(hit.address) for hit in hits] == [whole.part(0), whole.part(1)]
    assert whole.part(1) == KeptPart("art_2", "2", "第二条", "", "第二条　乙Ａ。\n")


def test_a_weight_multiplies_the_score_of_the_parts():
    part = (Part("art_1", "1", "第一条", "", 0, 5),)
    made = engine(entry(1, "停车收费。", parts=part), entry(2, "停车收费。", parts=part, weight=1.65))
    scores = {hit.group: hit.score for hit in made.weighed_parts(q.term("words", "停车"), 10)}
    assert scores[2] / scores[1] == pytest.approx(1.65, rel=1e-3)


def test_writing_that_fails_leaves_the_index_as_it_was():
    made = engine(entry(1, "规定"))
    with pytest.raises(ZeroDivisionError), made.writer() as writer:
        writer.remove(1)
        raise ZeroDivisionError
    made.reload()
    assert groups(made, q.exact("grams", "规定")) == [1]


def test_marks_stand_around_the_original_characters():
    marks = highlight.pattern([fold("abc"), fold("5元")])
    text = "收费<ＡＢ Ｃ>每次５元。"
    assert highlight.marked(text, marks) == "收费&lt;<mark>ＡＢ Ｃ</mark>&gt;每次<mark>５元</mark>。"


def test_touching_marks_are_one_and_the_longest_wins():
    marks = highlight.pattern(["停车", "停车收费", "公示"])
    assert highlight.marked("停车收费公示", marks) == "<mark>停车收费公示</mark>"


@settings(max_examples=200, deadline=None)
@given(cut_out(), st.sampled_from(TEXTS))
def test_marking_changes_nothing_but_the_marks(string, text):
    html = highlight.marked(text, highlight.pattern([fold(string)]))
    assert unescape(html.replace("<mark>", "").replace("</mark>", "")) == text.replace("\n", " ")
    assert html.count("<mark>") == html.count("</mark>")
    assert ("<mark>" in html) == (bool(fold(string)) and fold(string) in fold(text))


def test_a_snippet_shows_where_most_of_it_stands():
    text = "甲" * 300 + "。停车收费应当公示。" + "乙" * 300
    html = highlight.snippet(text, highlight.pattern(["停车", "公示"]))
    assert html.startswith("<mark>停车</mark>收费应当<mark>公示</mark>。乙")
    assert html.endswith("……") and len(html) < 160


def test_without_marks_a_snippet_is_the_beginning():
    assert highlight.snippet("短文。", None) == "短文。"

"""Finding works: what is found, by whom, counted how, marked where, and what helps where nothing is found."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yifa.kernel.access.reader import Reader, public
from yifa.kernel.access.roles import Role
from yifa.kernel.organs.tests.factories import organ
from yifa.kernel.search import node, outbox
from yifa.kernel.search.engine.folding import fold
from yifa.registers.library import force
from yifa.registers.library.finding import Found, Question, find, suggest
from yifa.registers.library.kinds import EffectKind, EffectState
from yifa.registers.library.models import Effect, Work
from yifa.registers.library.tests import factories
from yifa.registers.library.tests.factories import AT, ON
from yifa.registers.library.withdrawing import withdraw

pytestmark = pytest.mark.django_db
PUBLIC = public(ON)
PARKING = """枫桥市停车设施管理办法
第一条　为了规范停车收费，根据《中华人民共和国价格法》，制定本办法。
第二条　停车设施经营单位应当在入口显著位置公示收费标准、计时方法和投诉电话。
第三条　实行政府定价的，由价格主管部门拟订（每小时不超过５元）。
第四条　未按规定公示收费标准的，处200元以上1,000元以下罚款。"""
MARKET = """枫桥市集市管理办法
第一条　为了管理集市，制定本办法。
第二条　集市开办者应当公示摊位收费标准。
第三条　集市周边停车由开办者引导。
第三十三条　本办法自公布之日起施行。"""
LAMPS = """枫桥市路灯维护规定
第一条　路灯损坏的，养护单位应当在三日内修复。"""


@pytest.fixture(autouse=True)
def own_index(settings, tmp_path):
    settings.YIFA_DATA = tmp_path


@pytest.fixture
def shelf() -> dict[str, Work]:
    return {
        "parking": factories.work(PARKING, title="枫桥市停车设施管理办法", doc_no="枫政规〔2024〕3号", issued_on=date(2024, 5, 20)),
        "market": factories.work(
            MARKET, title="枫桥市集市管理办法", doc_no="枫商规〔2022〕12号", kind="department_norm",
            issuers=("枫桥市商务局", "枫桥市公安局"), issued_on=date(2022, 3, 1), topics=("market",),
        ),
        "lamps": factories.work(
            LAMPS, title="枫桥市路灯维护规定", doc_no="枫政规〔2024〕13号", kind="rule", region="河北",
            issued_on=date(2024, 1, 5),
        ),
    }  # fmt: skip


def ask(text: str, reader: Reader = PUBLIC, **more) -> Found:
    return find(Question(text, reader, **more))


def slugs(found: Found) -> list[str]:
    return [hit.slug for hit in found.hits]


def counts(found: Found, facet: str) -> dict[str, int]:
    return {one.value: one.count for one in found.facets[facet]}


def legal() -> Reader:
    return replace(PUBLIC, person_id=1, roles=((Role.LEGAL_STAFF, frozenset({1})),))


@pytest.mark.parametrize(
    ("text", "kind", "first"),
    [
        ("枫政规[2024]3号", "number", "parking"),
        ("停车设施管理办法", "title", "parking"),
        ("《集市管理办法》", "title", "market"),
        ("集市管理办法第三十三条", "article", "market"),
        ("“入口显著位置公示”", "quotation", "parking"),
        ("枫桥市商务局", "organ", "market"),
        ("停车 收费 公示", "concept", "parking"),
        ("路灯坏了多久修好", "concept", "lamps"),
    ],
)
def test_each_kind_of_question_leads_to_its_document(shelf, text, kind, first):
    found = ask(text)
    assert found.reading.kind == kind
    assert slugs(found)[0] == shelf[first].slug


def test_everything_is_listed_from_the_newest(shelf):
    found = ask("")
    assert (found.total, slugs(found)) == (3, [shelf[name].slug for name in ("parking", "lamps", "market")])


def test_a_hit_says_what_it_is_and_marks_the_articles(shelf):
    (hit,) = ask("“公示收费标准”").hits
    assert (hit.work_id, hit.title, hit.doc_no) == (
        shelf["parking"].pk,
        "枫桥市停车设施管理办法",
        "枫政规〔2024〕3号",
    )
    assert (hit.kind_label, hit.force_label, hit.issued_on) == ("政府规范性文件", "有效", date(2024, 5, 20))
    assert [(one.eid, one.label) for one in hit.articles] == [("art_2", "第二条"), ("art_4", "第四条")]
    assert hit.articles[1].html == "未按规定<mark>公示收费标准</mark>的，处200元以上1,000元以下罚款。"


def test_an_article_asked_for_is_shown_and_no_other(shelf):
    (hit,) = ask("集市管理办法33条").hits
    assert [(one.label, one.html, hit.more_articles) for one in hit.articles] == [
        ("第三十三条", "本办法自公布之日起施行。", 0)
    ]


def test_words_beside_a_title_choose_its_articles(shelf):
    (hit,) = ask("停车设施管理办法 罚款").hits
    assert (hit.slug, [one.label for one in hit.articles]) == (shelf["parking"].slug, ["第四条"])
    found = ask("停车设施管理办法 火星")
    assert (slugs(found), found.note) == (
        [shelf["parking"].slug],
        "没有同时含有这些词的文件，列出含有其中部分词的。",
    )


def test_of_two_of_one_name_what_is_in_force_comes_first(shelf):
    old = factories.work(
        LAMPS, title="枫桥市路灯维护规定", doc_no="枫政规〔2025〕1号", issued_on=date(2025, 1, 5)
    )
    for text in ("路灯维护规定", "“养护单位应当在三日内修复”"):
        assert slugs(ask(text)) == [old.slug, shelf["lamps"].slug]  # the newest
    Work.objects.filter(pk=old.pk).update(force="repealed")
    outbox.touch("library", [old.pk], at=AT)
    for text in ("路灯维护规定", "“养护单位应当在三日内修复”"):
        assert slugs(ask(text)) == [shelf["lamps"].slug, old.slug]


def test_an_everyday_word_finds_the_legal_one(shelf):
    work = factories.work(
        "养犬规定\n第一条　饲养的动物伤人的，应当赔偿。", title="养犬规定", doc_no="犬〔2024〕1号"
    )
    (hit,) = ask("狗咬 赔偿").hits
    assert (hit.slug, hit.articles[0].html) == (
        work.slug,
        "<mark>饲养的动物</mark>伤人的，应当<mark>赔偿</mark>。",
    )


def test_an_article_that_is_not_there_is_said(shelf):
    found = ask("集市管理办法第九十九条")
    assert slugs(found) == [shelf["market"].slug]
    assert found.note == "《集市管理办法》中没有第九十九条。"


def test_width_of_characters_does_not_matter_and_the_original_is_marked(shelf):
    (hit,) = ask("“不超过5元)”").hits
    assert "<mark>不超过５元）</mark>" in hit.articles[0].html


def test_markup_in_a_text_is_escaped():
    factories.work(
        "标记规定\n第一条　禁止<script>alert(1)</script>公示。", title="标记规定<b>", doc_no="标〔2024〕1号"
    )
    (hit,) = ask("公示").hits
    assert hit.articles[0].html == "禁止&lt;script&gt;alert(1)&lt;/script&gt;<mark>公示</mark>。"
    assert hit.title_html == "标记规定&lt;b&gt;"


def test_facets_count_the_whole_result(shelf):
    found = ask("", size=1)
    assert counts(found, "kind") == {"government_norm": 1, "department_norm": 1, "rule": 1}
    assert counts(found, "issuer") == {"枫桥市人民政府": 2, "枫桥市公安局": 1, "枫桥市商务局": 1}
    assert [(one.value, one.label, one.count) for one in found.facets["year"]] == [
        ("2024", "2024年", 2),
        ("2022", "2022年", 1),
    ]
    assert counts(found, "region") == {"河北": 1}
    assert (found.total, found.pages, len(found.hits)) == (3, 3, 1)


def test_a_filter_narrows_the_hits_but_not_its_own_facet(shelf):
    found = ask("收费", filters={"kind": ("department_norm",)})
    assert slugs(found) == [shelf["market"].slug]
    assert counts(found, "kind") == {"department_norm": 1, "government_norm": 1}
    assert counts(found, "year") == {"2022": 1}
    assert [one.chosen for one in found.facets["kind"]] == [True, False]


def test_several_values_of_one_filter_widen_and_unknown_filters_are_nothing(shelf):
    both = ask("", filters={"kind": ("department_norm", "rule"), "nonsense": ("x",), "year": ()})
    assert both.total == 2
    assert ask("", filters={"year": ("1999",)}).total == 0


def test_order_by_day_and_pages(shelf):
    order = [shelf[name].slug for name in ("market", "lamps", "parking")]
    assert slugs(ask("枫桥", sort="oldest")) == order
    assert slugs(ask("枫桥", sort="newest")) == order[::-1]
    assert [slugs(ask("枫桥", sort="oldest", size=1, page=page)) for page in (1, 2, 3, 4)] == [
        [one] for one in order
    ] + [[]]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_stands_in_a_text_finds_it(shelf, data):
    text = data.draw(st.sampled_from([PARKING, MARKET, LAMPS]))
    start = data.draw(st.integers(0, len(text) - 2))
    string = text[start : start + data.draw(st.integers(2, 20))]
    if len(fold(string)) >= 2:
        wanted = {work.slug for work in shelf.values() if fold(string) in fold(work.versions.get().text)}
        assert wanted <= set(slugs(ask(string))), string


def test_not_yet_published_is_found_by_legal_staff_only(shelf):
    draft = factories.work(
        factories.norm_text("枫桥市停车收费规定", subject="停车收费"),
        title="枫桥市停车收费规定",
        doc_no="枫政规〔2026〕9号",
        public=False,
    )
    assert draft.slug not in slugs(ask("停车收费"))
    assert draft.slug in slugs(ask("停车收费", legal()))
    assert counts(ask("停车收费"), "year").get("2020") is None
    assert suggest("枫桥市停车收费", reader=PUBLIC) == ()
    assert [one.slug for one in suggest("枫桥市停车收费", reader=legal())] == [draft.slug]
    assert ask("枫政规〔2026〕9号").total == 0


def test_an_organ_finds_its_own_unpublished_text_and_no_other_organ_does():
    own = organ("urban", "枫桥市城市管理局")
    draft = factories.work(public=False, organ=own)

    def clerk(organ_id: int) -> Reader:
        return replace(PUBLIC, person_id=2, roles=((Role.DRAFTER, frozenset({organ_id})),))

    assert slugs(ask("河道保洁", clerk(own.pk))) == [draft.slug]
    assert ask("河道保洁", clerk(own.pk + 1)).total == 0


def test_a_text_becomes_public_on_its_day():
    work = factories.work(issued_on=ON + timedelta(days=3))
    assert ask("河道保洁").total == 0
    assert slugs(ask("河道保洁", public(ON + timedelta(days=3)))) == [work.slug]


def test_what_is_taken_back_is_gone_at_once_even_where_the_index_lags(shelf, monkeypatch):
    assert ask("收费").total == 2
    monkeypatch.setattr(node.Node, "_catch_up", lambda self, on: None)
    withdraw([shelf["parking"].versions.get().pk], "内容有误", by=None, at=AT)
    found = ask("收费")
    assert slugs(found) == [shelf["market"].slug]
    assert counts(found, "kind") == {"department_norm": 1}
    assert [one.slug for one in suggest("枫桥市停", reader=PUBLIC)] == []
    assert not [one for one in ask("枫政规〔2024〕3号").help if one.query == "枫政规〔2024〕3号"]


def test_the_public_reads_the_newest_public_text_and_legal_staff_the_newest(shelf):
    lamps = shelf["lamps"]
    factories.version(lamps, LAMPS.replace("三日", "五日"), issued_on=date(2025, 6, 1), public=False)
    assert "三日" in ask("路灯损坏").hits[0].articles[0].html
    assert ask("“五日内修复”").total == 0
    assert (ask("路灯损坏", legal()).total, ask("“三日内修复”", legal()).total) == (1, 0)
    assert ask("“五日内修复”", legal()).total == 1


def test_a_new_public_text_takes_the_place_of_the_old_one(shelf):
    factories.version(shelf["lamps"], LAMPS.replace("三日", "五日"), issued_on=date(2025, 6, 1))
    assert (ask("“三日内修复”").total, ask("“五日内修复”").total) == (0, 1)
    assert counts(ask("路灯"), "kind") == {"rule": 1}
    assert ask("“三日内修复”", public(date(2025, 5, 31))).total == 1


def test_force_is_that_of_the_day(shelf):
    work = shelf["lamps"]
    last = ON + timedelta(days=10)
    Effect.objects.create(
        kind=EffectKind.EXPIRE,
        work=work,
        until=last,
        state=EffectState.CONFIRMED,
        proposed_at=AT,
        recorded_at=AT,
    )
    force.refresh(Work.objects.filter(pk=work.pk), ON)
    outbox.touch("library", [work.pk], at=AT)
    for day, value in (
        (ON, "in_force"),
        (last, "in_force"),
        (last + timedelta(days=1), "lapsed"),
        (ON, "in_force"),
    ):
        found = ask("路灯", public(day))
        assert (found.hits[0].force, counts(found, "force")) == (value, {value: 1})


@pytest.mark.parametrize(
    "text",
    [
        "停车" * 5000,
        "(" * 300,
        "AND OR NOT",
        "title:停车 AND *",
        "\x00停车\x1e",
        "停\ud83d车",
        "%",
        "。",
        "[",
        "“",
        "\\",
    ],
)
def test_odd_questions_are_answered_with_a_sentence(shelf, text):
    found = ask(text)
    assert found.reading.sentence
    assert found.total <= 3


def test_pages_and_sizes_out_of_range_are_brought_into_it(shelf):
    assert (ask("", page=-3, size=0, sort="nonsense").page, len(ask("", size=10**9).hits)) == (1, 3)
    assert slugs(ask("", page=10**9)) == []


def test_nothing_found_says_how_it_was_read_and_a_filter_that_may_come_off(shelf):
    found = ask("路灯", filters={"kind": ("department_norm",), "year": ("2024",)})
    assert found.total == 0
    assert [(one.sentence, dict(one.filters), one.count) for one in found.help] == [
        ("去掉“文件种类”筛选，有1件。", {"year": ("2024",)}, 1),
        ("去掉全部筛选，有1件。", {}, 1),
    ]  # fmt: skip


def test_a_number_that_does_not_exist_names_the_near_ones(shelf):
    found = ask("枫政规〔2024〕33号")
    assert found.reading.sentence == "识别为文号：机关代字“枫政规”，2024年，第33号。"
    assert {one.query for one in found.help} == {"枫政规〔2024〕3号", "枫政规〔2024〕13号"}
    assert ask(found.help[0].query).total >= 1


def test_a_title_nearly_so_is_named(shelf):
    found = ask("《枫桥市停车设施管里办法》")
    assert found.total == 0
    assert found.help[0].query == "《枫桥市停车设施管理办法》"


def test_a_word_that_finds_nothing_beside_one_that_does(shelf):
    found = ask("路灯 火星")
    assert (found.total, found.note) == (1, "没有同时含有这些词的文件，列出含有其中部分词的。")


def test_suggestions_begin_with_the_text_before_they_contain_it(shelf):
    assert [one.text for one in suggest("枫桥市停", reader=PUBLIC)] == ["枫桥市停车设施管理办法"]
    assert [one.text for one in suggest("管理办法", reader=PUBLIC)] == [
        "枫桥市集市管理办法",
        "枫桥市停车设施管理办法",
    ]
    assert [(one.text, one.kind) for one in suggest("枫商规", reader=PUBLIC)] == [
        ("枫商规〔2022〕12号", "number")
    ]
    assert suggest("", reader=PUBLIC) == suggest("《", reader=PUBLIC) == ()
    assert len(suggest("枫", reader=PUBLIC, limit=2)) == 2


def test_a_search_reads_the_database_in_two_queries_whatever_it_finds(shelf, django_assert_num_queries):
    ask("收费")
    for text in ("收费", "", "停车设施管理办法第二条", "火星"):
        with django_assert_num_queries(2):
            ask(text)


def test_marks_never_stand_inside_one_another(shelf):
    for hit in ask("停车 收费 公示").hits:
        for html in (hit.title_html, *(one.html for one in hit.articles)):
            assert not re.search(r"<mark>[^<]*<mark>", html)

"""The search page: how a question was read, facets that narrow, hits down to the article, help where nothing is found."""

from urllib.parse import parse_qs, urlsplit

import pytest

from yifa.faces.portal.tests.pages import seen
from yifa.kernel.publication.models import Publication
from yifa.kernel.search import outbox
from yifa.registers.library.tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf():
    made = factories.works(4)
    text = factories.norm_text("枫桥市路灯节电办法", subject="路灯节电")
    made.append(
        factories.work(text, title="枫桥市路灯节电办法", kind="department_norm", doc_no="枫建〔2021〕2号")
    )
    return made


def asked(href):
    return parse_qs(urlsplit(href).query)


def test_a_number_leads_to_its_document(client, shelf):
    page = seen(client.get("/search", {"q": "枫建（2021）2号"}))
    assert page.each("//li[@class='hit']//h2") == ["枫桥市路灯节电办法"]
    assert page.words("//*[@role='status']").startswith("找到 1 件文件")
    assert "枫建〔2021〕2号" in page.words("//li[@class='hit']/p[contains(@class,'meta')]")


def test_hits_show_the_articles_and_mark_the_words(client, shelf):
    page = seen(client.get("/search", {"q": "路灯节电检查"}))
    links = page.links("//li[@class='hit'][1]//ul[@class='arts']/li/a")
    assert links[0][0].startswith("第") and links[0][1].startswith(f"/norms/{shelf[-1].slug}#art_")
    assert "路灯节电" in page.each("//li[@class='hit'][1]//mark")


def test_facets_count_narrow_and_can_be_given_up(client, shelf):
    every = seen(client.get("/search"))
    facet = "//section[@class='facet'][h2='文件种类']//li"
    assert every.each(facet) == ["政府规范性文件4", "部门规范性文件1"]
    link = dict(every.links(f"{facet}/a"))["部门规范性文件"]
    assert asked(link) == {"kind": ["department_norm"]}
    narrowed = seen(client.get("/search" + link))
    assert narrowed.each("//li[@class='hit']//h2") == ["枫桥市路灯节电办法"]
    back = dict(narrowed.links("//a[contains(@class,'chip-on')]"))["部门规范性文件"]
    assert asked(back) == {}
    assert narrowed.tree.xpath(f"{facet}/a[@aria-current='true']")[0].text_content() == "部门规范性文件"


def test_the_order_is_chosen_by_a_link_and_kept_in_the_address(client, shelf):
    page = seen(client.get("/search", {"q": "办法", "page": "2"}))
    links = dict(page.links("//nav[@aria-label='排序']/a"))
    assert asked(links["新的在前"]) == {"q": ["办法"], "sort": ["newest"]}
    newest = seen(client.get("/search" + links["新的在前"]))
    assert newest.words("//nav[@aria-label='排序']/b") == "新的在前"


def test_pages_follow_one_another(client):
    factories.works(45)
    first = seen(client.get("/search"))
    assert first.words("//nav[@aria-label='分页']") == "123下一页"
    last = seen(client.get("/search?page=3"))
    assert len(last.each("//li[@class='hit']")) == 5
    assert seen(client.get("/search?page=abc")).each("//li[@class='hit']//h2") == first.each(
        "//li[@class='hit']//h2"
    )


def test_where_nothing_is_found_the_page_says_what_would_be(client, shelf):
    page = seen(client.get("/search", {"q": "路灯节电", "kind": "law"}))
    assert page.words("//h2[.='没有找到文件']") == "没有找到文件"
    links = dict(page.links("//section[contains(@class,'void')]//a"))
    wider = links["去掉“文件种类”筛选，有1件。"]
    assert asked(wider) == {"q": ["路灯节电"]}
    assert seen(client.get(wider)).each("//li[@class='hit']//h2") == ["枫桥市路灯节电办法"]


@pytest.mark.parametrize(
    "text", ["+-*/()", '" OR 1=1', "<script>alert(1)</script>", "路" * 10_000, "\ufffe\u202e", "   "]
)
def test_no_question_breaks_the_page(client, shelf, text):
    page = seen(client.get("/search", {"q": text}))
    assert page.tree.xpath("//main//script") == []


def test_what_no_database_keeps_is_refused(client):
    assert "这个请求看不懂" in seen(client.get("/search", {"q": "路\x00灯"}), 400).words()


def test_what_is_not_public_is_neither_found_nor_counted_nor_suggested(client, shelf):
    factories.work(
        factories.norm_text("枫桥市保密灯具办法"),
        public=False,
        title="枫桥市保密灯具办法",
        doc_no="枫密〔2021〕1号",
    )
    page = seen(client.get("/search", {"q": "保密灯具"}))
    assert "枫桥市保密灯具办法" not in page.words()
    assert seen(client.get("/search")).words("//*[@role='status']").startswith("共 5 件文件")
    assert "保密" not in client.get("/search/suggest", {"q": "枫桥市保密"}).content.decode()


def test_what_is_withdrawn_is_gone_at_once(client, shelf):
    Publication.objects.filter(versions__work=shelf[-1]).update(
        until=factories.ON, withdrawn_because="误传。"
    )
    outbox.touch("library", [shelf[-1].pk], at=factories.AT)
    assert "枫桥市路灯节电办法" not in seen(client.get("/search", {"q": "路灯节电"})).words()


def test_suggestions_are_links_to_documents(client, shelf):
    response = client.get("/search/suggest", {"q": "枫桥市路灯节"})
    assert f'<a href="/norms/{shelf[-1].slug}">枫桥市路灯节电办法</a>' in response.content.decode()
    assert client.get("/search/suggest", {"q": " "}).content.strip() == b""


def test_one_search_takes_two_queries_however_much_it_finds(client, django_assert_num_queries):
    factories.works(3)
    client.get("/search")  # makes the index
    with django_assert_num_queries(2):
        client.get("/search", {"q": "办法"})
    factories.works(40, doc_no="")
    client.get("/search")
    with django_assert_num_queries(2):
        client.get("/search", {"q": "办法"})


def test_no_address_makes_a_page_large_or_slow(client, shelf, django_assert_max_num_queries):
    crowd = {"kind": [f"k{number}" for number in range(800)], "q": "枫" * 6000}
    with django_assert_max_num_queries(60):
        response = client.get("/search", crowd)
    assert response.status_code == 200
    assert len(response.content) < 400_000

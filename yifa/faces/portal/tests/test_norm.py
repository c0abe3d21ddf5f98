"""The document page: force first, the text of a day, citations both ways, and what is not public stays unseen."""

from datetime import UTC, date, datetime

import pytest

from yifa.faces.portal.tests.pages import seen
from yifa.kernel.law.cite import article_label
from yifa.kernel.publication.models import Publication
from yifa.registers.library import force, resolve
from yifa.registers.library.kinds import EffectKind, EffectState
from yifa.registers.library.models import Effect, Version
from yifa.registers.library.tests import factories

pytestmark = pytest.mark.django_db

TITLE = "枫桥市河道保洁管理办法"
QUERIES = 13
CITING = (
    "枫桥市河道巡查办法\n第一条　为了规范巡查，根据《枫桥市河道保洁管理办法》第三条和《枫桥市水闸规定》，制定本办法。\n"
    "第二条　巡查人员应当依照本办法第一条的规定巡查。\n第三条　本办法自2021年1月1日起施行。"
)


@pytest.fixture
def cleaning():
    return factories.work()


@pytest.fixture
def patrol(cleaning):
    return factories.work(
        CITING, title="枫桥市河道巡查办法", doc_no="枫政规〔2020〕9号",
        issued_on=date(2020, 12, 1), effective_on=date(2021, 1, 1),
    )  # fmt: skip


def test_the_force_and_its_reason_come_first(client, cleaning):
    page = seen(client.get(f"/norms/{cleaning.slug}"))
    block = page.words("//main//div[contains(@class,'force')]")
    assert block.startswith("有效 2026年3月16日的状态。自2020年3月1日起施行，未见废止。")
    assert "由 1 条效力记录推算" in block
    assert page.words("//h1") == TITLE
    assert page.each("//div[@class='art']/p/b")[:2] == ["第一条", "第二条"]


def test_citations_lead_to_the_provision_and_say_so_where_they_cannot(client, cleaning, patrol):
    page = seen(client.get(f"/norms/{patrol.slug}"))
    links = dict(page.links("//div[@class='law']//div[@id='art_1']/p/a"))
    assert links == {"《枫桥市河道保洁管理办法》第三条": f"/norms/{cleaning.slug}#art_3"}
    assert page.each("//div[@class='law']//span[@class='untied']") == ["《枫桥市水闸规定》"]
    assert ("本办法第一条", "#art_1") in page.links("//div[@id='art_2']/p/a")
    panel = page.words("//section[header/h2='引用与被引用']")
    assert "制定依据 《枫桥市河道保洁管理办法》第三条 有效" in panel
    assert "《枫桥市水闸规定》 文库尚未收录这份文件" in panel


def test_who_cites_a_document_stands_on_its_page_and_beside_the_article(client, cleaning, patrol):
    page = seen(client.get(f"/norms/{cleaning.slug}"))
    assert page.words("//div[@id='art_3']/p[@class='edited']") == "被 1 件文件引用"
    assert ("枫政规〔2020〕9号", f"/norms/{patrol.slug}/2020-12-01#art_1") in page.links()
    rows = seen(client.get(f"/norms/{cleaning.slug}/cited")).each("//tbody/tr")
    assert rows == ["枫桥市河道巡查办法 枫政规〔2020〕9号 第一条 第三条 有效"]
    none = seen(client.get(f"/norms/{cleaning.slug}/cited?article=5"))
    assert "没有公开的文件引用它" in none.words()


def test_a_citation_leads_to_the_text_that_held_when_it_was_made(client, cleaning, patrol):
    factories.version(cleaning, issued_on=date(2024, 5, 1), effective_on=date(2024, 6, 1))
    page = seen(client.get(f"/norms/{patrol.slug}"))
    links = dict(page.links("//div[@id='art_1']/p/a"))
    assert links == {"《枫桥市河道保洁管理办法》第三条": f"/norms/{cleaning.slug}/2020-12-01#art_3"}


def test_each_day_shows_the_text_in_force_on_it(client, cleaning):
    factories.version(cleaning, issued_on=date(2024, 5, 1), effective_on=date(2024, 6, 1))
    articles = "count(//div[@class='art'])"
    before = seen(client.get(f"/norms/{cleaning.slug}/2024-05-31"))
    after = seen(client.get(f"/norms/{cleaning.slug}/2024-06-01"))
    assert (before.tree.xpath(articles), after.tree.xpath(articles)) == (12, 13)
    assert "不是最新文本" in before.words() and "不是最新文本" not in after.words()
    assert (
        "与前一文本比对",
        f"/compare?left={cleaning.slug}@2020-03-01&right={cleaning.slug}@2024-06-01",
    ) in after.links()


def test_the_page_names_its_other_forms_for_machines(client, cleaning):
    links = seen(client.get(f"/norms/{cleaning.slug}")).tree.xpath("//head/link[@rel='alternate'][@title]")
    assert {link.get("href"): link.get("type") for link in links} == {
        f"/norms/{cleaning.slug}/akn.xml": "application/akn+xml",
        f"/norms/{cleaning.slug}/json": "application/ld+json",
        f"/norms/{cleaning.slug}/txt": "text/plain",
    }


def test_before_the_first_text_the_page_says_which_is_the_first(client, cleaning):
    page = seen(client.get(f"/norms/{cleaning.slug}/2019-12-31"))
    assert "2019年12月31日还没有这份文件的文本" in page.words()
    assert ("2020年2月1日", f"/norms/{cleaning.slug}/2020-02-01") in page.links()


def test_what_the_site_said_on_an_earlier_day_can_be_asked(client, cleaning):
    told = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)
    by = factories.version(
        title="枫桥市清理决定", text="枫桥市清理决定\n第一条　废止有关文件。", doc_no="枫政〔2026〕2号"
    )
    Effect.objects.create(
        kind=EffectKind.REPEAL, work=cleaning, by_version=by, on=date(2026, 1, 1),
        state=EffectState.CONFIRMED, proposed_at=told, recorded_at=told,
    )  # fmt: skip
    Effect.objects.filter(work=cleaning, kind=EffectKind.COMMENCE).update(
        recorded_at=datetime(2020, 3, 1, tzinfo=UTC)
    )
    Version.objects.filter(work=cleaning).update(recorded_at=datetime(2020, 3, 1, tzinfo=UTC))
    type(cleaning).objects.filter(pk=cleaning.pk).update(recorded_at=datetime(2020, 3, 1, tzinfo=UTC))
    force.refresh(type(cleaning).objects.filter(pk=cleaning.pk), date(2026, 3, 16))
    now = seen(client.get(f"/norms/{cleaning.slug}"))
    assert now.words("//p[@class='big-tag']") == "废止"
    assert "2026年1月1日起被《枫桥市清理决定》废止" in now.words()
    then = seen(client.get(f"/norms/{cleaning.slug}?known=2026-03-09"))
    assert then.words("//p[@class='big-tag']") == "有效"
    assert "按 2026年3月9日时已有的记录" in then.words()
    before = seen(client.get(f"/norms/{cleaning.slug}?known=2020-02-01"))
    assert "当时文库还没有收录这份文件。" in before.words()
    cause = seen(client.get(f"/norms/{by.work.slug}"))
    assert "废止 《枫桥市河道保洁管理办法》 废止" in cause.words("//section[header/h2='引用与被引用']")


def test_the_form_leads_to_the_permanent_address_of_the_day(client, cleaning):
    response = client.get(f"/norms/{cleaning.slug}?on=2021-05-06&known=")
    assert (response.status_code, response["Location"]) == (302, f"/norms/{cleaning.slug}/2021-05-06")
    both = client.get(f"/norms/{cleaning.slug}?on=2021-05-06&known=2022-01-01")
    assert both["Location"] == f"/norms/{cleaning.slug}/2021-05-06?known=2022-01-01"


@pytest.mark.parametrize(
    ("tail", "sentence"),
    [
        ("/2017-02-30", "2017-02-30 不是日历上的日期"),
        ("/2017-13-01", "2017-13-01 不是日历上的日期"),
        ("/2017-2-3", "2017-2-3 不是日历上的日期"),
        ("?known=gestern", "gestern 不是日历上的日期"),
        ("/2024-01-01/art_99", "这份文件在这一天的文本中没有这一条。"),
        ("/2019-01-01/art_1", "这个地址在这一天没有公开的文本。"),
        ("/original", "这份文件没有公开的原件。"),
    ],
)  # fmt: skip
def test_addresses_of_nothing_are_answered_with_a_sentence(client, cleaning, tail, sentence):
    page = seen(client.get(f"/norms/{cleaning.slug}{tail}"), 404)
    assert sentence in page.words()
    assert page.tree.xpath("//form[@role='search']//input[@name='q']")


def test_permanent_addresses_lead_to_the_place(client, cleaning):
    where = f"/norms/{cleaning.slug}/2024-01-01"
    assert client.get(f"{where}/art_4")["Location"] == f"{where}#art_4"
    eli = f"/eli/cn-hengshui/government_norm/{cleaning.slug}"
    answers = [client.get(address) for address in (eli, f"{eli}/2024-01-01", f"{eli}/2024-01-01/art_4")]
    assert [(r.status_code, r["Location"]) for r in answers] == [
        (303, f"/norms/{cleaning.slug}"), (303, where), (303, f"{where}/art_4"),
    ]  # fmt: skip
    assert client.get(f"/eli/cn-hengshui/law/{cleaning.slug}").status_code == 404


def test_what_is_not_public_is_not_there(client):
    secret = factories.work(
        factories.norm_text("枫桥市保密办法"), public=False, title="枫桥市保密办法", doc_no=""
    )
    for tail in ("", "/2024-01-01", "/cited", "/2024-01-01/art_1", "/original"):
        page = seen(client.get(f"/norms/{secret.slug}{tail}"), 404)
        assert "保密" not in page.words()


def test_a_citation_of_an_unpublished_document_gives_no_link(client, patrol, cleaning):
    Publication.objects.filter(versions__work=cleaning).update(
        until=date(2026, 3, 1), withdrawn_because="误传。"
    )
    page = seen(client.get(f"/norms/{patrol.slug}"))
    assert page.links("//div[@id='art_1']/p/a") == []


def test_a_withdrawn_document_says_when_and_why(client, cleaning):
    Publication.objects.filter(versions__work=cleaning).update(
        until=date(2026, 3, 1), withdrawn_because="误传内部稿。"
    )
    page = seen(client.get(f"/norms/{cleaning.slug}"), 410)
    assert page.words("//h1") == "这个地址的文件已于2026年3月1日撤回"
    assert "误传内部稿。" in page.words()
    assert TITLE not in page.words()


def test_a_table_is_a_table_and_an_attachment_a_section(client):
    text = (
        "枫桥市人民政府关于公布目录的通知\n各镇人民政府：\n现将目录印发给你们。\n附件：收费目录\n枫桥市人民政府\n2024年3月1日\n"
        "附件\n收费目录\n序号\t项目\t标准\n1\t停车\t三元\n2\t<b>场地</b>\t五元"
    )
    work = factories.work(text, title="枫桥市人民政府关于公布目录的通知", doc_no="枫政〔2024〕5号")
    page = seen(client.get(f"/norms/{work.slug}"))
    assert page.each("//section[@class='annex']//tbody/tr") == ["1 停车 三元", "2 <b>场地</b> 五元"]
    assert page.each("//p[@class='sign']") == ["枫桥市人民政府", "2024年3月1日"]
    assert page.each("//p[@class='lead']") == ["各镇人民政府：", "附件"]
    assert ("收费目录", "#att_1") in page.links("//nav[@aria-label='目录']//a")


def test_text_is_shown_as_text(client):
    work = factories.work(
        '枫桥市<script>办法\n第一条　<img src=x onerror=alert(1)>"引号"&。', title="枫桥市<script>办法"
    )
    page = seen(client.get(f"/norms/{work.slug}"))
    assert page.words("//div[@id='art_1']/p") == '第一条<img src=x onerror=alert(1)>"引号"&。'
    assert page.tree.xpath("//main//script | //main//img") == []


def test_a_large_document_takes_no_more_queries_than_a_small_one(
    client, patrol, cleaning, django_assert_num_queries
):
    target = factories.work(
        factories.norm_text("枫桥市大法", articles=60), title="枫桥市大法", doc_no="枫政规〔2020〕7号"
    )
    lines = "\n".join(
        f"{article_label(str(n))}　依照《枫桥市大法》{article_label(str(n))}和《{TITLE}》执行。"
        for n in range(1, 60)
    )
    big = factories.work(
        f"枫桥市引用大法的办法\n{lines}", title="枫桥市引用大法的办法", doc_no="枫政规〔2021〕8号"
    )
    resolve.link()
    for work in (patrol, big):
        with django_assert_num_queries(QUERIES):
            client.get(f"/norms/{work.slug}")
    with django_assert_num_queries(QUERIES, exact=False):  # it cites nothing, so nothing is looked up for it
        client.get(f"/norms/{target.slug}")

"""Home, browsing, comparison, help and the pages of demo mode."""

from datetime import date

import pytest

from yifa.faces.frame import today
from yifa.faces.portal.tests.pages import seen
from yifa.registers.library.models import Work
from yifa.registers.library.tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def cleaning():
    return factories.work()


def test_home_counts_what_is_public(client):
    factories.works(3)
    factories.work(
        factories.norm_text("枫桥市灯具规范", subject="灯具"),
        title="枫桥市灯具规范",
        kind="department_norm",
        doc_no="枫建〔2026〕1号",
        issued_on=date(2026, 2, 1),
        effective_on=date(2026, 5, 1),
    )
    factories.work(
        factories.norm_text("枫桥市保密办法", subject="保密"), public=False, title="枫桥市保密办法", doc_no=""
    )
    page = seen(client.get("/"))
    assert page.each("//table//tbody/tr") == ["政府规范性文件 3 3", "部门规范性文件 1 0", "合计 4 3"]
    assert "另有待生效 1 件" in page.words()
    newest = page.each("//ul[@class='rules']/li")
    assert newest[0] == "枫桥市灯具规范待生效 2026年2月1日 枫建〔2026〕1号 枫桥市人民政府"
    assert len(newest) == 4


def test_home_without_documents_says_so(client):
    assert "还没有公开的文件" in seen(client.get("/")).words()
    assert "还没有公开的文件" in seen(client.get("/browse")).words()


def test_every_way_of_browsing_has_its_count_and_leads_to_the_search(client):
    factories.works(2)
    factories.work(
        factories.norm_text("枫桥市灯具规范", subject="灯具"),
        title="枫桥市灯具规范",
        kind="department_norm",
        doc_no="枫建〔2021〕1号",
        issued_on=date(2021, 2, 1),
        issuers=("枫桥市住房局", "枫桥市城管局"),
    )
    page = seen(client.get("/browse"))
    rows = dict(zip(page.each("//main//li/a"), page.links("//main//li/a"), strict=True))
    assert rows["部门规范性文件"][1] == "/search?kind=department_norm"
    assert rows["2021年1"][1] == "/search?year=2021"
    assert page.each("//section[div/h2='按制定机关']//li") == [
        "枫桥市人民政府2（有效 2）",
        "枫桥市住房局1（有效 1）",
        "枫桥市城管局1（有效 1）",
    ]
    joint = seen(client.get("/search?issuer=枫桥市城管局"))
    assert joint.each("//li[@class='hit']//h2") == ["枫桥市灯具规范"]
    assert seen(client.get("/browse/organ")).words("//h1") == "制定机关 3 个"


def test_the_counts_of_browsing_agree_with_the_search(client):
    factories.works(12)
    page = seen(client.get("/browse"))
    for words, href in page.links("//section[div/h2='按主题']//li/a"):
        counted = page.words(f"//li[a='{words}']/span").split("（")[0]
        found = seen(client.get(href)).words("//*[@role='status']")
        assert found.startswith(f"共 {counted} 件文件"), words


def test_two_texts_of_one_document_are_compared_by_article(client, cleaning):
    text = factories.norm_text(cleaning.title, articles=13).replace("第一类", "首类").replace("第1类", "首类")
    factories.version(cleaning, text=text, issued_on=date(2024, 5, 1), effective_on=date(2024, 6, 1))
    where = f"/compare?left={cleaning.slug}@2020-03-01&right={cleaning.slug}@2024-06-01"
    page = seen(client.get(where))
    assert page.words("//h1") == "14 处中有 2 处不同"
    assert page.each("//*[@role='status']//span[contains(@class,'tag')]") == ["修改 1", "新增 1", "未修改 12"]
    assert page.each("//section[@class='pair']//ins")[0] == "首类"
    assert page.each("//section[@class='pair']//del")[0] == "第1类"
    assert page.words("//p[@class='same']") == "第三条至第十一条文字未变，共 9 处。"
    every = seen(client.get(f"{where}&all=1"))
    assert len(every.each("//section[@class='pair']")) == 14 and every.each("//p[@class='same']") == []
    assert (
        "对照表 Word",
        f"/compare.docx?left={cleaning.slug}%402020-03-01&right={cleaning.slug}%402024-06-01",
    ) in page.links()


def test_the_same_text_has_no_differences(client, cleaning):
    page = seen(client.get(f"/compare?left={cleaning.slug}&right={cleaning.slug}"))
    assert page.words("//h1") == "两个文本的文字相同"


def test_documents_to_compare_are_named_by_number_title_or_address(client, cleaning):
    other = factories.work(
        factories.norm_text("枫桥市渡口管理办法", subject="渡口"),
        title="枫桥市渡口管理办法",
        doc_no="枫政规〔2022〕1号",
    )
    page = seen(client.get("/compare", {"left": "枫政规(2020)3号", "right": "枫桥市渡口管理办法"}))
    assert page.words("//div[contains(@class,'pair-head')]").startswith(
        "旧 枫桥市河道保洁管理办法 枫政规〔2020〕3号"
    )
    half = seen(client.get("/compare", {"left": other.slug, "right": "没有这样的文件"}))
    assert "没有找到叫“没有这样的文件”的公开文件" in half.words()
    assert half.tree.xpath("//select[@name='left']/option/@value") == [f"{other.slug}@2020-03-01"]
    offers = seen(client.get("/compare", {"left": "枫桥市河道"}))
    assert ("枫桥市河道保洁管理办法", f"?left={cleaning.slug}") in offers.links()


def test_a_secret_document_cannot_be_compared(client, cleaning):
    secret = factories.work(
        factories.norm_text("枫桥市保密办法", subject="保密"), public=False, title="枫桥市保密办法", doc_no=""
    )
    page = seen(client.get("/compare", {"left": cleaning.slug, "right": secret.slug}))
    assert "没有找到" in page.words() and "保密办法" not in page.words()


@pytest.mark.parametrize("day", ["2026-02-30", "gestern"])
def test_a_bad_day_in_a_comparison_is_a_404(client, cleaning, day):
    left = f"{cleaning.slug}@{day}"
    response = client.get("/compare", {"left": left, "right": cleaning.slug})
    assert response.status_code == (404 if day[0] == "2" else 200)


def test_help_names_every_force(client):
    words = seen(client.get("/about")).words()
    assert [
        word for word in ("有效", "待生效", "部分失效", "失效", "废止", "未知") if word not in words
    ] == []


@pytest.mark.parametrize("address", ["/demo/", "/demo/day"])
def test_demo_pages_exist_in_demo_mode_only(client, address):
    page = seen(client.get(address), 404)
    assert "演示页面只在演示环境中有。" in page.words()
    assert client.post(address, {"day": "2027-01-01"}).status_code == 404


@pytest.fixture
def demo(settings, monkeypatch):
    monkeypatch.undo()  # the demo clock itself is at work here
    settings.YIFA_DEMO, settings.YIFA_DEMO_DAY = True, date(2026, 3, 16)


def test_the_demo_day_moves_and_the_force_of_documents_with_it(client, demo):
    work = factories.work(expires_on=date(2027, 2, 28))
    strip = seen(client.get("/")).words("//div[@class='strip']")
    assert strip.startswith("演示环境2026年3月16日（星期一）")
    response = client.post("/demo/day", {"day": "2027-03-01"}, follow=True)
    assert seen(response).words("//h1") == "演示日期是 2027年3月1日"
    assert Work.objects.get(pk=work.pk).force == "lapsed"
    assert seen(client.get("/search")).words("//li[@class='hit']//span[contains(@class,'tag')]") == "失效"
    client.post("/demo/day", {"reset": "1"})
    assert today.day() == date(2026, 3, 16)
    assert Work.objects.get(pk=work.pk).force == "in_force"


@pytest.mark.parametrize("day", ["2026-02-30", "", "1900-01-01", "2100-01-01"])
def test_a_bad_demo_day_is_refused_and_kept_in_the_field(client, demo, day):
    page = seen(client.post("/demo/day", {"day": day}), 400)
    assert page.tree.xpath("//input[@name='day']/@value") == [day]
    assert page.tree.xpath("//input[@name='day']/@aria-invalid") == ["true"]
    assert today.day() == date(2026, 3, 16)


def test_the_demo_accounts_are_listed_with_their_password(client, demo):
    page = seen(client.get("/demo/"))
    assert len(page.each("//tbody/tr")) >= 10
    assert page.words("//h1").startswith(f"{len(page.each('//tbody/tr'))} 个演示账号，密码都是 ")

"""Keyboard, no script, suggestions, print: what the portal promises on its help page."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.addresses import Address

pytestmark = pytest.mark.browser
PARKING = Address("parking", "/search?q=衡政规〔2023〕6号", ".hit h2 a")
FOCUSED = "document.activeElement.name || document.activeElement.id || document.activeElement.className"


@pytest.fixture
def unscripted(site: str, browser: Browser) -> Iterator[Page]:
    """A page of a browser that runs no script."""
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(site)
    yield page
    context.close()


def test_slash_goes_to_the_search_box_and_escape_leaves_it(open_page: Callable[[Address], Page]) -> None:
    page = open_page(Address("home", "/"))
    page.keyboard.press("/")
    assert page.evaluate(FOCUSED) == "q"
    page.keyboard.type("a/b")
    assert page.input_value("input[name=q]") == "a/b"
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert page.evaluate(FOCUSED) != "q"


def test_the_first_stop_skips_to_the_text(open_page: Callable[[Address], Page]) -> None:
    page = open_page(PARKING)
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "skip"
    box = page.locator(".skip").bounding_box()
    assert box is not None and box["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate(FOCUSED) == "main"


def test_the_focus_is_always_visible(open_page: Callable[[Address], Page]) -> None:
    page = open_page(Address("search", "/search?q=停车"))
    for _ in range(25):
        page.keyboard.press("Tab")
        drawn = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert drawn == "solid", page.evaluate("document.activeElement.outerHTML")


def test_suggestions_come_while_typing_and_are_walked_with_the_arrows(
    open_page: Callable[[Address], Page],
) -> None:
    page = open_page(Address("home", "/"))
    page.locator("input[name=q]").press_sequentially("衡水市机动车停车")
    first = page.locator(".suggest a").first
    expect(first).to_contain_text("机动车停车管理办法")
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".suggest")).to_be_hidden()
    page.keyboard.press("ArrowDown")
    page.locator("input[name=q]").fill("")
    page.locator("input[name=q]").press_sequentially("停车")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/search\?q="))


def test_a_facet_replaces_the_results_and_keeps_the_address(open_page: Callable[[Address], Page]) -> None:
    page = open_page(Address("search", "/search?q=办法"))
    page.evaluate("window.stayed = true")
    before = page.locator("p[role=status]").inner_text()
    page.locator(".facet a", has_text="废止").first.click()
    page.wait_for_url(re.compile("force=repealed"))
    expect(page.locator("p[role=status]")).not_to_have_text(before)
    assert page.evaluate("window.stayed") is True
    page.locator("input[name=q]").fill("")
    page.locator("input[name=q]").press_sequentially("衡水市")
    expect(
        page.locator(".suggest a").first
    ).to_be_visible()  # what was swapped in is as lively as what was there
    page.go_back()
    expect(page.locator("p[role=status]")).to_contain_text(before.split("，")[0])


def test_everything_works_without_scripts(unscripted: Page, site: str) -> None:
    page = unscripted
    assert page.locator("details.menu nav").first.is_visible()
    page.fill("input[name=q]", "管理办法")
    page.click("form[role=search] button")
    assert page.locator(".hit").count() > 0
    page.locator(".facet a", has_text="有效").first.click()
    assert "force=in_force" in page.url
    page.locator("a", has_text="长者版").click()
    assert page.locator("html").get_attribute("data-mode") == "elder"
    page.locator(".hit h2 a").first.click()
    assert page.locator("html").get_attribute("data-mode") == "elder"
    page.fill("#on", "2024-01-01")
    page.click("aside form button")
    assert page.url.endswith("/2024-01-01")


def test_a_mode_chosen_by_script_holds_on_the_next_page_and_can_be_left(site: str, browser: Browser) -> None:
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    page.goto(site)
    page.click("[data-set='theme=dark']")
    page.click("[data-set='mode=elder']")
    page.goto(f"{site}/about")
    html = page.locator("html")
    assert (html.get_attribute("data-theme"), html.get_attribute("data-mode")) == ("dark", "elder")
    page.click("[data-set='mode=elder']")
    page.click("[data-set='theme=dark']")
    page.goto(f"{site}/browse")
    assert (html.get_attribute("data-theme"), html.get_attribute("data-mode")) == ("light", None)
    context.close()


def test_the_preferences_of_the_system_count_until_one_chooses(site: str, browser: Browser) -> None:
    context = browser.new_context(color_scheme="dark", locale="zh-CN")
    page = context.new_page()
    page.goto(site)
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.click("[data-set='theme=dark']")
    page.goto(f"{site}/about")
    assert page.locator("html").get_attribute("data-theme") == "light"
    context.close()


def test_print_shows_force_and_hash_and_no_chrome(open_page: Callable[[Address], Page]) -> None:
    page = open_page(PARKING)
    page.emulate_media(media="print")
    for shown in (".force .big-tag", ".printonly", ".law .art"):
        assert page.locator(shown).first.is_visible(), shown
    for hidden in (".top", ".util", ".strip", ".foot", ".crumbs", "aside.outline", ".perma"):
        assert not page.locator(hidden).first.is_visible(), hidden


def test_an_article_has_an_address_that_leads_to_it(open_page: Callable[[Address], Page]) -> None:
    page = open_page(PARKING)
    article = page.locator(".art[id$=art_12]").first
    article.hover()
    link = article.locator("> .perma")
    assert float(link.evaluate("e => getComputedStyle(e).opacity")) == 1
    link.click()
    assert page.url.endswith("art_12")
    assert article.evaluate("e => e.matches(':target')")

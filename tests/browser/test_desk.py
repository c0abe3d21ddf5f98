"""The desk in Chromium: letters on the keyboard, an import that waits its turn, registration without script."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from demo.accounts import PASSWORD
from tests.browser.addresses import FIRST_ROW, REGISTRAR, REVIEWER, Address
from tests.browser.test_accessibility import AXE, WHOLE, violations

pytestmark = pytest.mark.browser

TEXT = (
    "衡水市司法局关于做好试验站点记录工作的通知\n衡司规〔2026〕77号\n各有关单位：\n一、每日记录试验站点情况。\n"
    "二、记录保存三年。\n本通知自2026年3月20日起施行，有效期一年。\n衡水市司法局\n2026年3月10日"
)


def faults(page: Page) -> list[str]:
    """What axe finds on the page as it is now."""
    page.evaluate(AXE)
    return violations(page, WHOLE)


def test_single_letters_press_the_buttons_but_not_while_someone_types(
    open_page: Callable[..., Page],
) -> None:
    page = open_page(Address("effect", "/desk/effects/", FIRST_ROW, REVIEWER))
    first = page.url
    page.keyboard.press("j")
    page.wait_for_url(lambda url: url != first)
    page.keyboard.press("k")
    page.wait_for_url(first)
    page.keyboard.press("e")
    assert page.url.endswith("#fix")
    reason = page.locator("#fix input[name=because]")
    reason.fill("")
    reason.press("a")
    expect(reason).to_have_value("a")
    for key in page.locator("main kbd").all_text_contents():
        if key != "U":  # only after a first decision
            assert page.locator(f"[data-key={key.lower()}]").count() <= 1


def test_an_import_shows_how_far_it_is(open_page: Callable[..., Page], tmp_path: Path) -> None:
    page = open_page(Address("import new", "/desk/imports/new/", by=REGISTRAR))
    paper = tmp_path / "通知.txt"
    paper.write_text(TEXT, encoding="utf-8")
    page.set_input_files("input[type=file]", str(paper))
    page.fill("input[name=source]", "试验")
    page.check("input[name=public][value=no]")
    page.click("main form button")
    expect(page.locator("#progress")).to_contain_text("排队等待")  # no worker runs here
    with page.expect_response("**/progress/") as asked:
        page.wait_for_timeout(2500)
    assert asked.value.status == 200
    assert page.locator("#progress").count() == 1
    assert faults(page) == []


def test_a_document_is_registered_without_script_and_each_step_is_accessible(
    site: str, browser: Browser, visitor: Callable[[str], BrowserContext]
) -> None:
    context = browser.new_context(locale="zh-CN", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/accounts/login/")
    page.fill("#id_login", REGISTRAR)
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.goto(f"{site}/desk/register/?new=1")
    page.click("main form button")
    expect(page.locator(".errors")).to_contain_text("粘贴正文，或者传文件。")
    page.fill("textarea[name=text]", TEXT)
    page.click("main form button")
    expect(page.locator("input[name=doc_no]")).to_have_value("衡司规〔2026〕77号")
    page.click("main form button")
    expect(page.locator("input[name=effective_on]")).to_have_value("2026-03-20")
    page.fill("input[name=source]", "试验")
    page.check("input[name=public][value=no]")
    page.click("main form button")
    expect(page.locator("main")).to_contain_text("核对后提交")
    page.check("input[name=sure]")
    page.click("main form button")
    expect(page.locator("h1")).to_have_text("文件已登记")
    context.close()
    scripted = visitor(REGISTRAR).new_page()
    scripted.goto(f"{site}/desk/register/?new=1")
    scripted.click("main form button")
    assert faults(scripted) == []
    assert scripted.evaluate("document.activeElement.className") == "errors mt4"
    scripted.fill("textarea[name=text]", TEXT)
    scripted.click("main form button")
    for heading in ("这是什么文件", "有哪些日期"):
        expect(scripted.locator("h1")).to_have_text(heading)
        assert faults(scripted) == []
        if scripted.locator("input[name=source]").count():
            scripted.fill("input[name=source]", "试验")
            scripted.check("input[name=public][value=no]")
        scripted.click("main form button")
    expect(scripted.locator("h1")).to_have_text("核对后提交")
    assert faults(scripted) == []
    scripted.close()

"""The site in Debian's Chromium: pages load without a complaint, from this site alone, also without JavaScript."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

PAGES = ("/", "/search", "/browse", "/about", "/accounts/login/", "/no-such-page")


@pytest.fixture(params=[True, False], ids=["with-script", "without-script"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(locale="zh-CN", java_script_enabled=request.param)
    yield context.new_page()
    context.close()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_pages_load_without_a_complaint_and_from_this_site_alone(live_server: Any, page: Page) -> None:
    complaints: list[str] = []
    asked: list[str] = []
    page.on(
        "console", lambda told: complaints.append(told.text) if told.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    for place in PAGES:
        answer = page.goto(live_server.url + place)
        assert answer is not None
        assert answer.status == (404 if place == "/no-such-page" else 200), place
        assert page.locator("h1").count() == 1, place
        assert page.locator("main").count() == 1, place
    missing = "Failed to load resource: the server responded with a status of 404"
    assert [told for told in complaints if not told.startswith(missing)] == []
    assert [url for url in asked if not url.startswith(live_server.url)] == []
    assert any(url.endswith(".css") for url in asked)

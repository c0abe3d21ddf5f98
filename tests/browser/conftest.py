"""The demo city as a visitor meets it: built once into a folder of its own and served by the real server."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from demo.accounts import PASSWORD
from tests.browser.addresses import Address

ROOT = Path(__file__).resolve().parent.parent.parent
STARTS_WITHIN = 60  # seconds
YIFA = [sys.executable, "-m", "yifa.faces.cli.main"]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the served demo city, without a slash at the end; `YIFA_SITE` names one that already runs."""
    if running := os.environ.get("YIFA_SITE"):
        yield running
        return
    folder = tmp_path_factory.mktemp("city")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "YIFA_DATA")}
    settings = {
        "YIFA_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "config.settings.demo",
        "YIFA_LOG_LEVEL": "ERROR",
    }
    run = {"cwd": ROOT, "env": {**kept, **settings}}
    subprocess.run([*YIFA, "demo", "--build-only"], check=True, timeout=600, **run)
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [*YIFA, "serve", "--port", str(port), "--workers", "1"], stdout=log, stderr=log, **run
        )
        try:
            _wait(f"http://127.0.0.1:{port}/health", server, folder / "server.log")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=20)


def _wait(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"the demo city does not answer:\n{log.read_text()[-2000:]}")


@pytest.fixture(scope="session")
def visitor(site: str, browser: Browser) -> Iterator[Callable[[str], BrowserContext]]:
    """A browser profile signed in with a demo account, made once; the empty name is anyone."""
    opened: dict[str, BrowserContext] = {}

    def of(username: str) -> BrowserContext:
        if username not in opened:
            context = browser.new_context(
                locale="zh-CN", timezone_id="Asia/Shanghai", reduced_motion="reduce"
            )
            if username:
                _sign_in(context, site, username)
            opened[username] = context
        return opened[username]

    yield of
    for context in opened.values():
        context.close()


def _sign_in(context: BrowserContext, site: str, username: str) -> None:
    page = context.new_page()
    page.goto(f"{site}/accounts/login/")
    page.fill("#id_login", username)
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_url("**/desk/**")
    page.close()


@pytest.fixture
def open_page(site: str, visitor: Callable[[str], BrowserContext]) -> Iterator[Callable[[Address], Page]]:
    """Go to an address of the list; closed after the test, which fails where the browser complained (policy, scripts)."""
    pages: list[Page] = []
    complaints: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error" and "status of 40" not in message.text:  # a designed 404 is no fault
            complaints.append(message.text)

    def go(address: Address, width: int = 1440, height: int = 900) -> Page:
        page = visitor(address.by).new_page()
        pages.append(page)
        page.on("console", listen)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.set_viewport_size({"width": width, "height": height})
        answer = page.goto(site + address.path)
        selector, _, tail = address.follow.partition(" >> @")
        if selector:
            href = page.locator(selector).first.get_attribute("href")
            assert href, f"{address.path} has no link {selector}"
            parts = urlsplit(href)
            answer = page.goto(site + urlunsplit(("", "", parts.path + tail, parts.query, "")))
        assert answer is not None and answer.status == address.status, page.url
        return page

    yield go
    for page in pages:
        page.close()
    assert complaints == []

"""For all tests: Debian's Chromium, hypothesis without a stop-watch, and no silent skip of what a run has promised.

`YIFA_REQUIRE=browser,postgres,shared` (set by `make check` and `.ci/run`) turns the skip of such a test into a failure.
"""

import os
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.shared import ABSENT

REQUIRED = frozenset(os.environ.get("YIFA_REQUIRE", "").replace(",", " ").split())
CHROMIUM = os.environ.get("YIFA_CHROMIUM") or shutil.which("chromium")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--font-render-hinting=none",
)

# A busy machine is no finding; the same examples each time in CI, so that a red run can be repeated.
hypothesis.settings.register_profile("yifa", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("yifa")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and not hasattr(report, "wasxfail"):
        missed = REQUIRED & {mark.name for mark in item.iter_markers()}
        if "shared" in REQUIRED and ABSENT in str(report.longrepr):
            missed |= {"shared"}
        if missed:
            report.outcome = "failed"
            report.longrepr = f"{item.nodeid} was skipped, but this run needs {', '.join(sorted(missed))}"
    return report


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, driven by Playwright; one for the whole run. Tests make their own contexts and pages."""
    if not CHROMIUM or not Path(CHROMIUM).exists():
        pytest.skip("Chromium is absent: install the package chromium, or name it in YIFA_CHROMIUM")
    # Playwright's loop runs in this thread; Django would take that for asynchronous code and refuse the database.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    options: dict[str, Any] = {"executable_path": CHROMIUM, "args": list(QUIET)}
    with sync_playwright() as driver:
        opened = driver.chromium.launch(**options)
        yield opened
        opened.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]

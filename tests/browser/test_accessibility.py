"""No violation of WCAG 2.2 A or AA on any page, at 1440 and 375 px, in the four modes; no sideways scrolling at 320 px."""

from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Page

from tests.browser.addresses import ADDRESSES, Address

pytestmark = pytest.mark.browser

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
WIDTHS = (1440, 375)
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WHOLE = {"runOnly": {"type": "tag", "values": LEVELS}, "resultTypes": ["violations"]}
# These modes replace colours only (look.md section 2), so only what depends on colour is asked again.
COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}
MODES = {
    "normal": ({}, WHOLE),
    "elder": ({"mode": "elder"}, WHOLE),
    "dark": ({"theme": "dark"}, COLOURS),
    "more contrast": ({"contrast": "more"}, COLOURS),
}
# The script folds menus when the width or the mode changes; the page does it too, as after a fresh load.
SET_MODE = """mode => {
  const root = document.documentElement;
  for (const name of ["mode", "theme", "contrast"]) {
    if (mode[name]) root.dataset[name] = mode[name]; else delete root.dataset[name];
  }
  for (const menu of document.querySelectorAll("details.menu")) {
    menu.open = !(matchMedia("(max-width: 56rem)").matches || (mode.mode === "elder" && !menu.closest(".top")));
  }
}"""


TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
  [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > innerWidth + 1
    && !e.closest(".scroll, .tabs, .panel")).slice(0, 5).map(e => e.outerHTML.slice(0, 160))"""


def violations(page: Page, options: dict[str, object]) -> list[str]:
    """What axe finds, as lines that say where."""
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [
        f"{one['id']}: {node['target']} {node['html'][:160]}" for one in found for node in one["nodes"][:5]
    ]


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.name)
def test_every_page_in_every_mode(open_page, address: Address) -> None:
    page = open_page(address)
    page.evaluate(AXE)
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for name, (mode, options) in MODES.items():
            page.evaluate(SET_MODE, mode)
            if lines := violations(page, options):
                found[f"{width} px, {name}"] = lines
    assert found == {}, "\n".join(f"{where}: {line}" for where, lines in found.items() for line in lines)
    assert sideways(page) == {}
    assert (page.locator("h1").count(), page.locator("main#main").count()) == (1, 1)
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    assert page.title().endswith("衡水市法治政府平台")
    assert page.locator("[style]").count() == 0


def sideways(page: Page) -> dict[str, list[str]]:
    """What makes the page wider than a phone of 320 px, in the plain and the elder mode."""
    found = {}
    page.set_viewport_size({"width": 320, "height": 700})
    for name in ("normal", "elder"):
        page.evaluate(SET_MODE, MODES[name][0])
        if wide := page.evaluate(TOO_WIDE):
            found[name] = wide
    return found

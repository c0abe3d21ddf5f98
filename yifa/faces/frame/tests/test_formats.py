"""How dates, numbers and states are printed, and the display modes."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from yifa.faces.frame.templatetags import formats
from yifa.registers.library.kinds import CitationState, EffectState, Force


@pytest.mark.parametrize(
    ("filtered", "printed"),
    [
        (formats.day(date(2017, 3, 6)), "2017年3月6日"),
        (formats.day(datetime(2017, 3, 5, 17, 0, tzinfo=UTC)), "2017年3月6日"),
        (formats.day(None), ""),
        (formats.weekday(date(2026, 3, 16)), "星期一"),
        (formats.moment(datetime(2017, 3, 5, 17, 5, tzinfo=UTC)), "2017年3月6日 01:05"),
        (formats.iso(datetime(2017, 3, 5, 17, 0, tzinfo=UTC)), "2017-03-06"),
        (formats.thousands(1234567), "1,234,567"),
        (formats.thousands(0), "0"),
        (formats.thousands(None), "—"),
        (formats.percent(0.956), "96%"),
        (formats.percent(None), "—"),
        (formats.size(1023), "1023 B"),
        (formats.size(1536), "2 KB"),
        (formats.size(3 * 1024 * 1024), "3.0 MB"),
        (formats.duration(75), "1 分 15 秒"),
        (formats.duration(3600), "1 小时 0 秒"),
        (formats.hash_groups("abcdef12"), "abcd ef12"),
    ],
)
def test_values_are_printed_as_officials_write_them(filtered, printed):
    assert filtered == printed


def test_every_force_and_state_has_its_colour_and_word():
    assert {force: (formats.force_tone(force), formats.force_words(force)) for force in Force} == {
        "pending": ("brand", "待生效"), "in_force": ("green", "有效"), "partly_lapsed": ("amber", "部分失效"),
        "lapsed": ("red", "失效"), "repealed": ("red", "废止"), "unknown": ("grey", "未知"),
    }  # fmt: skip
    assert [state for state in (*CitationState, *EffectState) if state not in formats.STATE_TONES] == []


def test_the_query_tag_keeps_the_rest_of_the_address_and_escapes():
    request = RequestFactory().get("/search", {"q": "停车&收费", "page": "3"})
    made = Template(
        "{% load formats %}{% query page=4 kind='law' %}|{% query page=None %}|{% query q=None page=None %}"
    )
    assert made.render(Context({"request": request})) == (
        "?q=%E5%81%9C%E8%BD%A6%26%E6%94%B6%E8%B4%B9&amp;page=4&amp;kind=law|?q=%E5%81%9C%E8%BD%A6%26%E6%94%B6%E8%B4%B9|?"
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "attribute", "kept"),
    [
        ("/?mode=elder", 'data-mode="elder"', "elder"),
        ("/?contrast=more", 'data-contrast="more"', "more"),
        ("/?theme=dark", 'data-theme="dark"', "dark"),
    ],
)
def test_a_mode_is_rendered_and_kept_without_scripts(client, address, attribute, kept):
    first = client.get(address)
    assert attribute in first.content.decode().split(">")[1]
    assert {morsel.value for morsel in first.cookies.values() if morsel.key.startswith("yifa-")} == {kept}
    assert attribute in client.get("/about").content.decode().split(">")[1]


@pytest.mark.django_db
def test_an_unknown_mode_counts_as_none_and_clears_the_choice(client):
    client.get("/?mode=elder")
    response = client.get('/?mode="><script>')
    assert response.content.decode().split(">")[1].strip() == '<html lang="zh-CN"'
    assert "data-mode" not in client.get("/about").content.decode().split(">")[1]


def test_the_stylesheet_stays_small():
    assert Path(formats.__file__).parent.parent.joinpath("static/yifa.css").stat().st_size <= 48 * 1024

"""Permanent addresses: pure, and agreed with what the portal answers to."""

from datetime import date

import pytest
from django.urls import resolve

from yifa.registers.library import uris

DAY = date(2024, 5, 1)


def test_addresses_are_built_from_slug_day_and_provision():
    assert uris.page("2020-ab") == "/norms/2020-ab"
    assert uris.page("2020-ab", DAY, "art_3") == "/norms/2020-ab/2024-05-01#art_3"
    assert uris.provision("2020-ab", DAY, "art_3") == "/norms/2020-ab/2024-05-01/art_3"
    assert uris.representation("2020-ab", "akn.xml", DAY) == "/norms/2020-ab/2024-05-01/akn.xml"
    assert uris.eli("cn-x", "law", "2020-ab", DAY, "art_3") == "/eli/cn-x/law/2020-ab/2024-05-01/art_3"
    assert uris.eli("cn-x", "law", "2020-ab") == "/eli/cn-x/law/2020-ab"
    assert uris.compare("a", uris.text_name("b", DAY)) == "/compare?left=a&right=b@2024-05-01"


def test_an_unknown_representation_is_refused():
    with pytest.raises(ValueError, match="pdf"):
        uris.representation("2020-ab", "pdf")


@pytest.mark.parametrize(
    ("address", "name"),
    [
        (uris.page("2020-ab"), "norm"),
        (uris.page("2020-ab", DAY), "norm_on"),
        (uris.provision("2020-ab", DAY, "att_1__art_3-1"), "provision"),
        (uris.representation("2020-ab", "akn.xml"), "akn"),
        (uris.representation("2020-ab", "txt", DAY), "txt_on"),
        (uris.representation("2020-ab", "json", DAY), "json_on"),
        (uris.eli("cn-hengshui", "law", "2020-ab"), "eli"),
        (uris.eli("cn-hengshui", "law", "2020-ab", DAY, "art_3"), "eli_provision"),
    ],
)
def test_the_portal_answers_to_them(address, name):
    assert resolve(address).view_name == f"portal:{name}"

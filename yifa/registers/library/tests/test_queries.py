"""An act of the catalogue leads to its text, a cite to its article."""

from datetime import date

import pytest

from yifa.kernel.law import law
from yifa.kernel.law.cite import Cite
from yifa.registers.library.queries import Permalinks
from yifa.registers.library.tests import factories as make

pytestmark = pytest.mark.django_db
ACT = law("CF21")


def permalink(cite: Cite, on: date = make.ON) -> str:
    return Permalinks({cite.law.title}, {cite.article}, make.ON).of_cite(cite, on)


def test_a_cite_becomes_a_permalink_to_the_article():
    work = make.work(
        make.norm_text(ACT.title, articles=60), title=ACT.title, kind="law", doc_no="", region=""
    )
    assert work.catalogue_code == "CF21"
    assert permalink(ACT[26]) == f"/norms/{work.slug}#art_26"
    assert Permalinks({ACT.title}, (), make.ON).of_act(ACT.title, None) == f"/norms/{work.slug}"


def test_a_cite_of_an_earlier_edition_leads_to_the_text_of_that_time():
    early = {"issued_on": date(2018, 1, 1), "effective_on": date(2018, 1, 1)}
    late = {"issued_on": date(2021, 1, 22), "effective_on": date(2021, 7, 15)}
    named = {"title": ACT.title, "kind": "law", "doc_no": "", "region": ""}
    work = make.work(make.norm_text(ACT.title, articles=30), **named, **early)
    make.version(work, make.norm_text(ACT.title, articles=60), **late)
    old, new = permalink(law("CF17")[26], date(2020, 1, 1)), permalink(ACT[42])
    assert (old, new) == (f"/norms/{work.slug}/2020-01-01#art_26", f"/norms/{work.slug}#art_42")


def test_without_its_text_there_is_no_link():
    assert permalink(ACT[26]) == ""


def test_a_local_text_of_that_title_is_not_the_act():
    make.work(title=ACT.title, kind="other")
    assert permalink(ACT[26]) == ""


def test_a_text_that_is_not_public_is_not_linked():
    make.work(title=ACT.title, kind="law", public=False)
    assert permalink(ACT[26]) == ""


def test_a_text_without_the_article_leads_to_its_page():
    work = make.work(title=ACT.title, kind="law", issued_on=date(2025, 1, 1), doc_no="")
    assert permalink(ACT[26]) == f"/norms/{work.slug}"

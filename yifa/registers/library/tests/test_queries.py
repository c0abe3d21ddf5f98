"""An act of the catalogue leads to its text."""

from datetime import date

import pytest

from yifa.kernel.law import law
from yifa.registers.library.queries import permalink, work_of_code
from yifa.registers.library.tests import factories as make

pytestmark = pytest.mark.django_db
TITLE = law("CF21").title


def test_cite_becomes_a_permalink_to_the_article():
    work = make.work(make.norm_text(TITLE, articles=60), title=TITLE, kind="law", doc_no="", region="")
    assert work.catalogue_code == "CF21"
    assert work_of_code("CF21", make.ON) == work
    assert permalink(law("CF21")[26], make.ON) == f"/norms/{work.slug}/2026-03-16/art_26"


def test_without_its_text_there_is_no_link():
    assert (work_of_code("CF21", make.ON), permalink(law("CF21")[26], make.ON)) == (None, "")


def test_local_text_of_that_title_is_not_the_act():
    make.work(title=TITLE, kind="other")
    assert work_of_code("CF21", make.ON) is None


def test_text_that_is_not_public_is_not_linked():
    make.work(title=TITLE, kind="law", public=False)
    assert work_of_code("CF21", make.ON) is None


def test_day_before_the_text_leads_to_the_page():
    work = make.work(title=TITLE, kind="law", issued_on=date(2025, 1, 1), doc_no="")
    assert permalink(law("CF21")[26], make.ON) == f"/norms/{work.slug}/2026-03-16"

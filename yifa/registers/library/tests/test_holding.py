"""Which text holds on a day, and where a citation of it leads."""

from datetime import UTC, date, datetime

import pytest

from yifa.registers.library.holding import Text, holding, public_text, texts
from yifa.registers.library.linking import Linker, Segment
from yifa.registers.library.models import Version
from yifa.registers.library.tests import factories

KEPT = datetime(2025, 1, 1, tzinfo=UTC)


def text(number, issued, since=None, kept=KEPT):
    return Text(number, 1, "", issued, since or issued, kept, 3)


FIRST = text(1, date(2020, 2, 1), date(2020, 3, 1))
SECOND = text(2, date(2024, 5, 1), date(2024, 6, 1))
UNDATED = text(3, None)


@pytest.mark.parametrize(
    ("on", "held"),
    [
        (date(2020, 1, 31), None),  # not yet issued
        (date(2020, 2, 1), FIRST),  # issued, to come into force
        (date(2024, 5, 31), FIRST),  # the next one is issued but not in force
        (date(2024, 6, 1), SECOND),
        (date(2030, 1, 1), SECOND),
    ],
)
def test_the_last_text_in_force_holds_else_the_first_issued(on, held):
    assert holding([FIRST, SECOND], on) == held


def test_a_text_without_a_day_holds_where_no_dated_one_does():
    assert holding([UNDATED, FIRST], date(1990, 1, 1)) == UNDATED
    assert holding([UNDATED, FIRST], date(2021, 1, 1)) == FIRST


def test_what_was_kept_later_was_not_known_then():
    late = text(4, date(2024, 5, 1), kept=datetime(2025, 6, 1, tzinfo=UTC))
    assert holding([FIRST, late], date(2025, 1, 1), datetime(2025, 3, 1, tzinfo=UTC)) == FIRST
    assert holding([FIRST, late], date(2025, 1, 1), datetime(2025, 7, 1, tzinfo=UTC)) == late


@pytest.mark.django_db
def test_texts_come_with_the_day_they_take_force(django_assert_num_queries):
    work = factories.work()
    factories.version(work, issued_on=date(2024, 5, 1), effective_on=date(2024, 6, 1))
    with django_assert_num_queries(2):
        found = texts(Version.objects.filter(work=work))
    assert [(one.issued_on, one.since) for one in found] == [
        (date(2020, 2, 1), date(2020, 3, 1)), (date(2024, 5, 1), date(2024, 6, 1)),
    ]  # fmt: skip
    assert public_text(work, date(2024, 5, 31), factories.ON).valid_from == date(2020, 2, 1)
    assert public_text(work, date(2019, 1, 1), factories.ON) is None


@pytest.mark.django_db
def test_a_text_that_is_not_public_never_holds_for_the_public():
    work = factories.work()
    factories.version(work, issued_on=date(2024, 5, 1), effective_on=date(2024, 6, 1), public=False)
    assert public_text(work, date(2025, 1, 1), factories.ON).valid_from == date(2020, 2, 1)


WORDS = "依照甲法第三条和乙法执行"


@pytest.mark.parametrize(
    ("start", "end", "cut"),
    [
        (0, 12, [("依照", ""), ("甲法第三条", "/a"), ("和", ""), ("乙法", "/b"), ("执行", "")]),
        (3, 6, [("法第三", "/a")]),
        (0, 3, [("依照", ""), ("甲", "/a")]),
        (10, 12, [("执行", "")]),
        (5, 5, []),
    ],
)
def test_any_stretch_is_cut_so_that_nothing_is_lost(start, end, cut):
    spans = [(8, 10, "/b", ""), (2, 7, "/a", ""), (4, 9, "/overlapping", "")]
    found = Linker(WORDS, spans).segments(start, end)
    assert [(one.text, one.href) for one in found] == cut
    assert "".join(one.text for one in found) == WORDS[start:end]


def test_a_span_that_leads_nowhere_says_why():
    assert Linker("甲法", [(0, 2, "", "文库尚未收录这份文件")]).segments(0, 2) == [
        Segment("甲法", "", "文库尚未收录这份文件")
    ]

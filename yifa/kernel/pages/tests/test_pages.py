"""A list answers exactly what was asked, names what it did not understand, and exports safely."""

import csv
import io
from datetime import date, datetime
from urllib.parse import parse_qs
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from django.db.models import Q

from yifa.kernel.access.reader import public
from yifa.kernel.organs.models import Level, Organ, OrganKind
from yifa.kernel.pages import export, looking
from yifa.kernel.pages.listing import Column, Listing, Word, by_test, by_year, of_field

ORGANS = Listing(
    code="organs",
    title="机构",
    model=Organ,
    rows=lambda reader: Organ.objects.all(),
    columns=(of_field(Organ, "name", link=True), "level", "founded_on"),
    filters=(
        "level",
        by_year("founded_on", "设立年份"),
        by_test("legal", "法制机构", "是", "否", Q(legal_affairs=True)),
    ),
    search=("name", "short_name"),
    sort="name",
    size=2,
)
READER = public(date(2026, 3, 16))


@pytest.fixture
def organs(db):
    rows = [
        ("a", "丙市司法局", Level.CITY, date(2018, 1, 1), True),
        ("b", "乙县司法局", Level.COUNTY, None, True),
        ("c", "甲县财政局", Level.COUNTY, date(2019, 5, 1), False),
    ]
    for code, name, level, founded, legal in rows:
        Organ.objects.create(
            code=code,
            name=name,
            kind=OrganKind.DEPARTMENT,
            level=level,
            founded_on=founded,
            legal_affairs=legal,
        )


def look(**given):
    return looking.look(ORGANS, READER, looking.ask(ORGANS, given))


def names(sheet):
    return [row.row.code for row in sheet.rows]


def test_rows_are_paged_and_a_page_beyond_the_last_is_the_last(organs):
    assert names(look(sort="founded_on")) == ["a", "c"]
    last = look(sort="founded_on", page="9")
    assert (names(last), last.asked.page, last.pages, last.total) == (["b"], 2, 2, 3)


def test_unknown_dates_come_last_in_both_directions(organs):
    assert names(look(sort="-founded_on")) == ["c", "a"]
    assert names(look(sort="founded_on", page="2")) == ["b"]


def test_search_takes_every_word_and_filters_narrow(organs):
    assert names(look(q="县 司法")) == ["b"]
    assert names(look(level="county", sort="-founded_on")) == ["c", "b"]
    assert names(look(year="2018")) == ["a"]
    assert names(look(legal="no")) == ["c"]


def test_what_makes_no_sense_is_named_and_left_out(organs):
    sheet = look(sort="code'; drop", page="二", level="moon", q="字" * 500)
    assert list(sheet.asked.ignored) == [
        "关键词最多 100 个字，只用了前 100 个字。",
        "没有这种排序，已按默认顺序排列。",
        "页码应为数字，已回到第一页。",
        "“层级”没有所选的值，未按它筛选。",
    ]
    assert sheet.asked.sort == ""


def test_an_empty_result_names_the_ways_out_with_their_counts(organs):
    sheet = look(q="财政", level="city")
    assert sheet.total == 0
    assert [(words, count) for words, count, _ in sheet.ways_out] == [("关键词“财政”", 1), ("“设区的市”", 1)]
    assert parse_qs(sheet.ways_out[1][2]) == {"q": ["财政"]}
    assert looking.conditions(sheet) == ["关键词“财政”", "层级：设区的市"]


def test_a_heading_sorts_the_other_way_round_and_keeps_the_rest(organs):
    head = next(one for one in look(q="局", sort="level").heads if one.column.name == "level")
    assert head.sorted == "ascending"
    assert parse_qs(head.query) == {"q": ["局"], "sort": ["-level"]}


def test_a_page_takes_a_fixed_number_of_queries(organs, django_assert_num_queries):
    with django_assert_num_queries(3):  # years on offer, count, rows
        look(q="局", level="county")


def test_csv_opens_as_utf8_and_runs_no_formula():
    columns = (Column("a", "名称", str), Column("b", "日期", str))
    rows = [["=1+1", date(2017, 3, 16)], ["@x", None], ["-5", True], ["-5+x", Word("city", "市")]]
    text = b"".join(export.as_csv(columns, rows))
    assert text.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(text.decode("utf-8-sig")))) == [
        ["名称", "日期"],
        ["'=1+1", "2017-03-16"],
        ["'@x", ""],
        ["-5", "是"],
        ["'-5+x", "市"],
    ]


def test_xlsx_holds_dates_as_dates_and_formulas_as_text():
    columns = (Column("a", "名称", str), Column("b", "日期", str), Column("c", "数", str))
    moment = datetime(2026, 3, 16, 9, 5, tzinfo=ZoneInfo("Asia/Shanghai"))
    rows = [["=1+1", date(2017, 3, 16), 3], ["http://x", moment, None], ["字" * 40_000, date(1899, 1, 1), 0]]
    book = openpyxl.load_workbook(
        io.BytesIO(export.as_xlsx("文件[1]", columns, rows, [("导出时间", "今天")]))
    )
    sheet, about = book.worksheets
    assert (sheet.title, about.title) == ("文件1", "说明")
    assert [str(cell.value) for cell in sheet[2]] == ["=1+1", "2017-03-16 00:00:00", "3"]
    assert sheet["A2"].data_type == "s"
    assert str(sheet["B3"].value) == "2026-03-16 09:05:00"
    assert (len(sheet["A4"].value), sheet["B4"].value) == (32_767, "1899-01-01")
    assert [[cell.value for cell in row] for row in about.rows] == [["导出时间", "今天"], ["行数", "3"]]


def test_every_row_that_matches_is_exported_not_only_the_page(organs):
    asked = looking.ask(ORGANS, {"level": "county", "page": "2", "sort": "name"})
    assert [row[0] for row in looking.every(ORGANS, READER, asked)] == ["乙县司法局", "甲县财政局"]

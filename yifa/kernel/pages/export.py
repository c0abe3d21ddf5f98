"""Lists as XLSX and CSV: the whole filtered list, safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter
from django.utils import timezone

from yifa.kernel.pages.listing import Column, Value, Word

BOM = b"\xef\xbb\xbf"  # without it Excel reads UTF-8 as GBK
STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
MOST_ROWS = 1_000_000  # of an xlsx sheet, with room for the heading
LONGEST_CELL = 32_767


class TooMany(Exception):
    """More rows than a sheet holds."""

    def __str__(self) -> str:
        return f"超过 {MOST_ROWS:,} 行，工作表放不下。请缩小筛选范围，或者导出 CSV。"


def as_csv(columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> Iterator[bytes]:
    """CSV in UTF-8 with its mark; text that a spreadsheet would take for a formula gets an apostrophe."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    yield BOM
    for row in _with_titles(columns, rows):
        writer.writerow([guarded(plain(value)) for value in row])
        yield buffer.getvalue().encode("utf-8")
        buffer.seek(0)
        buffer.truncate()


def as_xlsx(
    title: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]], about: Iterable[tuple[str, str]]
) -> bytes:
    """One sheet with the rows and one that says what the list is (`about`: pairs of name and words)."""
    output = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(output, options)
    head = book.add_format({"bold": True, "bottom": 1})
    formats: dict[type, Any] = {
        datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        date: book.add_format({"num_format": "yyyy-mm-dd"}),
    }
    sheet = book.add_worksheet(_sheet_name(title))
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, max(0, len(columns) - 1), 18)
    count = 0
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.title, head)
    for count, row in enumerate(rows, start=1):
        if count > MOST_ROWS:
            raise TooMany
        for place, value in enumerate(row):
            _write(sheet, count, place, value, formats)
    notes = book.add_worksheet("说明")
    notes.set_column(0, 0, 14)
    notes.set_column(1, 1, 60)
    for place, (name, words) in enumerate((*about, ("行数", str(count)))):
        notes.write_string(place, 0, name, head)
        notes.write_string(place, 1, words[:LONGEST_CELL])
    book.close()
    return output.getvalue()


def plain(value: Value) -> str:
    """The value as text: dates as 2017-03-16, moments in Shanghai time, yes and no as 是 and 否."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Word):
        return value.label
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    return str(value)


def guarded(text: str) -> str:
    """Text that no spreadsheet runs as a formula."""
    if text.startswith(STARTS_FORMULA) and not text.removeprefix("-").replace(".", "", 1).isdigit():
        return f"'{text}"
    return text


def _with_titles(columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> Iterator[Sequence[Value]]:
    yield [column.title for column in columns]
    yield from rows


def _write(sheet: Any, row: int, place: int, value: Value, formats: dict[type, Any]) -> None:
    if isinstance(value, datetime):
        moment = timezone.localtime(value).replace(tzinfo=None)
        sheet.write_datetime(row, place, moment, formats[datetime])
    elif isinstance(value, date) and value.year > 1900:  # a sheet knows no earlier days
        sheet.write_datetime(row, place, datetime(value.year, value.month, value.day), formats[date])  # noqa: DTZ001 (a sheet knows no zones)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        sheet.write_number(row, place, value)
    else:
        sheet.write_string(row, place, plain(value)[:LONGEST_CELL])


def _sheet_name(title: str) -> str:
    """A sheet name without the characters a workbook refuses."""
    return "".join(mark for mark in title if mark not in "[]:*?/\\'")[:31] or "列表"

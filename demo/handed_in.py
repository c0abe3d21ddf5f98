"""A document as the file in which it is handed in: plain text (also GB18030), a web page, a Word file, a record."""

import json
from collections.abc import Callable, Iterable
from html import escape
from io import BytesIO
from itertools import groupby
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document

from demo.texts import Written

MADE = (2020, 1, 1, 0, 0, 0)  # time stamp inside Word files: the same bytes in every build


def uploads(documents: Iterable[Written]) -> list[tuple[str, BytesIO]]:
    """The files of one import: one for each document, and one for all that come as records."""
    found: list[tuple[str, BytesIO]] = []
    records: list[Written] = []
    for one in documents:
        if one.form == "record":
            records.append(one)
        else:
            ending, make = FORMS[one.form]
            found.append((f"{_name(one)}.{ending}", BytesIO(make(one.text))))
    if records:
        found.append(("移交目录.jsonl", BytesIO(_records(records))))
    return found


def _name(one: Written) -> str:
    title = one.title.replace("《", "").replace("》", "").replace("/", "／")
    return f"{one.number}{title}"[:90]


def _plain(text: str) -> bytes:
    return text.encode()


def _gb18030(text: str) -> bytes:
    return text.encode("gb18030")


def _page(text: str) -> bytes:
    parts = []
    for table, lines in groupby(text.splitlines(), key=lambda line: "\t" in line):
        if table:
            rows = "".join(f"<tr>{_cells(line)}</tr>" for line in lines)
            parts.append(f"<table>{rows}</table>")
        else:
            parts += [f"<p>{escape(line)}</p>" for line in lines]
    body = "\n".join(parts)
    head = '<meta charset="utf-8"><title>文件</title>'
    return f"<!DOCTYPE html><html lang=zh-CN><head>{head}</head><body>\n{body}\n</body></html>".encode()


def _cells(line: str) -> str:
    return "".join(f"<td>{escape(cell)}</td>" for cell in line.split("\t"))


def _word(text: str) -> bytes:
    document = Document()
    for table, lines in groupby(text.splitlines(), key=lambda line: "\t" in line):
        if table:
            rows = [line.split("\t") for line in lines]
            grid = document.add_table(len(rows), max(map(len, rows)))
            for row, cells in zip(grid.rows, rows, strict=True):
                for cell, words in zip(row.cells, cells, strict=False):
                    cell.text = words
        else:
            for line in lines:
                document.add_paragraph(line)
    made = BytesIO()
    document.save(made)
    return _stamped(made)


def _stamped(made: BytesIO) -> bytes:
    """The same archive with one fixed time stamp."""
    again = BytesIO()
    with ZipFile(made) as source, ZipFile(again, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(ZipInfo(name, MADE), source.read(name), ZIP_DEFLATED)
    return again.getvalue()


def _records(documents: Iterable[Written]) -> bytes:
    lines = [json.dumps({**one.given, "text": one.text}, ensure_ascii=False) for one in documents]
    return ("\n".join(lines) + "\n").encode()


FORMS: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "txt": ("txt", _plain),
    "gb18030": ("txt", _gb18030),
    "html": ("html", _page),
    "docx": ("docx", _word),
}

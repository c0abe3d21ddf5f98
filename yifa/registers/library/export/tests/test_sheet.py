"""对照表: what stands in the Word document, and that it stands there the same each time."""

import io
import zipfile
from typing import Any
from xml.etree import ElementTree

from docx import Document
from docx.enum.section import WD_ORIENT

from yifa.kernel.texts.compare import compare
from yifa.kernel.texts.structure import parse
from yifa.registers.library.export.sheet import Side, remark, sheet
from yifa.registers.library.export.tests.shelved import PARKING

LEFT, RIGHT = Side("滨河市城市停车管理办法", "2019年6月1日"), Side("滨河市城市停车管理办法", "2023年5月1日")
AFTER = (
    PARKING.replace("每小时三元", "每小时五元")
    .replace("公安机关按照", "公安机关<依法>按照")
    .replace("第五条 本办法", "第五条 停车场应当公示收费标准。\n第六条 本办法")
)
PAIRS = compare(parse(PARKING), parse(AFTER))


def made(**options: bool) -> bytes:
    return sheet(PAIRS, LEFT, RIGHT, heading="停车管理办法修改前后对照表", **options)


def test_head_and_rows() -> None:
    document = Document(io.BytesIO(made()))
    assert [paragraph.text for paragraph in document.paragraphs[:2]] == [
        "停车管理办法修改前后对照表",
        "修改2处，新增1处，序号调整1处，未修改5处。",
    ]
    table = document.tables[0]
    assert [cell.text for cell in table.rows[0].cells] == [
        "修改前\n滨河市城市停车管理办法\n2019年6月1日",
        "修改后\n滨河市城市停车管理办法\n2023年5月1日",
        "说明",
    ]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert ["（无）", "第五条 停车场应当公示收费标准。", "新增"] in rows
    assert ["第五条 本办法自2019年7月1日起施行。", "第六条 本办法自2019年7月1日起施行。", "序号调整"] in rows
    assert any("从略" in row[0] for row in rows)
    assert "公安机关<依法>按照职责做好相关工作。" in "".join(row[1] for row in rows)


def test_deleted_words_are_struck_and_inserted_ones_underlined() -> None:
    table = Document(io.BytesIO(made())).tables[0]
    runs = [
        run
        for row in table.rows
        for cell in row.cells
        for paragraph in cell.paragraphs
        for run in paragraph.runs
    ]
    struck = {run.text for run in runs if run.font.strike}
    underlined = {run.text for run in runs if run.font.underline and run.font.bold}
    assert any("三" in text for text in struck) and not any("五元" in text for text in struck)
    assert any("五" in text for text in underlined) and any("停车场应当公示" in text for text in underlined)


def test_landscape_named_fonts_with_fallback() -> None:
    raw = made()
    section: Any = Document(io.BytesIO(raw)).sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE and section.page_width > section.page_height
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        fonts, styles = archive.read("word/fontTable.xml").decode(), archive.read("word/styles.xml").decode()
        assert {entry.date_time for entry in archive.infolist()} == {(2000, 1, 1, 0, 0, 0)}
        ElementTree.fromstring(fonts)
    assert 'w:name="仿宋"' in fonts and "FangSong" in fonts and 'w:eastAsia="仿宋"' in styles


def test_two_columns_and_the_whole_text() -> None:
    table = Document(io.BytesIO(made(remarks=False, whole=True))).tables[0]
    assert len(table.columns) == 2
    assert len(table.rows) == 1 + len(PAIRS)


def test_the_same_input_gives_the_same_bytes() -> None:
    assert made() == made()
    assert made() != made(whole=True)


def test_remarks_name_splits() -> None:
    before = parse("办法\n第一条 残疾人驾驶的专用车辆免收停车费，执行任务的救护车辆和消防车辆免收。")
    after = parse("办法\n第一条 残疾人驾驶的专用车辆免收停车费。\n第二条 执行任务的救护车辆和消防车辆免收。")
    assert [remark(pair) for pair in compare(before, after)] == ["", "修改", "新增（由原第一条拆出）"]
    assert [remark(pair) for pair in compare(after, before)] == ["", "修改", "删除（并入第一条）"]


def test_control_characters_do_not_break_the_file() -> None:
    pairs = compare(parse("公告\n甲\ufffe乙。"), parse("公告\n甲\ue000丙。"))
    raw = sheet(pairs, LEFT, RIGHT, heading="表\x07")
    cells = [cell.text for row in Document(io.BytesIO(raw)).tables[0].rows for cell in row.cells]
    assert any("甲" in text for text in cells) and any("\ue000" in text for text in cells)

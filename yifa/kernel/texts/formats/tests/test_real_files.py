"""The files of the shared corpus: laws and notices as sites hand them out. Only counts are kept here, no text."""

import re
import shutil

import pytest

from tests.shared import shared
from yifa.kernel.texts.formats.reading import read_file
from yifa.kernel.texts.formats.refusal import Unreadable

ARTICLE = re.compile(r"第[一二三四五六七八九十百零]+条")
SPOILT = re.compile(r"\ufffd|</|<(?:p|div|td|br|span)[\s>]")
TABLES = "文件可能以表格为主，单元格的顺序请对照原件。"
# format, how many, lines that begin with 第…条, lines of cells
KINDS = {
    "pdf": (6, {"中华人民共和国公路法": 87, "超限运输车辆行驶公路管理规定": 31}, 0),
    "docx": (5, {"中华人民共和国反垄断法": 57, "中华人民共和国治安管理处罚法": 119, "中华人民共和国行政处罚法": 86, "中华人民共和国行政诉讼法": 103}, 0),
    "html": (15, {"国令第707号": 36}, 24),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_files_of_each_kind_are_read_whole(kind: str) -> None:
    count, articles, cells = KINDS[kind]
    read = {path.stem: read_file(path) for path in shared("corpus/files").glob(f"*.{kind}")}
    lines = {name: extracted.text.split("\n") for name, extracted in read.items()}
    assert len(read) == count
    assert {extracted.format for extracted in read.values()} == {kind}
    found = {name: sum(bool(ARTICLE.match(line)) for line in lines[name]) for name in articles}
    assert found == articles
    assert sum("\t" in line for text in lines.values() for line in text) == cells
    assert not [name for name, text in lines.items() if any(SPOILT.search(line) for line in text)]


def test_the_two_tables_printed_as_pdf_are_said_to_be_tables() -> None:
    paths = shared("corpus/files").glob("*.pdf")
    warned = {path.stem for path in paths if read_file(path).warnings == (TABLES,)}
    assert warned == {"附表一：环境保护税税目税额表", "广东省生态环境违法行为行政处罚罚款金额裁量表"}


def test_lines_of_prose_in_pdf_are_joined_to_paragraphs() -> None:
    """In the print each line is about 30 characters; a paragraph that was not joined would end without a stop."""
    text = read_file(shared("corpus/files/中华人民共和国公路法.pdf")).text
    labels = {line: found[0] for line in text.split("\n") if (found := ARTICLE.match(line))}
    open_ended = [label for line, label in labels.items() if line[-1] not in "。：；"]
    assert open_ended == ["第十九条"]  # the print itself has no stop there


def test_the_spreadsheet_is_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        read_file(shared("corpus/files/江门市生态环境行政处罚自由裁量表.xls"))
    assert refused.value.sentence == "暂不支持读取旧版电子表格。请另存为 docx、pdf 或者 txt 后上传。"


@pytest.mark.antiword
@pytest.mark.skipif(not shutil.which("antiword"), reason="antiword is absent: install the package antiword")
def test_the_forms_of_word_97_are_read_with_their_cells() -> None:
    read = [read_file(path) for path in sorted(shared("corpus/files").glob("*.doc"))]
    assert [extracted.format for extracted in read] == ["doc", "doc"]
    assert [extracted.text.split("\n")[0] for extracted in read] == ["附件1", "附件2"]
    assert [sum("\t" in line for line in extracted.text.split("\n")) for extracted in read] == [18, 13]

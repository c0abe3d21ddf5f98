"""PDF files: printed lines become paragraphs again; what belongs to the page is dropped."""

from yifa.kernel.texts.formats.printed import Line, paragraphs
from yifa.kernel.texts.formats.reading import read_bytes
from yifa.kernel.texts.formats.tests.made import pdf

LEFT, SIZE, STEP = 80.0, 16.0, 28.0
WIDE = 26  # characters of a full line


def printed(*texts: str, top: float = 720.0) -> list[tuple[float, float, float, str]]:
    """Lines one below the other; a full-width blank in front is an indent, as in print."""
    return [
        (LEFT + SIZE * (len(text) - len(text.lstrip("　"))), top - STEP * place, SIZE, text.lstrip("　"))
        for place, text in enumerate(texts)
    ]


SENTENCE = "行政机关应当依照法定权限、范围、条件和程序实施行政行为，不得违反法律的规定增设义务。"
FULL, REST = SENTENCE[: WIDE - 6], SENTENCE[WIDE - 6 :]


def test_broken_lines_are_joined_and_articles_begin_anew() -> None:
    page = printed(f"　　第一条 {FULL}", REST, f"　　第二条 {FULL}", REST, "　　第三条 自公布之日起施行。")
    extracted = read_bytes(pdf([page]))
    assert extracted.text.split("\n") == [
        f"第一条 {SENTENCE}", f"第二条 {SENTENCE}", "第三条 自公布之日起施行。",
    ]  # fmt: skip
    assert (extracted.format, extracted.warnings) == ("pdf", ())


def test_a_paragraph_goes_on_over_the_page_and_running_heads_go() -> None:
    pages = [
        [(250.0, 770.0, SIZE, "衡水市人民政府公报"), *printed(*lines), (290.0, 40.0, SIZE, f"— {number} —")]
        for number, lines in enumerate(
            [
                (f"　　第一条 {FULL}", f"{REST}", f"　　第二条 {FULL}"),
                (REST, f"　　第三条 {FULL}"),
                (REST, "　　第四条 自公布之日起施行。"),
            ],
            1,
        )
    ]
    assert read_bytes(pdf(pages)).text.split("\n") == [
        f"第一条 {SENTENCE}", f"第二条 {SENTENCE}", f"第三条 {SENTENCE}", "第四条 自公布之日起施行。",
    ]  # fmt: skip


def test_a_page_without_text_among_others_is_named() -> None:
    extracted = read_bytes(
        pdf([printed("　　第一条 行政机关应当依法行政，不得懈怠。"), [], printed("　　第二条 依法。")])
    )
    assert extracted.warnings == ("第 2 页没有文字层，未读入。",)
    assert extracted.text.split("\n")[-1] == "第二条 依法。"


def test_a_file_of_short_lines_is_said_to_be_tables() -> None:
    extracted = read_bytes(pdf([printed(*(["水污染物", "每吨"] * 12), top=780.0)]))
    assert extracted.warnings == ("文件可能以表格为主，单元格的顺序请对照原件。",)


def test_blanks_set_around_digits_go_but_not_between_columns() -> None:
    lines = [
        Line("本办法自 2017 年 3 月 16 日起施行，有效期 5 年。", 0, 0, 0),
        Line("较轻 1 万元 2 万元", 0, 0, 0),
    ]
    assert list(paragraphs([lines])) == ["本办法自2017年3月16日起施行，有效期5年。", "较轻 1 万元 2 万元"]


def test_entries_of_a_contents_that_ran_together_are_parted() -> None:
    line = Line("第一章 总则............1 第二章 附则............12", 80, 500, 16)
    assert list(paragraphs([[line]])) == ["第一章 总则", "第二章 附则"]

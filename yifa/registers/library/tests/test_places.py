"""A place is shown with its paragraph, cut where it is long, and offsets beyond the text do no harm."""

from typing import Any

import pytest

from yifa.registers.library import places
from yifa.registers.library.tests import factories


@pytest.fixture
def version(db: Any) -> Any:
    text = (
        "枫桥市摊位办法\n第一条　为了管理摊位，制定本办法。\n第二条　摊位每日清理。" + "应当保持整洁。" * 60
    )
    return factories.version(None, text, title="枫桥市摊位办法")


def shown(place: places.Place) -> list[tuple[str, bool]]:
    return [(piece.text, piece.marked) for piece in place.pieces]


def test_the_span_stands_in_its_paragraph_and_names_its_article(version: Any) -> None:
    start = version.text.index("管理摊位")
    place = places.place(version, start, start + 4)
    assert (place.label, place.eid) == ("第一条", "art_1")
    assert [text for text, marked in shown(place) if marked] == ["管理摊位"]
    assert "".join(text for text, _ in shown(place)).endswith("，制定本办法。")
    assert "第二条" not in "".join(text for text, _ in shown(place))


def test_a_long_paragraph_is_cut_and_says_so(version: Any) -> None:
    start = version.text.rindex("第二条")
    place = places.place(version, start, start + 3)
    words = "".join(text for text, _ in shown(place))
    assert words.endswith("…")
    assert len(words) < places.AROUND + 10


def test_offsets_beyond_the_text_are_held_to_it(version: Any) -> None:
    place = places.place(version, 10_000_000, 10_000_005)
    assert [marked for _, marked in shown(place)] in ([], [False], [False, False])


def test_spans_are_marked_line_by_line_and_overlaps_are_left_out() -> None:
    text = "甲乙\n丙丁戊"
    lines = places.marked(text, [(1, 4), (3, 5), (99, 100)], 100)
    assert [[(piece.text, piece.marked) for piece in line] for line in lines] == [
        [("甲", False), ("乙", True)],
        [("丙", True), ("丁戊", False)],
    ]

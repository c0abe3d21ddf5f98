"""对照表: two texts side by side as a Word document. The same input gives the same bytes.

Landscape, 修改前 and 修改后, by choice a third column that says what happened. Deleted words are struck through,
inserted ones bold and underlined, so that the sheet reads the same in black and white.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yifa.kernel.texts.compare import Pair, Segment, Unit, fold, summary
from yifa.kernel.texts.compare.values import WORDS
from yifa.registers.library.export import word
from yifa.registers.library.export.word import DELETED, HEAD, INSERTED, PLAIN, QUIET

WIDTHS = {2: (7030, 7030), 3: (6350, 6350, 1360)}  # twentieths of a point

SAID = ("changed", "added", "removed", "moved", "renumbered", "same")  # in the order of the sentence


@dataclass(frozen=True, slots=True)
class Side:
    """What the head of a column says."""

    title: str
    note: str  # document number and date of the text


def sheet(
    pairs: Sequence[Pair], left: Side, right: Side, *, heading: str, remarks: bool = True, whole: bool = False
) -> bytes:
    """The table of comparison; unchanged units are folded to one line unless the whole text is asked for."""
    columns = 3 if remarks else 2
    rows = [_head(left, right, columns)]
    if whole:
        rows += [_row(pair, columns) for pair in pairs]
    else:
        rows += _folded(pairs, columns)
    paragraphs = (
        word.paragraph(word.run(heading, word.TITLE), centred=True),
        word.paragraph(word.run(_counted(pairs), QUIET), centred=True),
        word.paragraph(word.run("删除的文字加删除线，新增的文字加粗并加下划线。", QUIET), centred=True),
    )
    return word.document("".join(paragraphs) + word.table(WIDTHS[columns], rows), title=heading)


def _counted(pairs: Sequence[Pair]) -> str:
    counts = summary(pairs)
    said = [f"{WORDS[kind]}{counts[kind]}处" for kind in SAID if counts[kind]]
    return "，".join(said) + "。"


def _head(left: Side, right: Side, columns: int) -> str:
    cells = [_titled("修改前", left), _titled("修改后", right)]
    if columns == 3:
        cells.append(word.paragraph(word.run("说明", HEAD), centred=True))
    return word.row([word.cell(cell) for cell in cells], repeated=True)


def _titled(name: str, side: Side) -> str:
    lines = [word.paragraph(word.run(name, HEAD), centred=True)]
    lines += [word.paragraph(word.run(text, PLAIN), centred=True) for text in (side.title, side.note) if text]
    return "".join(lines)


def _folded(pairs: Sequence[Pair], columns: int) -> Iterator[str]:
    for stretch in fold(pairs):
        if stretch.folded:
            text = word.paragraph(
                word.run(f"（此处{len(stretch.pairs)}个单位未作文字修改，从略）", QUIET), centred=True
            )
            yield word.row([word.cell(text, span=columns)])
        else:
            yield from (_row(pair, columns) for pair in stretch.pairs)


def _row(pair: Pair, columns: int) -> str:
    cells = [
        _side(pair, pair.left, ("equal", "delete"), "（无）"),
        _side(pair, pair.right, ("equal", "insert"), "（删除）"),
    ]
    if columns == 3:
        cells.append(word.cell(word.paragraph(word.run(remark(pair), PLAIN))))
    return word.row(cells)


def _side(pair: Pair, unit: Unit | None, ops: tuple[str, str], absent: str) -> str:
    if unit is None:
        return word.cell(word.paragraph(word.run(absent, QUIET), centred=True))
    mark = DELETED if ops[1] == "delete" else INSERTED
    changed_label = pair.left is None or pair.right is None or pair.renumbered
    label = f"{unit.label} " if unit.label and unit.text else unit.label
    runs = [word.run(label, mark if changed_label else HEAD)] if label else []
    runs += [_segment(segment, mark) for segment in pair.segments if segment.op in ops]
    return word.cell(word.paragraph("".join(runs)))


def _segment(segment: Segment, mark: str) -> str:
    return word.run(segment.text, PLAIN if segment.op == "equal" else mark)


def remark(pair: Pair) -> str:
    """What happened to the unit, in officials' words."""
    if pair.kind == "same":
        return ""
    if pair.kind == "added" and pair.related:
        return f"新增（由原{pair.related.label or '上文'}拆出）"
    if pair.kind == "removed" and pair.related:
        return f"删除（并入{pair.related.label or '上文'}）"
    words = [pair.word]
    if pair.kind == "moved" and pair.edited:
        words.append("修改")
    if pair.kind in ("changed", "moved") and pair.renumbered:
        words.append("序号调整")
    return "、".join(words)

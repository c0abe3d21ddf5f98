"""Table: collects cells as they are met, and decides whether it is a table or only a frame around text."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from yifa.kernel.texts.formats import limits


@dataclass(slots=True)
class Cell:
    across: int
    down: int
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(line.replace("\t", " ") for line in self.lines)


@dataclass(slots=True)
class Table:
    rows: list[list[Cell]] = field(default_factory=list)
    nested: bool = False

    def row(self) -> None:
        self.rows.append([])

    def cell(self, across: int = 1, down: int = 1) -> None:
        if not self.rows:
            self.row()
        self.rows[-1].append(Cell(across, down))

    def add(self, line: str) -> None:
        """A paragraph of the open cell; text between cells counts to a cell of its own."""
        if not self.rows or not self.rows[-1]:
            self.cell()
        self.rows[-1][-1].lines.append(line)

    def nest(self, inner: "Table") -> None:
        """A table inside a cell makes this one a frame."""
        self.nested = True
        for line in inner.lines():
            self.add(line)

    @property
    def frame(self) -> bool:
        """Whether it only places text on the page: a single column, or a table around tables."""
        return self.nested or all(len(row) < 2 for row in self.rows)

    def lines(self) -> Iterator[str]:
        """Rows as tab-separated lines, merged cells padded with empty ones; of a frame, its paragraphs."""
        if self.frame:
            for row in self.rows:
                for cell in row:
                    yield from cell.lines
            return
        below: dict[int, int] = {}  # column → rows that a cell above still covers
        for row in self.rows:
            line = "\t".join(_placed(row, below)).rstrip("\t")
            if line.strip():
                yield line


def _placed(row: list[Cell], below: dict[int, int]) -> Iterator[str]:
    column = 0
    for cell in row:
        while below.get(column, 0) > 0:
            below[column] -= 1
            column += 1
            yield ""
        for place in range(min(cell.across, limits.CELLS_ACROSS)):
            if cell.down > 1:
                below[column] = cell.down - 1
            column += 1
            yield "" if place else cell.text
    for covered in [place for place, rows in below.items() if place >= column and rows > 0]:
        below[covered] -= 1
        yield ""

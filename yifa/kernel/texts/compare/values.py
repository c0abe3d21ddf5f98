"""What a comparison consists of."""

from dataclasses import dataclass

KINDS = ("same", "renumbered", "changed", "added", "removed", "moved")
WORDS = {
    "same": "未修改", "renumbered": "序号调整", "changed": "修改", "added": "新增", "removed": "删除", "moved": "移动",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unit:
    """What is set side by side: an article with all below it, a heading, a numbered part, or a line outside of these."""

    eid: str
    kind: str  # as Node.kind
    num: str | None
    label: str  # as printed
    text: str  # without the label
    component: str
    start: int
    end: int

    @property
    def shown(self) -> str:
        """Label and text as they stand in the document."""
        if self.label and self.text:
            return f"{self.label} {self.text}"
        return self.label or self.text


@dataclass(frozen=True, slots=True)
class Segment:
    op: str  # equal · insert · delete
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """One row. Left is absent when added, right when removed.

    The segments of op equal and delete together are the left text, those of op equal and insert the right one. `changed`
    and `moved` may carry another number too (see `renumbered`). `related` is the changed unit that an added one was split
    from, or that a removed one was merged into (on the other side than the unit itself).
    """

    kind: str
    left: Unit | None
    right: Unit | None
    segments: tuple[Segment, ...]
    related: Unit | None = None

    @property
    def renumbered(self) -> bool:
        return self.left is not None and self.right is not None and self.left.label != self.right.label

    @property
    def edited(self) -> bool:
        """Whether words differ, wherever the unit stands."""
        return any(segment.op != "equal" for segment in self.segments)

    @property
    def word(self) -> str:
        return WORDS[self.kind]


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring pairs; `folded` when all are unchanged and none stands beside a change."""

    folded: bool
    pairs: tuple[Pair, ...]

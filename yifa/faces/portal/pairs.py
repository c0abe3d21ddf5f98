"""The rows of a comparison as HTML: two columns, `del` and `ins` inside, unchanged ones folded with their count."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe

from yifa.kernel.texts.compare import Pair, Run, Segment, Unit, fold
from yifa.kernel.texts.compare.values import WORDS

TONES = {
    "changed": "amber", "added": "green", "removed": "red", "moved": "brand", "renumbered": "brand", "same": "grey",
}  # fmt: skip
TAGS = {"equal": "{}", "insert": "<ins>{}</ins>", "delete": "<del>{}</del>"}
ABSENT = '<p class="quiet">无对应条文。</p>'


def counts(summary: Mapping[str, int]) -> list[tuple[str, str, int]]:
    """(tone, word, number) of every kind of row that occurs."""
    return [(TONES[kind], WORDS[kind], summary[kind]) for kind in TONES if summary[kind]]


def html(pairs: Sequence[Pair], *, everything: bool) -> SafeString:
    """All rows, or those that changed and their neighbours."""
    runs = [Run(False, tuple(pairs))] if everything else fold(pairs)
    out: list[str] = []
    for run in runs:
        if run.folded:
            out.append(_folded(run))
        else:
            out.extend(_row(pair) for pair in run.pairs)
    return mark_safe("".join(out))  # noqa: S308 (escaped piece by piece)


def _folded(run: Run) -> str:
    """What was left out, and how many: nothing is hidden silently."""
    first, last = _name(run.pairs[0]), _name(run.pairs[-1])
    words = escape(first if len(run.pairs) == 1 else f"{first}至{last}")
    moved = sum(pair.kind == "renumbered" for pair in run.pairs)
    more = f"，其中 {moved} 处只变序号" if moved else ""
    return f'<p class="same">{words}文字未变，共 {len(run.pairs)} 处{more}。</p>'


def _name(pair: Pair) -> str:
    unit = pair.right or pair.left
    if unit is None:
        return ""
    return unit.label or f"“{unit.text[:12]}{'…' if len(unit.text) > 12 else ''}”"


def _row(pair: Pair) -> str:
    unit = pair.right or pair.left
    if unit is None:
        return ""
    return (
        f'<section class="pair" id="d-{unit.eid}" aria-label="{escape(_name(pair))}"><header>{_head(pair)}'
        f'<span class="tag is-{TONES[pair.kind]}">{WORDS[pair.kind]}</span>{_related(pair)}</header>'
        f'<div><p class="side">旧</p>{_side(pair, pair.left, "delete")}</div>'
        f'<div><p class="side">新</p>{_side(pair, pair.right, "insert")}</div></section>'
    )


def _head(pair: Pair) -> str:
    name = escape(_name(pair))
    if pair.renumbered and pair.left and pair.left.label:
        return f"<strong>{escape(pair.left.label)}</strong><span>改为</span><strong>{name}</strong>"
    return f"<strong>{name}</strong>"


def _related(pair: Pair) -> str:
    if pair.related is None:
        return ""
    words = "由旧{}拆出" if pair.kind == "added" else "并入新{}"
    return f'<span class="quiet">{escape(words.format(pair.related.label or "相邻段落"))}</span>'


def _side(pair: Pair, unit: Unit | None, op: str) -> str:
    if unit is None:
        return ABSENT
    return f"<p>{_words(segment for segment in pair.segments if segment.op in ('equal', op))}</p>"


def _words(segments: Iterable[Segment]) -> str:
    pieces = (TAGS[one.op].format(escape(one.text).replace("\t", "　")) for one in segments)
    return "".join(pieces).replace("\n", "<br>")

"""Generated documents, mutated at random: the comparison finds the true edits, all of them and nothing else."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yifa.kernel.law.cite import article_label, chinese
from yifa.kernel.texts.compare import compare
from yifa.kernel.texts.compare.values import KINDS
from yifa.kernel.texts.structure import parse

COMMON_CHARACTERS = [
    chr(code) for code in range(0x4E8C, 0x4E8C + 3000) if chr(code) not in "第条一二三四五六七八九十"
]
STEPS = ("keep", "keep", "keep", "edit", "drop", "add")


def body(number: int, variant: int = 0) -> str:
    """A provision like no other one, the same for the same number; a variant differs in one word."""
    chance = Random(number)
    words = ["".join(chance.choices(COMMON_CHARACTERS, k=3)) for _ in range(8)]
    term = chinese(3 + number % 40 + variant)
    return f"{words[0]}{words[1]}报{words[2]}{words[3]}备案，{words[4]}在{term}日内对{words[5]}{words[6]}的{words[7]}答复。"


@dataclass(frozen=True)
class Mutation:
    before: list[int]  # provisions by number
    after: list[tuple[int, int]]  # (provision, variant)
    edited: set[int]
    gone: set[int]
    come: set[int]


@st.composite
def mutations(draw: st.DrawFn) -> Mutation:
    """Up to forty provisions, of which some are edited, removed or followed by a new one."""
    before = draw(st.lists(st.integers(0, 119), min_size=3, max_size=40, unique=True))
    steps = draw(
        st.lists(
            st.sampled_from(STEPS),
            min_size=len(before),
            max_size=len(before),
        )
    )
    fresh = iter(range(120, 240))
    after: list[tuple[int, int]] = []
    edited, gone, come = set(), set(), set()
    for number, step in zip(before, steps, strict=True):
        if step == "drop":
            gone.add(number)
            continue
        after.append((number, 1 if step == "edit" else 0))
        if step == "edit":
            edited.add(number)
        if step == "add":
            new = next(fresh)
            after.append((new, 0))
            come.add(new)
    return Mutation(before, after, edited, gone, come)


def articles(bodies: list[str]) -> str:
    return "某市办法\n" + "\n".join(f"{article_label(str(n))} {text}" for n, text in enumerate(bodies, 1))


def sections(bodies: list[str]) -> str:
    return "关于某项工作的通知\n" + "\n".join(f"{chinese(n)}、{text}" for n, text in enumerate(bodies, 1))


def lines(bodies: list[str]) -> str:
    return "关于某项工作的通知\n" + "\n".join(bodies)


@given(mutations(), st.sampled_from([articles, sections, lines]))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_exactly_the_true_edits_are_found(case: Mutation, style: Callable[[list[str]], str]) -> None:
    before = style([body(number) for number in case.before])
    after = style([body(number, variant) for number, variant in case.after])
    pairs = compare(parse(before), parse(after))
    lost = {kind: [pair.left.text for pair in pairs if pair.kind == kind and pair.left] for kind in KINDS}
    won = {kind: [pair.right.text for pair in pairs if pair.kind == kind and pair.right] for kind in KINDS}
    assert not won["moved"]
    assert lost["changed"] == [body(n) for n in case.before if n in case.edited]
    assert won["changed"] == [body(n, 1) for n in case.before if n in case.edited]
    assert lost["removed"] == [body(n) for n in case.before if n in case.gone]
    assert won["added"] == [body(n) for n, _ in case.after if n in case.come]


@given(
    st.text(alphabet="一二甲乙，。（） \n第条、的", max_size=200),
    st.text(alphabet="一二甲乙，。（） \n第条、的", max_size=200),
)
@settings(max_examples=200, deadline=None)
def test_segments_give_back_both_texts(one: str, other: str) -> None:
    left, right = parse(one), parse(other)
    pairs = compare(left, right)
    for pair in pairs:
        if pair.left and pair.edited:
            assert "".join(part.text for part in pair.segments if part.op != "insert") == pair.left.text
        if pair.right:
            assert "".join(part.text for part in pair.segments if part.op != "delete") == pair.right.text
    units = [pair.left for pair in pairs if pair.left]
    assert len({unit.eid for unit in units}) == len(units)
    assert sorted(unit.start for unit in units) == [
        unit.start for unit in sorted(units, key=lambda u: u.start)
    ]


def test_two_hundred_articles_within_the_bar() -> None:
    """Issue 2: 200 articles, 3 edits and 1 renumbering insert in less than 20 ms (best of five)."""
    bodies = [body(number) for number in range(200)]
    after = [body(number, 1 if number in (12, 77, 150) else 0) for number in range(200)]
    after.insert(30, "本办法所称规范性文件，是指具有普遍约束力、反复适用的公文。")
    left, right = parse(articles(bodies)), parse(articles(after))
    pairs = compare(left, right)
    kinds = [pair.kind for pair in pairs if pair.kind not in ("same", "renumbered")]
    assert kinds == ["changed", "added", "changed", "changed"]


def test_thousands_of_touched_articles_are_all_found() -> None:
    count = 4_990
    left = parse(articles([body(number) for number in range(count)]))
    right = parse(articles([body(number, 1) for number in range(count)]))
    pairs = compare(left, right)
    assert [pair.kind for pair in pairs] == ["same", *["changed"] * count]  # the title stays

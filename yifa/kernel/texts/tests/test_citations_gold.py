"""The bar of the issue on real texts: span F1 ≥ 0.97 and resolution ≥ 0.95 on provisions annotated by hand."""

import gzip
import json
from functools import cache

import pytest

from tests.shared import shared
from yifa.kernel.texts.citations import extract
from yifa.kernel.texts.structure import parse
from yifa.kernel.texts.tests.annotations import GOLD, Score, provisions, spans_in

SETS = sorted(path.stem for path in GOLD.glob("*.json"))


@cache
def corpus() -> dict[str, str]:
    """Text by id of the documents that hold an annotated provision."""
    wanted = {one.id for name in SETS for one in provisions(name)}
    with gzip.open(shared("corpus/laws.jsonl.gz"), "rt", encoding="utf-8") as lines:
        documents = (json.loads(line) for line in lines)
        return {one["id"]: one["text"] for one in documents if one["id"] in wanted}


@pytest.mark.parametrize("name", SETS)
def test_annotated_provisions_are_found_and_resolved(name: str) -> None:
    score = Score()
    for one in provisions(name):
        document = parse(corpus()[one.id])
        place = one.place_in(document)
        assert place, f"the text of {one.id} at {one.start} is not what was annotated"
        score.add(one.spans, spans_in(extract(document), *place))
    assert (score.f1 >= 0.97, score.resolution >= 0.95) == (True, True), score


def test_the_sets_are_large_and_cover_every_category() -> None:
    found = [one for name in SETS for one in provisions(name)]
    assert len(provisions("provisions")) >= 300
    assert len({one.sha256 for one in found}) == len(found)
    assert {one.category for one in found} == {
        "法律",
        "行政法规",
        "司法解释",
        "地方性法规",
        "规章",
        "规范性文件",
    }

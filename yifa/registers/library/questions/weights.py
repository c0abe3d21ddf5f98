"""Learned weights, and the standing of a text: which kinds of law people's questions are answered by."""

import re
from collections.abc import Mapping
from functools import cache

import yaml

from yifa.registers.library.questions.vocabulary import DATA

CODE = re.compile(r"法典(?:（.{1,12}）)?$")
LAW = re.compile(r"(?:法|宪法)(?:（.{1,12}）)?$")
STANDING = {
    "constitution": "law",
    "law": "law",
    "judicial_interpretation": "judicial",
    "admin_regulation": "regulation",
}


@cache
def evidence() -> Mapping[str, float]:
    return _weights()["evidence"]


def standing(kind: str, title: str) -> float:
    """How much more an article of a text of this kind counts than its words alone would."""
    name = "code" if kind == "law" and CODE.search(title) else STANDING.get(kind, "other")
    return _weights()["standing"][name]


@cache
def _weights() -> Mapping[str, Mapping[str, float]]:
    found: Mapping[str, Mapping[str, float]] = yaml.load(
        (DATA / "weights.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader
    )
    return found

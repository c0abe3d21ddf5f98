"""Kind of a text and the region it belongs to, read from title, number and issuer."""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from yifa.registers.library.ingest.guess import Guess, nothing
from yifa.registers.library.kinds import WorkKind

CATEGORIES = {
    "宪法": WorkKind.CONSTITUTION,
    "法律": WorkKind.LAW,
    "行政法规": WorkKind.ADMIN_REGULATION,
    "司法解释": WorkKind.JUDICIAL_INTERPRETATION,
    "地方性法规": WorkKind.LOCAL_REGULATION,
    "规章": WorkKind.RULE,
    "部门规章": WorkKind.RULE,
    "地方政府规章": WorkKind.RULE,
    "政府规范性文件": WorkKind.GOVERNMENT_NORM,
    "部门规范性文件": WorkKind.DEPARTMENT_NORM,
    "其他公文": WorkKind.OTHER,
}
NATIONAL = ("国务院", "国务院办公厅")
NORMATIVE = re.compile(
    r"(?:通知|意见|办法|规定|细则|方案|决定|通告|公告|规则|规程|制度|标准|基准|规划|措施|要点|目录|清单)(?:[（(].*[）)])?$"
)
LAW = re.compile(r"中华人民共和国.{1,40}法(?:典|[（(].*[）)])?$")
REGULATION = re.compile(r"(?:条例|规定|办法|细则|规则|规程)(?:[（(].*[）)])?$")


def by_category(category: str, issuers: tuple[str, ...]) -> str:
    """The kind that a source's category (or our own code) means; empty where it means none."""
    plain = category.strip()
    if plain in WorkKind.values:
        return plain
    if plain == "规范性文件":
        return WorkKind.GOVERNMENT_NORM if _of_government(issuers) else WorkKind.DEPARTMENT_NORM
    return CATEGORIES.get(plain, "")


@dataclass(frozen=True, slots=True)
class Signs:
    """What tells the kind of a text."""

    title: str
    doc_no: str
    issuers: tuple[str, ...]
    by_order: bool  # published by an order 令

    @property
    def first(self) -> str:
        return self.issuers[0] if self.issuers else ""


def kind(signs: Signs) -> Guess:
    """The kind by the first rule that fits."""
    for rule in (_national, _judicial, _local_congress, _order, _norm, _by_title):
        found = rule(signs)
        if found:
            return found
    return Guess(WorkKind.OTHER, 0.6, "不属规范性文件的文种")


def _national(signs: Signs) -> Guess | None:
    if signs.title.startswith("中华人民共和国宪法"):
        return Guess(WorkKind.CONSTITUTION, 0.95, "标题")
    if signs.first.startswith("全国人民代表大会") or LAW.match(signs.title):
        return Guess(WorkKind.LAW, 0.95, "标题和制定机关")
    return None


def _judicial(signs: Signs) -> Guess | None:
    courts = ("最高人民法院", "最高人民检察院")
    if signs.title.startswith(courts) or any(one.startswith(courts) for one in signs.issuers):
        return Guess(WorkKind.JUDICIAL_INTERPRETATION, 0.95 if "释" in signs.doc_no else 0.8, "制定机关")
    return None


def _local_congress(signs: Signs) -> Guess | None:
    if "人民代表大会" in signs.first or "人大" in signs.first:
        return Guess(WorkKind.LOCAL_REGULATION, 0.9, "制定机关")
    return None


def _order(signs: Signs) -> Guess | None:
    if signs.first == "国务院" and (REGULATION.search(signs.title) or "国务院令" in signs.doc_no):
        return Guess(WorkKind.ADMIN_REGULATION, 0.85, "制定机关和文种")
    if ("令" in signs.doc_no or signs.by_order) and REGULATION.search(signs.title):
        if "国务院令" in signs.doc_no:
            return Guess(WorkKind.ADMIN_REGULATION, 0.85, "以国务院令公布")
        return Guess(WorkKind.RULE, 0.85, "以令公布")
    return None


def _norm(signs: Signs) -> Guess | None:
    if not signs.issuers or not NORMATIVE.search(signs.title):
        return None
    kind_ = WorkKind.GOVERNMENT_NORM if _of_government(signs.issuers) else WorkKind.DEPARTMENT_NORM
    return Guess(kind_, 0.85, "制定机关和文种")


def _by_title(signs: Signs) -> Guess | None:
    """Without an issuer: a 条例 of a place is a local regulation, one of no place an administrative regulation."""
    if signs.title.endswith("条例"):
        local = bool(_starts_with_place(signs.title))
        return Guess(WorkKind.LOCAL_REGULATION if local else WorkKind.ADMIN_REGULATION, 0.65, "标题")
    if NORMATIVE.search(signs.title):
        return Guess(WorkKind.OTHER, 0.5, "未能确定制定机关")
    return None


def _of_government(issuers: tuple[str, ...]) -> bool:
    """Whether a government or its general office issued it (not a department)."""
    ends = ("人民政府", "政府办公室", "政府办公厅", "管理委员会", "管委会")
    return any(one in NATIONAL or one.endswith(ends) for one in issuers)


def region(title: str, issuers: tuple[str, ...]) -> Guess:
    """The province a local text belongs to, as a short name; empty for national texts."""
    for evidence, confidence in ((issuers[0] if issuers else "", 0.95), (title, 0.85)):
        found = _starts_with_place(evidence)
        if found:
            return Guess(found, confidence, "制定机关、标题")
    return nothing()


def _starts_with_place(words: str) -> str:
    places = _places()
    return next((places[words[:n]] for n in range(14, 2, -1) if words[:n] in places), "")


@cache
def _places() -> Mapping[str, str]:
    data = files("yifa.registers.library.ingest") / "data" / "regions.tsv"
    with data.open(encoding="utf-8") as lines:
        return {row["name"]: row["region"] for row in csv.DictReader(lines, delimiter="\t")}

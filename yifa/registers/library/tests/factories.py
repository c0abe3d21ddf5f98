"""Works for tests, made the way imports make them: `prepare` reads an invented text, `Shelf` stores it.

work()                                   a government norm of 12 articles, public, in force since 2020-03-01
work(title="…", text="…", doc_no="…")    any field of `prepare`'s known values
version(work, text=…, issued_on=…)       another text of the same work
stored([draft(…), draft(…)])             several in one transaction
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from yifa.kernel.law.cite import chinese
from yifa.registers.library import resolve
from yifa.registers.library.ingest.draft import Draft
from yifa.registers.library.ingest.prepare import prepare
from yifa.registers.library.ingest.shelf import Shelf, Stored
from yifa.registers.library.models import Version, Work

AT = datetime(2026, 3, 16, 2, 0, tzinfo=UTC)
ON = date(2026, 3, 16)
SOURCE = "测试来源"
SUBJECTS = (
    "河道保洁",
    "公园座椅",
    "路灯维护",
    "公共书屋",
    "集市摊位",
    "社区食堂",
    "校车站牌",
    "雨水口清理",
    "古树看护",
    "晨练场地",
)


def norm_text(title: str, *, articles: int = 12, subject: str = "河道保洁", extra: str = "") -> str:
    """An invented text with numbered articles; `extra` is put before the last one."""
    lines = [title]
    for number in range(1, articles + 1):
        lines.append(f"第{chinese(number)}条　{_sentence(number, subject)}")
    if extra:
        lines.append(f"第{chinese(articles + 1)}条　{extra}")
    return "\n".join(lines)


def _sentence(number: int, subject: str) -> str:
    return (
        f"负责{subject}的单位应当在每月{number}日以前向主管部门报送第{number}类情况，"
        f"并在{number + 3}个工作日内整改{subject}检查中发现的{number * 7}项问题。"
    )


def draft(
    title: str = "枫桥市河道保洁管理办法", text: str = "", *, articles: int = 12, **known: Any
) -> Draft:
    """A prepared document with given metadata, so that nothing is left to recognition."""
    values: dict[str, Any] = {
        "title": title,
        "kind": "government_norm",
        "doc_no": "枫政规〔2020〕3号",
        "issuers": ("枫桥市人民政府",),
        "issued_on": date(2020, 2, 1),
        "effective_on": date(2020, 3, 1),
    } | known
    return prepare(
        text or norm_text(title, articles=articles), name=f"{title}.txt", known=values, source=SOURCE
    )


def stored(
    drafts: Sequence[Draft], *, public: bool = True, organ: Any = None, at: datetime = AT
) -> list[Stored]:
    """Store the drafts as an import does, and tie citations and proposals to their targets."""
    results = Shelf.opened(at=at, on=at.date(), source=SOURCE, public=public, organ=organ).store(drafts)
    resolve.link()
    return results


def version(
    of: Work | None = None,
    text: str = "",
    *,
    public: bool = True,
    organ: Any = None,
    at: datetime = AT,
    **known: Any,
) -> Version:
    """One stored text: of a new work, or another text of `of`."""
    if of is not None:
        known = {
            "title": of.title, "kind": of.kind, "doc_no": of.doc_no, "region": of.region,
            "issuers": tuple(filter(None, of.issuer.split("、"))), "first_issued_on": of.issued_on,
        } | known  # fmt: skip
        text = text or norm_text(of.title, articles=13)
    (result,) = stored([draft(text=text, **known)], public=public, organ=organ, at=at)
    if result.outcome != "stored" or result.version_id is None:
        raise AssertionError(f"not stored: {result.reason}")
    return Version.objects.select_related("work").get(pk=result.version_id)


def work(text: str = "", *, public: bool = True, organ: Any = None, at: datetime = AT, **known: Any) -> Work:
    """One stored work with one text."""
    return version(None, text, public=public, organ=organ, at=at, **known).work


def works(count: int, *, public: bool = True, **known: Any) -> list[Work]:
    """Several unlike works in one transaction."""
    drafts = []
    for number in range(count):
        subject = f"{SUBJECTS[number % len(SUBJECTS)]}第{number // len(SUBJECTS) + 1}片区"
        title = f"枫桥市{subject}管理办法"
        values = {"doc_no": f"枫政规〔2020〕{number + 1}号", **known}
        drafts.append(draft(title, norm_text(title, subject=subject), **values))
    results = stored(drafts, public=public)
    return list(Work.objects.filter(versions__in=[one.version_id for one in results]).order_by("pk"))

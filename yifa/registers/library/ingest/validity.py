"""What a text says of its own time: from when it applies and how long."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from yifa.kernel.texts.numerals import CHARS, to_int
from yifa.registers.library.ingest.days import DAY, first, last_day
from yifa.registers.library.ingest.forms import SELF_KINDS
from yifa.registers.library.ingest.guess import Guess, nothing, surest

SELF = rf"本(?:实施|补充|暂行|试行)?(?:{SELF_KINDS})"
BEGINS = r"(?:施行|实施|执行|生效|试行)"
PUBLISHED = r"(?:公布|发布|印发|颁布|下发|公告|批准|通过)"
STATED = re.compile(
    rf"自 ?(?:(?P<day>{DAY})|{PUBLISHED}(?:之|的)?日) ?起"
    rf"(?:满? ?(?P<later>\d{{1,3}}|[一二三四五六七八九十]{{1,3}}) ?(?:日|天)(?:之?后))?[^。；\n自]{{0,8}}?{BEGINS}"
)
ITSELF = re.compile(SELF)
BEFORE = 60  # characters of the sentence looked at before the statement
OTHER_SUBJECT = re.compile(r"《|所称|是指|第[^条]{1,8}条|规定|证|合同|登记|\d")
HISTORY = re.compile(rf"(?:自 ?)?({DAY}) ?起? ?{BEGINS}")
COUNT = rf"(?P<count>[{CHARS}]{{1,4}}) ?(?:个)?(?P<unit>年|月)"
LASTS = re.compile(
    rf"(?:{SELF}(?:的)?|{BEGINS}[^。；\n]{{0,16}}?|{PUBLISHED}(?:之|的)?日[^。；\n]{{0,16}}?|[，；（(])(?:有效期|试行期|施行期)(?:限)?(?:为|是|：|:)? ?"  # noqa: E501 (one pattern or row a line)
    rf"(?:{COUNT}|(?:[自从][^。；\n]{{1,20}})?(?:至|到|截至|截止到?) ?(?P<day>{DAY}))"
)
TERM = re.compile(r"(?:有效期|试行期|施行期)")
OF_SOMETHING = re.compile(r"证|许可|合同|资质|协议|承诺|批件|卡|报告")


@dataclass(frozen=True, slots=True)
class Validity:
    effective: Guess
    expires: Guess
    from_publication: bool = False  # 自公布之日起, and no day of publication was known


def validity(text: str, history: Iterable[str], published: date | None) -> Validity:
    """The first day of application and the last day of validity, as the text states them."""
    effective, unknown = _stated(text, published)
    effective = surest(effective, _in_history(history))
    begin = effective.value if isinstance(effective.value, date) else published
    return Validity(effective, _lasts(text, begin), unknown and not effective.value)


def _stated(text: str, published: date | None) -> tuple[Guess, bool]:
    """本办法自…起施行; the last statement of the text about itself decides."""
    best, unknown = nothing(None), False
    for match in STATED.finditer(text):
        confidence = _confidence(match, text)
        if confidence == 0 or confidence < best.confidence:
            continue
        begin = first(match["day"]) if match["day"] else published
        unknown = unknown or (begin is None and not match["day"])
        if begin is not None:
            later = to_int(match["later"]) if match["later"] else 0
            best = Guess(begin + timedelta(days=later or 0), confidence, "正文施行条款", match.span())
    return best, unknown


def _confidence(match: re.Match[str], text: str) -> float:
    """How sure the sentence speaks of the text itself: 0 where another document or thing is its subject."""
    before = re.split(r"[。；\n]", text[max(0, match.start() - BEFORE) : match.start()])[-1]
    selves = list(ITSELF.finditer(before))
    if selves:
        return 0.0 if OTHER_SUBJECT.search(before, selves[-1].end()) else 0.95
    if "现予" in before or "予以公布" in before:
        return 0.9
    return 0.85 if len(before) <= 12 and not OTHER_SUBJECT.search(LABEL.sub("", before)) else 0.0


LABEL = re.compile(r"^(?:[（(]?[\d一二三四五六七八九十]{1,3}[）)、.．] ?|第[^条\n]{1,6}条 ?)")


def _in_history(history: Iterable[str]) -> Guess:
    for line in history:
        found = HISTORY.search(line)
        day = first(found[1]) if found else None
        if day:
            return Guess(day, 0.9, "沿革")
    return nothing(None)


def _of_another(match: re.Match[str], text: str) -> bool:
    """发给登记手册，有效期一年: a period behind a comma is the text's own only where the sentence says 施行 or 本办法."""
    if match[0][0] not in "，；":
        return False
    before = re.split(r"[。；\n]", text[max(0, match.start() - BEFORE) : match.start()])[-1]
    return not OWN_TIME.search(before)


OWN_TIME = re.compile(rf"{BEGINS}|{SELF}")


def _lasts(text: str, begin: date | None) -> Guess:
    for term in TERM.finditer(text):
        start = max(0, term.start() - BEFORE)
        sentence = (
            re.split(r"[。；\n]", text[start : term.start()])[-1] + text[term.start() : term.end() + BEFORE]
        )
        match = LASTS.search(sentence)
        if match is None or OF_SOMETHING.search(match[0]):
            continue
        if match["day"]:
            day = first(match["day"])
        else:
            count = to_int(match["count"])
            day = last_day(begin, count, match["unit"]) if begin and count and count <= 120 else None
        if day:
            return Guess(
                day, 0.95, "有效期条款", (term.start(), min(len(text), term.start() + len(match[0])))
            )
    return nothing(None)

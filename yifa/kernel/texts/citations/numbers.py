"""Document numbers: 国办发〔2018〕118号, also with lost or foreign brackets, and the old form 〔1996〕武司字第82号."""

import re
from collections.abc import Iterator

YEAR_AND_NUMBER = re.compile(r"[〔\[［【（(] ?((?:19|20)\d{2}) ?[〕\]］】）)] ?第? ?(\d{1,5}) ?号")
OLD = re.compile(r"〔(?:19|20)\d{2}〕[\u4e00-\u9fff]{1,6}字第 ?\d{1,5} ?号")
ORGAN = re.compile(r"[\u4e00-\u9fff]{1,12}$")
# What leads up to the code of an organ and is no part of it.
LEADING = re.compile(
    r".*(?:根据|依据|按照|依照|印发|下发|制发|公布|颁布|发布|执行|落实|转发|废止|修改|以及|参照|见|和|及|与|的|以|由|在|对|"
    r"将|按|[我你本][院部局委厅署市省县区]|[年月日号]|政府|办公厅|办公室|委员会|管理局|监督局|法院|检察院)"
)


def standing_in(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """The spans of document numbers between the two offsets."""
    if text.find("号", start, stop) < 0:
        return
    for match in YEAR_AND_NUMBER.finditer(text, start, stop):
        organ = ORGAN.search(text[max(start, match.start() - 12) : match.start()])
        if organ:
            lead = LEADING.match(organ[0])
            code = organ[0][lead.end() :] if lead else organ[0]
            code = code or organ[0]
            yield match.start() - len(code), match.end()
    for match in OLD.finditer(text, start, stop):
        yield match.span()


def plain(printed: str) -> str:
    """The number in its one form: 国办发〔2018〕118号."""
    return YEAR_AND_NUMBER.sub(lambda found: f"〔{found[1]}〕{found[2]}号", printed)


def first_in(text: str) -> str:
    """The first document number in a short text, in its one form, or empty."""
    for start, end in standing_in(text, 0, len(text)):
        return plain(text[start:end])
    return ""

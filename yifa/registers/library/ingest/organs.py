"""Which organs issued a text: signature, red head, title, adoption line; joint issue is several of them."""

import re
from collections.abc import Iterable

from yifa.registers.library.ingest.days import DAY
from yifa.registers.library.ingest.front import Front
from yifa.registers.library.ingest.guess import Guess, nothing, surest

ENDS = (
    "人民政府|政府|国务院|办公厅|办公室|委员会|管委会|军委|委|局|厅|部|法院|检察院|科学院|署|银行|分行|支行|总会|工会|协会|妇联|团委|"
    "指挥部|领导小组|联席会议|办事处|监管局|中心|学会|联合会|支队|总队|大队|集团|公司|常务委员会|代表大会"
)
ORGAN = re.compile(rf"[\u4e00-\u9fff（）]{{2,30}}(?:{ENDS})(?:（[^）]{{2,20}}）)?|国务院")
SIGNED = re.compile(rf"^(?P<organs>[^\d，。；：]{{2,120}}?) ?(?P<day>{DAY})$")
ONE_DAY = re.compile(rf"[（(]?{DAY}[）)]?")
RED_HEAD = re.compile(r"^([\u4e00-\u9fff 、]{3,60})文 ?件$")
BEFORE_ABOUT = re.compile(r"^(?P<organs>[^《》，。]{2,80}?)(?:关于|印发|转发|批转|公布|发布|对〈|对《)")
CONGRESS = re.compile(
    r"日 ?(?:由|经)?(?P<place>[\u4e00-\u9fff]{0,14}?)(?:第[一二三四五六七八九十百]+届|[一二三四五六七八九十]+届)"
    r"(?P<body>[\u4e00-\u9fff]{0,12}?人民代表大会(?:常务委员会)?|[\u4e00-\u9fff]{0,4}人大(?:常委会)?)"
)
ORDERED = re.compile(r"(?:日 ?|^)(?:原)?(?P<organ>[\u4e00-\u9fff]{2,20}?)(?:第 ?\d+ ?号)?令(?:第|\d| |$|〔)")
MEETING = re.compile(
    r"日 ?(?:由|经)?(?P<organ>[\u4e00-\u9fff]{2,20}?)(?:第?[\d一二三四五六七八九十百]+(?:届|次)|审判委员会|检察委员会|常务会议|局务会议|部务会议)"  # noqa: E501 (one pattern or row a line)
)
LAW = re.compile(r"^中华人民共和国.{1,40}法(?:[（(].*[）)])?$")


def issuers(front: Front, title: str, history: Iterable[str]) -> Guess:
    """The issuing organs as a tuple of names, surest evidence first."""
    return surest(
        _signature(front), _red_head(front), _titled(title), _adopted(front, history), _by_form(title)
    )


def split(printed: str) -> tuple[str, ...]:
    """The organs of a printed list (blanks, 、 between them); empty where anything in it is no organ."""
    words = [word for word in re.split(r"[\s、，,]+", printed.strip()) if word]
    if words and all(len(word) == 1 for word in words):  # 商 务 部
        words = ["".join(words)]
    if not words or not all(ORGAN.fullmatch(word) for word in words):
        return ()
    return tuple(dict.fromkeys(word.removeprefix("中华人民共和国") for word in words))


def signed_on(front: Front) -> tuple[str, tuple[int, int]] | None:
    """The printed day of the signature: the last line of the main part that is a day, or ends with one behind organs."""
    for start, line in reversed(front.tail):
        if ONE_DAY.fullmatch(line):
            return line, (start, start + len(line))
        signed = SIGNED.match(line)
        if signed and split(signed["organs"]):
            return signed["day"], (start + signed.start("day"), start + len(line))
    return None


def _signature(front: Front) -> Guess:
    for place in range(len(front.tail) - 1, -1, -1):
        start, line = front.tail[place]
        signed = SIGNED.match(line)
        if signed and split(signed["organs"]):
            return Guess(split(signed["organs"]), 0.95, "落款", (start, start + signed.end("organs")))
        if ONE_DAY.fullmatch(line):
            return _above(front.tail[:place])
    return nothing(())


def _above(lines: list[tuple[int, str]]) -> Guess:
    """The organs on the lines right above the day."""
    names: list[str] = []
    begin = end = 0
    for start, line in reversed(lines[-12:]):
        organs = split(line.strip("（）() "))
        if not organs:
            break
        names[:0] = organs
        begin, end = start, end or start + len(line)
    return Guess(tuple(dict.fromkeys(names)), 0.95, "落款", (begin, end)) if names else nothing(())


def _red_head(front: Front) -> Guess:
    for start, line in front.lines[:3]:
        found = RED_HEAD.match(line)
        if found and split(found[1]):
            return Guess(split(found[1]), 0.85, "发文机关标志", (start, start + len(line)))
    return nothing(())


def _titled(title: str) -> Guess:
    found = BEFORE_ABOUT.match(title)
    names = split(found["organs"]) if found else ()
    return Guess(names, 0.9, "标题") if names else nothing(())


def _adopted(front: Front, history: Iterable[str]) -> Guess:
    for line in (*history, *(line for _, line in front.lines[:TITLE_LINES])):
        congress = CONGRESS.search(line)
        if congress:
            body = congress["body"].replace("人大常委会", "人民代表大会常务委员会")
            place = "" if body.startswith("全国") else congress["place"]
            return Guess(
                (f"{place}{body}",), 0.9 if place or body.startswith("全国") else 0.6, "通过、公布情况"
            )
    for line in history:
        for pattern in (ORDERED, MEETING):
            found = pattern.search(line)
            names = split(found["organ"]) if found else ()
            if names:
                return Guess(names, 0.85, "通过、公布情况")
    return nothing(())


def _by_form(title: str) -> Guess:
    return Guess(("全国人民代表大会常务委员会",), 0.5, "标题形式") if LAW.match(title) else nothing(())


TITLE_LINES = 12

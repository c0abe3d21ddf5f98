"""Instructions in a text about other texts (and about itself), as proposals: repeal, lapse, replacement, extension.

Amendments of single provisions are read in `amendments.py`. Nothing here counts until a person confirms it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from yifa.kernel.texts.address import Places
from yifa.kernel.texts.numerals import CHARS
from yifa.registers.library import names
from yifa.registers.library.ingest.amendments import PLACE as PLACED
from yifa.registers.library.ingest.amendments import amendments, eid_of, label
from yifa.registers.library.ingest.days import DAY, first
from yifa.registers.library.ingest.draft import DraftEffect
from yifa.registers.library.ingest.forms import TITLE
from yifa.registers.library.kinds import EffectKind

VERBS = re.compile(r"废止|失效|停止执行|不再执行|取代|代替|有效期|暂停(?:执行|实施|适用)")
LONGEST = 3000  # characters of a sentence that are looked at together
SENTENCE = re.compile(r"[^。；\n]+")
LISTED = r"《[^《》\n]{1,120}(?:《[^《》\n]{0,120}》[^《》\n]{0,120}){0,4}》"
# 《甲》（某号）、《乙》和《丙》同时废止: the verb stands behind the list.
BEHIND = re.compile(
    r"(?:同时|即行|一并|相应|予以|自行|均)?(?P<verb>废止|宣布失效|停止执行|不再执行|失效)"
    r"(?!的(?:决定|通知|公告|文件|规范|地方|法|规)|[^，。；]{0,6}前|手续|程序|情形|和|、|或)"
)
ENDS_LIST = re.compile(
    rf"(?:[（(][^（）()]{{1,60}}[）)]|[》号，, ]|以及|等|同时|即行|一并|相应|予以|自行|均|也|现|"
    rf"[{CHARS}]{{1,4}} ?(?:件|部|个|份)|地方性法规|规章|规范性文件|文件|规定|办法|决定|"
    rf"[自从从于] ?{DAY} ?起?|自?(?:即日|公布之日|发布之日|印发之日|本\w{{2,4}}施行之日) ?起|及其[^，。]{{1,12}})*"
)
LED = re.compile(r"(?:依照|根据|按照|依据|违反|遵照|参照|执行|适用|符合|按) ?$")
AHEAD = re.compile(rf"(?:决定|现将|将|予以|现)?(?P<verb>废止|宣布失效)(?:下列|以下)?(?={LISTED})")
OPENS = re.compile(
    r"(?:废止|宣布失效|失效)[^。《》]{0,40}(?:[:：]|目录|清单|文件)|(?:下列|以下|附件)[^。《》]{0,40}(?:废止|失效)"
)
KEEPS = re.compile(r"继续有效|予以保留|修改|修订")
ITEM = re.compile(
    rf"(?:[（(]?[{CHARS}]{{1,5}}[）)、.．] ?|\d{{1,4}}\t)?(?=《)|[^\t《]{{0,80}}\t[^《]{{0,200}}《"
)
REPLACES = re.compile(rf"(?:取代|代替|替代)(?P<title>{LISTED})")
SUSPENDS = re.compile(rf"暂停(?:执行|实施|适用)(?P<title>{LISTED})")
LONGER = re.compile(
    rf"(?P<title>{LISTED})[^。；\n《]{{0,60}}?有效期(?:限)?(?:[^。；\n《]{{0,10}}?)(?:延长|延续|顺延)"
    rf"(?:(?:到|至) ?(?P<day>{DAY})|(?P<count>[{CHARS}]{{1,3}}) ?年)"
)
LONGER_AHEAD = re.compile(
    rf"(?:延长|延续)(?P<title>{LISTED})[^。；\n《]{{0,30}}?有效期(?:限)?(?:[^。；\n]{{0,6}}?)"
    rf"(?:(?:到|至) ?(?P<day>{DAY})|(?P<count>[{CHARS}]{{1,3}}) ?年)"
)
FROM = re.compile(rf"自 ?({DAY}) ?起")
PLACE = re.compile(PLACED)
PART = re.compile(r"(?:中|的)*(第[^条，。；]{1,9}条[^，。；]{0,60}?)(?:同时|即行|一并|予以|自行|均|，)*$")
IN_PART = re.compile(
    r" ?(?:[（(][^（）()]{1,60}[）)])?(?:中|的)*(?:第[^条，。；\n]{1,9}条|(?:部分|有关|相关|个别)(?:条款|规定|内容))"
)
ROW = re.compile(r"\d{1,4}\t([^\t]{4,120}?)(?:\t|$)")  # of a table: number, title, document number
NOT_SELF = re.compile(r"尚未|未被|未|不得|如|若|是否|认为|建议|审查|可以|应当")


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known of the text when its effects are read."""

    text: str
    title: str
    places: Places
    begins: date | None  # when the text applies, else when it was issued


def effects(reading: Reading) -> tuple[DraftEffect, ...]:
    """All proposals of the text in reading order, each target and place once."""
    found: dict[tuple[str, str, str, str], DraftEffect] = {}
    for one in (*_whole(reading), *amendments(reading.text, reading.title, reading.places, reading.begins)):
        found.setdefault((one.kind, names.key(one.target), one.eid, one.new_text), one)
    return tuple(sorted(found.values(), key=lambda one: one.start))


def _whole(reading: Reading) -> Iterator[DraftEffect]:
    own = names.key(reading.title)
    for one in (*_sentences(reading), *_lists(reading)):
        same = own and names.key(one.target) == own and one.kind == EffectKind.REPEAL
        yield replace(one, kind=EffectKind.REPLACE, note="同名文件整体替代") if same else one


def _sentences(reading: Reading) -> Iterator[DraftEffect]:
    """Each sentence with a verb once, however many verbs it has."""
    text, read = reading.text, 0
    for verb in VERBS.finditer(text):
        if verb.start() < read:
            continue
        begin = max(text.rfind(mark, read, verb.start()) for mark in "。；\n") + 1 or read
        begin = max(begin, verb.start() - LONGEST // 2)
        sentence = SENTENCE.match(text, begin, begin + LONGEST)
        read = sentence.end() if sentence else verb.end()
        if sentence and "《" in sentence[0]:
            yield from _sentence(reading, sentence[0], begin)


def _sentence(reading: Reading, words: str, begin: int) -> Iterator[DraftEffect]:
    for verb in BEHIND.finditer(words):
        lead = words[: verb.start()]
        if (
            "《" in lead
            and ENDS_LIST.search(_without_titles(lead))
            and not NOT_SELF.search(_without_titles(lead)[-6:])
        ):
            part = PART.match(_without_titles(lead))
            if part:
                yield from _parts(reading, words, begin, verb["verb"], part[1])
                continue
            yield from (
                _ended(reading, words, begin, verb["verb"], title, 0.95) for title in _list_before(lead)
            )
    for verb in AHEAD.finditer(words):
        titles = [one for one in _list_behind(words, verb.end()) if not IN_PART.match(words, one.end())]
        yield from (_ended(reading, words, begin, verb["verb"], title, 0.85) for title in titles)
    for pattern, kind in ((REPLACES, EffectKind.REPLACE), (SUSPENDS, EffectKind.SUSPEND)):
        for match in pattern.finditer(words):
            yield _effect(reading, kind, match["title"], begin, begin + len(words), _day(reading, words), 0.7)
    for pattern in (LONGER, LONGER_AHEAD):
        for match in pattern.finditer(words):
            until = first(match["day"]) if match["day"] else None
            note = "" if until else f"延长{match['count']}年"
            longer = _effect(reading, EffectKind.EXTEND, match["title"], begin, begin + len(words), None, 0.9)
            yield replace(longer, on=reading.begins, until=until, note=note)


def _parts(reading: Reading, words: str, begin: int, verb: str, places: str) -> Iterator[DraftEffect]:
    """《甲》第十二条、第十五条第二款予以废止: provisions end, the rest stays in force."""
    title = next(iter(reversed(list(TITLE.finditer(words, 0, words.rfind(places))))), None)
    if title is None:
        return
    whole = _ended(reading, words, begin, verb, title, 0.9)
    for place in PLACE.finditer(places):
        eid = eid_of(place)
        if eid:
            yield replace(whole, eid=eid, note=label(eid))


def _without_titles(lead: str) -> str:
    """The words between the last title (with its number in brackets) and the verb."""
    rest = lead[lead.rfind("》") + 1 :]
    return re.sub(r"^ ?[（(][^（）()]{1,120}(?:[（(][^（）()]{0,40}[）)][^（）()]{0,40})?[）)]", "", rest)


def _list_before(lead: str) -> Iterator[re.Match[str]]:
    """The titles of the list that ends at the verb: back over 、 和 and numbers in brackets."""
    titles = list(TITLE.finditer(lead, max(0, len(lead) - LONGEST // 2)))
    last = len(lead)
    kept: list[re.Match[str]] = []
    for title in reversed(titles):
        between = lead[title.end() : last]
        if (kept and not JOINED.fullmatch(between)) or LED.search(
            lead, max(0, title.start() - 4), title.start()
        ):
            break
        kept.append(title)
        last = title.start()
    return reversed(kept)


JOINED = re.compile(
    r" ?(?:[（(][^（）()]{1,120}[）)])?(?:[^《》。；，]{0,4})(?:、|和|及|以及|与|，)?(?:[^《》，。；、]{0,40}(?:发布|公布|印发|制定|施行|批准)的?)?(?:[^《》，。；、]{0,12})"  # noqa: E501 (one pattern or row a line)
)


def _list_behind(words: str, place: int) -> Iterator[re.Match[str]]:
    last = place
    for title in TITLE.finditer(words, place):
        if title.start() != place and not JOINED.fullmatch(words[last : title.start()]):
            return
        yield title
        last = title.end()


def _ended(
    reading: Reading, words: str, begin: int, verb: str, title: re.Match[str], sure: float
) -> DraftEffect:
    kind = EffectKind.DECLARE_LAPSED if "失效" in verb else EffectKind.REPEAL
    return _effect(
        reading, kind, title[0], begin + title.start(), begin + len(words), _day(reading, words), sure
    )


def _day(reading: Reading, words: str) -> date | None:
    """自…起 in the sentence, else the day on which the text itself begins."""
    stated = FROM.search(words)
    return (first(stated[1]) if stated else None) or reading.begins


def _effect(
    reading: Reading, kind: str, title: str, start: int, end: int, on: date | None, sure: float
) -> DraftEffect:
    target = title.strip()[1:-1] if title.startswith("《") else title
    by = reading.places.at(start)
    return DraftEffect(kind, target, "", by, start, end, on, None, "", "", "", sure)


def _lists(reading: Reading) -> Iterator[DraftEffect]:
    """Lists of repealed or lapsed documents: 决定废止下列文件：1.《甲》…, and their annexes."""
    if "废止" not in reading.title and "失效" not in reading.title and "清理" not in reading.title:
        return
    kind, offset = "", 0
    for line in reading.text.split("\n"):
        start, offset = offset, offset + len(line) + 1
        if start and OPENS.search(line) and len(line) < 400:
            kind = EffectKind.DECLARE_LAPSED if "失效" in line and "废止" not in line else EffectKind.REPEAL
        elif KEEPS.search(line) and "《" not in line:
            kind = ""
        elif kind and (ITEM.match(line) or ROW.match(line)):
            named = _listed(line)
            if named:
                yield _effect(reading, kind, named, start, start + len(line), _day(reading, line), 0.85)


def _listed(line: str) -> str:
    """The title in a line of such a list; empty where only a part of it is meant."""
    title = TITLE.search(line)
    if title:
        return "" if IN_PART.match(line, title.end()) else title[0]
    row = ROW.match(line)
    return row[1] if row else ""

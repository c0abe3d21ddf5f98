"""Understanding a question: a number, a title, an article, a quotation, an organ, or words about a matter."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from yifa.kernel.law.cite import article_label
from yifa.kernel.search.engine.folding import fold
from yifa.kernel.search.engine.words import has_letters
from yifa.kernel.texts import numerals
from yifa.registers.library.names import key
from yifa.registers.library.questions.vocabulary import key_words, legal_terms

LONGEST = 200  # characters of a question that are looked at
SAID = 6  # legal terms named in the sentence
YEAR = r"(?:19|20)\d{2}"
NUMBER = re.compile(
    rf"(?P<organ>[一-鿿A-Za-z]{{0,16}}?)[〔\[【（(?？\s]?(?P<year>{YEAR})[〕\]】）)?？\s年\-—]{{0,2}}(?:第)?(?P<no>\d{{1,5}})(?P<end>号)?"
)
ORDER = re.compile(
    r"(?P<organ>[一-鿿]{0,20}令)\s*(?:第\s*)?(?P<no>\d{1,4}|[一二三四五六七八九十百零〇]{1,7})\s*号?"
)
NUM = rf"[{numerals.CHARS}]{{1,9}}"
ARTICLE = re.compile(
    rf"(?P<name>.{{0,60}}?)[》>]?\s*第?\s*(?P<num>{NUM})\s*条(?:\s*之\s*(?P<sub>{NUM}))?"
    rf"(?P<below>(?:\s*第?{NUM}\s*[款项目]){{0,2}})(?P<rest>.*)"
)
TAIL = re.compile(
    r"(?:的)?(?:内容|规定|条文|原文|具体内容|具体规定|全文)?(?:是什么|是啥|有哪些|怎么规定的?|如何规定的?|怎么说的?|是怎样规定的?|是如何规定的?|讲了?什么|说了?什么)?[吗呢]?[?？。!！\s]*$"
)
QUOTES = re.compile(r"[“\"「『‘]([^”\"」』’“「『‘]{1,120})[”\"」』’]")
BRACKETS = re.compile(r"《([^《》]{1,120}(?:《[^》]{1,60}》[^《》]{0,60})?)》")
TITLE_ENDS = re.compile(
    r"(?:法|法典|宪法|条例|办法|规定|细则|规则|章程|准则|标准|方案|规划|计划|通知|意见|决定|决议|公告|通告|批复|解释|答复|目录|规范|制度)(?:（[^）]{1,12}）)?$"
)
ORGAN_ENDS = re.compile(
    r"(?:局|委员会|委|政府|办公室|办公厅|厅|部|院|署|管委会|领导小组|人大常委会|常务委员会|代表大会|法院|检察院|街道办事处|总局|银行|联合会|中心)$"
)


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing the question was read as; `without` is the question without it."""

    label: str
    value: str
    without: str


@dataclass(frozen=True, slots=True)
class Way:
    """Another way to read the same question."""

    label: str
    query: str


@dataclass(frozen=True, slots=True)
class Reading:
    """How a question was understood. `kind`: number title article quotation concept organ all."""

    kind: str
    sentence: str
    chips: tuple[Chip, ...] = ()
    ways: tuple[Way, ...] = ()
    text: str = ""  # the question as looked at
    name: str = ""  # of a work, without 《》
    number: str = ""  # 文号 with 〔〕
    num: str = ""  # of an article: 33, 12-1
    quoted: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    legal: tuple[str, ...] = ()  # legal terms that stand for everyday words of the question

    @property
    def folded(self) -> str:
        return fold(self.text)


@dataclass(frozen=True, slots=True)
class Known:
    """What the library can be asked while a question is read."""

    is_name: Callable[[str], bool]  # a work is known as a whole by this key
    in_title: Callable[[str], bool]  # a title contains it
    is_issuer: Callable[[str], bool]  # an issuer is so named, or ends so


def read(question: str, known: Known) -> Reading:
    """How the question is understood: the first reading that fits."""
    text = " ".join(question.split())
    cut = len(text) > LONGEST
    text = text[:LONGEST]
    if not text:
        return Reading("all", "未输入检索词，列出全部文件。")
    found = next(reading for rule in RULES if (reading := rule(text, known)) is not None)
    if not cut:
        return found
    sentence = f"检索词过长，只按前{LONGEST}个字查找。{found.sentence}"
    return replace(found, sentence=sentence)


def _symbols(text: str, known: Known) -> Reading | None:
    if has_letters(text):
        return None
    return Reading("quotation", "检索词只有标点或者符号，按原样查找。", text=text, quoted=(text,))


def _quotation(text: str, known: Known) -> Reading | None:
    quoted = tuple(found.strip() for found in QUOTES.findall(text) if has_letters(found))
    if not quoted:
        return None
    rest = QUOTES.sub(" ", text)
    words = key_words(rest)
    chips = [Chip("原句", part, _less(text, part)) for part in quoted]
    chips += [Chip("词", word, _less(text, word)) for word in words]
    said = "、".join(f"“{part}”" for part in quoted)
    more = f"，并含有{'、'.join(words)}" if words else ""
    return Reading(
        "quotation", f"识别为原句：查找含有{said}{more}的文件。", tuple(chips),
        (Way("改按主题词查", " ".join((*quoted, *words))),), text, quoted=quoted, words=tuple(words),
    )  # fmt: skip


def _number(text: str, known: Known) -> Reading | None:
    plain = re.sub(r"\s*([〔\[【（(〕\]】）)])\s*", r"\1", text.strip("《》 "))
    found = NUMBER.fullmatch(plain)
    if found and (found["organ"] or found["end"]):
        organ, year, no = found["organ"], found["year"], str(int(found["no"]))
        number = f"{organ}〔{year}〕{no}号"
        named = f"机关代字“{organ}”，" if organ else ""
        return _numbered(text, number, f"识别为文号：{named}{year}年，第{no}号。")
    found = ORDER.fullmatch(plain)
    if found is None:
        return None
    value = numerals.to_int(found["no"])
    if value is None:
        return None
    return _numbered(text, f"{found['organ']}第{value}号", f"识别为文号：{found['organ']}第{value}号。")


def _numbered(text: str, number: str, sentence: str) -> Reading:
    ways = (Way("改按原句查", f"“{text}”"),)
    return Reading("number", sentence, (Chip("文号", number, ""),), ways, text, number=number)


def _article(text: str, known: Known) -> Reading | None:
    found = ARTICLE.fullmatch(text)
    if found is None:
        return None
    name = found["name"].strip("《》<> ，,的")
    num = numerals.article_num(found["num"], found["sub"])
    if not name or num is None or not (known.is_name(key(name)) or known.in_title(name)):
        return None
    rest = TAIL.sub("", found["rest"])
    words = tuple(key_words(rest))
    label = article_label(num)
    return Reading(
        "article", f"识别为条号：《{name}》{label}。",
        (Chip("题名", name, _less(text, name)), Chip("条号", label, name)),
        (Way("改按题名查", f"《{name}》"), Way("改按原句查", f"“{text}”")),
        text, name=name, num=num, words=words,
    )  # fmt: skip


def _title(text: str, known: Known) -> Reading | None:
    bracketed = BRACKETS.search(text)
    first, _, after = text.partition(" ")
    if bracketed:
        name, rest = bracketed[1], BRACKETS.sub(" ", text).strip()
    elif _looks_like_title(text.strip("《》"), known):
        name, rest = text.strip("《》"), ""
    elif after and _looks_like_title(first, known):
        name, rest = first, after
    else:
        return None
    words = tuple(key_words(TAIL.sub("", rest)))
    chips = [Chip("题名", name, rest)]
    chips += [Chip("词", word, _less(text, word)) for word in words]
    more = f"，并含有{'、'.join(words)}" if words else ""
    return Reading(
        "title", f"识别为题名：“{name}”{more}。", tuple(chips), (Way("改按原句查", f"“{name}”"),),
        text, name=name, words=words, legal=tuple(legal_terms(rest)),
    )  # fmt: skip


def _looks_like_title(name: str, known: Known) -> bool:
    if known.is_name(key(name)):
        return True
    return len(name) >= 4 and " " not in name and bool(TITLE_ENDS.search(name)) and known.in_title(name)


def _organ(text: str, known: Known) -> Reading | None:
    if not 3 <= len(text) <= 30 or not ORGAN_ENDS.search(text) or not known.is_issuer(text):
        return None
    ways = (Way("改按原句查", f"“{text}”"),)
    return Reading(
        "organ", f"识别为机关：{text}制定的文件在前。", (Chip("机关", text, ""),), ways, text, name=text
    )


def _concept(text: str, known: Known) -> Reading:
    words = tuple(key_words(text))
    chips = tuple(Chip("词", word, _less(text, word)) for word in words)
    ways = (Way("改按题名查", f"《{text}》"), Way("改按原句查", f"“{text}”"))
    legal = tuple(legal_terms(text))
    more = f"法律用语也查：{'、'.join(legal[:SAID])}。" if legal else ""
    said = f"识别为主题词：{'　'.join(words)}。{more}"
    return Reading("concept", said, chips, ways, text, words=words, legal=legal)


def _less(text: str, part: str) -> str:
    """The question without one part of it, and without the empty quotes that leaves."""
    place = text.lower().find(part.lower())
    left = text if place < 0 else text[:place] + " " + text[place + len(part) :]
    return " ".join(re.sub(r"[“\"「『‘《]\s*[”\"」』’》]", " ", left).split())


RULES = (_symbols, _quotation, _number, _article, _title, _organ, _concept)

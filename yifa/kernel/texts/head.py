"""What stands above the first provision: title (over several lines), document number, issuer — and the issuer's signature.

Only what the text itself shows. Dates, validity and kind are the library's to recognise.
"""

import re
import unicodedata
from collections.abc import Sequence

from yifa.kernel.texts.scan import Line

TITLE_END = (
    "法|条例|规定|办法|细则|规则|决定|决议|通知|意见|通告|公告|公报|命令|令|批复|函|章程|标准|制度|方案|规划|计划|要点|纲要|"
    "解释|答复|修正案|规程|准则|规范|指南|目录|清单|名单|议案|报告|通报|复函|说明|宣言|若干问题|守则|基准|程序|措施|要求|"
    "安排|预案|导则|通则|公约|协定|议定书|名录|意见书|建议|倡议书|指引|大纲|法典|宪法|工作制|要求|实施意见|补充规定"
)
TITLE = re.compile(rf"(?:{TITLE_END})(?:[（(][^（）()]{{1,20}}[）)]){{0,2}}》?$")
# A title with 关于 says in the end what it is: …的通知, …若干问题的解释（一）.
SAYS_WHAT = re.compile(
    rf"(?:的[\u4e00-\u9fff]{{0,8}}|若干|[》〉）])(?:{TITLE_END})(?:[（(][^（）()]{{1,20}}[）)]){{0,2}}$"
)
NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,14} ?[〔\[［【（(〈] ?(?:19|20)\d{2} ?[〕\]］】）)〉] ?第? ?\d{1,5} ?号|"
    r"(?:[\u4e00-\u9fff]{2,20}令|公告)? ?(?:(?:19|20)\d{2}年 ?)?[（(]?第 ?[\d一二三四五六七八九十百零〇]{1,5} ?号[）)]?"
)
NUMBER_BEFORE_TITLE = re.compile(
    r"[\u4e00-\u9fff]{1,8}[〔\[［](?:19|20)\d{2}[〕\]］]\d{1,5}号(?=[\u4e00-\u9fff]{4})"
)
ORDER = re.compile(
    r"(?:中华人民共和国)?([\u4e00-\u9fff、 ]{2,40}?)令 ?((?:(?:19|20)\d{2}年)? ?第 ?\d{1,5} ?号)"
)
DATE = re.compile(
    r"[（(]?(?:(?:19|20)\d{2}|[一二][九〇○零][\d〇○零一二三四五六七八九]{2}) ?年 ?[\d一二三四五六七八九十]{1,3} ?月"
    r" ?[\d一二三四五六七八九十]{1,3} ?日[）)]?"
)
ATTACHED = re.compile(r"附 ?(?:件|录|表) ?[\d一二三四五六七八九十]{0,3}")
SENTENCE_END = ("。", "；", "：", "，", "、", "！", "？", ":", ";", ",")
HEAD = 14  # lines in which title and number are looked for
LONGEST = 160  # characters of a title

ORGAN_END = "政府|国务院|办公厅|办公室|委员会|军委|委|局|厅|部|法院|检察院|署|银行|代表大会|总会|工会|联合会|管委会|院|会"
ORGAN = rf"[\u4e00-\u9fff]{{0,28}}?(?:{ORGAN_END})"
ORGANS = re.compile(rf"{ORGAN}(?:[、 ]{ORGAN}){{0,12}}")
RED_HEAD = re.compile(rf"((?:{ORGAN}[、 ]?){{1,6}}) ?文 ?件")
TITLED = re.compile(rf"({ORGAN}(?:[、 ]{ORGAN}){{0,12}})(?:关于|印发|转发|批转|公布|发布|对(?=.{2, 20}第))")
CONGRESS = re.compile(
    r"日 ?([\u4e00-\u9fff]{0,14}?)(?:第[一二三四五六七八九十百]+届|[一二三四五六七八九十]+届)(全国)?"
    r"(人民代表大会(?:常务委员会)?|人大(?:常委会)?)"
)
COURT = re.compile(r"日 ?(最高人民法院|最高人民检察院)[^，。]{0,10}(?:审判|检察)委员会")
ISSUED = re.compile(r"日[^，。\d]{0,3}?([\u4e00-\u9fff、 ]{2,40}?)(?:令|公告|公布|发布|颁布|批准)")


def title_of(found: Sequence[Line]) -> str:
    """The title that the text itself shows, its lines joined; empty where the first line is a sentence."""
    lines = _title_lines(found)
    joined = whole = ""
    for place, text in enumerate(lines):
        joined = _join(joined, text)
        if not TITLE.search(joined):
            continue
        whole = whole or joined
        following = lines[place + 1] if place + 1 < len(lines) else ""
        if "关于" in joined and not SAYS_WHAT.search(joined) and TITLE.search(following):
            continue  # 关于…制度 goes on: …制度的指导意见
        if not (following and _goes_on(joined, following)):
            return _unbracketed(joined)
    if whole:
        return _unbracketed(whole)
    first = lines[0] if lines else ""
    return first if len(first) <= 60 and first.count("《") == first.count("》") else ""


def _unbracketed(title: str) -> str:
    """A title that was printed in 《》 as a whole without them."""
    bracketed = title.startswith("《") and title.endswith("》") and title.count("《") == 1
    return (title[1:-1] if bracketed else title)[:LONGEST]


def _title_lines(found: Sequence[Line]) -> list[str]:
    """The lines of the head that can belong to a title, until something else begins."""
    lines: list[str] = []
    for line in found[:HEAD]:
        text = NUMBER_BEFORE_TITLE.sub("", line.text)
        if line.contents or _is_body(line):
            break
        if _stands_apart(text):
            if lines:
                break
            continue
        lines.append(text)
    return lines


def _is_body(line: Line) -> bool:
    """A numbered line, a sentence or a piece of one; 各县人民政府： is none, and 发文字号：… neither."""
    ends = line.text.endswith(SENTENCE_END) and not line.text.endswith(("：", ":"))
    return line.label is not None or ends or len(line.text) > LONGEST


def _stands_apart(text: str) -> bool:
    """Document number, red head, promulgation line: no part of a title."""
    return (
        NUMBER.fullmatch(text) is not None
        or DATE.match(text) is not None
        or (text.endswith("文件") and "关于" not in text)
        or (text.endswith("令") and ORGANS.fullmatch(text[:-1]) is not None)
        or text[0] in "（("
        and len(text) > 8
        or "。" in text
        or text.endswith(("：", ":"))
        or ATTACHED.fullmatch(text) is not None
    )


def _join(title: str, text: str) -> str:
    letters = text.split(" ")
    spaced = len(letters) > 3 and all(len(letter) == 1 for letter in letters)  # 通 知
    return title + ("".join(letters) if spaced else text)


def _goes_on(title: str, following: str) -> bool:
    """Whether a title that could end here goes on: an open bracket, or the next line closes what 关于 began."""
    if title.count("《") > title.count("》"):
        return True
    return following.startswith(("的", "和", "及", "等")) and TITLE.search(following) is not None


def number_of(found: Sequence[Line]) -> str:
    """The document number: on a line of its own among the first lines, else before the title, else an order's."""
    head = [unicodedata.normalize("NFKC", line.text) for line in found[:HEAD]]
    for place, plain in enumerate(head):
        if len(plain) <= 40 and NUMBER.fullmatch(plain):
            order = head[place - 1] if place and plain.startswith(("第", "(第")) else ""
            return f"{order}{plain.strip('()')}" if order.endswith("令") else found[place].text
    before = NUMBER_BEFORE_TITLE.match(head[0]) if head else None
    if before:
        return found[0].text[: before.end()]
    for plain in head[1:6]:
        order_no = ORDER.search(plain) if DATE.search(plain) else None
        if order_no:
            organ = order_no[1].rpartition("日")[2].strip().removeprefix("中华人民共和国")
            return f"{organ}令{order_no[2].replace(' ', '')}"
    return ""


def issuer_of(found: Sequence[Line], title: str) -> str:
    """The issuing organs, joint ones joined by 、: from the title, the red head, the order, the passing, the signature."""
    titled = TITLED.match(title)
    if titled:
        return _organs(titled[1])
    for line in found[:3]:
        red = RED_HEAD.fullmatch(line.text)
        if red or (line.text.endswith("令") and ORGANS.fullmatch(line.text[:-1])):
            return _organs(red[1] if red else line.text[:-1])
    return _passed(found[1:12]) or _signed(found)


def _passed(head: Sequence[Line]) -> str:
    """Who passed or published it, from the first line with a date: 2019年4月3日国务院令第711号公布."""
    for line in head:
        if line.label is not None:
            return ""
        if DATE.search(line.text):
            text = line.text[:300]
            congress = CONGRESS.search(text)
            if congress:
                body = congress[3].replace("人大常委会", "人民代表大会常务委员会")
                return "全国" + body if congress[2] else congress[1] + body
            for pattern in (COURT, ISSUED):
                named = pattern.search(text)
                organs = _organs(named[1]) if named else ""
                if organs:
                    return organs
    return ""


def _signed(found: Sequence[Line]) -> str:
    """The organs on the lines right above the last date of the main part."""
    tail = [line.text for line in found[-400:] if line.tail]
    days = [place for place, text in enumerate(tail) if DATE.fullmatch(text)]
    names: list[str] = []
    for text in reversed(tail[: days[0]] if days else []):
        if not ORGANS.fullmatch(text):
            break
        names.insert(0, _organs(text))
    return "、".join(names)


def _organs(printed: str) -> str:
    """A printed list of organs with 、 between them; empty where it is none."""
    words = [word.removeprefix("中华人民共和国") for word in re.split(r"[、 ]+", printed.strip()) if word]
    if words and all(len(word) == 1 for word in words):  # 商 务 部
        words = ["".join(words)]
    return "、".join(dict.fromkeys(words)) if all(ORGANS.fullmatch(word) for word in words) else ""

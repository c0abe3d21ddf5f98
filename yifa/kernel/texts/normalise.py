"""Bring raw text into the one form that everything else reads: one paragraph a line, no blanks at the edges.

What is repaired is said; the raw text stays with the file it came from.
"""

import re

from yifa.kernel.texts.model import Normalised

# Zero-width, control, soft hyphen, byte order mark, bidi marks; tab and line feed stay.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb]"
)
PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")
SURROGATE = re.compile("[\ud800-\udfff]")
LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# 衡政字?2016?31号: both brackets of a document number were lost on the way.
LOST_BRACKETS = re.compile(r"([\u4e00-\u9fff]{2,12})[?？�]((?:19|20)\d{2})[?？�](\d{1,5})号")
BLANKS = "\u3000\xa0\u2002\u2003\u2009"  # all become a blank; replacing one by one is far faster than a table
RUNS = re.compile(" {2,}")
# Marks that a conversion from Markdown left: {align="center"} behind a heading, rows of a table between bars.
LEFT_MARKS = re.compile(r'\{(?:align|target|style)="[^"\n]{0,40}"\}')
BAR_RULE = re.compile(r"\|[ :|-]*-[ :|-]*\|")
LEADING_TABS = re.compile(
    r"^(?:第[^\t\n]{1,12}[条章节编]|[（(][^\t\n]{1,4}[）)]|[\d一二三四五六七八九十]{1,4}[、.．])\t+"
)


def normalise(raw: str) -> Normalised:
    """Normalise line ends, blanks and invisible characters; repair lost brackets. Never raises on any string."""
    repairs: list[str] = []
    text = LINE_ENDS.sub("\n", raw)
    text, dropped = INVISIBLE.subn("", text)
    if dropped:
        repairs.append(f"去除不可见字符 {dropped} 个。")
    if not text.isprintable():
        text, broken = SURROGATE.subn("�", text)
        if broken:
            repairs.append(f"无法识别的字符 {broken} 个。")
        private = len(PRIVATE.findall(text))
        if private:
            repairs.append(f"含自造区字符 {private} 个，可能是缺字或者乱码，请对照原件。")
    if "?" in text or "？" in text or "�" in text:
        text = LOST_BRACKETS.sub(lambda found: _bracketed(found, repairs), text)
    if '="' in text:
        text, marks = LEFT_MARKS.subn("", text)
        if marks:
            repairs.append(f"去除排版标记 {marks} 处。")
    return Normalised(_lines(text), tuple(repairs))


def _bracketed(found: re.Match[str], repairs: list[str]) -> str:
    organ, year, number = found.groups()
    fixed = f"{organ}〔{year}〕{number}号"
    repairs.append(f"文号缺六角括号，已补：{found[0]} 改为 {fixed}。")
    return fixed


def _lines(text: str) -> str:
    for blank in BLANKS:
        text = text.replace(blank, " ")
    text = RUNS.sub(" ", text)
    lines = [line.strip(" ") for line in text.split("\n")]
    if "|" in text:
        lines = [_unbarred(line) if line[:1] == "|" == line[-1:] else line for line in lines]
    lines = [line for line in lines if line]
    if any("\t" in line for line in lines):
        lines = [line for line in _untabbed(lines) if line]
    return "\n".join(lines)


def _unbarred(line: str) -> str:
    """| a | b | as cells between tabs; the rule below the head of a table is nothing."""
    if len(line) < 3 or BAR_RULE.fullmatch(line):
        return "" if len(line) > 2 else line
    return "\t".join(cell.strip(" ") for cell in line[1:-1].split("|"))


def _untabbed(lines: list[str]) -> list[str]:
    """Tabs at the edge or behind a label are blanks; tabs between cells make a table row.

    第三条 and a tab is a label, unless the lines around it are rows of a table.
    """
    found: list[str] = []
    block: list[str] = []
    for line in [*lines, ""]:
        if "\t" in line:
            block.append(line)
            continue
        plain = [
            LEADING_TABS.sub(lambda match: match[0].rstrip("\t") + " ", one.strip("\t ")) for one in block
        ]
        table = any("\t" in one for one in plain)
        found += [_cells(one.rstrip("\t ")) for one in block] if table else plain
        block = []
        found.append(line)
    return found


def _cells(row: str) -> str:
    return "\t".join(cell.strip(" ") for cell in row.split("\t"))

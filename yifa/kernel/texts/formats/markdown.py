"""Markdown: the marks are taken off, tables become tab-separated lines, each line stays a paragraph.

Chinese legal texts kept as Markdown put one paragraph on a line, without blank lines between: lines are not
joined.
"""

import re

from yifa.kernel.texts.formats.extracted import Extracted
from yifa.kernel.texts.formats.plain import decode

FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
COMMENT_BEGIN, COMMENT_END = "<!--", "-->"
RULE = re.compile(r"(?:[-*_] ?){3,}|={2,}|-{2,}")
TABLE_RULE = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?")
FENCE = re.compile(r"(?:```|~~~)[\w+-]*")
LINE_MARKS = re.compile(r"(?:>[ \t]?|#{1,6}[ \t]+|[-*+][ \t]+(?:\[[ xX]\][ \t]+)?)*")
# What may be a link or a bold run is looked for over a bounded stretch, so that no file takes long.
IMAGE = re.compile(r"!\[[^\[\]\n]{0,500}\](?:\([^()\n]{0,2000}\)|\[[^\[\]\n]{0,500}\])")
LINK = re.compile(r"(?<!\\)\[([^\[\]\n]{1,500})\]\((?!\s)[^()\n]{0,2000}\)")
NOTE_MARK = re.compile(r"\[\^[^\]\n]{1,40}\](?!:)")
NOTE = re.compile(r"\[\^[^\]\n]{1,40}\]:[ \t]*(.*)")
BOLD = re.compile(r"(\*\*|__)(?=\S)(.{1,500}?)(?<=\S)\1")
ITALIC = re.compile(r"(?<![\*\\])\*(?=[^\s*])([^*\n]{1,2000})(?<=\S)\*(?!\*)")
CODE = re.compile(r"`([^`\n]+)`")
TAG = re.compile(
    r"</?(?:b|i|u|em|strong|span|font|center|p|div|sup|sub|a|h[1-6])(?:\s[^<>]{0,500})?/?>", re.IGNORECASE
)
BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")
CELL_END = re.compile(r"(?<!\\)\|")


def read_md(data: bytes) -> Extracted:
    """The text of a Markdown file, its front matter as meta, its footnotes apart."""
    source, warnings = decode(data)
    source = source.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    meta: dict[str, str] = {}
    front = FRONT_MATTER.match(source)
    if front:
        meta = _front(front[1])
        source = source[front.end() :]
    source, pictures = IMAGE.subn("", _without_comments(source))
    lines: list[str] = []
    notes: list[str] = []
    for line in source.split("\n"):
        _line(line.strip(), lines, notes)
    if pictures:
        warnings += (f"图片 {pictures} 幅未读入。",)
    if notes:
        warnings += (f"脚注 {len(notes)} 条未并入正文。",)
    return Extracted("\n".join(lines), "md", meta, warnings, tuple(notes))


def _without_comments(source: str) -> str:
    parts: list[str] = []
    place = 0
    while (begin := source.find(COMMENT_BEGIN, place)) >= 0:
        end = source.find(COMMENT_END, begin)
        if end < 0:
            break
        parts.append(source[place:begin])
        place = end + len(COMMENT_END)
    return "".join([*parts, source[place:]])


def _without_closing_hashes(line: str) -> str:
    """A heading may end as it begins: ## 第一章 总则 ##."""
    bare = line.rstrip("#")
    return bare.rstrip(" \t") if bare != line and bare.endswith((" ", "\t")) else line


def _front(block: str) -> dict[str, str]:
    pairs = (line.partition(":") for line in block.split("\n"))
    return {key.strip(): value.strip().strip("\"'") for key, colon, value in pairs if colon and key.strip()}


def _line(line: str, lines: list[str], notes: list[str]) -> None:
    if not line or FENCE.fullmatch(line) or RULE.fullmatch(line):
        return
    if line.startswith("|") or (line.endswith("|") and line.count("|") > 1):
        if not TABLE_RULE.fullmatch(line):
            lines.append("\t".join(_inline(cell.strip()) for cell in CELL_END.split(line.strip("|"))))
        return
    note = NOTE.match(line)
    if note:
        notes.append(_inline(note[1]))
        return
    marks = LINE_MARKS.match(line)
    line = _without_closing_hashes(line[marks.end() :] if marks else line)
    lines.extend(part for part in BREAK.split(_inline(line)) if part.strip())


def _inline(text: str) -> str:
    if text.isalnum():
        return text
    text = NOTE_MARK.sub("", LINK.sub(r"\1", TAG.sub("", text)))
    text = CODE.sub(r"\1", ITALIC.sub(r"\1", BOLD.sub(r"\2", text)))
    return ESCAPED.sub(r"\1", text).strip()

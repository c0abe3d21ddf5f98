"""Second pass: title, number, and the components — the shell (通知, 令, 决定) and what it carries (办法, 附件)."""

import re
from dataclasses import dataclass

from yifa.kernel.texts.head import DATE, SENTENCE_END, TITLE, title_of
from yifa.kernel.texts.scan import Line, is_heading

ISSUED = re.compile(
    r"(?:印发|公布|发布|颁布|施行|批准|转发|制定|通过)[^《》。]{0,16}《([^》]{2,60})》|《([^》]{2,60})》(?:已|业|现|经|予以)"
)
ATTACHED = re.compile(r"附 ?(?:件|录|表|图)? ?[\d一二三四五六七八九十]{0,3} ?[:：]?")
ATTACHMENTS = re.compile(r"附 ?(?:件|表)? ?[:：]")
TAIL = 40  # lines in which a signature is looked for


@dataclass(slots=True)
class Part:
    name: str
    title: str
    lines: list[Line]


def parts(found: list[Line]) -> list[Part]:
    """The components in order. A text without attachments is one part."""
    starts = _starts(found)
    ends = [*starts[1:], len(found)]
    result = []
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        name = "main" if number == 0 else f"att_{number}"
        body = found[start:end]
        _mark_tail(body)
        result.append(Part(name, _part_title(body) if number else _shell_title(body), body))
    return result


def _starts(found: list[Line]) -> list[int]:
    starts, last, seen = [0], 0, 0
    issued = _issued_titles(found)
    for place, line in enumerate(found):
        if place == 0 or line.quoted or line.contents:
            continue
        if line.label is None:
            if (
                place > starts[-1] + 1
                and len(line.text) <= 70
                and (
                    _is_attachment(found, place)
                    or (len(starts) == 1 and not seen and _is_issued(found, place, issued))
                )
            ):
                starts.append(place)
                last = seen = 0
        elif line.label.style == "article":
            if line.label.num == "1" and last >= 2:
                begin = _title_before(found, place, starts[-1])
                if begin is not None:
                    starts.append(begin)
                    seen = 0
            last = int(line.label.num.split("-")[0]) if line.label.num else last
            seen += 1
    return starts


def _is_attachment(found: list[Line], place: int) -> bool:
    text = found[place].text
    return (
        text[0] == "附" and len(text) <= 8 and ATTACHED.fullmatch(text) is not None and place + 1 < len(found)
    )


def _issued_titles(found: list[Line]) -> set[str]:
    """Titles that the first lines say are issued with this text."""
    titles: set[str] = set()
    for line in found[:20]:
        if "《" in line.text and not (line.label and line.label.style == "article"):
            titles |= {_plain(one or other) for one, other in ISSUED.findall(line.text[:2000])}
    return titles


def _is_issued(found: list[Line], place: int, issued: set[str]) -> bool:
    """Whether the issued document begins here: its title stands on a line (or two), and labels follow."""
    if not issued:
        return False
    text = found[place].text
    joined = text + (found[place + 1].text if place + 1 < len(found) else "")
    if not any(_plain(one) in issued for one in (text, joined[:120])):
        return False
    return any(line.label for line in found[place + 1 : place + 12])


def _plain(title: str) -> str:
    return re.sub(r"[\s《》〈〉]|中华人民共和国", "", title)


def _title_before(found: list[Line], place: int, floor: int) -> int | None:
    """The line of a title shortly before the article at `place`, where a new document begins."""
    for back in range(place - 1, max(floor, place - 8), -1):
        line = found[back]
        if line.label is None and len(line.text) <= 60 and TITLE.search(line.text):
            return back
        if line.label is not None and not is_heading(line):
            return None
    return None


def _shell_title(body: list[Line]) -> str:
    """The title of the main part; of an order the line that says whose it is."""
    first = body[0].text
    return title_of(body) or (first if first.endswith("令") and len(first) <= 40 else "")


def _part_title(body: list[Line]) -> str:
    """The title below 附件 2, else the first line that is not only this word."""
    below = [line for line in body[:20] if not (line.text[0] == "附" and ATTACHED.fullmatch(line.text))]
    return title_of(below) or (below or body)[0].text[:120]


def _mark_tail(body: list[Line]) -> None:
    """Signature, date and list of attachments at the end are no provisions."""
    begin = None
    for place in range(len(body) - 1, max(0, len(body) - TAIL), -1):
        line = body[place]
        if len(line.text) <= 30 and DATE.fullmatch(line.text):
            begin = place
        elif line.text[0] == "附" and ATTACHMENTS.match(line.text):
            begin = place
            break
        elif (
            len(line.text) > 60
            or line.text.endswith(SENTENCE_END)
            or (line.label and line.label.style == "article")
        ):
            break
        elif begin is not None and line.label is None and "\t" not in line.text:
            begin = place
    for line in body[begin:] if begin is not None else []:
        line.tail, line.label = True, None

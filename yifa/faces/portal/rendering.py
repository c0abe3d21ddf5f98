"""The text of a document as HTML. A renderer in Python, not a template: a code of 1,260 articles has 5,000 units.

Everything printed is escaped here, once; `Unit` holds plain text only.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe

from yifa.registers.library.linking import Segment
from yifa.registers.library.reading import Note, Part, Unit

DIVISIONS = {"book": 2, "part": 3, "chapter": 3, "section": 4}  # level of heading
NUMBERED = frozenset({"article", "section1", "section2", "section3", "section4"})
ADDRESSEE_END = "："
LONGEST_ADDRESSEE = 120
LONGEST_SIGNATURE = 60
DAY = re.compile(
    r"(?:\d{4}|[〇○零一二三四五六七八九]{4})年[\d一二三四五六七八九十]{1,2}月[\d一二三四五六七八九十]{1,3}日"
)


def law(parts: Sequence[Part]) -> SafeString:
    """Body and attachments, one after the other."""
    out: list[str] = []
    for part in parts:
        if part.name == "main":
            _units(part.units, out)
        else:
            mark = f'<p class="lead">{escape(part.mark)}</p>' if part.mark else ""
            out.append(f'<section class="annex" id="{part.name}">{mark}<h2>{escape(part.title)}</h2>')
            _units(part.units, out)
            out.append("</section>")
    return mark_safe("".join(out))  # noqa: S308 (escaped piece by piece)


def segments(found: Iterable[Segment]) -> str:
    """Text with its citations: resolved ones lead to the provision, others are marked quietly."""
    return "".join(_segment(one) for one in found)


def _segment(one: Segment) -> str:
    text = escape(one.text)
    if one.href:
        hint = f' title="{escape(one.hint)}"' if one.hint else ""
        return f'<a href="{escape(one.href)}"{hint}>{text}</a>'
    if one.hint:
        return f'<span class="untied" title="{escape(one.hint)}">{text}</span>'
    return text


def _units(units: Sequence[Unit], out: list[str]) -> None:
    for place, unit in enumerate(units):
        if unit.kind in ("text", "paragraph") and _is_signature(units, place):
            out.append(f'<p id="{unit.eid}" class="sign">{segments(unit.segments)}</p>')
        else:
            _unit(unit, out)


def _is_signature(units: Sequence[Unit], place: int) -> bool:
    """The day of a document, and the organ above it, stand at the right."""
    text = units[place].text
    if len(text) > LONGEST_SIGNATURE:
        return False
    if DAY.fullmatch(text):
        return True
    following = units[place + 1].text if place + 1 < len(units) else ""
    return bool(DAY.fullmatch(following)) and not text.endswith(("。", "：", "；"))


def _unit(unit: Unit, out: list[str]) -> None:
    if unit.kind in DIVISIONS:
        _division(unit, out)
    elif unit.kind == "table":
        _table(unit, out)
    elif unit.kind in NUMBERED:
        _numbered(unit, out)
    else:
        _paragraph(unit, out)


def _division(unit: Unit, out: list[str]) -> None:
    level = DIVISIONS[unit.kind]
    words = "　".join(escape(word) for word in (unit.label, unit.heading) if word)
    out.append(f'<h{level} id="{unit.eid}">{words}</h{level}>')
    if unit.segments:
        out.append(f"<p>{segments(unit.segments)}</p>")
    _units(unit.children, out)


def _numbered(unit: Unit, out: list[str]) -> None:
    """An article, or a numbered part of an official document: label, text, what stands below, notes."""
    label = escape(unit.label)
    kind = "art" if unit.kind == "article" else f"art is-{unit.kind}"
    out.append(f'<div class="{kind}" id="{unit.eid}">')
    out.append(f'<a class="perma" href="#{unit.eid}" aria-label="{label}的固定链接"></a>')
    heading = f"<strong>{escape(unit.heading)}</strong>" if unit.heading else ""
    out.append(f"<p><b>{label}</b>{heading}{' ' if heading else ''}{segments(unit.segments)}</p>")
    _units(unit.children, out)
    out.extend(_note(note) for note in unit.notes)
    out.append("</div>")


def _note(note: Note) -> str:
    words = escape(note.words)
    link = f'<a href="{escape(note.href)}">{words}</a>' if note.href else words
    return f'<p class="edited">{escape(note.sentence)}{link}</p>'


def _paragraph(unit: Unit, out: list[str]) -> None:
    text = segments(unit.segments)
    if unit.kind == "heading":
        out.append(f'<p class="sub" id="{unit.eid}">{text or escape(unit.heading)}</p>')
    else:
        kind = ' class="lead"' if _is_addressee(unit) else ""
        label = f"{escape(unit.label)}" if unit.label else ""
        out.append(f'<p id="{unit.eid}"{kind}>{label}{text}</p>')
    _units(unit.children, out)


def _is_addressee(unit: Unit) -> bool:
    text = unit.text
    return unit.kind == "text" and text.endswith(ADDRESSEE_END) and len(text) <= LONGEST_ADDRESSEE


def _table(unit: Unit, out: list[str]) -> None:
    """Rows are lines, cells are separated by tabs; the first row is the head."""
    rows = list(_rows(unit.segments))
    if not rows:
        return
    out.append(
        f'<div class="scroll" id="{unit.eid}" tabindex="0" role="region" aria-label="表格，可横向滚动">'
    )
    out.append('<table class="table keep"><thead><tr>')
    out.extend(f'<th scope="col">{segments(cell)}</th>' for cell in rows[0])
    out.append("</tr></thead><tbody>")
    for row in rows[1:]:
        out.append(f"<tr>{''.join(f'<td>{segments(cell)}</td>' for cell in row)}</tr>")
    out.append("</tbody></table></div>")
    _units(unit.children, out)


def _rows(found: Iterable[Segment]) -> Iterator[list[list[Segment]]]:
    """Segments cut at line ends into rows and at tabs into cells."""
    row: list[list[Segment]] = [[]]
    for one in found:
        for number, line in enumerate(one.text.split("\n")):
            if number:
                yield row
                row = [[]]
            for place, piece in enumerate(line.split("\t")):
                if place:
                    row.append([])
                if piece:
                    row[-1].append(Segment(piece, one.href, one.hint))
    if any(row):
        yield row

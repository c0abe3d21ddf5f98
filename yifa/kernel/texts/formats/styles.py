"""Paragraph styles of Word, as far as they decide about numbering and the table of contents."""

from dataclasses import dataclass, field

from lxml import etree

from yifa.kernel.texts.formats.numbering import W

DEPTH = 20  # styles based on styles; more is a circle


@dataclass(frozen=True, slots=True)
class Style:
    based_on: str
    name: str
    list_number: str  # numId
    level: int | None


@dataclass(slots=True)
class Styles:
    styles: dict[str, Style] = field(default_factory=dict)
    default: str = ""

    @classmethod
    def of(cls, root: etree._Element | None) -> "Styles":
        made = cls()
        for node in root.iterfind(f"{W}style") if root is not None else ():
            if node.get(f"{W}type") not in (None, "paragraph"):
                continue
            code = node.get(f"{W}styleId", "")
            number, level = numbered(node.find(f"{W}pPr"))
            name = value(node.find(f"{W}name")).lower()
            made.styles[code] = Style(value(node.find(f"{W}basedOn")), name, number, level)
            if node.get(f"{W}default") in ("1", "true"):
                made.default = code
        return made

    def of_paragraph(self, node: etree._Element) -> tuple[str, str, int | None]:
        """Style, list and level; list "" where there is none. The paragraph itself goes before its style."""
        properties = node.find(f"{W}pPr")
        style = value(properties.find(f"{W}pStyle")) if properties is not None else ""
        style = style or self.default
        number, level = numbered(properties)
        if number:
            return style, "" if number == "0" else number, level or 0
        code = style
        for _ in range(DEPTH):
            held = self.styles.get(code)
            if held is None:
                break
            if held.list_number:
                own = held.level if level is None else level
                return code, "" if held.list_number == "0" else held.list_number, own
            code = held.based_on
        return style, "", None

    def is_contents(self, style: str) -> bool:
        """A line of an automatic table of contents (toc 1 … toc 9), or its heading."""
        held = self.styles.get(style)
        return held is not None and (held.name.startswith("toc ") and held.name[4:].isdigit())


def numbered(properties: etree._Element | None) -> tuple[str, int | None]:
    """numId and level as the properties themselves say."""
    found = properties.find(f"{W}numPr") if properties is not None else None
    if found is None:
        return "", None
    level = value(found.find(f"{W}ilvl"))
    return value(found.find(f"{W}numId")), min(int(level), 8) if level.isdecimal() else None


def value(node: etree._Element | None) -> str:
    """The w:val of a property, or nothing."""
    return "" if node is None else node.get(f"{W}val", "")


def on(node: etree._Element | None) -> bool:
    """Whether a switch such as w:vanish is on."""
    return node is not None and node.get(f"{W}val") not in ("0", "false", "off")

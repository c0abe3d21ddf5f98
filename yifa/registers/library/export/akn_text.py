"""The text of an Akoma Ntoso document as `akn.render` wrote it, to the letter: one unit a line, cells by tabs."""

from collections.abc import Iterator

from lxml import etree

from yifa.registers.library.export.akn import ELEMENTS

UNITS = frozenset({*ELEMENTS.values(), "hcontainer"})
LINES = frozenset({"preface", "conclusions"})  # whose paragraphs are lines of their own


def text_of(xml: bytes) -> str:
    """The stored text. Raises ValueError for what is no XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"不是良构的 XML：{error}") from error
    return "".join(_pieces(root)).removeprefix("\n")


def _pieces(element: "etree._Element") -> Iterator[str]:
    name = etree.QName(element).localname
    if name == "meta":
        return
    if _begins_line(element, name):
        yield "\n"
    elif name == "td" and element.getprevious() is not None:
        yield "\t"
    elif name == "eol":
        yield "\n"
    if element.text:
        yield element.text
    for child in element:
        yield from _pieces(child)
        if child.tail:
            yield child.tail


def _begins_line(element: "etree._Element", name: str) -> bool:
    if element.get("class") == "joined":
        return False
    if name in UNITS:
        return element.get("name") != "empty"
    parent = element.getparent()
    if name == "tr":
        return element.getprevious() is not None
    return name == "p" and parent is not None and etree.QName(parent).localname in LINES

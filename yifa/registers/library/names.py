"""Keys by which works are cited: titles and numbers compare without 《》, blanks and 中华人民共和国 (reading rule 5)."""

import re
import unicodedata

DROPPED = re.compile(r"[\s《》〈〉<>「」“”\"'·]|中华人民共和国")
DOC_NO = re.compile(r"[〔\[【（(]\s*((?:19|20)\d{2})\s*[〕\]】）)]\s*(?:第)?\s*(\d+)\s*号")


def key(name: str) -> str:
    """The name without what does not distinguish it; full-width digits and letters become half-width."""
    plain = DOC_NO.sub(r"〔\1〕\2号", unicodedata.normalize("NFKC", name))
    return DROPPED.sub("", plain).replace("(", "（").replace(")", "）")[:300]


def keys(title: str, short_titles: tuple[str, ...] = (), doc_no: str = "") -> list[str]:
    """All keys of a work, each once, the title first."""
    found = [key(name) for name in (title, *short_titles, doc_no) if name]
    return [name for name in dict.fromkeys(found) if name]


def titled(title: str) -> str:
    """The title in its marks; those inside it become single: 《关于印发〈某办法〉的通知》."""
    inside = title.translate({ord("《"): "〈", ord("》"): "〉"})
    return f"《{inside}》"

"""Plain text: which encoding it is in, by proof where there is one and by likelihood where there is none."""

import codecs
import re

from yifa.kernel.texts.formats.extracted import Extracted
from yifa.kernel.texts.formats.refusal import Unreadable

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE = 20_000  # characters that the likelihood looks at
LIKELY = 0.85  # share of ordinary characters below which a guess is not trusted
BROKEN_SHARE = 0.01  # of bytes that may be damaged
ORDINARY = re.compile(r"[\x20-\x7e\n\r\t\u3000-\u3020\u2014\u2018-\u201d\u2026\u2022\uff01-\uff5e\xb7\xa0]")


def read_txt(data: bytes) -> Extracted:
    """The text as it stands, one paragraph a line."""
    text, warnings = decode(data)
    return Extracted(text.replace("\r\n", "\n").replace("\r", "\n"), "txt", warnings=warnings)


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of the bytes and what had to be assumed. Raises `Unreadable` rather than return gibberish."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _marked(data, encoding)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    candidates = [(likelihood(text), text, encoding) for text, encoding in _strict(data)]
    share, text, encoding = max(candidates, default=(0.0, "", ""), key=lambda found: found[0])
    if share >= LIKELY:
        return text, () if encoding == "gb18030" else (f"文字编码按 {encoding} 读取，请核对。",)
    return _damaged(data)


def _marked(data: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    text = data.decode(encoding, errors="replace")
    broken = text.count("\ufffd")
    if broken > len(text) * BROKEN_SHARE:
        raise Unreadable("encoding")
    return text, (f"有 {broken} 个字符已损坏，请对照原件。",) if broken else ()


def _strict(data: bytes) -> list[tuple[str, str]]:
    found = []
    for encoding in ("gb18030", "big5", "utf-16-le", "utf-16-be"):
        try:
            found.append((data.decode(encoding), encoding))
        except UnicodeDecodeError:
            continue
    return found


def likelihood(text: str) -> float:
    """The share of ordinary characters: the right encoding gives common ones, a wrong one rare ones."""
    sample = text[:SAMPLE]
    if not sample:
        return 0.0
    ordinary = len(ORDINARY.findall(sample))
    rest = ORDINARY.sub("", sample)
    return (ordinary + len(rest.encode("gb2312", errors="ignore")) / 2) / len(sample)


def _damaged(data: bytes) -> tuple[str, tuple[str, ...]]:
    """A few damaged bytes (a cut transfer) do not make a text unreadable; they are said."""
    for encoding in ("utf-8", "gb18030"):
        text = data.decode(encoding, errors="replace")
        broken = text.count("\ufffd")
        if broken <= max(2, len(text) * BROKEN_SHARE) and likelihood(text) >= LIKELY:
            return text, (f"有 {broken} 个字符已损坏，请对照原件。",)
    raise Unreadable("encoding")

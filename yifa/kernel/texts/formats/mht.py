"""Single-file web pages (mht), as Word saves them and as altChunk parts hold them."""

import email
import email.message
import email.policy
from dataclasses import replace

from yifa.kernel.texts.formats.extracted import Extracted
from yifa.kernel.texts.formats.html import read_html
from yifa.kernel.texts.formats.refusal import Unreadable


def read_mht(data: bytes) -> Extracted:
    """The first HTML part of the page."""
    message = email.message_from_bytes(data.lstrip(b"\xef\xbb\xbf \t\r\n"), policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                return replace(read_html(payload, charset=_charset(part)), format="mht")
    raise Unreadable("no_text")


def _charset(part: email.message.Message) -> str:
    charset = part.get_content_charset() or ""
    return "gb18030" if charset in ("gb2312", "gbk") else charset

"""Recognising the same text in other formatting.

`fingerprint` is equal for texts that differ only in blanks, punctuation, full width and table of contents. `sketch` is
a small sample of the clauses of a text (the least hashes): the share two samples have in common estimates the share of
clauses that two texts have in common, whatever their formatting.
"""

import re
import struct
import zlib
from hashlib import sha256

SIZE = 96  # hashes kept of a text
LEAST = 4  # characters of a clause that counts
SHORTEST = 100  # characters that a text needs to be known by its words
CLAUSE = re.compile(r"[^\W_]+")
WORDS = re.compile(r"[\W_]+")
FULL = re.compile(r"[０-９Ａ-Ｚａ-ｚ]")


def fingerprint(provisions: str) -> str:
    """The hash of the words alone; empty for a text too short to be known by it."""
    words = WORDS.sub("", _narrow(provisions))
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest() if len(words) >= SHORTEST else ""


def sketch(provisions: str) -> bytes:
    """The least hashes of the clauses, four bytes each, ascending."""
    plain = _narrow(provisions).replace(" ", "")
    clauses = {clause for clause in CLAUSE.findall(plain) if len(clause) >= LEAST}
    values = sorted({zlib.crc32(clause.encode("utf-8", "surrogatepass")) for clause in clauses})[:SIZE]
    return struct.pack(f">{len(values)}I", *values)


def _narrow(text: str) -> str:
    """Full-width digits and letters as half-width ones; full-width punctuation counts for nothing anyway."""
    return FULL.sub(lambda found: chr(ord(found[0]) - 0xFEE0), text)


def hashes(packed: bytes) -> tuple[int, ...]:
    """The sample, ascending."""
    return struct.unpack(f">{len(packed) // 4}I", packed)


def similarity(left: bytes, right: bytes) -> float:
    """The estimated share of clauses in common (Jaccard), 0 to 1."""
    one, other = set(hashes(left)), set(hashes(right))
    if not one or not other:
        return 0.0
    least = sorted(one | other)[: min(SIZE, max(len(one), len(other)))]
    return len(one & other & set(least)) / len(least)

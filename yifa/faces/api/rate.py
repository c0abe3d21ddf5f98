"""How many requests an address made this minute, counted across the processes of a machine.

The counts lie in one small shared file in the data folder, one slot an address (by hash). Increments are not locked:
under load a few are lost, and two addresses may share a slot (1 in 65,536). A limit that protects the machine bears
both. Each node of a city counts for itself.
"""

import hashlib
import mmap
import struct
from functools import cache
from pathlib import Path

from django.http import HttpRequest

SLOTS = 65_536
SLOT = struct.Struct("<II")  # minute, requests


class Meter:
    def __init__(self, path: Path) -> None:
        with path.open("a+b") as file:
            if file.seek(0, 2) != SLOTS * SLOT.size:
                file.truncate(SLOTS * SLOT.size)
            self.slots = mmap.mmap(file.fileno(), SLOTS * SLOT.size)

    def count(self, address: str, second: int) -> int:
        """Count one more request and tell how many the address has made in this minute."""
        place = self._place(address)
        minute, made = SLOT.unpack_from(self.slots, place)
        made = made + 1 if minute == second // 60 else 1
        SLOT.pack_into(self.slots, place, second // 60, min(made, 0xFFFFFFFF))
        return made

    def _place(self, address: str) -> int:
        digest = hashlib.blake2b(address.encode(), digest_size=4).digest()
        return int.from_bytes(digest, "big") % SLOTS * SLOT.size


@cache
def meter(path: Path) -> Meter:
    return Meter(path)


def address_of(request: HttpRequest, proxies: int) -> str:
    """Who asks. Of X-Forwarded-For only the part is believed that our own proxies wrote."""
    here = str(request.META.get("REMOTE_ADDR", ""))
    if proxies < 1:
        return here
    passed = [
        part.strip() for part in str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",") if part.strip()
    ]
    return passed[-min(proxies, len(passed))] if passed else here

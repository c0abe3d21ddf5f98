"""Which work of the library someone means who types a number, a title, a mark or an address."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.db.models import Q

from yifa.kernel.access.reader import Reader
from yifa.registers.library import names
from yifa.registers.library.models import Work
from yifa.registers.library.names import titled

MOST = 5  # works named in the sentence when several fit


@dataclass(frozen=True, slots=True)
class Meant:
    """The one work that is meant; without it the sentence that says why."""

    work: Work | None
    sentence: str = ""
    several: bool = False


def find_work(reader: Reader, typed: str) -> Meant:
    """Look for the exact number, title or address first, then for a title that contains the words."""
    text = typed.strip().strip("《》")
    path = urlsplit(text).path.strip("/").split("/")
    slug = path[1] if len(path) > 1 and path[0] == "norms" else text
    works = Work.objects.visible_to(reader).filter(withdrawn_at__isnull=True)
    exact = works.filter(Q(slug=slug) | Q(names__key=names.key(text))).distinct()
    found = list(exact[: MOST + 1]) or list(works.filter(title__icontains=text)[: MOST + 1])
    if len(found) == 1:
        return Meant(found[0])
    if not found:
        return Meant(None, f"库内没有“{text}”。请照文号或者标题填写，或者先登记这份文件。")
    several = "、".join(f"{titled(work.title)}{work.doc_no}" for work in found[:MOST])
    more = "等" if len(found) > MOST else ""
    return Meant(None, f"“{text}”可能指{several}{more}，请填文号。", several=True)

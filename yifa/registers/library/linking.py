"""What the citations of a text lead to: the provision as it stood on the citing day, cut into segments of text."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from yifa.registers.library import uris
from yifa.registers.library.holding import Text, by_work, holding, texts
from yifa.registers.library.kinds import CitationState
from yifa.registers.library.models import Citation, Provision, Version, Work

UNTIED = {
    CitationState.AMBIGUOUS: "有几份文件用这个名称，尚未核定",
    CitationState.EXTERNAL: "文库之外的文件",
}
NOT_HELD = "文库尚未收录这份文件"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text; where it cites, the address it leads to, or why it leads nowhere."""

    text: str
    href: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """The public works that citations of one text (and its effects) may lead to."""

    works: Mapping[int, Work] = field(default_factory=dict)
    texts: Mapping[int, Sequence[Text]] = field(default_factory=dict)
    articles: Mapping[tuple[int, str], str] = field(default_factory=dict)  # (version, number) → eid

    def address(self, work_id: int | None, on: date | None, article: str = "") -> str:
        """The page of the work (of the text that held on the day, where that is not the newest), at the article."""
        work = self.works.get(work_id or 0)
        if work is None:
            return ""
        among = self.texts[work.pk]
        held = holding(among, on) if on else None
        newest = among[-1]
        chosen = held or newest
        day = None if chosen.version_id == newest.version_id or on is None else on
        return uris.page(work.slug, day, self.articles.get((chosen.version_id, article), ""))


def known(work_ids: Iterable[int], articles: Iterable[str], today: date) -> Known:
    """Look up works, their texts and their articles at once. Four queries, however many citations."""
    wanted = set(work_ids)
    public = Version.objects.public(today).filter(work_id__in=wanted)
    grouped = by_work(texts(public))
    fields = ("pk", "slug", "title", "doc_no", "kind", "force")
    works = Work.objects.filter(pk__in=grouped).only(*fields).in_bulk()
    rows = Provision.objects.filter(
        version_id__in=[text.version_id for among in grouped.values() for text in among],
        kind="article",
        num__in=set(articles) - {""},
    )
    eids: dict[tuple[int, str], str] = {}
    for version_id, num, eid in rows.order_by("position").values_list("version_id", "num", "eid"):
        eids.setdefault((version_id, num), eid)
    return Known(works, grouped, eids)


class Linker:
    """Cuts any stretch of one text into segments. Spans must not overlap; what overlaps an earlier one is left out."""

    def __init__(self, text: str, spans: Iterable[tuple[int, int, str, str]]) -> None:
        self.text = text
        self.spans: list[tuple[int, int, str, str]] = []
        for span in sorted(spans):
            if not self.spans or span[0] >= self.spans[-1][1]:
                self.spans.append(span)
        self.ends = [end for _, end, _, _ in self.spans]

    def segments(self, start: int, end: int) -> list[Segment]:
        """The text from `start` to `end`, in order, nothing left out."""
        found: list[Segment] = []
        place = start
        for number in range(bisect_left(self.ends, start + 1), len(self.spans)):
            begin, stop, href, hint = self.spans[number]
            if begin >= end:
                break
            begin, stop = max(begin, place), min(stop, end)
            if begin >= stop:
                continue
            if begin > place:
                found.append(Segment(self.text[place:begin]))
            found.append(Segment(self.text[begin:stop], href, hint))
            place = stop
        if place < end:
            found.append(Segment(self.text[place:end]))
        return found


def linker(version: Version, citations: Sequence[Citation], library: Known, eids: Collection[str]) -> Linker:
    """The citations of the text to other works, and those within it, to the nearest address that exists."""
    others = [
        (
            c.start,
            c.end,
            *(home(c, eids) if c.work_id == version.work_id else _led(c, library, version.valid_from)),
        )
        for c in citations
    ]
    own = [(start, end, _own(eid, eids), "") for start, end, eid in version.own_citations]
    return Linker(version.text, [span for span in (*others, *own) if span[2] or span[3]])


def nearest(eid: str, eids: Collection[str]) -> str:
    """The eId, or the nearest one above it that exists; the first paragraph of an article is the article itself."""
    for address in (eid, eid.replace("__para_1", "")):
        if address in eids:
            return address
    above = eid.rpartition("__")[0]
    return nearest(above, eids) if above else ""


def _own(eid: str, eids: Collection[str]) -> str:
    found = nearest(eid, eids)
    return f"#{found}" if found else ""


def home(citation: Citation, eids: Collection[str]) -> tuple[str, str]:
    """A notice names the document it carries: that leads down the page."""
    article = f"art_{citation.article}"
    for eid in (f"att_1__{article}", article):
        if citation.article and eid in eids:
            return f"#{eid}", ""
    return ("#att_1", "") if any(eid.startswith("att_1__") for eid in eids) else ("", "")


def _led(citation: Citation, library: Known, on: date | None) -> tuple[str, str]:
    href = library.address(citation.work_id, on, citation.article)
    if not href:
        return "", UNTIED.get(CitationState(citation.state), NOT_HELD)
    if citation.state == CitationState.MISSING:
        return href, "这份文件的现有文本中没有所引的条"
    return href, ""

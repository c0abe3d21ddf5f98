"""The acts of the catalogue of laws in the library: the work of each, and cites as permalinks."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.db.models import Q

from yifa.kernel.law.cite import Cite
from yifa.registers.library import names
from yifa.registers.library.catalogued import NATIONAL
from yifa.registers.library.linking import Known, known
from yifa.registers.library.models import Work, WorkName


def works_of_acts(titles: Iterable[str], today: date) -> Mapping[str, int]:
    """The public work of each act, by its title, where its text is there. One query."""
    wanted = {names.key(title): title for title in titles}
    rows = WorkName.objects.filter(key__in=wanted, work__in=Work.objects.public(today))
    rows = rows.filter(Q(work__kind__in=NATIONAL) | ~Q(work__catalogue_code=""))
    found: dict[str, int] = {}
    for key, work_id in rows.order_by("work__issued_on", "work_id").values_list("key", "work_id"):
        found.setdefault(wanted[key], work_id)
    return found


class Permalinks:
    """The addresses of acts and of their provisions on a day. Five queries, however many there are."""

    def __init__(self, titles: Collection[str], articles: Iterable[str], today: date) -> None:
        self.works = works_of_acts(titles, today) if titles else {}
        self.library = known(self.works.values(), articles, today) if self.works else Known()

    def of_act(self, title: str, on: date | None) -> str:
        """The page of the text that held on the day; empty where the library has none of the act."""
        return self.library.address(self.works.get(title), on)

    def of_cite(self, cite: Cite, on: date) -> str:
        """The provision as it stood on the day; the page of the act where that text has no such article."""
        return self.library.address(self.works.get(cite.law.title), on, cite.article)

"""What everyone who acts in the demo city knows: the pinned day, the documents, organs and people."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from demo.texts import Written
from yifa.kernel.access.models import Account
from yifa.kernel.organs.models import Organ
from yifa.registers.library.models import Work


@dataclass(frozen=True, slots=True)
class Desk:
    on: date
    written: dict[str, Written]
    organs: dict[str, Organ]
    accounts: dict[str, Account]

    def work(self, name: str) -> Work | None:
        """The work of a document by its name in documents/; None where someone has given it another title or number."""
        one = self.written[name]
        return Work.objects.filter(title=one.title, doc_no=one.number).order_by("pk").first()


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened so many days before the pinned day. Done again it changes nothing."""

    ago: int
    clock: tuple[int, int]
    told: str
    does: Callable[[Desk, datetime], None]

    def at(self, on: date) -> datetime:
        return moment(on - timedelta(days=self.ago), *self.clock)


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """A time of day in the city."""
    return datetime.combine(day, time(hour, minute), timezone.get_current_timezone())

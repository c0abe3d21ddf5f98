"""Which text of a work holds on a day: the last one in force by then, else the first one issued by then."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from yifa.registers.library.kinds import EffectKind
from yifa.registers.library.models import Effect, Version, Work


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a work, without the text: when it was issued, from when it is in force, when it was taken in."""

    version_id: int
    work_id: int
    label: str
    issued_on: date | None
    since: date | None  # in force from; the day of issue where no other is known
    recorded_at: datetime
    articles: int


def texts(versions: QuerySet[Version], effects: Iterable[Effect] | None = None) -> list[Text]:
    """The texts among these versions, oldest first. One query, and one more where the effects are not given."""
    fields = ("pk", "work_id", "label", "valid_from", "recorded_at", "articles")
    rows = list(versions.order_by("valid_from", "pk").values_list(*fields))
    if effects is None:
        works = {work_id for _, work_id, *_ in rows}
        effects = Effect.objects.counting().filter(work_id__in=works, kind=EffectKind.COMMENCE, eid="")
    begins = {e.by_version_id: e.on for e in effects if e.kind == EffectKind.COMMENCE and e.on and not e.eid}
    found = [
        Text(pk, work_id, label, issued, _since(issued, begins.get(pk)), recorded_at, articles)
        for pk, work_id, label, issued, recorded_at, articles in rows
    ]
    return sorted(
        found, key=lambda text: (text.since or date.min, text.issued_on or date.min, text.version_id)
    )


def by_work(found: Iterable[Text]) -> dict[int, list[Text]]:
    grouped: dict[int, list[Text]] = defaultdict(list)
    for text in found:
        grouped[text.work_id].append(text)
    return dict(grouped)


def holding(among: Sequence[Text], on: date, known_at: datetime | None = None) -> Text | None:
    """The text that holds on the day, as known at the moment (or now); None before the first was issued."""
    known = [text for text in among if known_at is None or text.recorded_at <= known_at]
    begun = [text for text in known if text.since is None or text.since <= on]
    if begun:
        return begun[-1]
    return next((text for text in known if text.issued_on is None or text.issued_on <= on), None)


def public_text(work: Work, on: date, today: date) -> Version | None:
    """The public text of the work that holds on the day. Three queries."""
    versions = Version.objects.public(today).filter(work=work)
    found = holding(texts(versions), on)
    if found is None:
        return None
    chosen = versions.select_related("work", "publication", "paper__file").get(pk=found.version_id)
    return chosen


def _since(issued: date | None, begins: date | None) -> date | None:
    if issued and begins:
        return max(issued, begins)
    return begins or issued

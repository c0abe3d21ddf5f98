"""Putting the page of a work on a day together."""

from collections.abc import Sequence
from datetime import date, datetime

from yifa.registers.library import force
from yifa.registers.library.force import Facts
from yifa.registers.library.holding import holding, texts
from yifa.registers.library.linking import Known, known
from yifa.registers.library.models import Citation, Effect, Version, Work
from yifa.registers.library.reading import relations, tree
from yifa.registers.library.reading.values import Cited, Page

CITED_BY_SHOWN = 20


def public_work(slug: str, today: date) -> Work | None:
    """The work at this address, when it is public. One query."""
    return Work.objects.public(today).filter(slug=slug).first()


def read(work: Work, *, on: date, today: date, known_at: datetime | None = None) -> Page:
    """The page of a public work on a day, as known at a moment (or now). A fixed number of queries."""
    versions = Version.objects.public(today).filter(work=work)
    facts = force.facts(work, known_at, seen=Version.objects.public(today))
    own = texts(versions, facts.effects)
    held = holding(own, on, known_at)
    version: Version | None = None
    citations: list[Citation] = []
    if held:
        version = versions.select_related("publication", "paper__file").get(pk=held.version_id)
        version.work = work
        citations = list(version.citations.order_by("start"))
    causes = list(Effect.objects.counting(known_at).filter(by_version__work=work).exclude(work=work))
    ids = {c.work_id for c in citations} | {e.work_id for e in causes} | _causes(facts)
    library = known({pk for pk in ids if pk}, (c.article for c in citations), today)
    cited = relations.citing_by_article(work, today)
    notes = relations.notes(facts, library)
    return Page(
        work=work,
        version=version,
        held=held,
        texts=tuple(own),
        on=on,
        known_at=known_at,
        standing=force.standing(facts, on),
        records=len(facts.effects),
        parts=tree.parts(version, citations, library, notes, cited) if version else (),
        cites=_cites(version, citations, library, causes) if version else (),
        acts=relations.acts(causes, library),
        cited_by=tuple(relations.citing_provisions(work, today, limit=CITED_BY_SHOWN)),
        cited_by_count=relations.citing_works(work, today),
        axis=relations.axis(facts, work, library, on),
    )


def _causes(facts: Facts) -> set[int | None]:
    return {effect.by_version.work_id for effect in facts.effects if effect.by_version}


def _cites(
    version: Version, citations: Sequence[Citation], library: Known, causes: Sequence[Effect]
) -> tuple[Cited, ...]:
    others = [one for one in citations if one.work_id != version.work_id]
    return relations.cites(others, library, version.valid_from, {effect.work_id for effect in causes})

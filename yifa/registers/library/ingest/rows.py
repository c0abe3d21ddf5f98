"""Rows of the library from a draft. Nothing is saved here."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Field, Model

from yifa.registers.library import names
from yifa.registers.library.ingest.draft import Draft, DraftCitation, DraftEffect, DraftProvision
from yifa.registers.library.kinds import CitationState, EffectKind, EffectState
from yifa.registers.library.models import Effect, Version, Work

ROWS = 2000  # rows a bulk insert


def work(draft: Draft, *, slug: str, organ_id: int | None, catalogue_code: str, at: datetime) -> Work:
    return Work(
        slug=slug,
        kind=draft.kind,
        title=draft.title[:300],
        doc_no=draft.doc_no[:120],
        doc_no_raw=draft.doc_no_raw[:120],
        issuer="、".join(draft.issuers)[:300],
        region=draft.region,
        organ_id=organ_id,
        adopted_on=draft.adopted_on,
        issued_on=first_day(draft),
        published_on=draft.published_on,
        topics=list(draft.topics),
        source_claim=draft.claim,
        source_claim_on=draft.claim_on,
        catalogue_code=catalogue_code,
        recorded_at=at,
    )


def first_day(draft: Draft) -> date | None:
    """The day of the work, over all its texts."""
    return draft.first_issued_on or draft.issued_on


def version(draft: Draft, of: Work, *, source: str, at: datetime) -> Version:
    return Version(
        work=of,
        label=draft.label[:80],
        valid_from=draft.day,
        text=draft.text,
        structure=draft.structure,
        own_citations=draft.own_citations,
        integrity={**draft.integrity, "warnings": draft.findings},
        findings=len(draft.findings),
        articles=draft.articles,
        content_hash=draft.content_hash,
        fingerprint=draft.fingerprint,
        sketch=draft.sketch,
        history=list(draft.history),
        source=(draft.source or source)[:300],
        recorded_at=at,
    )


PROVISION = ("version_id", "eid", "kind", "num", "label", "heading", "position", "start", "end")
CITATION = (
    "version_id", "eid", "start", "end", "law", "key", "article", "to_article", "paragraph", "item", "role", "state",
)  # fmt: skip


def provision(version_id: int, place: int, unit: DraftProvision) -> tuple[Any, ...]:
    """The values of PROVISION."""
    label, heading = unit.label[:40], unit.heading[:200]
    return version_id, unit.eid[:120], unit.kind, unit.num[:20], label, heading, place, unit.start, unit.end


def citation(version_id: int, one: DraftCitation) -> tuple[Any, ...]:
    """The values of CITATION."""
    place = (version_id, one.eid[:120], one.start, one.end, one.law[:300], one.key)
    target = (one.article[:20], one.to_article[:20], one.paragraph[:10], one.item[:10])
    return *place, *target, one.role, CitationState.UNRESOLVED.value


def proposal(of: Version, found: DraftEffect, *, at: datetime) -> Effect:
    return Effect(
        kind=found.kind,
        work=None if found.target else of.work,
        target_name=found.target[:300],
        target_key=names.key(found.target),
        eid=found.eid[:120],
        by_version=of,
        by_eid=found.by_eid[:120],
        span_start=found.start,
        span_end=found.end,
        on=found.on,
        until=found.until,
        note=found.note[:300],
        old_text=found.old_text,
        new_text=found.new_text,
        requires_apply=found.kind == EffectKind.AMEND,
        confidence=found.confidence,
        proposed_at=at,
    )


def stated(draft: Draft, of: Version, *, at: datetime) -> list[Effect]:
    """Commencement and validity that the text (or its source) states of itself; they count at once."""
    known = [(EffectKind.COMMENCE, draft.effective_on, None), (EffectKind.EXPIRE, None, draft.expires_on)]
    return [
        Effect(
            kind=kind,
            work=of.work,
            by_version=of,
            on=on,
            until=until,
            state=EffectState.CONFIRMED,
            proposed_at=at,
            recorded_at=at,
        )
        for kind, on, until in known
        if on or until
    ]


def bulk(model: Any, rows: Iterable[object]) -> None:
    """Insert rows a bounded number at a time, so that memory stays bounded too."""
    source = iter(rows)
    while chunk := list(islice(source, ROWS)):
        model.objects.bulk_create(chunk)


def insert(model: type[Model], fields: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert plain rows of the small tables with the many rows, without an object for each."""
    meta = model._meta
    columns = ", ".join(connection.ops.quote_name(_column(model, name)) for name in fields)
    marks = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {connection.ops.quote_name(meta.db_table)} ({columns}) VALUES ({marks})"
    source = iter(rows)
    with connection.cursor() as cursor:
        while chunk := list(islice(source, ROWS)):
            cursor.executemany(statement, chunk)


def _column(model: type[Model], name: str) -> str:
    field = model._meta.get_field(name)
    assert isinstance(field, Field)
    assert field.column
    return field.column

"""What a city consists of, without row ids, so that two builds can be compared."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, QuerySet

from yifa.domains.norms.models import Batch, Intake
from yifa.kernel.access.models import Account, Grant
from yifa.kernel.organs.models import Competence, Organ, OrganName, Person, Post, Subordination, Succession
from yifa.kernel.papers.models import File, PaperVersion
from yifa.kernel.publication.models import Publication
from yifa.kernel.record.models import Entry
from yifa.registers.library.models import Citation, Effect, Provision, Version, Work, WorkIssuer, WorkName

TABLES: tuple[tuple[type[Model], tuple[str, ...]], ...] = (
    (Organ, ("code", "name", "short_name", "kind", "level", "founded_on", "abolished_on")),
    (OrganName, ("organ__code", "name", "since", "until")),
    (Subordination, ("organ__code", "superior__code", "line", "since", "until")),
    (Succession, ("predecessor__code", "successor__code", "on")),
    (Competence, ("organ__code", "code", "since", "until")),
    (Person, ("name", "staff_no")),
    (Post, ("person__name", "organ__code", "title", "since", "until")),
    (Grant, ("post__person__name", "role", "since", "until", "given_at")),
    (Account, ("username", "person__name", "is_active", "created_at")),
    (Batch, ("title", "source", "public", "at", "by__username", "withdrawn_at", "withdrawn_because")),
    (Intake, ("batch__title", "position", "name", "file", "outcome", "reason", "findings", "settled_at")),
    (Work, ("slug", "title", "doc_no", "issuer", "organ__code", "force", "force_until", "effective_on",
            "expires_on", "topics", "recorded_at", "withdrawn_at")),
    (WorkName, ("work__slug", "key")),
    (WorkIssuer, ("work__slug", "position", "name", "organ__code")),
    (Version, ("work__slug", "label", "valid_from", "content_hash", "integrity", "structure", "recorded_at")),
    (Provision, ("version__content_hash", "eid", "label", "start", "end")),
    (Citation, ("version__content_hash", "start", "end", "key", "state", "work__slug", "decided_at")),
    (Effect, ("kind", "work__slug", "target_name", "eid", "on", "until", "state", "recorded_at")),
    (Publication, ("content_hash", "since", "until", "source", "withdrawn_because")),
    (File, ("sha256", "size", "media_type")),
    (PaperVersion, ("paper__title", "number", "file", "name", "at")),
    (Entry, ("at", "act", "title", "by__username")),
)  # fmt: skip


def dump() -> dict[str, list[str]]:
    """Every table of the city as sorted lines."""
    return {model.__name__: _lines(model._default_manager.all(), fields) for model, fields in TABLES}


def _lines(rows: "QuerySet[Any]", fields: Iterable[str]) -> list[str]:
    return sorted(repr(row) for row in rows.values_list(*fields))

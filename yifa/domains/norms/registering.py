"""Registering one document by form: its text, or the scan of one that holds none."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from yifa.domains.norms.models import Outcome
from yifa.kernel.access.models import Account
from yifa.kernel.access.reader import Reader, reader
from yifa.kernel.organs.models import Organ
from yifa.kernel.papers import files
from yifa.kernel.papers.models import File
from yifa.kernel.record import entries
from yifa.kernel.texts.formats.refusal import Unreadable
from yifa.kernel.texts.formats.sniff import PICTURES, sniff
from yifa.kernel.texts.normalise import normalise
from yifa.registers.library import resolve
from yifa.registers.library.ingest.draft import Draft
from yifa.registers.library.ingest.prepare import prepare
from yifa.registers.library.ingest.shelf import Shelf, identity_of
from yifa.registers.library.models import Version, Work

SCANS = PICTURES | {"pdf"}
IDENTITY = (
    "title", "kind", "doc_no", "issuers", "issued_on", "published_on", "effective_on", "expires_on", "label",
)  # fmt: skip


def keep_scan(data: bytes, name: str, *, at: datetime) -> File:
    """A picture or PDF of a document that holds no text."""
    if not data:
        raise Unreadable("empty")
    kind = sniff(data, name)
    if kind.code not in SCANS:
        raise Unreadable("unsupported", kind=f"{kind.title}作为扫描件")
    return files.keep(data, name=name, at=at)


@transaction.atomic
def register(
    values: Mapping[str, Any],
    *,
    text: str = "",
    file: File | None = None,
    name: str = "",
    work: Work | None = None,
    by: Account | None,
    at: datetime,
) -> Version:
    """One document by form: its text, or the scan of one without text; a further text where `work` is given.

    A text that is already kept is not kept twice: the version that holds it comes back.
    """
    if not text.strip() and file is None:
        raise ValidationError("没有正文，也没有扫描件。请粘贴正文，或者上传文件。")
    draft = with_values(
        prepare(text, name=name, known={k: v for k, v in values.items() if v}, source=values["source"]),
        values,
    )
    if not text.strip() and file:
        draft = replace(draft, content_hash=file.sha256)
    shelf = shelf_of(at, values["source"], bool(values.get("public")), values.get("organ"), by=by)
    if work is not None:
        shelf.works[identity_of(draft)] = work.pk
    (result,) = shelf.store([draft], settled=True)
    if result.version_id is None:
        raise ValidationError(result.reason)
    version = result.version
    if result.outcome == Outcome.STORED and file is not None:
        version.paper = files.paper(file, draft.title, name=name, organ=values.get("organ"), by=by, at=at)
        version.save(update_fields=["paper"])
    resolve.link()
    detail = {"outcome": result.outcome, "source": values["source"], "scan": not text.strip()}
    entries.append("norms.register", version, by=by, at=at, detail=detail)
    return version


def same_text(text: str, *, reader: Reader) -> Sequence[Version]:
    """Texts the reader may see that are the same."""
    digest = sha256(normalise(text).text.encode("utf-8", "surrogatepass")).hexdigest()
    rows = Version.objects.visible_to(reader).filter(content_hash=digest, withdrawn_at__isnull=True)
    return list(rows.select_related("work").defer("text", "structure", "own_citations")[:5])


def shelf_of(at: datetime, source: str, public: bool, organ: Organ | None, *, by: Account | None) -> Shelf:
    on = timezone.localtime(at).date()
    return Shelf.opened(at=at, on=on, source=source, public=public, organ=organ, reach=reach(by, on))


def reach(by: Account | None, on: date) -> frozenset[int] | None:
    """The organs to whose documents the person may add texts; None, all of them, for legal staff and the command line."""
    if by is None:
        return None
    who = reader(by, on)
    return None if who.can("library.read_all") else who.organs_with("library.edit")


def with_values(draft: Draft, values: Mapping[str, Any]) -> Draft:
    """The draft with the values a person gave, emptied fields included."""
    fields = {name: values[name] for name in IDENTITY if name in values}
    for name in ("title", "kind"):
        if not fields.get(name):
            fields.pop(name, None)
    if "issuers" in fields:
        fields["issuers"] = tuple(fields["issuers"])
    return replace(draft, **fields)

"""What people do with documents that come in: hand in, look before, settle, refuse, take back, register one.

Each act is recorded with who and when. The faces have checked the permission; what is looked up is filtered by reader.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from django.db import transaction

from yifa.domains.norms import importing
from yifa.domains.norms.models import Batch, Intake, Outcome
from yifa.domains.norms.pieces import Piece, Read, is_records, read, title_of
from yifa.domains.norms.registering import IDENTITY, keep_scan, register, same_text, shelf_of, with_values
from yifa.kernel.access.models import Account
from yifa.kernel.jobs import running
from yifa.kernel.jobs.models import Job
from yifa.kernel.organs.models import Organ
from yifa.kernel.papers import files
from yifa.kernel.papers.models import File
from yifa.kernel.record import entries
from yifa.kernel.texts.formats import limits
from yifa.kernel.texts.formats.jsonl import read_jsonl
from yifa.kernel.texts.formats.reading import read_bytes
from yifa.kernel.texts.formats.refusal import Unreadable
from yifa.registers.library import resolve
from yifa.registers.library.ingest.draft import Draft
from yifa.registers.library.ingest.prepare import prepare
from yifa.registers.library.withdrawing import Withdrawn, withdraw

__all__ = [
    "discard", "keep_scan", "piece_of", "preview", "read_again", "refuse", "register", "same_text", "settle",
    "start_batch", "take_back", "unfinished",
]  # fmt: skip
Uploads = Iterable[tuple[str, BinaryIO]]
ROWS = 1000


def start_batch(
    *,
    uploads: Uploads,
    title: str,
    source: str,
    public: bool,
    at: datetime,
    by: Account | None = None,
    organ: Organ | None = None,
    source_on: date | None = None,
    enqueue: bool = True,
) -> Batch:
    """Keep the files, one intake for each document, and hand the job to the worker (or leave that to the caller)."""
    kept = [_keep(name, stream, at) for name, stream in uploads]
    with transaction.atomic():
        job = running.make(importing.KIND, title, by=by, at=at)
        batch = Batch.objects.create(
            title=title[:120],
            source=source[:300],
            source_on=source_on,
            public=public,
            organ=organ,
            job=job,
            by=by,
            at=at,
        )
        _intakes(batch, kept)
        detail = {"source": source, "files": len(kept), "documents": batch.intakes.count()}
        entries.append("norms.start_import", batch, by=by, at=at, detail=detail)
        if enqueue:
            running.enqueue(job)
    return batch


def _keep(name: str, stream: BinaryIO, at: datetime) -> tuple[str, File | None, str]:
    """The kept file, or the sentence that says why it was not kept."""
    plain = Path(name).name if "/" not in name else name
    most = limits.JSONL_BYTES if is_records(name) else limits.UPLOAD_BYTES
    try:
        return plain, files.keep_stream(stream, name=name, at=at, most=most), ""
    except Unreadable as refused:
        return plain, None, refused.sentence


def _intakes(batch: Batch, kept: Sequence[tuple[str, File | None, str]]) -> None:
    rows: list[Intake] = []
    place = 0
    for name, file, refused in kept:
        for title, given, sentence in _documents(name, file, refused):
            place += 1
            outcome = Outcome.FAILED if sentence else Outcome.WAITING
            rows.append(
                Intake(
                    batch=batch, position=place, name=title[:300], file=file, given=given,
                    outcome=outcome, reason=sentence[:500],
                )
            )  # fmt: skip
            if len(rows) >= ROWS:
                Intake.objects.bulk_create(rows)
                rows = []
    Intake.objects.bulk_create(rows)


def _documents(name: str, file: File | None, refused: str) -> Iterable[tuple[str, dict[str, Any], str]]:
    """(name, given, refusal) of each document in a file."""
    if file is None or not is_records(name):
        yield name, {}, refused
        return
    try:
        for number, record in enumerate(read_jsonl(files.path(file))):
            line = f"{name} 第{number + 1}条"
            if isinstance(record, Unreadable):
                yield line, {"record": number}, record.sentence
            else:
                yield title_of(record, line), {"record": number}, ""
    except Unreadable as error:
        yield name, {}, error.sentence


def unfinished(title: str, source: str) -> Batch | None:
    """An import of this name that was cut off (by the command line, which has no account)."""
    rows = Batch.objects.filter(title=title[:120], source=source[:300], by=None, withdrawn_at=None)
    return rows.exclude(job__state="done").select_related("job").order_by("-pk").first()


@transaction.atomic
def discard(batch: Batch) -> None:
    """Forget an import that has not begun, because another one with the same files goes on."""
    if batch.intakes.filter(version__isnull=False).exists():
        raise ValidationError("这一批已有文件入库，不能删除。")
    job = batch.job
    batch.delete()
    if job:
        job.delete()


def preview(uploads: Uploads) -> list[Read]:
    """How each file would be read; nothing is kept. Of a file of records, the first ones."""
    found: list[Read] = []
    for name, stream in uploads:
        data = stream.read(limits.UPLOAD_BYTES + 1)
        try:
            text = read_bytes(data, name)
        except Unreadable as refused:
            found.append(Read(0, name, None, refused.sentence))
            continue
        found.append(Read(0, name, prepare(text.text, name=name, warnings=text.warnings)))
    return found


def piece_of(intake: Intake, values: Mapping[str, Any] | None = None) -> Piece:
    """What the intake came as, to be read again."""
    batch = intake.batch
    source: dict[str, Any] = {
        "values": dict(values or {}),
        "source": batch.source,
        "source_on": batch.source_on,
    }
    path = str(files.path(File(sha256=intake.file_id))) if intake.file_id else ""
    number = intake.given.get("record")
    if number is None or not path:
        return Piece(intake.pk, intake.name, path, **source)
    for place, record in enumerate(read_jsonl(Path(path))):
        if place == number and not isinstance(record, Unreadable):
            return Piece(intake.pk, intake.name, record=record, **source)
    return Piece(intake.pk, intake.name, refused=intake.reason, **source)


def read_again(intake: Intake) -> Draft | None:
    """The document as it reads now; None where it cannot be read."""
    return read(piece_of(intake)).draft


@transaction.atomic
def settle(intake: Intake, values: Mapping[str, Any], *, by: Account | None, at: datetime) -> Intake:
    """Store the document with what a person settled."""
    batch = intake.batch
    if intake.outcome != Outcome.SETTLE or batch.withdrawn_at:
        raise ValidationError("这份文件不在等待核定。请刷新页面查看现在的结果。")
    again = read(piece_of(intake, values))
    if again.draft is None:
        raise ValidationError(again.refused)
    draft = with_values(again.draft, values)
    shelf = shelf_of(at, batch.source, batch.public, batch.organ, by=by)
    (result,) = shelf.store([draft], settled=True)
    if result.outcome == Outcome.SETTLE:
        raise ValidationError(result.reason)
    importing.became(intake, Read(intake.pk, intake.name, draft), result)
    intake.settled_by, intake.settled_at = by, at
    importing.papers([intake], batch, at)
    intake.save(update_fields=[*importing.FIELDS, "settled_by", "settled_at"])
    resolve.link()
    detail = {"outcome": intake.outcome, **{name: str(values[name]) for name in IDENTITY if values.get(name)}}
    entries.append("norms.settle", intake, by=by, at=at, detail=detail)
    return intake


@transaction.atomic
def refuse(intake: Intake, because: str, *, by: Account | None, at: datetime) -> Intake:
    """The document does not belong into the library; it is kept with the reason."""
    if intake.outcome != Outcome.SETTLE:
        raise ValidationError("这份文件不在等待核定。请刷新页面查看现在的结果。")
    intake.outcome, intake.reason = Outcome.REJECTED, because[:500]
    intake.settled_by, intake.settled_at = by, at
    intake.save(update_fields=["outcome", "reason", "settled_by", "settled_at"])
    entries.append("norms.refuse", intake, by=by, at=at, detail={"because": because})
    return intake


@transaction.atomic
def take_back(batch: Batch, because: str, *, by: Account | None, at: datetime) -> Withdrawn:
    """The import is withdrawn: its texts are no longer public, found or counted; nothing is deleted."""
    row = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if row.withdrawn_at:
        raise ValidationError("这一批已经撤回。")
    if not because.strip():
        raise ValidationError("撤回应当写明理由。")
    if row.job_id:
        running.ask_to_stop(Job(pk=row.job_id))
    texts = row.intakes.filter(outcome=Outcome.STORED, version__isnull=False).values_list(
        "version_id", flat=True
    )
    gone = withdraw(texts, because, by=by, at=at)
    batch.withdrawn_at, batch.withdrawn_by, batch.withdrawn_because = at, by, because[:300]
    batch.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
    detail = {"because": because, "texts": gone.texts, "works": gone.works}
    entries.append("norms.take_back", batch, by=by, at=at, detail=detail)
    return gone

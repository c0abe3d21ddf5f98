"""The job "norms.import": reads what waits in a batch, stores it bundle by bundle, and says of each what became of it.

Each bundle is one transaction: texts, what became of each document, nothing else. Cut off at any moment, the job goes on
with what still waits.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import DatabaseError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from yifa.domains.norms.models import Batch, Intake, Outcome
from yifa.domains.norms.pieces import CRASHED, Piece, Read
from yifa.domains.norms.readers import read_many
from yifa.domains.norms.registering import shelf_of
from yifa.kernel.jobs.models import Job
from yifa.kernel.jobs.running import Progress, Stopped, handler
from yifa.kernel.papers import files
from yifa.kernel.papers.models import File
from yifa.kernel.search import following, node
from yifa.kernel.texts.formats.jsonl import read_jsonl
from yifa.kernel.texts.formats.refusal import Unreadable
from yifa.registers.library import resolve
from yifa.registers.library.ingest.draft import Draft
from yifa.registers.library.ingest.recognise import UNSURE
from yifa.registers.library.ingest.shelf import Shelf, Stored
from yifa.registers.library.models import Version

KIND = "norms.import"
BUNDLE = 200  # drafts a transaction, at least, while there are more
FIELDS = ("outcome", "reason", "recognised", "findings", "version")
WORDS = {"title": "标题", "doc_no": "文号", "issuers": "制定机关", "issued_on": "成文日期"}


@handler(KIND)
def work_off(job: Job, progress: Progress) -> None:
    """Read and store what waits, tie citations, bring this node's index up to date."""
    batch = Batch.objects.select_related("organ").get(job=job)
    total, waiting = batch.intakes.count(), waiting_of(batch).count()
    progress.total(total)
    keeping = Keeping(batch, _moment(batch, job, progress))
    done = total - waiting
    for reads in _bundled(read_many(pieces(batch), waiting)):
        keeping.store(reads, _moment(batch, job, progress))
        done += len(reads)
        progress.step(done, reads[-1].name)
    progress.step(done, "链接引用")
    with transaction.atomic():
        resolve.link()
    on = timezone.localtime(_moment(batch, job, progress)).date()
    following.follow(node.home(), on, lambda *_: progress.step(done, "更新检索库"))


def _moment(batch: Batch, job: Job, progress: Progress) -> datetime:
    """The moment in the batch's own reckoning: the day it was handed in may be a pinned demo day."""
    return batch.at + (progress.now() - job.started_at if job.started_at else batch.at - batch.at)


def waiting_of(batch: Batch) -> "QuerySet[Intake]":
    return batch.intakes.filter(outcome=Outcome.WAITING).order_by("position")


def _bundled(chunks: Iterator[list[Read]]) -> Iterator[list[Read]]:
    """Chunks joined until a transaction is worth it."""
    bundle: list[Read] = []
    for reads in chunks:
        bundle += reads
        if len(bundle) >= BUNDLE:
            yield bundle
            bundle = []
    if bundle:
        yield bundle


def pieces(batch: Batch) -> Iterator[Piece]:
    """What still waits, in order. The records of one file are read in one go."""
    rows = waiting_of(batch).values_list("pk", "name", "file_id", "given")
    records: dict[int, tuple[int, str]] = {}
    held: str | None = None
    for pk, name, file_id, given in rows:
        record = given.get("record")
        if record is not None and file_id == held:
            records[record] = (pk, name)
            continue
        yield from _records(batch, held, records)
        records, held = ({record: (pk, name)}, file_id) if record is not None else ({}, None)
        if record is None:
            path = str(files.path(File(sha256=file_id))) if file_id else ""
            yield Piece(pk, name, path, source=batch.source, source_on=batch.source_on)
    yield from _records(batch, held, records)


def _records(batch: Batch, sha256: str | None, wanted: dict[int, tuple[int, str]]) -> Iterator[Piece]:
    if not sha256 or not wanted:
        return
    last = max(wanted)
    for number, record in enumerate(read_jsonl(files.path(File(sha256=sha256)))):
        if number in wanted:
            pk, name = wanted[number]
            if isinstance(record, Unreadable):
                yield Piece(pk, name, refused=record.sentence)
            else:
                yield Piece(pk, name, record=record, source=batch.source, source_on=batch.source_on)
        if number >= last:
            return


class Keeping:
    """Stores what was read, and keeps with each intake what became of it."""

    def __init__(self, batch: Batch, at: datetime) -> None:
        self.batch = batch
        self.shelf = self._opened(at)

    def _opened(self, at: datetime) -> Shelf:
        batch = self.batch
        return shelf_of(at, batch.source, batch.public, batch.organ, by=batch.by)

    def store(self, reads: Sequence[Read], at: datetime) -> None:
        """All of them in one transaction; where the database refuses one, each on its own."""
        self.shelf.at = at
        try:
            self._store(reads, at)
        except (DatabaseError, ValueError, UnicodeError):
            self.shelf = self._opened(at)
            for read in reads:
                self._store_alone(read, at)

    def _store_alone(self, read: Read, at: datetime) -> None:
        try:
            self._store([read], at)
        except (DatabaseError, ValueError, UnicodeError):
            self.shelf = self._opened(at)
            Intake.objects.filter(pk=read.key, outcome=Outcome.WAITING).update(
                outcome=Outcome.FAILED, reason=CRASHED
            )

    @transaction.atomic
    def _store(self, reads: Sequence[Read], at: datetime) -> None:
        batch = Batch.objects.select_for_update(of=("self",)).get(pk=self.batch.pk)
        if batch.withdrawn_at:
            raise Stopped
        sure = [(read, read.draft) for read in reads if read.draft and read.draft.confidence >= UNSURE]
        results = dict(
            zip((read.key for read, _ in sure), self.shelf.store([d for _, d in sure]), strict=True)
        )
        intakes = Intake.objects.select_related("file").in_bulk([read.key for read in reads])
        rows = [
            became(intakes[read.key], read, results.get(read.key)) for read in reads if read.key in intakes
        ]
        papers(rows, batch, at)
        Intake.objects.bulk_update(rows, FIELDS, batch_size=100)


def became(intake: Intake, read: Read, stored: Stored | None) -> Intake:
    """The intake with what became of it (not saved)."""
    draft = read.draft
    if draft is None:
        intake.outcome, intake.reason = Outcome.FAILED, read.refused[:500]
        return intake
    intake.recognised, intake.findings = draft.guesses, draft.findings
    if stored is None:
        intake.outcome, intake.reason = Outcome.SETTLE, doubt(draft)[:500]
    else:
        intake.outcome, intake.reason = stored.outcome, stored.reason[:500]
        intake.version_id = None if stored.outcome == Outcome.SETTLE else stored.version_id
    return intake


def doubt(draft: Draft) -> str:
    """Why a person has to look at the document."""
    unsure = [
        word for name, word in WORDS.items() if draft.guesses.get(name, {}).get("confidence", 0) < UNSURE
    ]
    return f"{'、'.join(unsure)}没有把握，请对照原文核定。"


def papers(intakes: Sequence[Intake], batch: Batch, at: datetime) -> None:
    """The file a stored text came as becomes its paper; records share one file and have none."""
    for intake in intakes:
        if (
            intake.outcome == Outcome.STORED
            and intake.version_id
            and intake.file
            and "record" not in intake.given
        ):
            title = str(intake.recognised.get("title", {}).get("value") or intake.name)
            paper = files.paper(intake.file, title, name=intake.name, organ=batch.organ, by=batch.by, at=at)
            Version.objects.filter(pk=intake.version_id).update(paper=paper)

"""The lists of the life of a document: imports, and the documents of one import."""

from django.db.models import Count, Q

from yifa.domains.norms.models import Batch, Intake, Outcome
from yifa.kernel.access.reader import Reader
from yifa.kernel.pages.listing import Column, Listing, Rows, Word, by_related, by_test, by_year, of_field


def _batches(reader: Reader) -> Rows:
    counts = {
        outcome.name.lower(): Count("intakes", filter=Q(intakes__outcome=outcome)) for outcome in Outcome
    }
    rows = Batch.objects.visible_to(reader).select_related("job", "by__person", "organ")
    return rows.annotate(documents=Count("intakes"), **counts)


def state_of(batch: Batch) -> Word:
    """Where the import stands: taken back, or as its job is."""
    if batch.withdrawn_at:
        return Word("withdrawn", "已撤回")
    if batch.job is None:
        return Word("done", "已完成")
    return Word(batch.job.state, batch.job.get_state_display())


BATCHES = Listing(
    code="batches",
    title="批量导入",
    model=Batch,
    rows=_batches,
    columns=(
        of_field(Batch, "title", link=True),
        Column("state", "状态", state_of),
        of_field(Batch, "at"),
        Column("by", "提交人", lambda batch: str(batch.by or ""), spare=True),
        Column("documents", "文件", lambda batch: batch.documents, ("documents",)),
        Column("stored", "已入库", lambda batch: batch.stored, ("stored",)),
        Column("settle", "待核定", lambda batch: batch.settle, ("settle",)),
        Column("duplicate", "重复", lambda batch: batch.duplicate, ("duplicate",), spare=True),
        Column("failed", "未能读取", lambda batch: batch.failed, ("failed",), spare=True),
        of_field(Batch, "source", spare=True),
    ),
    filters=(
        by_year("at", "年份"),
        by_related("organ", "归口机关"),
        by_test("withdrawn", "撤回", "已撤回", "未撤回", Q(withdrawn_at__isnull=False)),
    ),
    search=("title", "source"),
    sort="-at",
    unit="批",
    empty="还没有导入过文件。",
    measures=(6,),
)


def intakes_of(batch: Batch) -> Listing:
    """The documents of one import. The caller has seen to it that the reader may see the batch."""

    def rows(reader: Reader) -> Rows:
        visible = Batch.objects.visible_to(reader).filter(pk=batch.pk)
        return Intake.objects.filter(batch__in=visible).select_related("version__work", "settled_by__person")

    return Listing(
        code="intakes",
        title=f"导入报告：{batch.title}",
        model=Intake,
        rows=rows,
        columns=(
            Column("position", "序号", lambda intake: intake.position, ("position",), spare=True),
            of_field(Intake, "name", link=True),
            of_field(Intake, "outcome"),
            Column("title", "识别为", _title),
            Column("reason", "原因", lambda intake: intake.reason),
            Column("findings", "完整性发现", lambda intake: "".join(map(str, intake.findings)), spare=True),
            Column("settled_by", "核定人", lambda intake: str(intake.settled_by or ""), spare=True),
        ),
        filters=("outcome", by_test("doubt", "完整性", "有发现", "没有发现", ~Q(findings=[]))),
        search=("name", "reason"),
        sort="position",
        empty="这一批里没有符合条件的文件。",
        measures=(6,),
    )


def _title(intake: Intake) -> str:
    if intake.version:
        return str(intake.version.work)
    known = intake.recognised.get("title", "")
    return str(known.get("value", "")) if isinstance(known, dict) else str(known)

"""Importing: hand files in, watch them being read, see the report, take an import back."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from yifa.domains.norms import actions, pages, waiting
from yifa.domains.norms.models import Batch, Outcome
from yifa.faces.desk import fields, lists
from yifa.faces.desk.doors import Request, desk, page, sent
from yifa.faces.frame.today import reader_of
from yifa.kernel.jobs import running
from yifa.kernel.jobs.models import Job, JobState
from yifa.kernel.organs.models import Organ
from yifa.kernel.texts.formats import limits
from yifa.registers.library.models import Version, Work

MOST_FILES = 500  # of one upload; DATA_UPLOAD_MAX_NUMBER_FILES keeps it
JUST_DONE = 5  # documents shown while the import runs
MB = 1024 * 1024
Upload = UploadedFile[Any]


class Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files."""

    widget = Files

    def clean(self, data: Any, initial: Any = None) -> list[Upload]:
        given: Sequence[Any] = data if isinstance(data, list | tuple) else [data] if data else []
        if not given:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return [one for one in given if one]


class ImportForm(fields.DeskForm):
    """What is imported, where it comes from, whether it was public already."""

    uploads = FilesField(
        label="拖到这里，或者选文件",
        help_text=(
            f"txt、md、docx、doc、pdf、html，每份不超过 {limits.UPLOAD_BYTES // MB} MB；"
            f"jsonl 或 jsonl.gz 一行一份。一次最多 {MOST_FILES} 份。"
        ),
    )
    title = fields.line("批次名称", "以后按它找到这一批，如 2021—2023年公报。", most=120)
    source = fields.line("来源", "从哪里来的，如 市政府公报、县司法局移交。公开的文件会写明来源。")
    source_on = fields.day("来源日期", "从来源取得的日期；来源记载的效力以这一天为准。")
    public = forms.TypedChoiceField(
        label="是否已经公开",
        choices=[
            ("yes", "已经向社会公开，入库后在公众门户可以查到"),
            ("no", "没有公开，只有本机关和法制机构可以查到"),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "从列出的两项里选一项。"},
    )
    organ = forms.ModelChoiceField(
        label="归口机关", queryset=Organ.objects.none(), required=False, empty_label="不指定，归法制机构管理"
    )

    def __init__(self, *args: Any, organs: QuerySet[Organ], only: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organ: Any = self.fields["organ"]
        organ.queryset = organs
        if only:  # the registrar of an organ imports for it
            organ.required, organ.empty_label = True, None

    def clean_uploads(self) -> list[Upload]:
        files: list[Upload] = self.cleaned_data["uploads"]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(f"一次最多 {MOST_FILES} 份，选了 {len(files)} 份。请分几批导入。")
        return files


def organs_for(request: Request, permission: str) -> tuple[QuerySet[Organ], bool]:
    """The organs the reader may act for, and whether one of them must be named."""
    reader = reader_of(request)
    organs = Organ.objects.existing(request.today)
    if reader.can("library.read_all"):
        return organs, False
    return organs.filter(pk__in=reader.organs_with(permission)), True


@desk("norms.import")
def imports(request: Request) -> HttpResponseBase:
    views = {"": ("批量导入", pages.BATCHES)}
    return lists.show(
        request, views, lambda batch: reverse("desk:import", args=[batch.pk]), template="imports"
    )


@desk("norms.import")
def import_new(request: Request) -> HttpResponseBase:
    organs, only = organs_for(request, "norms.import")
    initial = {"title": f"{request.today.year}年{request.today.month}月{request.today.day}日导入"}
    form = ImportForm(sent(request), request.FILES or None, organs=organs, only=only, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        batch = actions.start_batch(
            uploads=[(upload.name or "未命名", upload) for upload in values["uploads"]],
            title=values["title"],
            source=values["source"],
            source_on=values["source_on"],
            public=values["public"],
            organ=values["organ"],
            by=request.user,
            at=request.now,
        )
        return redirect("desk:import", pk=batch.pk)
    recent = pages.BATCHES.rows(reader_of(request)).order_by("-pk")[:3]
    return page(request, "import_new", 422 if form.errors else 200, form=form, recent=recent)


def held(request: Request, pk: int) -> Batch:
    rows = Batch.objects.visible_to(reader_of(request)).select_related("job", "by__person", "organ")
    return get_object_or_404(rows, pk=pk)


@desk("norms.import")
def import_one(request: Request, pk: int) -> HttpResponseBase:
    """The run while it runs, else the report."""
    batch = held(request, pk)
    if batch.job and batch.job.running:
        return page(request, "import_run", **_progress(batch))
    counts = _counts(batch)
    total = sum(counts.values())
    kpis = [
        (outcome.label, counts[outcome], _tone(outcome, counts[outcome]), outcome.value) for outcome in SHOWN
    ]
    parts = [kpi[1] for kpi in kpis if kpi[1]]
    views = {"": ("全部", pages.intakes_of(batch))}
    return lists.show(
        request,
        views,
        lambda intake: reverse("desk:intake", args=[intake.pk]),
        template="import_report",
        batch=batch,
        kpis=[kpi for kpi in kpis if kpi[1] or kpi[0] in ("已入库", "待核定", "重复", "未能读取")],
        sum=" + ".join(map(str, parts)) + f" = {total}" if len(parts) > 1 else "",
        documents=total,
        stored=counts[Outcome.STORED],
        settle=counts[Outcome.SETTLE],
        first=batch.intakes.filter(outcome=Outcome.SETTLE).order_by("position").first(),
        resumable=bool(batch.job and batch.job.state in (JobState.STOPPED, JobState.FAILED)),
        may_take_back=reader_of(request).can("norms.take_back") and batch.withdrawn_at is None,
    )


SHOWN = (
    Outcome.STORED,
    Outcome.SETTLE,
    Outcome.DUPLICATE,
    Outcome.FAILED,
    Outcome.REJECTED,
    Outcome.WAITING,
)


def _tone(outcome: str, count: int) -> str:
    if not count:
        return ""
    return {Outcome.FAILED: "is-red", Outcome.SETTLE: "is-amber"}.get(Outcome(outcome), "")


def _counts(batch: Batch) -> dict[str, int]:
    rows = batch.intakes.order_by().values_list("outcome").annotate(Count("pk"))
    return {**dict.fromkeys(Outcome.values, 0), **dict(rows)}


WHILE_RUNNING = (Outcome.STORED, Outcome.SETTLE, Outcome.DUPLICATE, Outcome.FAILED)


def _progress(batch: Batch) -> dict[str, Any]:
    """How far the job is: elapsed and left by its own clock, which is not the reader's."""
    job = batch.job
    assert job is not None
    elapsed = (job.seen_at - job.started_at).total_seconds() if job.seen_at and job.started_at else None
    left = elapsed / job.done * (job.total - job.done) if elapsed is not None and job.done else None
    counts = _counts(batch)
    return {
        "batch": batch,
        "job": job,
        "elapsed": elapsed,
        "left": left,
        "pace": f"{job.done / elapsed:.1f}" if elapsed else "",
        "counts": [(outcome.label, counts[outcome]) for outcome in WHILE_RUNNING],
        "total": sum(counts.values()),
        "waiting": counts[Outcome.WAITING],
        "recent": batch.intakes.exclude(outcome=Outcome.WAITING).order_by("-position")[:JUST_DONE],
    }


@desk("norms.import")
def import_progress(request: Request, pk: int) -> HttpResponseBase:
    """The moving part of the run page; tells htmx to load the report when the job is over."""
    batch = held(request, pk)
    if batch.job and batch.job.running:
        return render(request, "desk/bits/progress.html", _progress(batch))
    response = HttpResponse(status=204)
    response["HX-Redirect"] = reverse("desk:import", args=[pk])
    return response


@desk("norms.import")
@require_POST
def import_stop(request: Request, pk: int) -> HttpResponseBase:
    batch = held(request, pk)
    if batch.job and batch.job.running:
        running.ask_to_stop(batch.job)
        messages.success(request, "正在停止。做完手上这一份就停，已完成的保留。")
    return redirect("desk:import", pk=pk)


@desk("norms.import")
@require_POST
def import_resume(request: Request, pk: int) -> HttpResponseBase:
    batch = held(request, pk)
    job: Job | None = batch.job
    if job and not job.running and job.state != JobState.DONE and batch.withdrawn_at is None:
        running.enqueue(job)
        messages.success(request, "接着导入，已完成的不会重做。")
    return redirect("desk:import", pk=pk)


class TakeBackForm(fields.DeskForm):
    because = fields.because("为什么撤回")
    sure = forms.BooleanField(label="我已核对上面的后果，确认撤回")


@desk("norms.take_back")
def import_take_back(request: Request, pk: int) -> HttpResponseBase:
    """What taking the import back will do, then the deed, with its reason."""
    batch = held(request, pk)
    if batch.withdrawn_at:
        messages.warning(request, f"这一批已经由{batch.withdrawn_by}撤回。")
        return redirect("desk:import", pk=pk)
    form = TakeBackForm(sent(request))
    if request.method == "POST" and form.is_valid():
        actions.take_back(batch, form.cleaned_data["because"], by=request.user, at=request.now)
        messages.success(request, "这一批已经撤回，其中的文件不再公开，文本和记录保留。")
        return redirect("desk:import", pk=pk)
    texts = batch.intakes.filter(outcome=Outcome.STORED, version__isnull=False).values("version_id")
    works = Work.objects.filter(versions__in=texts, withdrawn_at__isnull=True).distinct()
    others = Version.objects.filter(work=OuterRef("pk"), withdrawn_at__isnull=True).exclude(pk__in=texts)
    return page(
        request,
        "take_back",
        422 if form.errors else 200,
        batch=batch,
        form=form,
        texts=texts.count(),
        gone=works.exclude(Exists(others)).count(),
        kept=works.filter(Exists(others)).count(),
        cited=works.filter(cited_by__isnull=False).count(),
    )


@desk("norms.import")
def settle(request: Request) -> HttpResponseBase:
    """The first document that waits to be settled."""
    first = waiting.to_settle(reader_of(request)).first()
    if first is None:
        messages.success(request, "没有文件等待核定。")
        return redirect("desk:imports")
    return redirect("desk:intake", pk=first.pk)

"""Batch and Intake: one import and each document in it, with what became of it."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from yifa.kernel.access.models import Account
from yifa.kernel.access.reader import Reader
from yifa.kernel.jobs.models import Job
from yifa.kernel.organs.models import Organ
from yifa.kernel.papers.models import File
from yifa.registers.library.models import Version

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class BatchQuerySet(models.QuerySet["Batch"]):
    def visible_to(self, reader: Reader) -> "BatchQuerySet":
        """Batches of the reader's organs and those the reader handed in; all of them for legal staff."""
        if reader.can("library.read_all"):
            return self
        if not reader.can("norms.import"):
            return self.none()
        return self.filter(Q(organ_id__in=reader.organs_with("norms.import")) | Q(by_id=reader.account_id))


class Batch(models.Model):
    """One import: where the documents come from, and the job that reads them."""

    title = models.CharField("批次名称", max_length=120)
    source = models.CharField("来源", max_length=300)
    source_on = models.DateField("来源日期", null=True, blank=True)
    public = models.BooleanField("已公开文件", default=True)  # opens a publication row for each stored text
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, null=True, blank=True, related_name="batches")
    job = models.OneToOneField(Job, on_delete=models.PROTECT, related_name="batch", null=True, blank=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField("提交时间")
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_because = models.CharField("撤回理由", max_length=300, blank=True)

    objects = BatchQuerySet.as_manager()

    if TYPE_CHECKING:
        intakes: "RelatedManager[Intake]"

    class Meta:
        verbose_name = "导入批次"
        verbose_name_plural = "导入批次"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.title


class Outcome(models.TextChoices):
    WAITING = "", "待处理"
    STORED = "stored", "已入库"
    SETTLE = "settle", "待核定"
    DUPLICATE = "duplicate", "重复"
    FAILED = "failed", "未能读取"
    REJECTED = "rejected", "不予入库"


class Intake(models.Model):
    """One document of a batch: the file or record it came as, how it was read, what became of it and why."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="intakes")
    position = models.PositiveIntegerField("次序")
    name = models.CharField("文件名", max_length=300)
    file = models.ForeignKey(File, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    given = models.JSONField("随附元数据", default=dict, blank=True)  # of a jsonl record, or typed in
    outcome = models.CharField("结果", max_length=10, choices=Outcome, default=Outcome.WAITING, blank=True)
    reason = models.CharField("原因", max_length=500, blank=True)
    recognised = models.JSONField("识别结果", default=dict, blank=True)
    findings = models.JSONField("完整性发现", default=list, blank=True)
    version = models.ForeignKey(
        Version, on_delete=models.PROTECT, null=True, blank=True, related_name="intakes"
    )
    settled_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField("核定时间", null=True, blank=True)

    class Meta:
        verbose_name = "导入文件"
        verbose_name_plural = "导入文件"
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=("batch", "position"), name="one_intake_per_place"),)
        indexes = (models.Index(fields=("batch", "outcome"), name="intake_by_outcome"),)

    def __str__(self) -> str:
        return self.name

    @property
    def day(self) -> date:
        """The day the document was handed in."""
        return self.batch.at.date()

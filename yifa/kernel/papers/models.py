"""File (bytes by their hash), Paper (a document or piece of evidence) and its versions."""

from django.db import models

from yifa.kernel.access.models import Account
from yifa.kernel.organs.models import Organ


class File(models.Model):
    """Bytes, known by their SHA-256 and stored once, however often they come in."""

    sha256 = models.CharField("摘要值", max_length=64, primary_key=True)
    size = models.PositiveBigIntegerField("字节数")
    media_type = models.CharField("类型", max_length=120)  # by content, not by name
    created_at = models.DateTimeField("存入时间")

    class Meta:
        verbose_name = "文件实体"
        verbose_name_plural = "文件实体"

    def __str__(self) -> str:
        return self.sha256[:12]


class Paper(models.Model):
    """A document over its versions."""

    title = models.CharField("名称", max_length=300)
    kind = models.CharField("类别", max_length=40, blank=True)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, null=True, blank=True, related_name="papers")

    class Meta:
        verbose_name = "文书"
        verbose_name_plural = "文书"

    def __str__(self) -> str:
        return self.title


class PaperVersion(models.Model):
    """One state of a paper: the file, its name, who put it in and when."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField("版次")
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="papers")
    name = models.CharField("文件名", max_length=300)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField("存入时间")
    note = models.CharField("说明", max_length=300, blank=True)

    class Meta:
        verbose_name = "文书版本"
        verbose_name_plural = "文书版本"
        constraints = (
            models.UniqueConstraint(fields=("paper", "number"), name="one_paper_version_per_number"),
        )

    def __str__(self) -> str:
        return f"{self.paper}（第{self.number}版）"

"""Entry: one thing that happened, who did it, to what, when. Never changed, never deleted."""

from django.db import models

from yifa.kernel.access.models import Account


class Entry(models.Model):
    """`act` is a stable code `area.verb`; `subject` names a row as `app.Model:pk`; `detail` holds no personal data."""

    at = models.DateTimeField("时间")
    by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="经办人"
    )
    act = models.CharField("事项", max_length=60)
    subject = models.CharField("对象", max_length=80)
    title = models.CharField("对象名称", max_length=300, blank=True)
    detail = models.JSONField("内容", default=dict)

    class Meta:
        verbose_name = "记录"
        verbose_name_plural = "记录"
        ordering = ("pk",)
        indexes = (models.Index(fields=("subject", "id"), name="entry_by_subject"),)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.act} {self.subject}"

"""Outbox (what changed, in order) and Hidden (what must not be found from this moment on)."""

from django.db import models


class Outbox(models.Model):
    """Something of `source` changed; every node applies rows in order of their id."""

    source = models.CharField("来源", max_length=40)
    object_id = models.PositiveBigIntegerField("对象")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "检索待办"
        verbose_name_plural = "检索待办"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.source}:{self.object_id}"


class Hidden(models.Model):
    """An entry that is left out of hits, counts, facets, suggestions and highlights until the nodes have followed."""

    key = models.CharField("条目", max_length=80, unique=True)
    since = models.DateTimeField("自")
    outbox_id = models.PositiveBigIntegerField(
        "待办", default=0
    )  # a node that has followed this row shows it again

    class Meta:
        verbose_name = "检索屏蔽"
        verbose_name_plural = "检索屏蔽"

    def __str__(self) -> str:
        return self.key

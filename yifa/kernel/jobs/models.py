"""Job: one piece of background work, how far it is and how it ended."""

from django.db import models

from yifa.kernel.access.models import Account


class JobState(models.TextChoices):
    WAITING = "waiting", "等待中"
    RUNNING = "running", "进行中"
    STOPPED = "stopped", "已停止"
    DONE = "done", "已完成"
    FAILED = "failed", "未完成"


class Job(models.Model):
    """`done` of `total` items are worked off. `stop_asked` is looked at between items."""

    kind = models.CharField("种类", max_length=40)
    title = models.CharField("名称", max_length=200)
    state = models.CharField("状态", max_length=8, choices=JobState, default=JobState.WAITING)
    total = models.PositiveIntegerField("总数", default=0)
    done = models.PositiveIntegerField("已处理", default=0)
    current = models.CharField("正在处理", max_length=200, blank=True)
    stop_asked = models.BooleanField("要求停止", default=False)
    failure = models.CharField("原因", max_length=500, blank=True)
    started_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField("提交时间")
    started_at = models.DateTimeField("开始时间", null=True, blank=True)
    seen_at = models.DateTimeField("最近进展", null=True, blank=True)
    finished_at = models.DateTimeField("结束时间", null=True, blank=True)

    class Meta:
        verbose_name = "后台任务"
        verbose_name_plural = "后台任务"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.title

    @property
    def percent(self) -> int:
        return (
            100
            if self.state == JobState.DONE
            else min(99, 100 * self.done // self.total)
            if self.total
            else 0
        )

    @property
    def running(self) -> bool:
        return self.state in (JobState.WAITING, JobState.RUNNING)

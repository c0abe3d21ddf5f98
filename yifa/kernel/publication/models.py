"""Publication: which content became public, from when, until when, on what ground."""

from datetime import date

from django.db import models
from django.db.models import F, Q


class Ground(models.TextChoices):
    IMPORTED = "imported", "已公开文件录入"
    PROCEDURE = "procedure", "依程序公布"


class PublicationQuerySet(models.QuerySet["Publication"]):
    def open(self, on: date) -> "PublicationQuerySet":
        """Rows under which the content is public on the day."""
        return self.filter(opened_q(on))


def opened_q(on: date, prefix: str = "") -> Q:
    """The condition that the publication reached through `prefix` is open on the day."""
    begun = Q(**{f"{prefix}since__lte": on})
    return begun & (Q(**{f"{prefix}until__isnull": True}) | Q(**{f"{prefix}until__gt": on}))


class Publication(models.Model):
    """The content with this hash is public from `since` to before `until`. Withdrawn, never deleted."""

    content_hash = models.CharField("内容摘要值", max_length=64, db_index=True)
    since = models.DateField("公开日期")
    until = models.DateField("撤回日期", null=True, blank=True)
    ground = models.CharField("根据", max_length=10, choices=Ground)
    source = models.CharField("来源", max_length=300, blank=True)
    withdrawn_because = models.CharField("撤回理由", max_length=300, blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = "公布"
        verbose_name_plural = "公布"
        constraints = (
            models.CheckConstraint(
                name="publication_ends_no_earlier_than_it_begins",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
            models.CheckConstraint(
                name="withdrawal_has_a_reason", condition=Q(until__isnull=True) | ~Q(withdrawn_because="")
            ),
            models.CheckConstraint(
                name="import_names_its_source", condition=~Q(ground="imported") | ~Q(source="")
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_ground_display()} {self.since}"

"""Work, Version, Provision, Effect, Citation: what a normative document is, apart from the life of making it."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q

from yifa.kernel.access.models import Account
from yifa.kernel.access.reader import Reader
from yifa.kernel.organs.models import Organ
from yifa.kernel.papers.models import PaperVersion
from yifa.kernel.publication.models import Publication, opened_q
from yifa.registers.library.kinds import (
    CitationRole,
    CitationState,
    EffectKind,
    EffectState,
    Force,
    SourceClaim,
    WorkKind,
)

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class WorkQuerySet(models.QuerySet["Work"]):
    def public(self, on: date) -> "WorkQuerySet":
        """Works with a version that is public on the day."""
        return self.filter(Exists(Version.objects.public(on).filter(work=OuterRef("pk"))))

    def visible_to(self, reader: Reader) -> "WorkQuerySet":
        """What the reader may see: public works, those of the reader's organs, everything for legal staff."""
        if reader.can("library.read_all"):
            return self
        public = Q(Exists(Version.objects.public(reader.on).filter(work=OuterRef("pk"))))
        return self.filter(public | Q(organ_id__in=reader.organs_with("library.read_organ")))


class Work(models.Model):
    """A document as an intellectual work, over all its versions. `slug` is the permanent part of its address."""

    slug = models.CharField("固定标识", max_length=80, unique=True)
    kind = models.CharField("类别", max_length=24, choices=WorkKind)
    title = models.CharField("标题", max_length=300)
    doc_no = models.CharField("文号", max_length=120, blank=True)
    doc_no_raw = models.CharField("原文文号", max_length=120, blank=True)
    issuer = models.CharField("制定机关", max_length=300, blank=True)  # as printed; joint issuers by 、
    region = models.CharField("地区", max_length=40, blank=True)
    organ = models.ForeignKey(
        Organ, on_delete=models.PROTECT, null=True, blank=True, related_name="works", verbose_name="归口机关"
    )
    adopted_on = models.DateField("通过日期", null=True, blank=True)
    issued_on = models.DateField("成文日期", null=True, blank=True)
    published_on = models.DateField("公布日期", null=True, blank=True)
    topics = models.JSONField("主题", default=list, blank=True)  # codes of subjects.py
    source_claim = models.CharField("来源所载效力", max_length=10, choices=SourceClaim, blank=True)
    source_claim_on = models.DateField("来源日期", null=True, blank=True)
    catalogue_code = models.CharField("法律目录代码", max_length=20, blank=True, db_index=True)
    # A cache of force.py for lists and facets, true from `force_on` to before `force_until`.
    force = models.CharField("效力", max_length=14, choices=Force, default=Force.UNKNOWN)
    force_on = models.DateField("效力推算日", null=True, blank=True)
    force_until = models.DateField("效力下次变动日", null=True, blank=True)
    effective_on = models.DateField("施行日期", null=True, blank=True)
    expires_on = models.DateField("有效期届满日", null=True, blank=True)
    recorded_at = models.DateTimeField("入库时间")
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)

    objects = WorkQuerySet.as_manager()

    if TYPE_CHECKING:
        versions: "RelatedManager[Version]"
        effects: "RelatedManager[Effect]"

    class Meta:
        verbose_name = "文件"
        verbose_name_plural = "文件"
        indexes = (
            models.Index(fields=("kind", "-issued_on"), name="work_by_kind_and_day"),
            models.Index(fields=("-issued_on", "-id"), name="work_newest_first"),
            models.Index(fields=("issuer",), name="work_by_issuer"),
            models.Index(fields=("doc_no",), name="work_by_doc_no"),
            models.Index(fields=("force_until",), name="work_by_next_change"),
        )

    def __str__(self) -> str:
        return self.title


class WorkIssuer(models.Model):
    """One of the organs that issued the work, in printed order (joint issue 联合发文)."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="issuers")
    position = models.PositiveSmallIntegerField("顺序")
    name = models.CharField("机关名称", max_length=120, db_index=True)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, null=True, blank=True, related_name="issued")

    class Meta:
        verbose_name = "制定机关"
        verbose_name_plural = "制定机关"
        constraints = (models.UniqueConstraint(fields=("work", "position"), name="one_issuer_per_place"),)

    def __str__(self) -> str:
        return self.name


class WorkName(models.Model):
    """A key by which the work is cited: title, short title or number, normalised by `names.key`."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="names")
    key = models.CharField("名称键", max_length=300, db_index=True)

    class Meta:
        verbose_name = "引用名称"
        verbose_name_plural = "引用名称"
        constraints = (models.UniqueConstraint(fields=("work", "key"), name="one_name_once_per_work"),)

    def __str__(self) -> str:
        return self.key


class VersionQuerySet(models.QuerySet["Version"]):
    def public(self, on: date) -> "VersionQuerySet":
        """Versions with an open publication row on the day."""
        return self.filter(opened_q(on, "publication__"), publication__isnull=False)

    def visible_to(self, reader: Reader) -> "VersionQuerySet":
        if reader.can("library.read_all"):
            return self
        public = opened_q(reader.on, "publication__")
        return self.filter(public | Q(work__organ_id__in=reader.organs_with("library.read_organ")))


class Version(models.Model):
    """One text of a work. `structure` is the tree of `text` (see structure.py); `valid_from` orders versions."""

    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="versions")
    label = models.CharField("版本", max_length=80, blank=True)  # e.g. 2021年修订
    valid_from = models.DateField("文本日期", null=True, blank=True)
    text = models.TextField("正文", blank=True)  # normalised, one paragraph a line; empty for a scan 无文本
    structure = models.JSONField("结构", default=list, blank=True)
    own_citations = models.JSONField("本文内引用", default=list, blank=True)  # [start, end, eid]
    integrity = models.JSONField("完整性检查", default=dict, blank=True)
    findings = models.PositiveIntegerField("完整性发现", default=0)  # how many `integrity` tells of
    articles = models.PositiveIntegerField("条数", default=0)
    content_hash = models.CharField("内容摘要值", max_length=64, db_index=True)
    fingerprint = models.CharField("查重指纹", max_length=64, db_index=True, blank=True)
    sketch = models.BinaryField("相似度样本", default=b"", blank=True)  # ingest/fingerprint.py
    history = models.JSONField("制定修改沿革", default=list, blank=True)
    source = models.CharField("来源", max_length=300, blank=True)
    paper = models.ForeignKey(PaperVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    publication = models.ForeignKey(
        Publication, on_delete=models.PROTECT, null=True, blank=True, related_name="versions"
    )
    recorded_at = models.DateTimeField("入库时间")
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)

    objects = VersionQuerySet.as_manager()

    if TYPE_CHECKING:
        provisions: "RelatedManager[Provision]"
        citations: "RelatedManager[Citation]"

    class Meta:
        verbose_name = "文本"
        verbose_name_plural = "文本"
        indexes = (
            models.Index(fields=("work", "-valid_from"), name="version_of_work_by_day"),
            models.Index(
                fields=("-findings", "id"), name="version_with_findings", condition=Q(findings__gt=0)
            ),
        )

    def __str__(self) -> str:
        return f"{self.work}{f'（{self.label}）' if self.label else ''}"


class Provision(models.Model):
    """A unit that is found, cited and compared: an article, or a numbered part of a text without articles."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="provisions")
    eid = models.CharField("条款标识", max_length=120)
    kind = models.CharField("单位", max_length=10)
    num = models.CharField("序号", max_length=20, blank=True)
    label = models.CharField("条号", max_length=40, blank=True)
    heading = models.CharField("条标", max_length=200, blank=True)
    position = models.PositiveIntegerField("次序")
    start = models.PositiveIntegerField("起")
    end = models.PositiveIntegerField("止")

    class Meta:
        verbose_name = "条款"
        verbose_name_plural = "条款"
        constraints = (models.UniqueConstraint(fields=("version", "eid"), name="one_provision_per_eid"),)

    def __str__(self) -> str:
        return self.label or self.eid


class EffectQuerySet(models.QuerySet["Effect"]):
    def visible_to(self, reader: Reader) -> "EffectQuerySet":
        """Effects upon, or by force of, a work the reader may see."""
        if reader.can("library.read_all"):
            return self
        works = Work.objects.visible_to(reader).values("pk")
        return self.filter(Q(work__in=works) | Q(by_version__work__in=works))

    def counting(self, known_at: datetime | None = None) -> "EffectQuerySet":
        """Confirmed effects that are not retracted (as known at the moment, or now)."""
        rows = self.filter(state=EffectState.CONFIRMED)
        if known_at is None:
            return rows.filter(retracted_at__isnull=True)
        kept = Q(retracted_at__isnull=True) | Q(retracted_at__gt=known_at)
        return rows.filter(kept, recorded_at__lte=known_at)


class Effect(models.Model):
    """What happens to a work (or one provision of it) on a day, by force of which text. Proposals count for nothing."""

    kind = models.CharField("效力事件", max_length=16, choices=EffectKind)
    work = models.ForeignKey(
        Work,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="effects",
        verbose_name="受影响文件",
    )
    target_name = models.CharField(
        "受影响文件名称", max_length=300, blank=True
    )  # while the work is not in the library
    target_key = models.CharField("名称键", max_length=300, blank=True, db_index=True)
    eid = models.CharField("受影响条款", max_length=120, blank=True)
    by_version = models.ForeignKey(
        Version,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="causes",
        verbose_name="依据文本",
    )
    by_eid = models.CharField("依据条款", max_length=120, blank=True)
    span_start = models.PositiveIntegerField("原文起", null=True, blank=True)
    span_end = models.PositiveIntegerField("原文止", null=True, blank=True)
    on = models.DateField("发生日期", null=True, blank=True)
    until = models.DateField("届满日", null=True, blank=True)  # of extend, expire: the last day of validity
    note = models.CharField("说明", max_length=300, blank=True)
    old_text = models.TextField("原文字", blank=True)
    new_text = models.TextField("新文字", blank=True)
    requires_apply = models.BooleanField("尚需并入文本", default=False)
    applied_in = models.ForeignKey(
        Version, on_delete=models.PROTECT, null=True, blank=True, related_name="applies"
    )
    state = models.CharField("状态", max_length=10, choices=EffectState, default=EffectState.PROPOSED)
    confidence = models.FloatField("把握", default=1.0)
    proposed_at = models.DateTimeField("提出时间")
    decided_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_reason = models.CharField("理由", max_length=300, blank=True)
    recorded_at = models.DateTimeField("确认时间", null=True, blank=True)
    retracted_at = models.DateTimeField("撤销时间", null=True, blank=True)

    objects = EffectQuerySet.as_manager()

    class Meta:
        verbose_name = "效力记录"
        verbose_name_plural = "效力记录"
        indexes = (
            models.Index(fields=("work", "state"), name="effect_of_work"),
            models.Index(fields=("state", "kind", "id"), name="effect_to_decide"),
        )
        constraints = (
            models.CheckConstraint(
                name="confirmed_effect_is_recorded",
                condition=~Q(state="confirmed") | Q(recorded_at__isnull=False),
            ),
            models.CheckConstraint(
                name="effect_has_a_target", condition=Q(work__isnull=False) | ~Q(target_name="")
            ),
        )

    def __str__(self) -> str:
        part = (self.note or self.eid) if self.eid else ""
        return f"{self.get_kind_display()}：{self.work or self.target_name}{f'（{part}）' if part else ''}"


class CitationQuerySet(models.QuerySet["Citation"]):
    def visible_to(self, reader: Reader) -> "CitationQuerySet":
        """Citations in texts the reader may see."""
        if reader.can("library.read_all"):
            return self
        return self.filter(version__in=Version.objects.visible_to(reader).values("pk"))


class Citation(models.Model):
    """A place in a text that points at another work. References within the text are in `Version.own_citations`."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="citations")
    eid = models.CharField("所在条款", max_length=120, blank=True)
    start = models.PositiveIntegerField("起")
    end = models.PositiveIntegerField("止")
    law = models.CharField("被引文件", max_length=300)
    key = models.CharField("名称键", max_length=300, db_index=True)
    article = models.CharField("条", max_length=20, blank=True)
    to_article = models.CharField("至条", max_length=20, blank=True)
    paragraph = models.CharField("款", max_length=10, blank=True)
    item = models.CharField("项", max_length=10, blank=True)
    role = models.CharField("作用", max_length=10, choices=CitationRole, default=CitationRole.REFERENCE)
    state = models.CharField("状态", max_length=10, choices=CitationState, default=CitationState.UNRESOLVED)
    work = models.ForeignKey(
        Work,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="cited_by",
        verbose_name="目标文件",
    )
    decided_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField("核定时间", null=True, blank=True)

    objects = CitationQuerySet.as_manager()

    class Meta:
        verbose_name = "引用"
        verbose_name_plural = "引用"
        indexes = (
            models.Index(fields=("work", "article"), name="citation_of_provision"),
            models.Index(fields=("state", "key"), name="citation_to_resolve"),
        )

    def __str__(self) -> str:
        return f"{self.law}{self.article}"

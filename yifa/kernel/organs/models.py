"""Organ, its names, hierarchy, succession and competences; people and the posts they hold."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from yifa.kernel.organs.dated import DatedRow, holds_on, in_order


class OrganKind(models.TextChoices):
    GOVERNMENT = "government", "人民政府"
    DEPARTMENT = "department", "政府工作部门"
    OFFICE = "office", "政府办公机构"
    ZONE = "zone", "开发区管理机构"
    TOWNSHIP = "township", "乡镇、街道"
    AGENCY = "agency", "派出机构"
    INSTITUTION = "institution", "事业单位"
    TEMPORARY = "temporary", "议事协调、临时机构"
    OTHER = "other", "其他"


class Level(models.TextChoices):
    NATION = "nation", "国家"
    PROVINCE = "province", "省"
    CITY = "city", "设区的市"
    COUNTY = "county", "县（市、区）"
    TOWN = "town", "乡镇（街道）"


class OrganQuerySet(models.QuerySet["Organ"]):
    def existing(self, on: date) -> "OrganQuerySet":
        """Organs that exist on the day."""
        return self.filter(
            Q(founded_on__isnull=True) | Q(founded_on__lte=on),
            Q(abolished_on__isnull=True) | Q(abolished_on__gt=on),
        )

    def may(self, competence: str, on: date) -> "OrganQuerySet":
        """Organs that hold the competence on the day."""
        held = Competence.objects.filter(holds_on(on), code=competence).values("organ_id")
        return self.filter(pk__in=held)


class Organ(models.Model):
    """An organisation. A reform makes a new organ and a `Succession`; a renaming adds an `OrganName`."""

    code = models.SlugField("机构代码", max_length=60, unique=True)
    name = models.CharField("名称", max_length=120)
    short_name = models.CharField("简称", max_length=40, blank=True)
    kind = models.CharField("类别", max_length=16, choices=OrganKind)
    level = models.CharField("层级", max_length=10, choices=Level)
    division_code = models.CharField("行政区划代码", max_length=12, blank=True)
    uscc = models.CharField("统一社会信用代码", max_length=18, blank=True)
    legal_affairs = models.BooleanField("法制机构", default=False)
    founded_on = models.DateField("设立日期", null=True, blank=True)
    abolished_on = models.DateField("撤销日期", null=True, blank=True)
    position = models.PositiveIntegerField("排序", default=0)

    objects = OrganQuerySet.as_manager()

    class Meta:
        verbose_name = "机构"
        verbose_name_plural = "机构"
        ordering = ("position", "code")
        constraints = (
            models.CheckConstraint(
                name="organ_ends_after_it_begins",
                condition=Q(founded_on__isnull=True)
                | Q(abolished_on__isnull=True)
                | Q(abolished_on__gt=F("founded_on")),
                violation_error_message="撤销日期应当晚于设立日期。",
            ),
        )

    def __str__(self) -> str:
        return self.name


class OrganName(DatedRow):
    """A name the organ bore for a time, or a short name it is known by; documents cite organs by these."""

    organ = models.ForeignKey(Organ, on_delete=models.CASCADE, related_name="names")
    name = models.CharField("名称", max_length=120, db_index=True)

    class Meta:
        verbose_name = "机构名称"
        verbose_name_plural = "机构名称"
        constraints = (in_order("organ_name_ends_after_it_begins"),)

    def __str__(self) -> str:
        return self.name


class Line(models.TextChoices):
    TERRITORIAL = "territorial", "块：同级政府"
    VERTICAL = "vertical", "条：上级主管部门"


class Subordination(DatedRow):
    """`organ` stands under `superior` in one of the two hierarchies."""

    organ = models.ForeignKey(Organ, on_delete=models.CASCADE, related_name="superiors")
    superior = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="inferiors")
    line = models.CharField("关系", max_length=12, choices=Line)

    class Meta:
        verbose_name = "隶属关系"
        verbose_name_plural = "隶属关系"
        constraints = (
            in_order("subordination_ends_after_it_begins"),
            models.CheckConstraint(name="no_organ_above_itself", condition=~Q(organ=F("superior"))),
            models.UniqueConstraint(
                fields=("organ", "line"),
                condition=Q(until__isnull=True),
                name="one_present_superior_per_line",
            ),
        )

    def __str__(self) -> str:
        return f"{self.organ} — {self.superior}"


class Succession(models.Model):
    """On `on` the functions of `predecessor` passed to `successor` (whole or in part, by `basis`)."""

    predecessor = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="inheritances")
    on = models.DateField("日期")
    basis = models.CharField("依据", max_length=200, blank=True)

    class Meta:
        verbose_name = "职能承继"
        verbose_name_plural = "职能承继"
        constraints = (
            models.UniqueConstraint(fields=("predecessor", "successor"), name="one_succession_per_pair"),
            models.CheckConstraint(name="no_organ_succeeds_itself", condition=~Q(predecessor=F("successor"))),
        )

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"


class Competence(DatedRow):
    """What an organ may do by law, for a time. `code` is a stable code such as `issue_norms`."""

    organ = models.ForeignKey(Organ, on_delete=models.CASCADE, related_name="competences")
    code = models.SlugField("事权", max_length=40)
    basis = models.CharField("依据", max_length=200, blank=True)

    class Meta:
        verbose_name = "事权"
        verbose_name_plural = "事权"
        constraints = (in_order("competence_ends_after_it_begins"),)

    def __str__(self) -> str:
        return f"{self.organ}：{self.code}"


class Person(models.Model):
    """Someone who works for an organ. Personal data is kept to what the work needs."""

    name = models.CharField("姓名", max_length=60)
    staff_no = models.CharField("工号", max_length=40, blank=True)
    phone = models.CharField("办公电话", max_length=40, blank=True)

    class Meta:
        verbose_name = "人员"
        verbose_name_plural = "人员"
        constraints = (
            models.UniqueConstraint(
                fields=("staff_no",), condition=~Q(staff_no=""), name="one_person_per_staff_no"
            ),
        )

    def __str__(self) -> str:
        return self.name


class PostKind(models.TextChoices):
    HEAD = "head", "主要负责人"
    DEPUTY = "deputy", "分管负责人"
    STAFF = "staff", "工作人员"


class PostQuerySet(models.QuerySet["Post"]):
    def held(self, on: date) -> "PostQuerySet":
        """Posts held on the day at organs that exist on it."""
        return self.filter(holds_on(on), organ__in=Organ.objects.existing(on))


class Post(DatedRow):
    """A person holds a post at an organ from a day, until a day."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField("职务", max_length=60)
    kind = models.CharField("类别", max_length=8, choices=PostKind, default=PostKind.STAFF)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = "任职"
        verbose_name_plural = "任职"
        constraints = (in_order("post_ends_after_it_begins"),)

    def __str__(self) -> str:
        return f"{self.organ}{self.title}{self.person}"

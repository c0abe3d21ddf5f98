"""Party: a firm, organisation, citizen or agent on the other side of a matter."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from yifa.kernel.parties.codes import organ_code_fault, uscc_fault


class PartyKind(models.TextChoices):
    FIRM = "firm", "企业、个体工商户"
    ORGANISATION = "organisation", "其他组织"
    CITIZEN = "citizen", "公民"
    AGENT = "agent", "代理人"


class Party(models.Model):
    """Known by its unified social credit code where it has one; older firms by their organisation code."""

    kind = models.CharField("类别", max_length=12, choices=PartyKind)
    name = models.CharField("名称、姓名", max_length=200)
    uscc = models.CharField("统一社会信用代码", max_length=18, blank=True)
    organ_code = models.CharField("组织机构代码", max_length=10, blank=True)
    address = models.CharField("住所", max_length=300, blank=True)

    class Meta:
        verbose_name = "相对人"
        verbose_name_plural = "相对人"
        indexes = (models.Index(fields=("name",), name="party_by_name"),)
        constraints = (
            models.UniqueConstraint(fields=("uscc",), condition=~Q(uscc=""), name="one_party_per_uscc"),
        )

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        faults = {
            "uscc": uscc_fault(self.uscc) if self.uscc else "",
            "organ_code": organ_code_fault(self.organ_code) if self.organ_code else "",
        }
        wrong = {field: sentence for field, sentence in faults.items() if sentence}
        if wrong:
            raise ValidationError(wrong)

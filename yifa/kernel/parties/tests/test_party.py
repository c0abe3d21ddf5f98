"""Party: a wrong code is refused with a sentence, one firm stands once."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from yifa.kernel.parties.codes import organ_check, uscc_check
from yifa.kernel.parties.models import Party, PartyKind

pytestmark = pytest.mark.django_db
BODY = "91131100MA0XY1123"
USCC = BODY + uscc_check(BODY)


def test_a_firm_with_a_right_code_is_accepted() -> None:
    firm = Party(kind=PartyKind.FIRM, name="安平县某丝网制造有限公司", uscc=USCC)
    firm.full_clean()
    firm.save()
    assert str(Party.objects.get(uscc=USCC)) == "安平县某丝网制造有限公司"


def test_a_wrong_check_digit_is_said_at_its_field() -> None:
    wrong = "1" if USCC[17] != "1" else "2"
    with pytest.raises(ValidationError) as refused:
        Party(kind=PartyKind.FIRM, name="某公司", uscc=USCC[:17] + wrong).full_clean()
    assert refused.value.message_dict == {"uscc": ["统一社会信用代码的校验码不符，请对照营业执照逐位核对。"]}


def test_both_codes_are_looked_at_at_once() -> None:
    with pytest.raises(ValidationError) as refused:
        Party(kind=PartyKind.FIRM, name="某公司", uscc="9113", organ_code="12345678").full_clean()
    assert set(refused.value.message_dict) == {"uscc", "organ_code"}


def test_an_older_firm_may_have_its_organisation_code_only() -> None:
    code = f"12345678-{organ_check('12345678')}"
    firm = Party(kind=PartyKind.FIRM, name="老厂", organ_code=code)
    firm.full_clean()
    firm.save()
    assert Party.objects.get(organ_code=code) == firm


def test_a_citizen_needs_no_code_and_many_may_have_none() -> None:
    for name in ("市民", "另一市民"):
        citizen = Party(kind=PartyKind.CITIZEN, name=name)
        citizen.full_clean()
        citizen.save()
    assert Party.objects.count() == 2


def test_one_code_stands_for_one_party() -> None:
    Party.objects.create(kind=PartyKind.FIRM, name="甲公司", uscc=USCC)
    with pytest.raises(IntegrityError), transaction.atomic():
        Party.objects.create(kind=PartyKind.FIRM, name="乙公司", uscc=USCC)

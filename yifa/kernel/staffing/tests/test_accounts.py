"""Accounts: one for a person, a password that is shown once, resets that two administrators share, locks."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError

from yifa.kernel.access.models import Account
from yifa.kernel.access.roles import Role
from yifa.kernel.organs.models import Organ, Person
from yifa.kernel.record.models import Entry
from yifa.kernel.staffing import accounts
from yifa.kernel.staffing.first import Candidate, make_first
from yifa.kernel.staffing.tests.conftest import AT, TODAY, Admin, admin

THREE = {
    Role.SYSTEM_ADMIN: Candidate("田一", "tian"),
    Role.SECURITY_ADMIN: Candidate("纪二", "jier"),
    Role.AUDIT_ADMIN: Candidate("侯三", "hou"),
}


def because(by: Account) -> dict:
    return {"because": "本人申请", "by": by, "at": AT}


def test_a_new_account_has_a_password_for_one_sign_in_that_is_kept_nowhere(system: Admin) -> None:
    person = Person.objects.create(name="周文")
    account, password = accounts.open_account(person, " ZhouWen ", by=system.account, at=AT)
    assert re.fullmatch(r"([a-z2-9]{4}-){3}[a-z2-9]{4}", password)
    assert (account.username, account.must_change_password, account.created_at) == ("zhouwen", True, AT)
    assert account.check_password(password)
    entry = Entry.objects.get()
    assert (entry.act, entry.by, entry.detail) == ("accounts.open", system.account, {"username": "zhouwen"})
    assert password not in str(entry.detail)


@pytest.mark.parametrize(
    ("username", "sentence"),
    [("a", "登录名应为"), ("周文", "登录名应为"), ("9lives", "登录名应为"), ("U", "登录名应为")],
)
def test_odd_names_are_refused(username: str, sentence: str, system: Admin) -> None:
    with pytest.raises(ValidationError, match=sentence):
        accounts.open_account(Person.objects.create(name="周文"), username, by=system.account, at=AT)


def test_a_name_and_a_person_have_one_account(system: Admin) -> None:
    person = Person.objects.create(name="周文")
    with pytest.raises(ValidationError, match="已经有人用了"):
        accounts.open_account(person, system.account.username.upper(), by=None, at=AT)
    with pytest.raises(ValidationError, match="一人只用一个账号"):
        accounts.open_account(system.post.person, "second", by=None, at=AT)


def test_a_disabled_account_is_enabled_again_and_both_are_recorded(system: Admin, bureau: Organ) -> None:
    clerk = admin("承办科员", Role.DRAFTER, bureau).account
    accounts.disable(clerk, **because(system.account))
    with pytest.raises(ValidationError, match="已经停用"):
        accounts.disable(clerk, **because(system.account))
    accounts.enable(clerk, **because(system.account))
    with pytest.raises(ValidationError, match="正在使用"):
        accounts.enable(clerk, **because(system.account))
    assert [entry.act for entry in Entry.objects.all()] == ["accounts.disable", "accounts.enable"]
    assert Account.objects.get(pk=clerk.pk).is_active


def test_a_reset_password_is_for_one_sign_in_and_not_for_oneself(system: Admin, bureau: Organ) -> None:
    clerk = admin("承办科员", Role.DRAFTER, bureau).account
    hashed = clerk.get_session_auth_hash()
    password = accounts.reset_password(clerk, **because(system.account))
    clerk.refresh_from_db()
    assert clerk.check_password(password)
    assert clerk.must_change_password
    assert clerk.get_session_auth_hash() != hashed  # sessions opened before end
    with pytest.raises(ValidationError, match="自己的密码"):
        accounts.reset_password(system.account, **because(system.account))


def test_a_second_factor_is_forgotten_with_its_recovery_codes(system: Admin, bureau: Organ) -> None:
    clerk = admin("承办科员", Role.DRAFTER, bureau).account
    for kind in (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES):
        Authenticator.objects.create(user=clerk, type=kind, data={})
    accounts.reset_factor(clerk, **because(system.account))
    assert not Authenticator.objects.exists()
    with pytest.raises(ValidationError, match="还没有设过"):
        accounts.reset_factor(clerk, **because(system.account))
    with pytest.raises(ValidationError, match="自己的第二步验证"):
        accounts.reset_factor(system.account, **because(system.account))


def test_an_administrators_second_factor_is_the_security_administrators_business(
    system: Admin, security: Admin, bureau: Organ
) -> None:
    clerk = admin("承办科员", Role.DRAFTER, bureau).account
    found = [accounts.resets_factor(one, TODAY) for one in (system.account, security.account, clerk)]
    assert found == ["accounts.unlock", "accounts.unlock", "accounts.make"]
    nobody = Account.objects.create_user("nobody")
    assert accounts.resets_factor(nobody, TODAY) == "accounts.make"


def test_the_first_three_administrators_are_made_once(db: None) -> None:
    made = make_first("枫桥市司法局", THREE, at=AT)
    assert [(role, one.username) for role, one, _ in made] == [
        (Role.SYSTEM_ADMIN, "tian"),
        (Role.SECURITY_ADMIN, "jier"),
        (Role.AUDIT_ADMIN, "hou"),
    ]
    for _, one, password in made:
        account = Account.objects.get(username=one.username)
        assert account.check_password(password)
        assert account.must_change_password
    assert Organ.objects.get().name == "枫桥市司法局"
    assert {entry.by for entry in Entry.objects.all()} == {None}
    with pytest.raises(ValidationError, match="已经有管理员"):
        make_first("枫桥市司法局", THREE, at=AT)
    assert Account.objects.count() == 3


def test_the_first_three_are_three_people_at_an_organ_that_is_there(bureau: Organ) -> None:
    one = {role: Candidate("田一", "tian") for role in THREE}
    with pytest.raises(ValidationError, match="三个不同的人"):
        make_first(bureau.name, one, at=AT)
    make_first(bureau.name, THREE, at=AT)
    assert list(Organ.objects.all()) == [bureau]

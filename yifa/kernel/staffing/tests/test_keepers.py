"""The last system or security administrator stays: whatever would take the last one away is refused and undone."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from yifa.kernel.access.models import Account, Grant
from yifa.kernel.access.roles import Role
from yifa.kernel.organs.models import Organ, Post
from yifa.kernel.record.models import Entry
from yifa.kernel.staffing import accounts, organs, people, roles
from yifa.kernel.staffing.keepers import first_vacant_day
from yifa.kernel.staffing.tests.conftest import AT, TODAY, Admin, admin

DAY = timedelta(days=1)
SAYS = "全市没有能够登录的系统管理员"


def disabled(one: Admin, by: Account) -> None:
    accounts.disable(one.account, because="测试", by=by, at=AT)


def role_ended(one: Admin, by: Account, on: date = TODAY) -> None:
    roles.end_role(Grant.objects.get(pk=one.grant.pk), on=on, because="测试", by=by, at=AT)


def post_ended(one: Admin, by: Account, on: date = TODAY) -> None:
    people.end_post(Post.objects.get(pk=one.post.pk), on=on, because="测试", by=by, at=AT)


def organ_abolished(one: Admin, by: Account) -> None:
    organs.abolish(one.post.organ, on=TODAY + 90 * DAY, heirs=(), basis="改革方案", by=by, at=AT)


def organ_not_founded_yet(one: Admin, by: Account) -> None:
    organ = Organ.objects.get(pk=one.post.organ_id)
    organs.edit_organ(organ, {"founded_on": TODAY + 90 * DAY}, by=by, at=AT)


WAYS = [disabled, role_ended, post_ended, organ_abolished, organ_not_founded_yet]


@pytest.mark.parametrize("way", WAYS)
def test_the_last_system_administrator_stays(
    way: Callable[..., None], system: Admin, security: Admin
) -> None:
    with pytest.raises(ValidationError, match=SAYS):
        way(system, security.account)
    system.account.refresh_from_db()
    assert system.account.is_active
    assert Grant.objects.get(pk=system.grant.pk).until is None
    assert Post.objects.get(pk=system.post.pk).until is None
    organ = Organ.objects.get(pk=system.post.organ_id)
    assert (organ.founded_on, organ.abolished_on) == (None, None)
    assert not Entry.objects.exists()


@pytest.mark.parametrize("way", WAYS[:3])
def test_with_a_second_one_the_first_may_go(
    way: Callable[..., None], system: Admin, security: Admin, bureau: Organ
) -> None:
    admin("另一系统管理员", Role.SYSTEM_ADMIN, bureau)
    way(system, security.account)
    assert first_vacant_day(Role.SYSTEM_ADMIN, TODAY) is None
    assert Entry.objects.count() == 1


def test_a_second_one_who_leaves_next_month_does_not_count(
    system: Admin, security: Admin, bureau: Organ
) -> None:
    other = admin("另一系统管理员", Role.SYSTEM_ADMIN, bureau)
    post_ended(other, security.account, TODAY + 30 * DAY)
    with pytest.raises(ValidationError, match="从2026年4月15日起"):
        role_ended(system, security.account)
    assert first_vacant_day(Role.SYSTEM_ADMIN, TODAY) is None


def test_a_second_one_without_an_account_in_use_does_not_count(
    system: Admin, security: Admin, bureau: Organ
) -> None:
    other = admin("另一系统管理员", Role.SYSTEM_ADMIN, bureau)
    Account.objects.filter(pk=other.account.pk).update(is_active=False)
    with pytest.raises(ValidationError, match=SAYS):
        post_ended(system, security.account)


def test_a_successor_who_begins_on_the_day_closes_the_gap(
    system: Admin, security: Admin, bureau: Organ
) -> None:
    other = admin("继任者", Role.SYSTEM_ADMIN, bureau)
    Grant.objects.filter(pk=other.grant.pk).update(since=TODAY + 30 * DAY)
    with pytest.raises(ValidationError, match="从2026年4月14日起"):
        role_ended(system, security.account, TODAY + 29 * DAY)
    role_ended(system, security.account, TODAY + 30 * DAY)
    assert first_vacant_day(Role.SYSTEM_ADMIN, TODAY) is None


def test_where_a_seat_is_vacant_already_other_people_still_come_and_go(
    security: Admin, bureau: Organ
) -> None:
    clerk = admin("承办科员", Role.DRAFTER, bureau)
    post_ended(clerk, security.account)
    assert Post.objects.get(pk=clerk.post.pk).until == TODAY

"""Roles at an organ through a post, for a time; reader keys; the three administrators (三员分立)."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from yifa.kernel.access import grants
from yifa.kernel.access.models import Account, Grant
from yifa.kernel.access.reader import Reader, public, reader
from yifa.kernel.access.roles import PERMISSIONS, THREE_ADMINS, Role
from yifa.kernel.organs.models import Organ, Post
from yifa.kernel.organs.tests.factories import organ, post

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 16, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = AT.date()
DAY = timedelta(days=1)


@pytest.fixture
def bureau() -> Organ:
    return organ("justice", "衡水市司法局")


@pytest.fixture
def other() -> Organ:
    return organ("market", "衡水市市场监督管理局")


def account(held: Post, username: str = "one") -> Account:
    return Account.objects.create_user(username, person=held.person)


def give(held: Post, role: Role, since: date = TODAY) -> Grant:
    return grants.give(held, role, by=None, at=AT, since=since)


def test_a_role_is_held_at_the_organ_of_the_post_and_nowhere_else(bureau: Organ, other: Organ) -> None:
    clerk = post("承办科员", bureau)
    give(clerk, Role.DRAFTER)
    found = reader(account(clerk), TODAY)
    assert found.can("library.read_organ", bureau.pk)
    assert not found.can("library.read_organ", other.pk)
    assert found.keys() == {"public", f"person:{clerk.person_id}", f"organ:{bureau.pk}"}


def test_two_posts_give_their_roles_each_at_its_own_organ(bureau: Organ, other: Organ) -> None:
    first = post("审查员", bureau)
    second = Post.objects.create(person=first.person, organ=other, title="兼职")
    give(first, Role.LEGAL_STAFF)
    give(second, Role.REGISTRAR)
    found = reader(account(first), TODAY)
    assert found.organs == {bureau.pk, other.pk}
    assert found.organs_with("norms.take_back") == {bureau.pk}
    assert found.organs_with("norms.import") == {bureau.pk, other.pk}


def test_a_grant_holds_from_its_first_day_to_before_its_end(bureau: Organ) -> None:
    clerk = post("承办科员", bureau)
    given = give(clerk, Role.DRAFTER, since=TODAY)
    grants.end(given, on=TODAY + 2 * DAY)
    one = account(clerk)
    held = [reader(one, TODAY + number * DAY).holds(Role.DRAFTER) for number in (-1, 0, 1, 2)]
    assert held == [False, True, True, False]


def test_a_role_ends_with_the_post_without_anyone_ending_it(bureau: Organ) -> None:
    clerk = post("承办科员", bureau, until=TODAY)
    give(clerk, Role.LEGAL_STAFF, since=TODAY - 9 * DAY)
    one = account(clerk)
    assert reader(one, TODAY - DAY).can("library.read_all")
    assert reader(one, TODAY) == Reader(on=TODAY, account_id=one.pk, person_id=clerk.person_id)


def test_a_role_ends_with_the_organ() -> None:
    closed = organ("legal-affairs", "衡水市人民政府法制办公室", abolished_on=TODAY)
    clerk = post("承办科员", closed)
    give(clerk, Role.REGISTRAR, since=TODAY - DAY)
    assert reader(account(clerk), TODAY - DAY).can("norms.import")
    assert not reader(Account.objects.get(), TODAY).can("desk.enter")


def test_a_grant_ended_on_the_day_it_began_never_held(bureau: Organ) -> None:
    clerk = post("承办科员", bureau)
    grants.end(give(clerk, Role.DRAFTER), on=TODAY)
    assert Grant.objects.get().until == TODAY  # kept, never deleted
    assert not reader(account(clerk), TODAY).holds(Role.DRAFTER)


def test_a_role_that_begins_later_excludes_an_administrator_today(bureau: Organ) -> None:
    clerk = post("承办科员", bureau)
    give(clerk, Role.DRAFTER, since=TODAY + 30 * DAY)
    with pytest.raises(ValidationError, match="不兼任业务角色"):
        give(clerk, Role.SYSTEM_ADMIN)


def test_a_role_of_a_post_that_ended_excludes_nothing(bureau: Organ) -> None:
    left = post("承办科员", bureau, until=TODAY)
    give(left, Role.DRAFTER, since=TODAY - 9 * DAY)
    now = Post.objects.create(person=left.person, organ=bureau, title="管理员")
    assert give(now, Role.SYSTEM_ADMIN).role == Role.SYSTEM_ADMIN


def test_nobody_without_an_active_account_of_a_person_is_more_than_the_public(bureau: Organ) -> None:
    clerk = post("承办科员", bureau)
    give(clerk, Role.LEGAL_STAFF)
    closed = account(clerk)
    closed.is_active = False
    nameless = Account.objects.create_user("nameless")
    assert reader(None, TODAY) == public(TODAY)
    assert reader(closed, TODAY) == public(TODAY)
    assert reader(nameless, TODAY) == public(TODAY)
    assert public(TODAY).keys() == {"public"}


def test_legal_staff_read_everything_others_their_own(bureau: Organ) -> None:
    reviewer, clerk = post("审查员", bureau), post("承办科员", bureau)
    give(reviewer, Role.LEGAL_STAFF)
    give(clerk, Role.DRAFTER)
    assert reader(account(reviewer), TODAY).keys() == {"public", f"person:{reviewer.person_id}", "legal"}
    assert reader(account(clerk, "two"), TODAY).keys().isdisjoint({"legal"})


@pytest.mark.parametrize("first", sorted(THREE_ADMINS))
@pytest.mark.parametrize("second", sorted(THREE_ADMINS))
def test_no_person_holds_two_of_the_three_administrators(first: Role, second: Role, bureau: Organ) -> None:
    held = post("管理员", bureau)
    give(held, first)
    elsewhere = Post.objects.create(person=held.person, organ=bureau, title="另一岗位")
    if first == second:
        give(elsewhere, second)  # the same role at a second post is no clash
        return
    with pytest.raises(ValidationError, match="应当由三个不同的人担任"):
        give(elsewhere, second)
    assert set(Grant.objects.values_list("role", flat=True)) == {first}


@pytest.mark.parametrize("admin", sorted(THREE_ADMINS))
def test_an_administrator_takes_no_other_role_and_nobody_else_becomes_one(admin: Role, bureau: Organ) -> None:
    manager, clerk = post("管理员", bureau), post("承办科员", bureau)
    give(manager, admin)
    give(clerk, Role.DRAFTER)
    with pytest.raises(ValidationError, match="不得再兼任承办人员"):
        give(manager, Role.DRAFTER)
    with pytest.raises(ValidationError, match="不兼任业务角色"):
        give(clerk, admin)


def test_a_former_administrator_may_take_a_role_the_day_the_grant_ends(bureau: Organ) -> None:
    held = post("管理员", bureau)
    grants.end(give(held, Role.AUDIT_ADMIN, since=TODAY - DAY), on=TODAY)
    give(held, Role.DRAFTER, since=TODAY)
    assert reader(account(held), TODAY).holds(Role.DRAFTER)
    assert not reader(Account.objects.get(), TODAY).holds(Role.AUDIT_ADMIN)


def test_a_role_is_given_once_through_a_post(bureau: Organ) -> None:
    clerk = post("承办科员", bureau)
    give(clerk, Role.DRAFTER)
    with pytest.raises(IntegrityError), transaction.atomic():
        give(clerk, Role.DRAFTER)


def test_the_three_administrators_share_only_the_entrance() -> None:
    shared = {name for name, carrying in PERMISSIONS.items() if len(THREE_ADMINS & carrying) > 1}
    assert shared == {"desk.enter"}


def test_administrators_read_no_documents_of_the_organ(bureau: Organ) -> None:
    for number, role in enumerate(sorted(THREE_ADMINS)):
        held = post("管理员", bureau)
        give(held, role)
        assert reader(account(held, f"admin{number}"), TODAY).keys() == {"public", f"person:{held.person_id}"}


def test_an_unknown_permission_is_a_bug_not_a_refusal() -> None:
    with pytest.raises(KeyError):
        public(TODAY).can("library.raed_all")

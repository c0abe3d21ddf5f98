"""People, posts and roles: what is recorded, what is refused with which sentence, and that nothing is deleted."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from yifa.kernel.access.models import Grant
from yifa.kernel.access.reader import reader
from yifa.kernel.access.roles import Role
from yifa.kernel.organs.models import Organ, Person, Post
from yifa.kernel.organs.tests.factories import organ, post
from yifa.kernel.record.models import Entry
from yifa.kernel.staffing import people, roles
from yifa.kernel.staffing.people import Appointment
from yifa.kernel.staffing.tests.conftest import AT, TODAY, Admin, admin

DAY = timedelta(days=1)


def test_the_record_of_a_person_says_which_fields_changed_and_no_value(system: Admin) -> None:
    person = people.add_person(
        {"name": "周文", "staff_no": "S1", "phone": "0318-2000000"}, by=system.account, at=AT
    )
    values = {"name": "周文", "staff_no": "S1", "phone": "0318-2999999"}
    people.edit_person(person, values, by=system.account, at=AT)
    people.edit_person(person, values, by=system.account, at=AT)  # nothing changed, nothing recorded
    assert [(entry.act, entry.detail) for entry in Entry.objects.all()] == [
        ("people.add", {}),
        ("people.edit", {"changed": "办公电话"}),
    ]
    assert Person.objects.get(pk=person.pk).phone == "0318-2999999"


def test_a_staff_number_belongs_to_one_person(system: Admin) -> None:
    people.add_person({"name": "周文", "staff_no": "S1"}, by=system.account, at=AT)
    with pytest.raises(ValidationError, match="工号 S1 已经是周文的"):
        people.add_person({"name": "吴武", "staff_no": "S1"}, by=system.account, at=AT)
    assert not Person.objects.filter(name="吴武").exists()


def test_a_post_is_given_and_ended_with_its_days(system: Admin, bureau: Organ) -> None:
    person = Person.objects.create(name="周文")
    given = people.give_post(
        person, Appointment(bureau, "科员", "staff", TODAY - DAY), by=system.account, at=AT
    )
    people.end_post(given, on=TODAY + DAY, because="调离", by=system.account, at=AT)
    days = [given in Post.objects.held(TODAY + number * DAY) for number in (-2, -1, 0, 1)]
    assert days == [False, True, True, False]
    assert [entry.detail for entry in Entry.objects.all()] == [
        {"since": "2026-03-15"},
        {"until": "2026-03-17", "because": "调离"},
    ]


def test_posts_that_cannot_be_are_refused(system: Admin, bureau: Organ) -> None:
    person = Person.objects.create(name="周文")
    closed = organ("old", "枫桥市法制办", abolished_on=TODAY)
    by: dict[str, Any] = {"by": system.account, "at": AT}
    with pytest.raises(ValidationError, match="不存在"):
        people.give_post(person, Appointment(closed, "科员", "staff", TODAY), **by)
    with pytest.raises(ValidationError, match="免职日期应当晚于任职日期"):
        people.give_post(person, Appointment(bureau, "科员", "staff", TODAY, TODAY), **by)
    given = people.give_post(person, Appointment(bureau, "科员", "staff", TODAY), **by)
    with pytest.raises(ValidationError, match="这段时间已经任"):
        people.give_post(person, Appointment(bureau, "科员", "staff", TODAY + 9 * DAY), **by)
    with pytest.raises(ValidationError, match="不能早于任职的第一天"):
        people.end_post(given, on=TODAY - DAY, because="录错", **by)
    people.end_post(given, on=TODAY, because="录错", **by)
    with pytest.raises(ValidationError, match="已经结束"):
        people.end_post(given, on=TODAY, because="录错", **by)
    assert Post.objects.filter(person=person).count() == 1  # ended on its first day, kept


def test_nobody_gives_a_role_to_himself(security: Admin) -> None:
    with pytest.raises(ValidationError, match="不能给自己授予角色"):
        roles.give_role(security.post, Role.LEGAL_STAFF, since=TODAY, by=security.account, at=AT)
    assert Grant.objects.count() == 1


def test_a_role_is_given_within_the_post_and_once(security: Admin, bureau: Organ) -> None:
    clerk = post("承办科员", bureau, since=TODAY, until=TODAY + 9 * DAY)
    by: dict[str, Any] = {"by": security.account, "at": AT}
    for day in (TODAY - DAY, TODAY + 9 * DAY):
        with pytest.raises(ValidationError, match="不任这个职务"):
            roles.give_role(clerk, Role.DRAFTER, since=day, **by)
    with pytest.raises(ValidationError, match="不能追溯授予"):
        roles.give_role(post("登记员", bureau), Role.REGISTRAR, since=TODAY - DAY, **by)
    grant = roles.give_role(clerk, Role.DRAFTER, since=TODAY, **by)
    assert (grant.given_by, grant.given_at) == (security.account, AT)
    with pytest.raises(ValidationError, match="已经以这个职务担任承办人员"):
        roles.give_role(clerk, Role.DRAFTER, since=TODAY + DAY, **by)
    assert [entry.act for entry in Entry.objects.all()] == ["roles.give"]


def test_a_clash_of_administrators_is_refused_with_its_sentence(
    system: Admin, security: Admin, bureau: Organ
) -> None:
    with pytest.raises(ValidationError, match="应当由三个不同的人担任"):
        roles.give_role(system.post, Role.AUDIT_ADMIN, since=TODAY, by=security.account, at=AT)
    clerk = admin("承办科员", Role.DRAFTER, bureau)
    with pytest.raises(ValidationError, match="不兼任业务角色"):
        roles.give_role(clerk.post, Role.SYSTEM_ADMIN, since=TODAY, by=security.account, at=AT)


def test_a_role_ends_from_today_on_never_backwards(security: Admin, bureau: Organ) -> None:
    clerk = admin("承办科员", Role.DRAFTER, bureau)
    by: dict[str, Any] = {"because": "岗位调整", "by": security.account, "at": AT}
    with pytest.raises(ValidationError, match="不能追溯收回"):
        roles.end_role(clerk.grant, on=TODAY - DAY, **by)
    roles.end_role(clerk.grant, on=TODAY, **by)
    assert not reader(clerk.account, TODAY).can("desk.enter")
    assert reader(clerk.account, TODAY - DAY).can("library.read_organ")
    with pytest.raises(ValidationError, match="已经结束"):
        roles.end_role(clerk.grant, on=TODAY, **by)

"""Roles on the desk: given, refused with their sentence, taken back, listed on any day; locked accounts."""

from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from yifa.faces.desk.tests.conftest import ON, text_of
from yifa.faces.desk.tests.test_people import AUDIT, SECURITY, SYSTEM, get, post
from yifa.kernel.access import grants
from yifa.kernel.access.models import Grant
from yifa.kernel.access.roles import Role
from yifa.kernel.organs.models import Organ, Person, Post
from yifa.kernel.record.models import Entry


def test_the_last_security_administrator_keeps_role_post_and_account(cast: Any) -> None:
    security = cast[SECURITY].account
    grant, held = Grant.objects.get(role=Role.SECURITY_ADMIN), Post.objects.get(person=security.person)
    sentence = "全市没有能够登录的安全保密管理员"
    assert sentence in text_of(post(cast, SECURITY, "role_end", grant.pk, on="2026-03-16", because="试试"))
    assert sentence in text_of(post(cast, SYSTEM, "post_end", held.pk, on="2026-03-16", because="试试"))
    assert sentence in text_of(post(cast, SYSTEM, "account_disable", security.pk, because="试试"))
    assert cast[SECURITY].client.get(reverse("desk:roles")).status_code == 200


@pytest.mark.parametrize(
    ("who", "role", "sentence"),
    [
        (SECURITY, "legal_staff", "不能给自己授予角色"),
        (SYSTEM, "audit_admin", "应当由三个不同的人担任"),
        ("承办科员", "system_admin", "不兼任业务角色"),
        (AUDIT, "registrar", "不得再兼任文件登记人员"),
        ("承办科员", "drafter", "已经以这个职务担任承办人员"),
    ],
)
def test_roles_that_must_not_be_are_refused_with_their_sentence(
    who: str, role: str, sentence: str, cast: Any
) -> None:
    held = Post.objects.get(person=cast[who].account.person)
    before = Grant.objects.count()
    response = post(cast, SECURITY, "role_post", held.pk, role=role, since="2026-03-16")
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert Grant.objects.count() == before


def test_a_role_is_taken_back_and_stays_on_the_page(cast: Any) -> None:
    grant = Grant.objects.get(role=Role.DRAFTER)
    post(cast, SECURITY, "role_end", grant.pk, on="2026-03-16", because="岗位调整")
    assert cast["承办科员"].client.get(reverse("desk:home")).status_code == 403
    page = text_of(get(cast, SECURITY, "role_post", grant.post_id))
    assert "2026年3月16日" in page and "岗位调整" in page
    assert Grant.objects.filter(pk=grant.pk).exists()


def granted(cast: Any, **asked: str) -> set[tuple[str, str]]:
    rows = get(cast, SECURITY, "roles", **asked).context["lines"]
    return {(row.row.post.person.name, row.row.role) for _, row in rows}


def test_who_may_do_what_is_listed_on_any_day(cast: Any) -> None:
    today = granted(cast)
    assert ("承办科员", "drafter") in today
    grants.end(Grant.objects.get(role=Role.DRAFTER), on=ON)
    assert granted(cast) == today - {("承办科员", "drafter")}
    assert granted(cast, on="2026-03-15") == today
    assert granted(cast, on="2019-12-31") == set()
    assert granted(cast, on="2026-03-15", role="drafter") == {("承办科员", "drafter")}
    earlier = text_of(get(cast, SECURITY, "roles", on="2026-03-15"))
    assert "on=2026-03-15&amp;sort=" in earlier  # sorting stays on that day
    bad = get(cast, SECURITY, "roles", on="2017-02-30")
    assert "日期应为真实存在的日期" in text_of(bad)


def test_posts_without_a_role_are_found_and_lead_to_the_form(cast: Any) -> None:
    response = get(cast, SECURITY, "roles", view="posts", roles="no")
    assert [row.row.person.name for _, row in response.context["lines"]] == ["调离者"]
    url = response.context["lines"][0][0]
    assert "授予角色" in text_of(cast[SECURITY].client.get(url))


def test_what_each_role_may_do_is_a_table(cast: Any) -> None:
    rows = dict(get(cast, SECURITY, "role_table").context["rows"])
    assert [role for role, able in rows.items() if "授予角色" in able] == ["安全保密管理员"]
    assert rows["安全审计员"] == ["进入工作台", "查阅全过程记录"]


def test_a_locked_account_is_listed_and_unlocked(cast: Any, settings: Any) -> None:
    settings.AXES_ENABLED = True
    clerk = cast["承办科员"].account
    clerk.set_password("right-password-1")
    clerk.save()
    for _ in range(5):
        failed = Client().post(reverse("account_login"), {"login": clerk.username, "password": "wrong"})
    assert failed.status_code == 429
    assert "1 个账号锁定" in text_of(get(cast, SECURITY, "locked"))
    post(cast, SECURITY, "unlock", clerk.pk)
    assert "没有账号锁定" in text_of(get(cast, SECURITY, "locked"))
    right = Client().post(reverse("account_login"), {"login": clerk.username, "password": "right-password-1"})
    assert right.status_code == 302
    assert Entry.objects.get(act="accounts.unlock").by == cast[SECURITY].account
    again = cast[SECURITY].client.post(reverse("desk:unlock", args=[clerk.pk]), follow=True)
    assert "现在没有锁定" in text_of(again)


def test_the_first_page_tells_the_administrators_what_waits(cast: Any) -> None:
    AccessAttempt.objects.create(
        username=cast["承办科员"].account.username, ip_address="10.0.0.1", failures_since_start=5
    )
    Post.objects.create(
        person=Person.objects.create(name="周文"), organ=Organ.objects.get(code="water"), title="科员"
    )
    assert "1 名在任的人没有账号" in text_of(get(cast, SYSTEM, "home"))
    page = text_of(get(cast, SECURITY, "home"))
    assert "今天有1 个账号锁定" in page
    assert "2 个任职没有角色" in page
    assert "账号锁定" not in text_of(get(cast, "审查员", "home"))


def test_failures_from_two_browsers_are_one_lock_and_old_ones_none(cast: Any) -> None:
    clerk = cast["承办科员"].account
    for agent, count in (("a", 2), ("b", 3)):
        AccessAttempt.objects.create(
            username=clerk.username, ip_address="10.0.0.1", user_agent=agent, failures_since_start=count
        )
    assert "1 个账号锁定" in text_of(get(cast, SECURITY, "locked"))
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert "没有账号锁定" in text_of(get(cast, SECURITY, "locked"))

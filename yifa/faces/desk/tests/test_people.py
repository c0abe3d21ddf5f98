"""People, posts, accounts and roles on the desk: the whole way of a new colleague, and of one who leaves."""

import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from yifa.faces.desk.tests.conftest import AT, ON, text_of
from yifa.kernel.access import grants
from yifa.kernel.access.models import Account, Grant
from yifa.kernel.access.roles import Role
from yifa.kernel.organs.models import Organ, Person, Post
from yifa.kernel.record.models import Entry

SYSTEM, SECURITY, AUDIT = "系统管理员", "保密管理员", "审计员"


def post(cast: Any, who: str, page: str, /, *numbers: int, **data: Any) -> Any:
    return cast[who].client.post(reverse(f"desk:{page}", args=numbers), data)


def get(cast: Any, who: str, page: str, /, *numbers: int, **data: Any) -> Any:
    return cast[who].client.get(reverse(f"desk:{page}", args=numbers), data)


def password_on(response: Any) -> str:
    found = re.search(r'class="ref">([a-z0-9-]{19})<', text_of(response))
    assert found
    return found.group(1)


def test_a_new_colleague_comes_from_nothing_to_the_first_page(cast: Any) -> None:
    water = Organ.objects.get(code="water")
    post(cast, SYSTEM, "person_new", name="周文", staff_no="S100", phone="0318-2000000")
    person = Person.objects.get(name="周文")
    post(cast, SYSTEM, "post_new", person.pk, organ=water.pk, title="科长", kind="staff", since="2026-03-16")
    opened = post(cast, SYSTEM, "account_new", person.pk, username="zhouwen")
    assert "no-store" in opened["Cache-Control"]
    password = password_on(opened)
    account = Account.objects.get(username="zhouwen")
    assert password not in text_of(get(cast, SYSTEM, "account", account.pk))  # shown once

    held = Post.objects.get(person=person)
    given = post(cast, SECURITY, "role_post", held.pk, role="registrar", since="2026-03-16")
    assert given.status_code == 302

    client = Client()
    client.post(reverse("account_login"), {"login": "zhouwen", "password": password})
    change = reverse("account_change_password")
    assert client.get(reverse("desk:home"))["Location"] == change
    new = {"oldpassword": password, "password1": "river-and-mountain-9", "password2": "river-and-mountain-9"}
    client.post(change, new)
    assert "登记文件" in text_of(client.get(reverse("desk:home")))

    kept = [(entry.act, entry.by) for entry in Entry.objects.all()]
    system, security = cast[SYSTEM].account, cast[SECURITY].account
    assert kept == [
        ("people.add", system), ("people.give_post", system), ("accounts.open", system), ("roles.give", security),
        ("accounts.change_password", account),
    ]  # fmt: skip
    everything = "".join(str(entry.detail) for entry in Entry.objects.all())
    assert "2000000" not in everything and password not in everything
    page = text_of(get(cast, SYSTEM, "person", person.pk))
    for act in ("新增人员", "登记任职", "开通账号", "授予角色", "本人修改密码"):
        assert act in page


def test_who_leaves_loses_the_rights_with_the_next_request(cast: Any) -> None:
    clerk = cast["承办科员"]
    held = Post.objects.get(person=clerk.account.person)
    assert clerk.client.get(reverse("desk:home")).status_code == 200
    assert post(cast, SYSTEM, "post_end", held.pk, on="2026-03-16", because="调离").status_code == 302
    assert clerk.client.get(reverse("desk:home")).status_code == 403
    assert "调离" in text_of(get(cast, SYSTEM, "person", clerk.account.person_id))


def test_a_disabled_account_is_out_and_an_enabled_one_comes_back(cast: Any) -> None:
    clerk = cast["承办科员"]
    post(cast, SYSTEM, "account_disable", clerk.account.pk, because="长期外出")
    assert clerk.client.get(reverse("desk:home"))["Location"].startswith("/accounts/login/")
    assert "长期外出" in text_of(get(cast, SYSTEM, "account", clerk.account.pk))
    rows = get(cast, SYSTEM, "accounts", view="disabled").context["lines"]
    assert [row.row for _, row in rows] == [clerk.account]
    post(cast, SYSTEM, "account_enable", clerk.account.pk, because="回来了")
    assert clerk.client.get(reverse("desk:home")).status_code == 200


def test_a_reset_password_ends_the_session_and_must_be_changed(cast: Any) -> None:
    clerk = cast["承办科员"]
    response = post(cast, SYSTEM, "account_password", clerk.account.pk, because="本人当面申请")
    password = password_on(response)
    assert clerk.client.get(reverse("desk:home"))["Location"].startswith("/accounts/login/")
    client = Client()
    client.post(reverse("account_login"), {"login": clerk.account.username, "password": password})
    assert client.get("/")["Location"] == reverse("account_change_password")
    assert "重设密码" in text_of(client_own(client, password))


def client_own(client: Client, password: str) -> Any:
    new = {"oldpassword": password, "password1": "river-and-mountain-9", "password2": "river-and-mountain-9"}
    client.post(reverse("account_change_password"), new)
    return client.get(reverse("desk:own"))


def test_one_does_not_reset_or_disable_oneself(cast: Any) -> None:
    own = cast[SYSTEM].account.pk
    for page, sentence in (("account_disable", "不能停用自己"), ("account_password", "自己的密码")):
        response = post(cast, SYSTEM, page, own, because="试试")
        assert response.status_code == 422
        assert sentence in text_of(response)
    assert "停用</a>" not in text_of(get(cast, SYSTEM, "account", own))


def test_a_second_factor_is_reset_by_whom_it_belongs_to(cast: Any) -> None:
    clerk, auditor = cast["承办科员"].account, cast[AUDIT].account
    for one in (clerk, auditor):
        Authenticator.objects.create(user=one, type="totp", data={})
    assert post(cast, SYSTEM, "account_factor", auditor.pk, because="换手机").status_code == 403
    assert post(cast, SECURITY, "account_factor", clerk.pk, because="换手机").status_code == 403
    assert Authenticator.objects.count() == 2
    assert post(cast, SYSTEM, "account_factor", clerk.pk, because="换手机").status_code == 302
    assert post(cast, SECURITY, "account_factor", auditor.pk, because="换手机").url == reverse("desk:roles")
    assert not Authenticator.objects.exists()


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


def test_failures_from_two_browsers_are_one_lock_and_old_ones_none(cast: Any) -> None:
    clerk = cast["承办科员"].account
    for agent, count in (("a", 2), ("b", 3)):
        AccessAttempt.objects.create(
            username=clerk.username, ip_address="10.0.0.1", user_agent=agent, failures_since_start=count
        )
    assert "1 个账号锁定" in text_of(get(cast, SECURITY, "locked"))
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert "没有账号锁定" in text_of(get(cast, SECURITY, "locked"))


def test_people_are_edited_without_their_number_in_the_record(cast: Any) -> None:
    person = cast["承办科员"].account.person
    values = {"name": person.name, "staff_no": "W7", "phone": "0318-2123456", "seen": "0"}
    post(cast, SYSTEM, "person_edit", person.pk, **values)
    person.refresh_from_db()
    assert person.phone == "0318-2123456"
    assert Entry.objects.get().detail == {"changed": "工号、办公电话"}
    late = post(cast, SYSTEM, "person_edit", person.pk, **{**values, "phone": "1"})
    assert "没有保存" in text_of(late)


def test_the_auditor_sees_all_of_it_and_the_exports_too(cast: Any) -> None:
    held = Post.objects.get(person=cast["承办科员"].account.person)
    post(cast, SYSTEM, "post_end", held.pk, on="2026-03-16", because="调离")
    b"".join(get(cast, AUDIT, "record", export="csv").streaming_content)
    response = get(cast, AUDIT, "record")
    page = text_of(response)
    assert "免职" in page and "导出列表" in page and "理由：调离" in page
    assert [url for url, _ in response.context["lines"]] == ["", ""]  # no link that would only be refused
    csv = b"".join(get(cast, AUDIT, "record", export="csv", act="people.end_post").streaming_content).decode()
    assert "免职" in csv


def test_the_own_account_shows_posts_roles_and_what_was_done_to_it(cast: Any) -> None:
    page = text_of(get(cast, "承办科员", "own"))
    for words in ("枫桥市水务局", "承办人员", "修改密码", "验证器", "通行密钥", "恢复码", "最近登录"):
        assert words in page
    assert "现在没有角色" in text_of(get(cast, "调离者", "own"))  # open to whoever is signed in


@pytest.mark.parametrize(
    ("who", "page", "view", "count"),
    [(SYSTEM, "people", "", 9), (SYSTEM, "accounts", "", 9), (SYSTEM, "accounts", "none", 9),
     (SECURITY, "roles", "", 8), (SECURITY, "roles", "posts", 9)],
)  # fmt: skip
def test_lists_take_the_same_queries_for_few_and_for_many(
    who: str, page: str, view: str, count: int, cast: Any, django_assert_num_queries: Any
) -> None:
    water = Organ.objects.get(code="water")

    def more(numbers: range) -> None:
        for number in numbers:
            person = Person.objects.create(name=f"张{number}")
            held = Post.objects.create(person=person, organ=water, title="科员")
            if view != "none":
                Account.objects.create(username=f"zhang{number}", person=person)
            if view != "posts":
                grants.give(held, Role.DRAFTER, by=None, at=AT, since=ON)

    more(range(1))
    with django_assert_num_queries(count):
        get(cast, who, page, view=view)
    more(range(1, 12))
    with django_assert_num_queries(count):
        response = get(cast, who, page, view=view)
    assert len(response.context["lines"]) > 10

"""People, posts, accounts and roles on the desk: the whole way of a new colleague, and of one who leaves."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from yifa.faces.desk.tests.conftest import AT, ON, text_of
from yifa.kernel.access import grants
from yifa.kernel.access.models import Account
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

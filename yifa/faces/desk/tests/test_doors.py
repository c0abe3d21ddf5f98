"""Who enters which page: no sign-in, no page; no permission, a page that says who may and why not you."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from yifa.faces.desk.tests.conftest import text_of
from yifa.kernel.record.models import Entry

ALL = {"审查员", "登记员", "承办科员", "负责人", "局外人", "系统管理员", "保密管理员", "审计员"}
REGISTRARS = {"审查员", "登记员", "局外人"}
PAGES = {
    "desk:home": ALL,
    "desk:mine": ALL,
    "desk:works": {"审查员", "登记员", "承办科员", "负责人", "局外人"},
    "desk:imports": REGISTRARS,
    "desk:import_new": REGISTRARS,
    "desk:effects": {"审查员"},
    "desk:citations": {"审查员"},
    "desk:findings": REGISTRARS,
    "desk:record": {"审计员"},
}


@pytest.mark.parametrize("page", PAGES)
def test_exactly_those_with_the_permission_enter(cast: Any, page: Any) -> None:
    entered = {name for name, actor in cast.items() if actor.client.get(reverse(page)).status_code == 200}
    assert entered == PAGES[page]


@pytest.mark.parametrize("page", PAGES)
def test_citizens_are_sent_to_sign_in(db: Any, page: Any) -> None:
    response = Client().get(reverse(page))
    assert response.status_code == 302
    assert response["Location"] == f"/accounts/login/?next={reverse(page)}"


def test_a_refusal_says_who_may_why_not_you_and_is_recorded(cast: Any) -> None:
    response = cast["承办科员"].client.get(reverse("desk:effects"))
    page = text_of(response)
    assert response.status_code == 403
    assert "法制审查人员。" in page
    assert "你现在的角色是承办人员，不包括这项权限。" in page
    assert "文件库" in page
    entry = Entry.objects.get()
    assert (entry.act, entry.by, entry.detail["path"]) == (
        "access.refused",
        cast["承办科员"].account,
        "/desk/effects/",
    )


def test_someone_without_any_role_is_told_so(cast: Any) -> None:
    response = cast["调离者"].client.get(reverse("desk:home"))
    assert response.status_code == 403
    assert "你的账号目前没有任何角色。" in text_of(response)


def test_the_rail_shows_only_what_the_reader_may_enter(cast: Any) -> None:
    page = text_of(cast["承办科员"].client.get(reverse("desk:home")))
    assert "文件库" in page
    assert "批量导入" not in page
    assert "全过程记录" not in page

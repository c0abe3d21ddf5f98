"""Separation of the three administrators: each role × each page × GET and POST; nobody does what belongs to another."""

from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from yifa.faces.desk.administration.urls import urlpatterns
from yifa.faces.desk.tests.conftest import text_of
from yifa.kernel.access.models import Grant
from yifa.kernel.organs.models import Competence, OrganName, Post
from yifa.kernel.record.models import Entry

SYSTEM, SECURITY, AUDIT = "系统管理员", "保密管理员", "审计员"
# Each page with the number in its address, and who may enter it.
PAGES = {
    "organs": ((), {SYSTEM}),
    "organ_new": ((), {SYSTEM}),
    "organ": (("organ",), {SYSTEM}),
    "organ_edit": (("organ",), {SYSTEM}),
    "organ_rename": (("organ",), {SYSTEM}),
    "organ_name_new": (("organ",), {SYSTEM}),
    "organ_name": (("organ", "name"), {SYSTEM}),
    "organ_superior": (("organ",), {SYSTEM}),
    "organ_competence": (("organ",), {SYSTEM}),
    "organ_abolish": (("organ",), {SYSTEM}),
    "competence_end": (("competence",), {SYSTEM}),
    "people": ((), {SYSTEM}),
    "person_new": ((), {SYSTEM}),
    "person": (("person",), {SYSTEM}),
    "person_edit": (("person",), {SYSTEM}),
    "post_new": (("person",), {SYSTEM}),
    "post_end": (("post",), {SYSTEM}),
    "account_new": (("person",), {SYSTEM}),
    "accounts": ((), {SYSTEM}),
    "account": (("account",), {SYSTEM}),
    "account_disable": (("account",), {SYSTEM}),
    "account_enable": (("account",), {SYSTEM}),
    "account_password": (("account",), {SYSTEM}),
    "account_factor": (("account",), {SYSTEM}),
    "roles": ((), {SECURITY}),
    "role_table": ((), {SECURITY}),
    "role_post": (("post",), {SECURITY}),
    "role_end": (("grant",), {SECURITY}),
    "locked": ((), {SECURITY}),
    "unlock": (("account",), {SECURITY}),
    "record": ((), {AUDIT}),
}
FORMS = {name for name in PAGES if "_" in name and name != "role_table"} | {"role_post"}


@pytest.fixture
def numbers(cast: Any) -> dict[str, int]:
    """The rows that the pages are about: a drafter of the water office and the office itself."""
    clerk, organ = cast["承办科员"].account, cast["承办科员"].organ
    return {
        "organ": organ.pk,
        "name": OrganName.objects.create(organ=organ, name="枫桥市水利局").pk,
        "competence": Competence.objects.create(organ=organ, code="issue_norms").pk,
        "person": clerk.person_id,
        "post": Post.objects.get(person=clerk.person).pk,
        "account": clerk.pk,
        "grant": Grant.objects.get(post__person=clerk.person).pk,
    }


def address(name: str, numbers: dict[str, int]) -> str:
    return reverse(f"desk:{name}", args=[numbers[one] for one in PAGES[name][0]])


def state() -> list[Any]:
    """Everything that administration could change."""
    models = [*apps.get_app_config("organs").get_models(), *apps.get_app_config("access").get_models()]
    hidden = {"last_login"}
    names = {
        model: [f.attname for f in model._meta.concrete_fields if f.name not in hidden] for model in models
    }
    return [list(model._default_manager.order_by("pk").values_list(*names[model])) for model in models]


def test_every_page_of_administration_is_in_the_table() -> None:
    assert {route.name for route in urlpatterns} == (set(PAGES) - {"record"}) | {"own"}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_exactly_one_administrator_enters_and_nobody_else_changes_anything(
    name: str, method: str, cast: Any, numbers: dict[str, int]
) -> None:
    before = state()
    entered = set()
    for who, actor in cast.items():
        response = getattr(actor.client, method)(address(name, numbers), {})
        if response.status_code == 403:
            assert "的权限" in text_of(response)
            assert Entry.objects.filter(act="access.refused", by=actor.account).exists()
        else:
            entered.add(who)
            assert response.status_code in (200, 302, 422), who
    assert entered == PAGES[name][1]
    assert state() == before  # an empty form changes nothing either


@pytest.mark.parametrize("name", [*PAGES, "own"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_without_signing_in_there_is_only_the_door(name: str, method: str, numbers: dict[str, int]) -> None:
    place = reverse("desk:own") if name == "own" else address(name, numbers)
    response = getattr(Client(), method)(place)
    assert (response.status_code, response["Location"]) == (302, f"/accounts/login/?next={place}")


@pytest.mark.parametrize("name", sorted(FORMS - {"unlock"}))
def test_an_empty_form_says_what_is_missing(name: str, cast: Any, numbers: dict[str, int]) -> None:
    actor = next(cast[who] for who in PAGES[name][1])
    response = actor.client.post(address(name, numbers), {})
    assert response.status_code == 422
    assert "处要改" in text_of(response)


def test_numbers_of_nothing_are_answered_with_the_designed_page(cast: Any, numbers: dict[str, int]) -> None:
    nothing = dict.fromkeys(numbers, 999999)
    for name, (needs, allowed) in PAGES.items():
        if needs:
            actor = next(cast[who] for who in allowed)
            response = actor.client.post(address(name, nothing), {})
            assert (name, response.status_code) == (name, 404)
            assert "<h1" in text_of(response)


def test_each_administrator_sees_the_own_lines_in_the_rail(cast: Any) -> None:
    lines = {
        "机构": SYSTEM,
        "人员": SYSTEM,
        "账号": SYSTEM,
        "角色": SECURITY,
        "锁定的账号": SECURITY,
        "全过程记录": AUDIT,
    }
    for who, actor in cast.items():
        if who == "调离者":
            continue
        rail = actor.client.get(reverse("desk:home")).context["rail"]
        shown = {line.title for _, group in rail for line in group} & set(lines)
        assert shown == {title for title, owner in lines.items() if owner == who}


def test_one_marks_where_one_is_in_the_rail(cast: Any, numbers: dict[str, int]) -> None:
    for name, title in (("organs", "机构"), ("organ", "机构"), ("organ_edit", "机构"), ("person", "人员"),
                        ("post_end", "人员"), ("account_password", "账号"), ("account_new", "账号")):  # fmt: skip
        rail = cast[SYSTEM].client.get(address(name, numbers)).context["rail"]
        assert [line.title for _, group in rail for line in group if line.current] == [title], name


def test_the_second_factor_of_an_administrator_is_the_business_of_another(cast: Any) -> None:
    place = reverse("desk:account_factor", args=[cast[AUDIT].account.pk])
    assert cast[SYSTEM].client.get(place).status_code == 403
    assert cast[SECURITY].client.get(place).status_code == 200
    page = text_of(cast[SYSTEM].client.get(reverse("desk:account", args=[cast[AUDIT].account.pk])))
    assert "第二步验证由安全保密管理员重设" in page
    post = Post.objects.get(person=cast[AUDIT].account.person)
    assert place in text_of(cast[SECURITY].client.get(reverse("desk:role_post", args=[post.pk])))

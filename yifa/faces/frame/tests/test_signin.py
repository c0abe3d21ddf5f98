"""Signing in: our pages, our words, lock-out, forced change of password, second factor; nothing of allauth shows."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core.management import call_command
from django.template.loader import get_template
from django.urls import reverse
from lxml import html

from yifa.kernel.access.models import Account

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-enough-password"


@pytest.fixture
def account():
    return Account.objects.create_user(username="wangqiang", password=PASSWORD)


@pytest.fixture
def signed(client, account):
    client.post(reverse("account_login"), {"login": "wangqiang", "password": PASSWORD})
    return client


@pytest.fixture
def confirmed(signed):
    """Signed in, and asked for the password once more, as changes to the account's safety demand."""
    signed.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return signed


def page(response, status=200):
    assert response.status_code == status
    tree = html.fromstring(response.content.decode())
    assert len(tree.xpath("//h1")) == 1
    assert tree.xpath("string(//title)").endswith("· 衡水市法治政府平台")
    return tree


def test_the_right_password_leads_to_the_desk(client, account):
    response = client.post(reverse("account_login"), {"login": "wangqiang", "password": PASSWORD})
    assert (response.status_code, response["Location"]) == (302, reverse("desk:home"))


def test_a_wrong_password_is_said_once_and_the_name_stays(client, account):
    tree = page(client.post(reverse("account_login"), {"login": "wangqiang", "password": "wrong"}))
    assert len(tree.xpath("//div[@role='alert']//li")) == 1
    assert tree.xpath("//input[@name='login']/@value") == ["wangqiang"]
    assert tree.xpath("//input[@name='password']/@value") == []


def test_five_wrong_passwords_lock_the_door(client, account, settings):
    settings.AXES_ENABLED = True
    for _ in range(5):
        response = client.post(reverse("account_login"), {"login": "wangqiang", "password": "wrong"})
    tree = page(response, 429)
    assert tree.xpath("string(//h1)") == "密码连续输错，15 分钟后再试"
    right = client.post(reverse("account_login"), {"login": "wangqiang", "password": PASSWORD})
    assert right.status_code == 429
    call_command("axes_reset", verbosity=0)


@pytest.mark.parametrize(
    "address",
    ["signup/", "email/", "confirm-email/", "confirm-email/abc/", "password/reset/", "password/reset/done/",
     "password/reset/key/1-abc/", "password/reset/key/done/", "login/code/confirm/"],
)  # fmt: skip
def test_what_this_site_has_no_use_for_does_not_exist(client, address):
    tree = page(client.get(f"/accounts/{address}"), 404)
    assert "账号由本单位的系统管理员开通" in tree.xpath("string(//main)")


def test_a_given_password_is_changed_before_anything_else(signed, account):
    Account.objects.update(must_change_password=True)
    assert signed.get("/search")["Location"] == reverse("account_change_password")
    tree = page(signed.get(reverse("account_change_password")))
    assert "先改成只有您自己知道的" in tree.xpath("string(//main)")
    short = page(
        signed.post(
            reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": "1", "password2": "1"}
        )
    )
    assert set(short.xpath("//div[@role='alert']//a/@href")) == {"#id_password1"}
    assert short.xpath("//input[@name='password1']/@aria-invalid") == ["true"]


MANAGED = {
    "mfa_index": "账号安全：还没有启用第二步验证",
    "mfa_activate_totp": "启用验证器",
    "mfa_list_webauthn": "通行密钥 0 个",
    "mfa_add_webauthn": "添加通行密钥",
    "account_change_password": "修改密码",
    "account_logout": "退出登录",
    "account_reauthenticate": "再次确认身份",
}


@pytest.mark.parametrize("name", MANAGED)
def test_pages_of_the_account_are_ours(confirmed, name):
    assert page(confirmed.get(reverse(name))).xpath("string(//h1)") == MANAGED[name]


def test_with_a_second_factor_every_page_is_still_ours(confirmed, account):
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(account, secret)
    RecoveryCodes.activate(account)
    assert page(confirmed.get(reverse("mfa_index"))).xpath("string(//h1)") == "账号安全：已启用第二步验证"
    assert (
        page(confirmed.get(reverse("mfa_view_recovery_codes")))
        .xpath("string(//h1)")
        .startswith("还有 10 个恢复码可用")
    )
    assert (
        page(confirmed.get(reverse("mfa_generate_recovery_codes"))).xpath("string(//h1)") == "生成新的恢复码"
    )
    assert page(confirmed.get(reverse("mfa_deactivate_totp"))).xpath("string(//h1)") == "停用验证器"
    assert confirmed.get(reverse("mfa_download_recovery_codes")).content.decode().strip().count("\n") == 9


def test_the_second_step_is_ours_and_takes_the_code(client, account):
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(account, secret)
    response = client.post(
        reverse("account_login"), {"login": "wangqiang", "password": PASSWORD}, follow=True
    )
    assert page(response).xpath("string(//h1)") == "第二步：输入验证码"
    wrong = page(client.post(reverse("mfa_authenticate"), {"code": "000000"}))
    assert wrong.xpath("count(//div[@role='alert']//li)") == 1
    code = totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))
    right = client.post(reverse("mfa_authenticate"), {"code": code})
    assert (right.status_code, right["Location"]) == (302, reverse("desk:home"))


def test_a_key_can_be_renamed_and_removed_on_our_pages(confirmed, account):
    key = Authenticator.objects.create(
        user=account, type=Authenticator.Type.WEBAUTHN, data={"name": "钥匙", "credential": {}}
    )
    assert (
        page(confirmed.get(reverse("mfa_edit_webauthn", args=[key.pk]))).xpath("string(//h1)")
        == "通行密钥改名"
    )
    assert (
        page(confirmed.get(reverse("mfa_remove_webauthn", args=[key.pk]))).xpath("string(//h1)")
        == "移除这个通行密钥"
    )


def test_changes_to_the_safety_of_an_account_ask_for_the_password_again(signed, account):
    asked = signed.get(reverse("mfa_activate_totp"), follow=True)
    assert page(asked).xpath("string(//h1)") == "再次确认身份"
    wrong = page(signed.post(reverse("account_reauthenticate"), {"password": "wrong"}))
    assert wrong.xpath("//input[@name='password']/@aria-invalid") == ["true"]


@pytest.mark.parametrize(
    "name",
    ["account/login.html", "account/logout.html", "account/account_inactive.html", "account/reauthenticate.html",
     "account/password_change.html", "account/password_set.html", "mfa/authenticate.html", "mfa/reauthenticate.html",
     "mfa/index.html", "mfa/totp/activate_form.html", "mfa/totp/deactivate_form.html", "mfa/recovery_codes/index.html",
     "mfa/recovery_codes/generate.html", "mfa/recovery_codes/download.txt", "mfa/webauthn/add_form.html",
     "mfa/webauthn/edit_form.html", "mfa/webauthn/authenticator_list.html", "mfa/webauthn/reauthenticate.html",
     "mfa/webauthn/authenticator_confirm_delete.html"],
)  # fmt: skip
def test_each_template_that_can_show_is_ours(name):
    assert "yifa/faces/frame/templates" in get_template(name).origin.name

"""Signing in as it is outside the demo: a given password, a second factor, lock-out, and rights that end at once."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from axes.models import AccessAttempt, AccessLog
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from yifa.kernel.access import grants
from yifa.kernel.access.models import Account, Grant
from yifa.kernel.access.roles import Role
from yifa.kernel.organs.models import Level, Organ, OrganKind, Person, Post
from yifa.kernel.record.models import Entry

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-enough-password"
NEW = "another-long-password"
TODAY = timezone.localdate


@pytest.fixture(autouse=True)
def strict(settings):
    settings.YIFA_SECOND_FACTOR = True
    settings.AXES_ENABLED = True


@pytest.fixture
def account():
    organ = Organ.objects.create(
        code="justice", name="枫桥市司法局", kind=OrganKind.DEPARTMENT, level=Level.CITY
    )
    post = Post.objects.create(person=Person.objects.create(name="王强"), organ=organ, title="科员")
    grants.give(post, Role.LEGAL_STAFF, by=None, at=timezone.now(), since=TODAY() - timedelta(days=9))
    return Account.objects.create_user("wangqiang", PASSWORD, person=post.person)


def sign_in(client, name="wangqiang", password=PASSWORD):
    return client.post(reverse("account_login"), {"login": name, "password": password})


def code_of(secret):
    return totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))


def heading(response):
    return html.fromstring(response.content.decode()).xpath("string(//h1)")


def test_without_a_second_factor_every_page_leads_to_setting_one_up(client, account):
    sign_in(client)
    set_up = reverse("mfa_activate_totp")
    for place in ("/desk/", "/desk/works/", "/search", "/", "/api/norms", "/healthy", "/accounts"):
        answer = client.get(place)
        assert (answer.status_code, answer["Location"]) == (302, set_up), place
    assert client.post("/desk/imports/new/")["Location"] == set_up


def test_a_factor_is_set_up_then_asked_for_at_the_next_sign_in(client, account):
    sign_in(client)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    wrong = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert not Authenticator.objects.exists()
    assert wrong.status_code == 200
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert Authenticator.objects.filter(user=account, type="totp").exists()
    assert client.get("/desk/").status_code == 200

    other = Client()
    assert sign_in(other)["Location"] == reverse("mfa_authenticate")
    assert other.get("/desk/").status_code == 302  # the password alone opens nothing
    assert other.get("/desk/")["Location"].startswith(reverse("account_login"))
    cached = other.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert cached.status_code == 200
    Authenticator.objects.filter(user=account, type="totp").update(last_used_at=None)
    answered = other.post(reverse("mfa_authenticate"), {"code": fresh_code(secret)})
    assert answered["Location"] == reverse("desk:home")
    assert other.get("/desk/").status_code == 200


def fresh_code(secret):
    """A code is good once: the next one, which a phone that runs ahead already shows."""
    counters = list(totp.yield_hotp_counters_from_time())
    return totp.format_hotp_value(totp.hotp_value(secret, max(counters)))


def test_who_takes_the_factor_off_is_led_to_set_up_again(client, account):
    totp.TOTP.activate(account, totp.generate_totp_secret())
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/desk/").status_code == 200
    Authenticator.objects.all().delete()
    assert client.get("/desk/")["Location"] == reverse("mfa_activate_totp")


def test_recovery_codes_alone_are_no_second_factor(client, account):
    Authenticator.objects.create(user=account, type="recovery_codes", data={"seed": "x", "used_mask": 0})
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/desk/")["Location"] == reverse("mfa_activate_totp")


def test_wrong_codes_are_counted_like_wrong_passwords_and_lock(client, account):
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(account, secret)
    sign_in(client)
    for _ in range(3):
        assert client.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
    sign_in(client)  # typing the right password again does not start the count anew
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    locked = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert (locked.status_code, heading(locked)) == (429, "密码连续输错，15 分钟后再试")
    right = client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert right.status_code == 429
    assert client.get("/desk/").status_code == 302


def test_names_written_otherwise_count_as_one(client, account):
    for name in ("WangQiang", "wangqiang", " WANGQIANG", "wangQiang", "Wangqiang"):
        answer = sign_in(client, name, "wrong")
    assert answer.status_code == 429
    assert list(AccessAttempt.objects.values_list("username", "failures_since_start")) == [("wangqiang", 5)]


def test_after_a_quarter_of_an_hour_the_door_opens_again(client, account):
    for _ in range(5):
        sign_in(client, password="wrong")
    assert sign_in(client).status_code == 429
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert sign_in(client).status_code == 302


def test_no_password_is_kept_with_the_failures(client, account):
    sign_in(client, password="nearly-right-password")
    kept = AccessAttempt.objects.get()
    assert "nearly-right-password" not in kept.post_data + kept.get_data
    assert AccessLog.objects.count() == 0


def test_a_given_password_is_changed_first_and_then_the_factor_is_set_up(client, account):
    Account.objects.update(must_change_password=True)
    sign_in(client)
    change = reverse("account_change_password")
    assert client.get("/desk/")["Location"] == change
    same = client.post(change, {"oldpassword": PASSWORD, "password1": PASSWORD, "password2": PASSWORD})
    assert "新密码不能与现在的密码相同。" in same.content.decode()
    assert client.get("/desk/")["Location"] == change
    answer = client.post(change, {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert (answer.status_code, answer["Location"]) == (302, reverse("desk:home"))
    account.refresh_from_db()
    assert (account.must_change_password, account.check_password(NEW)) == (False, True)
    assert client.get("/desk/")["Location"] == reverse("mfa_activate_totp")  # still signed in
    entry = Entry.objects.get()
    assert (entry.act, entry.by, entry.detail) == ("accounts.change_password", account, {})


@pytest.fixture
def inside(client, account, settings):
    settings.YIFA_SECOND_FACTOR = False
    sign_in(client)
    assert client.get("/desk/").status_code == 200
    return client


def test_a_disabled_account_is_out_with_the_next_request_and_cannot_come_back(inside, account):
    Account.objects.update(is_active=False)
    assert inside.get("/desk/")["Location"].startswith(reverse("account_login"))
    assert sign_in(Client()).status_code == 302
    out = Client()
    sign_in(out)
    assert out.get("/desk/")["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("row", [Post, Grant])
def test_rights_end_with_the_post_or_the_role_at_the_next_request(inside, row):
    row.objects.update(until=TODAY())
    assert inside.get("/desk/").status_code == 403


def test_a_reset_password_ends_the_open_session(inside, account):
    account.refresh_from_db()
    account.set_password(NEW)
    account.save()
    assert inside.get("/desk/")["Location"].startswith(reverse("account_login"))

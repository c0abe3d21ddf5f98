"""The first administrators of a bare installation, and the way back in for who keeps the server."""

import builtins
import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.test import Client
from django.urls import reverse

from yifa.faces.cli.main import main
from yifa.kernel.access.models import Account, Grant
from yifa.kernel.access.roles import Role
from yifa.kernel.record.models import Entry

pytestmark = pytest.mark.django_db
WORDS = ["first_admins", "--organ", "枫桥市司法局", "--system", "田一:tianyi", "--security", "纪二:jier",
         "--audit", "侯三：housan"]  # fmt: skip


def passwords(told: str) -> dict[str, str]:
    return dict(re.findall(r"登录名 (\w+)\t一次性密码 ([a-z0-9-]{19})", told))


def test_the_three_are_made_from_arguments_and_can_sign_in(capsys: Any) -> None:
    assert main(WORDS) == 0
    made = passwords(capsys.readouterr().out)
    assert set(made) == {"tianyi", "jier", "housan"}
    held = dict(Grant.objects.values_list("post__person__account__username", "role"))
    assert held == {"tianyi": Role.SYSTEM_ADMIN, "jier": Role.SECURITY_ADMIN, "housan": Role.AUDIT_ADMIN}
    client = Client()
    client.post(reverse("account_login"), {"login": "tianyi", "password": made["tianyi"]})
    assert client.get(reverse("desk:home"))["Location"] == reverse("account_change_password")
    kept = "".join(str(entry.detail) + entry.title for entry in Entry.objects.all())
    assert not any(password in kept for password in made.values())


def test_the_three_are_asked_for_where_no_arguments_are_given(capsys: Any, monkeypatch: Any) -> None:
    answers = iter(["枫桥市司法局", "田一:tianyi", "纪二:jier", "侯三:housan"])
    monkeypatch.setattr(builtins, "input", lambda question: next(answers))
    assert main(["first_admins"]) == 0
    assert len(passwords(capsys.readouterr().out)) == 3


def test_where_administrators_exist_nothing_is_done(capsys: Any) -> None:
    main(WORDS)
    capsys.readouterr()
    assert main([*WORDS[:3], "--system", "别人:bieren"]) == 1
    assert "已经有管理员，没有改动。" in capsys.readouterr().err
    assert Account.objects.count() == 3


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        ([*WORDS[:3], "--system", "tianyi"], 2, "应为 姓名:登录名"),
        ([*WORDS[:5], "--security", "田一:tianyi", "--audit", "侯三:housan"], 1, "三个不同的人"),
        ([*WORDS[:5], "--security", "纪二:纪二", "--audit", "侯三:housan"], 1, "登录名应为"),
    ],
)
def test_bad_input_gets_a_sentence_and_leaves_nothing(
    words: list[str], code: int, sentence: str, capsys: Any
) -> None:
    assert main(words) == code
    assert sentence in capsys.readouterr().err
    assert not Account.objects.exists()


def test_a_pipe_that_ends_leaves_nothing(capsys: Any, monkeypatch: Any) -> None:
    def ended(question: str) -> str:
        raise EOFError("EOF when reading a line")

    monkeypatch.setattr(builtins, "input", ended)
    assert main(["first_admins"]) == 2
    assert "没有填完，没有改动。" in capsys.readouterr().err


def test_who_keeps_the_server_opens_the_door_again(capsys: Any) -> None:
    main(WORDS)
    account = Account.objects.get(username="tianyi")
    Authenticator.objects.create(user=account, type="totp", data={})
    AccessAttempt.objects.create(username="tianyi", ip_address="10.0.0.1", failures_since_start=5)
    capsys.readouterr()
    assert main(["reset_signin", "TianYi"]) == 0
    found = re.search(r"：([a-z0-9-]{19})", capsys.readouterr().out)
    account.refresh_from_db()
    assert found and account.check_password(found.group(1)) and account.must_change_password
    assert not Authenticator.objects.exists()
    assert not AccessAttempt.objects.exists()
    acts = Entry.objects.filter(act__startswith="accounts.reset")
    assert list(acts.values_list("act", flat=True)) == ["accounts.reset_password", "accounts.reset_factor"]
    assert not acts.exclude(by=None).exists()


def test_a_disabled_or_unknown_account_gets_a_sentence(capsys: Any) -> None:
    assert main(["reset_signin", "nobody"]) == 1
    main(WORDS)
    Account.objects.filter(username="tianyi").update(is_active=False)
    assert main(["reset_signin", "tianyi"]) == 1
    told = capsys.readouterr().err
    assert "没有登录名为 nobody 的账号" in told and "已经停用" in told

"""The fixed cast, each signed in: who sees and who does not. The clock stands still."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from yifa.faces.frame import today
from yifa.kernel.access import grants
from yifa.kernel.access.models import Account
from yifa.kernel.access.roles import Role
from yifa.kernel.organs.models import Level, Organ, OrganKind, Person, Post
from yifa.registers.library.tests import factories

ON = date(2026, 3, 16)
AT = datetime(2026, 3, 16, 1, 30, tzinfo=UTC)  # 9:30 in Shanghai


@dataclass
class Actor:
    """One of the cast: the account, and a client that is signed in with it."""

    account: Account
    client: Client
    organ: Organ


CAST = {
    "审查员": ("justice", Role.LEGAL_STAFF),
    "登记员": ("water", Role.REGISTRAR),
    "承办科员": ("water", Role.DRAFTER),
    "负责人": ("water", Role.HEAD),
    "局外人": ("parks", Role.REGISTRAR),
    "系统管理员": ("justice", Role.SYSTEM_ADMIN),
    "保密管理员": ("justice", Role.SECURITY_ADMIN),
    "审计员": ("justice", Role.AUDIT_ADMIN),
    "调离者": ("justice", None),
}


@pytest.fixture(autouse=True)
def still(monkeypatch: Any) -> None:
    monkeypatch.setattr(today, "now", lambda: timezone.localtime(AT))


@pytest.fixture
def cast(db: Any) -> Any:
    organs = {
        code: Organ.objects.create(code=code, name=name, kind=OrganKind.DEPARTMENT, level=Level.CITY)
        for code, name in (("justice", "枫桥市司法局"), ("water", "枫桥市水务局"), ("parks", "枫桥市园林局"))
    }
    made = {}
    for name, (code, role) in CAST.items():
        person = Person.objects.create(name=name)
        post = Post.objects.create(person=person, organ=organs[code], title="科员")
        account = Account.objects.create(username=f"u-{name}", person=person)
        if role:
            grants.give(post, role, by=None, at=AT, since=date(2020, 1, 1))
        client = Client()
        client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
        made[name] = Actor(account, client, organs[code])
    return made


@pytest.fixture
def water_norm(cast: Any) -> Any:
    """A document of the water office that is not public."""
    title = "枫桥市堤坝巡查管理办法"
    text = factories.norm_text(title, subject="堤坝巡查")
    return factories.work(
        text, public=False, organ=cast["登记员"].organ, title=title, doc_no="枫水〔2020〕1号"
    )


def text_of(response: Any) -> str:
    return str(response.content.decode())

"""A bureau with the three administrators at their posts, each with an account."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from yifa.kernel.access import grants
from yifa.kernel.access.models import Account, Grant
from yifa.kernel.access.roles import Role
from yifa.kernel.organs.models import Organ, Post
from yifa.kernel.organs.tests.factories import organ, post

AT = datetime(2026, 3, 16, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = AT.date()


@dataclass
class Admin:
    account: Account
    post: Post
    grant: Grant


@pytest.fixture
def bureau(db: None) -> Organ:
    return organ("justice", "枫桥市司法局")


def admin(name: str, role: Role, at: Organ) -> Admin:
    held = post(name, at, title=name)
    account = Account.objects.create_user(f"user{held.pk}", person=held.person)
    return Admin(account, held, grants.give(held, role, by=None, at=AT, since=TODAY.replace(year=2020)))


@pytest.fixture
def system(bureau: Organ) -> Admin:
    return admin("系统管理员", Role.SYSTEM_ADMIN, bureau)


@pytest.fixture
def security(bureau: Organ) -> Admin:
    return admin("安全保密管理员", Role.SECURITY_ADMIN, bureau)

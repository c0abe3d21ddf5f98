"""The first three administrators of an installation, made from the command line before anyone can sign in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from yifa.kernel.access.models import Grant
from yifa.kernel.access.roles import THREE_ADMINS, Role
from yifa.kernel.organs.models import Level, Organ, OrganKind
from yifa.kernel.record import entries
from yifa.kernel.staffing.accounts import open_account
from yifa.kernel.staffing.organs import add_organ
from yifa.kernel.staffing.people import Appointment, add_person, give_post
from yifa.kernel.staffing.roles import give_role

HOST = "host"  # code of the organ that runs the platform, where it has to be entered first


@dataclass(frozen=True, slots=True)
class Candidate:
    name: str
    username: str


def administrators() -> int:
    """How many grants of the three roles there are or ever were."""
    return Grant.objects.filter(role__in=THREE_ADMINS).count()


@transaction.atomic
def make_first(
    organ_name: str, candidates: Mapping[Role, Candidate], *, at: datetime
) -> list[tuple[Role, Candidate, str]]:
    """Organ, people, posts, roles and accounts of the three; returns their one-time passwords. Done once only."""
    if administrators():
        raise ValidationError(
            "已经有管理员，不能再从命令行指定。请由系统管理员开通账号，由安全保密管理员授予角色。"
        )
    if len({one.username for one in candidates.values()}) < len(THREE_ADMINS):
        raise ValidationError(
            "系统管理员、安全保密管理员、安全审计员应当由三个不同的人担任，登录名不能相同。"
        )
    organ = Organ.objects.filter(name=organ_name).first() or _host(organ_name, at)
    made = []
    for role in (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN):
        one = candidates[role]
        person = add_person({"name": one.name}, by=None, at=at)
        what = Appointment(organ, str(role.label), "staff", at.date())
        post = give_post(person, what, by=None, at=at)
        give_role(post, role, since=at.date(), by=None, at=at)
        account, password = open_account(person, one.username, by=None, at=at)
        made.append((role, Candidate(one.name, account.username), password))
    entries.append("accounts.first", organ, by=None, at=at)
    return made


def _host(name: str, at: datetime) -> Organ:
    values = {"name": name, "kind": OrganKind.DEPARTMENT, "level": Level.CITY}
    return add_organ(HOST, values, by=None, at=at)

"""The roles of the platform and what each may do.

A role is held at an organ through a post, for a time. The three administrators (三员: system, security, audit) are
exclusive: whoever is one of them is neither another of them nor anything else on the platform.
"""

from collections.abc import Mapping

from django.db import models


class Role(models.TextChoices):
    LEGAL_STAFF = "legal_staff", "法制审查人员"
    REGISTRAR = "registrar", "文件登记人员"
    DRAFTER = "drafter", "承办人员"
    HEAD = "head", "负责人"
    REPORTER = "reporter", "数据报送人员"
    SYSTEM_ADMIN = "system_admin", "系统管理员"
    SECURITY_ADMIN = "security_admin", "安全保密管理员"
    AUDIT_ADMIN = "audit_admin", "安全审计员"


THREE_ADMINS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})

# permission → roles that carry it. A permission is a stable code `area.verb`.
PERMISSIONS: Mapping[str, frozenset[str]] = {
    "desk.enter": frozenset(Role.values),
    "library.read_all": frozenset({Role.LEGAL_STAFF}),
    "library.read_organ": frozenset({Role.REGISTRAR, Role.DRAFTER, Role.HEAD, Role.REPORTER}),
    "library.edit": frozenset({Role.LEGAL_STAFF, Role.REGISTRAR}),
    "library.decide": frozenset({Role.LEGAL_STAFF}),
    "norms.import": frozenset({Role.LEGAL_STAFF, Role.REGISTRAR}),
    "norms.register": frozenset({Role.LEGAL_STAFF, Role.REGISTRAR}),
    "norms.take_back": frozenset({Role.LEGAL_STAFF}),
    "calendar.edit": frozenset({Role.LEGAL_STAFF}),
    "organs.edit": frozenset({Role.SYSTEM_ADMIN}),
    "accounts.make": frozenset({Role.SYSTEM_ADMIN}),
    "accounts.grant": frozenset({Role.SECURITY_ADMIN}),
    "accounts.unlock": frozenset({Role.SECURITY_ADMIN}),
    "record.read": frozenset({Role.AUDIT_ADMIN}),
}

"""The words of what the record holds: acts, and the fields that changed."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from django.apps import apps

# An act without words shows its code.
ACTS: Mapping[str, str] = {
    "access.refused": "访问被拒绝",
}
NAMES: Mapping[str, str] = {"because": "理由", "reason": "理由", "path": "地址", "permissions": "权限"}
WORDED = ("library", "norms", "organs", "access")  # apps whose fields stand in details


def act_words(act: str) -> str:
    return ACTS.get(act, act)


def detail_words(detail: Mapping[str, Any]) -> str:
    """The detail of an entry on one line: changed fields as 旧 → 新, others as they are."""
    words = []
    for name, value in detail.items():
        title = NAMES.get(name) or _fields().get(name, name)
        if isinstance(value, list) and len(value) == 2 and all(isinstance(one, str) for one in value):
            words.append(f"{title}：{_shown(value[0])} → {_shown(value[1])}")
        elif value not in (None, "", [], {}):
            shown = value if isinstance(value, str | int) else json.dumps(value, ensure_ascii=False)
            words.append(f"{title}：{shown}")
    return "；".join(words)


def _shown(value: str) -> str:
    return value if value not in ("", "None", "[]") else "空"


@cache
def _fields() -> Mapping[str, str]:
    """Field names of the apps as they are shown."""
    return {
        field.name: str(field.verbose_name)
        for app in WORDED
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.concrete_fields
    }

"""The words of what the record holds: acts, and the fields that changed."""

import ast
import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from django.apps import apps

from yifa.registers.library.subjects import SUBJECTS

# An act without words shows its code.
ACTS: Mapping[str, str] = {
    "access.refused": "访问被拒绝",
    "accounts.change_password": "本人修改密码",
    "accounts.disable": "停用账号",
    "accounts.enable": "启用账号",
    "accounts.first": "指定首任管理员",
    "accounts.open": "开通账号",
    "accounts.reset_factor": "重设第二步验证",
    "accounts.reset_password": "重设密码",
    "accounts.unlock": "解锁账号",
    "desk.export": "导出列表",
    "library.add_effect": "补记效力",
    "library.apply_effects": "修改并入文本",
    "library.confirm_effect": "确认效力",
    "library.edit_effect": "改正并确认效力",
    "library.edit_work": "修改文件信息",
    "library.mark_external": "引用标为库外文件",
    "library.reject_effect": "驳回效力",
    "library.retract_effect": "撤销效力",
    "library.tie_citation": "引用链接到文件",
    "library.undo_apply": "撤销修改并入",
    "library.withdraw_work": "撤回文件",
    "norms.refuse": "不予入库",
    "norms.register": "登记文件",
    "norms.settle": "核定入库",
    "norms.start_import": "开始导入",
    "norms.take_back": "撤回一批导入",
    "organs.abolish": "撤销机构",
    "organs.add": "新增机构",
    "organs.edit": "修改机构信息",
    "organs.end_competence": "终止事权",
    "organs.give_competence": "登记事权",
    "organs.keep_name": "登记机构名称",
    "organs.place_under": "登记上级",
    "organs.rename": "机构改名",
    "people.add": "新增人员",
    "people.edit": "修改人员信息",
    "people.end_post": "免职",
    "people.give_post": "登记任职",
    "roles.end": "收回角色",
    "roles.give": "授予角色",
}
NAMES: Mapping[str, str] = {
    "because": "理由",
    "reason": "理由",
    "path": "地址",
    "permissions": "权限",
    "places": "引用处数",
    "work": "文件",
    "files": "文件数",
    "documents": "份数",
    "texts": "文本数",
    "works": "文件数",
    "title": "标题",
    "scan": "无文本",
    "issuers": "制定机关",
    "alias": "名称",
    "basis": "依据",
    "changed": "改了",
    "code": "机构代码",
    "competence": "事权",
    "day": "日期",
    "format": "格式",
    "heirs": "承继机构",
    "line": "哪条线",
    "list": "列表",
    "name": "名称",
    "since": "起",
    "superior": "上级",
    "until": "止",
    "username": "登录名",
}
WORDED = ("library", "norms", "organs", "access")  # apps whose fields stand in details


def act_words(act: str) -> str:
    return ACTS.get(act, act)


def detail_words(detail: Mapping[str, Any]) -> str:
    """The detail of an entry on one line: changed fields as 旧 → 新, others as they are."""
    words = []
    for name, value in detail.items():
        title = NAMES.get(name) or _fields().get(name, name)
        if isinstance(value, list) and len(value) == 2 and all(isinstance(one, str) for one in value):
            words.append(f"{title}：{_shown(name, value[0])} → {_shown(name, value[1])}")
        elif isinstance(value, bool):
            words += [title] if value else []
        elif value not in (None, "", [], {}):
            shown = value if isinstance(value, str | int) else json.dumps(value, ensure_ascii=False)
            words.append(f"{title}：{_shown(name, shown) if isinstance(shown, str) else shown}")
    return "；".join(word.rstrip("。；") for word in words)


def _shown(name: str, value: str) -> str:
    """A stored value as it is read: choices and subjects by their words, lists without brackets, days in Chinese."""
    if value in ("", "None", "[]"):
        return "空"
    if value.startswith(("['", "('")):
        return "、".join(_word(name, str(one)) for one in ast.literal_eval(value))
    return _word(name, value)


def _word(name: str, value: str) -> str:
    if name == "topics" and value in SUBJECTS:
        return SUBJECTS[value][0]
    try:
        on = date.fromisoformat(value) if len(value) == len("2026-03-16") else None
    except ValueError:
        on = None
    return f"{on.year}年{on.month}月{on.day}日" if on else _choices().get((name, value), value)


@cache
def _choices() -> Mapping[tuple[str, str], str]:
    """The words of stored choices, by field name and value."""
    return {
        (field.name, str(value)): str(words)
        for app in WORDED
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.concrete_fields
        for value, words in field.flatchoices
    }


@cache
def _fields() -> Mapping[str, str]:
    """Field names of the apps as they are shown."""
    return {
        field.name: str(field.verbose_name)
        for app in WORDED
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.concrete_fields
    }

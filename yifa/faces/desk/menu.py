"""The rail of the desk: what the reader may enter, with the counts of what waits there."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from yifa.domains.norms import waiting as norms
from yifa.faces.frame.requests import Request
from yifa.faces.frame.today import reader_of
from yifa.kernel.access.reader import Reader
from yifa.registers.library import waiting as library


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the rail, shown to who holds one of the permissions."""

    title: str
    icon: str
    view: str
    permissions: tuple[str, ...]
    count: Callable[[Reader], int] | None = None
    within: tuple[str, ...] = ()  # beginnings of the names of further pages that belong to it


@dataclass(frozen=True, slots=True)
class Line:
    title: str
    icon: str
    url: str
    count: int
    current: bool


EDIT = ("library.edit",)
GROUPS: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    (
        "今日",
        (
            Entry("工作台", "home", "desk:home", ("desk.enter",)),
            Entry("我办过的", "list", "desk:mine", ("desk.enter",)),
        ),
    ),
    (
        "文件",
        (
            Entry("文件库", "doc", "desk:works", ("library.read_all", "library.read_organ")),
            Entry("批量导入", "up", "desk:imports", ("norms.import",), norms.to_settle_count),
            Entry("登记文件", "folder", "desk:register", ("norms.register",)),
        ),
    ),
    (
        "核定",
        (
            Entry("效力", "beam", "desk:effects", ("library.decide",), library.effects_to_decide),
            Entry("引用", "link", "desk:citations", ("library.decide",), library.names_to_decide),
            Entry("完整性", "alert", "desk:findings", EDIT, library.texts_with_findings),
        ),
    ),
    (
        "管理",
        (
            Entry("机构", "flag", "desk:organs", ("organs.edit",)),
            Entry("人员", "people", "desk:people", ("organs.edit",), within=("desk:person", "desk:post")),
            Entry("账号", "user", "desk:accounts", ("accounts.make",)),
            Entry("角色", "shield", "desk:roles", ("accounts.grant",)),
            Entry("锁定的账号", "lock", "desk:locked", ("accounts.unlock",)),
        ),
    ),
    ("监督", (Entry("全过程记录", "chain", "desk:record", ("record.read",)),)),
)


def rail(request: Request) -> list[tuple[str, list[Line]]]:
    """The groups of the rail with the lines that the reader may enter; one query a count."""
    reader = reader_of(request)
    here = request.resolver_match.view_name if request.resolver_match else ""
    shown = []
    for title, entries in GROUPS:
        lines = [
            Line(
                one.title,
                one.icon,
                reverse(one.view),
                one.count(reader) if one.count else 0,
                _belongs(here, one),
            )
            for one in entries
            if any(reader.can(permission) for permission in one.permissions)
        ]
        if lines:
            shown.append((title, lines))
    return shown


def _belongs(here: str, one: Entry) -> bool:
    """Whether the page belongs to the line: a list, one of its rows, or what is done to one."""
    single = one.view.removesuffix("s")
    return here in (one.view, single) or here.startswith((f"{single}_", *one.within))

"""The desk's first page: what waits for the reader, tightest first, every count a link."""

from dataclasses import dataclass

from django.conf import settings
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from yifa.domains.norms import waiting as norms
from yifa.domains.norms.models import Batch
from yifa.faces.desk.doors import Request, desk, page, roles_of
from yifa.faces.frame.today import reader_of
from yifa.kernel.access.models import Grant
from yifa.kernel.access.reader import Reader
from yifa.kernel.clock.calendar import kept_calendar
from yifa.kernel.jobs.models import JobState
from yifa.kernel.organs.dated import holds_on
from yifa.kernel.organs.models import Post
from yifa.kernel.staffing.locks import locked
from yifa.registers.library import waiting as library

BANDS = (
    ("red", "没有办成的"),
    ("amber", "等你办的"),
    ("green", "进行中和从容的"),
    ("grey", "算不出的"),
)
LIMIT = 8  # documents about to expire that stand on the home page


@dataclass(frozen=True, slots=True)
class Todo:
    """One line: how it stands, what it is, what to do about it and where."""

    light: str
    stand: str
    title: str
    hint: str
    act: str
    url: str
    verb: str
    words: str = ""  # in the headline


@desk("desk.enter")
def home(request: Request) -> HttpResponseBase:
    reader = reader_of(request)
    todos = [*_imports(reader), *_decisions(reader), *_unknown(reader), *_administration(reader)]
    expiring = library.expiring(reader, settings.YIFA_EXPIRY_LADDER) if _reads(reader) else []
    todos += _expiring(expiring)
    bands = [(light, title, [one for one in todos if one.light == light]) for light, title in BANDS]
    calendar = kept_calendar()
    return page(
        request,
        "home",
        heading=_heading(todos),
        bands=[band for band in bands if band[2]],
        expiring=[(row, _light(row.rung)) for row in expiring[:LIMIT]],
        more=max(0, len(expiring) - LIMIT),
        recent=Batch.objects.visible_to(reader).order_by("-pk")[:3] if reader.can("norms.import") else (),
        roles=roles_of(reader),
        works_day=calendar.is_workday(request.today),
        can_import=reader.can("norms.import"),
        can_register=reader.can("norms.register"),
    )


def _heading(todos: list[Todo]) -> str:
    waiting = [one.words for one in todos if one.words]
    return f"今天有{'，'.join(waiting)}" if waiting else "今天没有等你办的事"


def _reads(reader: Reader) -> bool:
    return reader.can("library.read_all") or reader.can("library.read_organ")


def _imports(reader: Reader) -> list[Todo]:
    if not reader.can("norms.import"):
        return []
    found = []
    for batch in norms.unfinished(reader):
        url = reverse("desk:import", args=[batch.pk])
        job = batch.job
        if job is None:
            continue
        if job.state == JobState.FAILED:
            stand, light, words, verb = "导入中断", "red", "1 批导入中断", "接着导"
        elif job.state == JobState.STOPPED:
            stand, light, words, verb = "导入已停止", "amber", "", "接着导"
        else:
            stand, light, words, verb = f"已完成 {job.percent}%", "green", "", "看进度"
        hint = f"{job.done} / {job.total} 件"
        found.append(Todo(light, stand, batch.title, hint, "批量导入", url, verb, words))
    count = norms.to_settle_count(reader)
    if count:
        url = reverse("desk:settle")
        title = f"{count:,} 件导入的文件待核定"
        hint = "识别没有把握，核定后入库"
        found.append(
            Todo(
                "amber",
                f"{count:,} 件",
                title,
                hint,
                "核对识别结果，入库或者不予入库",
                url,
                "核定",
                title,
            )
        )
    return found


def _decisions(reader: Reader) -> list[Todo]:
    if not reader.can("library.decide"):
        return []
    found = []
    effects = library.effects_to_decide(reader)
    if effects:
        hint = "从正文认出的废止、修改、延期"
        url = reverse("desk:effects")
        title = f"{effects:,} 条效力待确认"
        found.append(
            Todo("amber", f"{effects:,} 条", title, hint, "确认后文件效力随之变动", url, "核定", title)
        )
    names = library.names_to_decide(reader)
    if names:
        title = f"{names:,} 个引用名称待核定"
        hint = "库内没有、目标不唯一或者没有所引条文"
        url = reverse("desk:citations")
        found.append(Todo("amber", f"{names:,} 个", title, hint, "指定目标，或者标为库外文件", url, "核定"))
    texts = library.texts_with_findings(reader)
    if texts:
        title = f"{texts:,} 个文本有完整性发现"
        hint = "缺条、重复、跳号、乱码"
        found.append(
            Todo("amber", f"{texts:,} 个", title, hint, "对照原件核查", reverse("desk:findings"), "查看")
        )
    return found


def _unknown(reader: Reader) -> list[Todo]:
    if not reader.can("library.edit"):
        return []
    count = library.works_of_unknown_force(reader)
    if not count:
        return []
    organs = reader.organs_with("library.edit")
    one = f"&organ={min(organs)}" if len(organs) == 1 and not reader.can("library.read_all") else ""
    url = f"{reverse('desk:works')}?force=unknown{one}"
    title = f"{count:,} 件文件的效力算不出"
    return [Todo("grey", f"{count:,} 件", title, "缺少施行日期，来源也未说明", "补记施行日期", url, "补记")]


def _administration(reader: Reader) -> list[Todo]:
    """What waits for the system and the security administrator."""
    found = []
    if reader.can("accounts.unlock") and (count := locked(timezone.now()).count()):
        url, title = reverse("desk:locked"), f"{count:,} 个账号锁定"
        hint = "密码或者验证码连续输错"
        found.append(Todo("amber", f"{count:,} 个", title, hint, "问明本人后解锁", url, "查看", title))
    held = Post.objects.held(reader.on)
    if reader.can("accounts.make"):
        count = held.filter(person__account__isnull=True).values("person").distinct().count()
        url, title = reverse("desk:accounts") + "?view=none", f"{count:,} 名在任的人没有账号"
        if count:
            found.append(Todo("green", f"{count:,} 人", title, "不需要登录的不必开", "开通账号", url, "查看"))
    if reader.can("accounts.grant"):
        count = held.exclude(pk__in=Grant.objects.filter(holds_on(reader.on)).values("post_id")).count()
        url, title = reverse("desk:roles") + "?view=posts&roles=no", f"{count:,} 个任职没有角色"
        if count:
            found.append(
                Todo("green", f"{count:,} 个", title, "没有角色什么也办不了", "按岗位授予", url, "查看")
            )
    return found


def _light(rung: int) -> str:
    return "green" if rung == max(settings.YIFA_EXPIRY_LADDER) else "amber"


def _expiring(rows: list[library.Expiring]) -> list[Todo]:
    tightest, *others = sorted(settings.YIFA_EXPIRY_LADDER)
    found = []
    for rung in (tightest, *others):
        count = sum(row.rung == rung for row in rows)
        if count:
            light = _light(rung)
            title = f"{count} 件文件 {rung} 个月内有效期届满"
            act = {0: "报请决定延续、修改或者废止", 1: "把处理意见送法制机构"}
            what = act.get((tightest, *others).index(rung), "评估实施情况")
            words = title if rung == tightest else ""
            found.append(Todo(light, f"{count} 件", title, "逐件见下表", what, "#expiring", "查看", words))
    return found

"""What people of the demo city decided about its documents; the rest waits for whoever tries the desk."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from demo.imports import moment
from demo.texts import Written
from yifa.domains.norms import actions
from yifa.domains.norms.models import Batch, Intake, Outcome
from yifa.kernel.access.models import Account
from yifa.kernel.record import entries
from yifa.registers.library import deciding
from yifa.registers.library.kinds import CitationState, EffectState
from yifa.registers.library.models import Citation, Effect, Work

CONFIRMED = (  # effects that these documents state
    "norms-2022", "heating-2024", "dog-extend-2024", "dog-2026", "parking-decision-2025", "repeal-2024",
    "cleanup-2025", "shenzhou-peach-decision-2025",
)  # fmt: skip
EXPIRED_ANYWAY = "原通告有效期已经届满，本条是说明，不是废止。"
SHORT_NAME = "漏写“行政”二字，指本市行政规范性文件管理办法。"
STANDARD = "属于污染物排放标准，本库不收录标准文本。"
NOT_A_NORM = "内部会议事项，不是规范性文件。"
WRONG_DRAFT = "误将征求意见稿作为正式文件报送，文件尚未制定。"


@dataclass(frozen=True, slots=True)
class Desk:
    """The documents of the city, its people and the pinned day, for those who decide."""

    written: dict[str, Written]
    accounts: dict[str, Account]
    on: date

    def work(self, name: str) -> Work:
        one = self.written[name]
        return Work.objects.get(title=one.title, doc_no=one.number)


def decide(desk: Desk) -> None:
    """Everything that was decided before the pinned day. What someone has decided since is left alone."""
    _settle(desk)
    _confirm(desk)
    _reject(desk)
    _cite(desk)
    _correct(desk)
    _take_back(desk)


def _settle(desk: Desk) -> None:
    """One document without a head is settled, one that is none is refused, one waits."""
    by, at = desk.accounts["sifa-dengji"], moment(desk.on - timedelta(days=24), 14, 30)
    waiting = Intake.objects.filter(outcome=Outcome.SETTLE, batch__title="市直部门规范性文件")
    buses = desk.written["school-buses"]
    for intake in waiting.filter(name__startswith=buses.title):
        values: dict[str, Any] = {
            "title": f"衡水市教育局{buses.title}",
            "kind": "department_norm",
            "issuers": ("衡水市教育局",),
            "issued_on": buses.issued,
            "effective_on": buses.issued,
        }
        actions.settle(intake, values, by=by, at=at)
    for intake in waiting.filter(name__startswith=desk.written["meeting-notice"].title):
        actions.refuse(intake, NOT_A_NORM, by=by, at=at + timedelta(minutes=4))


def _confirm(desk: Desk) -> None:
    by, at = desk.accounts["shencha"], moment(desk.on - timedelta(days=5), 9, 10)
    for place, name in enumerate(CONFIRMED):
        for effect in _proposed(desk.work(name)):
            deciding.confirm_effect(effect, by=by, at=at + timedelta(minutes=3 * place))


def _reject(desk: Desk) -> None:
    at = moment(desk.on - timedelta(days=5), 10, 5)
    for effect in _proposed(desk.work("fireworks-2025")):
        deciding.reject_effect(effect, EXPIRED_ANYWAY, by=desk.accounts["shencha"], at=at)


def _proposed(work: Work) -> list[Effect]:
    rows = Effect.objects.filter(by_version__work=work, state=EffectState.PROPOSED, work__isnull=False)
    return list(rows.order_by("pk"))


def _cite(desk: Desk) -> None:
    by, at = desk.accounts["shencha"], moment(desk.on - timedelta(days=4), 15)
    open_ = Citation.objects.filter(state=CitationState.UNRESOLVED, decided_by=None).order_by("pk")
    short = list(open_.filter(law="衡水市规范性文件管理办法"))
    deciding.tie_citations(short, desk.work("norms-2022"), by=by, at=at, because=SHORT_NAME)
    standard = list(open_.filter(law="农村生活污水排放标准"))
    deciding.mark_external(standard, by=by, at=at + timedelta(minutes=6), because=STANDARD)


def _correct(desk: Desk) -> None:
    """A subject was set by hand."""
    work = desk.work("elevators-2022")
    if not entries.of(work).filter(act="library.edit_work").exists():
        at = moment(desk.on - timedelta(days=4), 16, 40)
        values = {"topics": ["urban", "civil"]}
        deciding.edit_work(work, values, by=desk.accounts["shencha"], at=at, because="补充主题")


def _take_back(desk: Desk) -> None:
    at = moment(desk.on - timedelta(days=11), 9, 15)
    for batch in Batch.objects.filter(title="价格类文件补录", withdrawn_at=None):
        actions.take_back(batch, WRONG_DRAFT, by=desk.accounts["shencha"], at=at)

"""What people of the demo city decided about its documents; the rest waits for whoever tries the desk."""

from datetime import datetime
from typing import Any

from demo.desk import Desk, Step
from demo.imports import DEPARTMENTS, MISTAKEN
from yifa.domains.norms import actions
from yifa.domains.norms.models import Batch, Intake, Outcome
from yifa.kernel.record import entries
from yifa.registers.library import applying, deciding
from yifa.registers.library.kinds import CitationState, EffectState
from yifa.registers.library.models import Citation, Effect

CONFIRMED = (  # the effects that these documents state; those of norms-decision-2025 wait
    "norms-2022", "heating-2024", "dog-extend-2024", "dog-2026", "parking-decision-2025", "repeal-2024",
    "cleanup-2025", "shenzhou-peach-decision-2025",
)  # fmt: skip
AMENDED = "rural-water-2021"  # its article 9 was changed by a decision that the reviewer confirmed
EXPIRED_ANYWAY = "原通告有效期已经届满，本条是说明，不是废止。"
SHORT_NAME = "漏写“行政”二字，指本市行政规范性文件管理办法。"
STANDARD = "属于污染物排放标准，本库不收录标准文本。"
NOT_A_NORM = "内部会议事项，不是规范性文件。"
WRONG_DRAFT = "误将征求意见稿作为正式文件报送，文件尚未制定。"


def settle(desk: Desk, at: datetime) -> None:
    """A document that names no issuer is settled by hand."""
    buses = desk.written["school-buses"]
    for intake in _waiting(buses.title):
        values: dict[str, Any] = {
            "title": f"衡水市教育局{buses.title}",
            "kind": "department_norm",
            "issuers": ("衡水市教育局",),
            "issued_on": buses.issued,
            "effective_on": buses.issued,
        }
        actions.settle(intake, values, by=desk.accounts["sifa-dengji"], at=at)


def refuse(desk: Desk, at: datetime) -> None:
    """What is no document of this kind is refused, with the reason."""
    for intake in _waiting(desk.written["meeting-notice"].title):
        actions.refuse(intake, NOT_A_NORM, by=desk.accounts["sifa-dengji"], at=at)


def _waiting(title: str) -> list[Intake]:
    rows = Intake.objects.filter(outcome=Outcome.SETTLE, batch__title=DEPARTMENTS.title)
    return list(rows.filter(name__startswith=title).select_related("batch__organ"))


def take_back(desk: Desk, at: datetime) -> None:
    """The import of a draft that was never issued is taken back."""
    for batch in Batch.objects.filter(title=MISTAKEN.title, source=MISTAKEN.source, withdrawn_at=None):
        actions.take_back(batch, WRONG_DRAFT, by=desk.accounts["shencha"], at=at)


def confirm(desk: Desk, at: datetime) -> None:
    """Repeals, extensions and amendments that the reviewer found to be as read."""
    for name in CONFIRMED:
        for effect in _proposed(desk, name):
            deciding.confirm_effect(effect, by=desk.accounts["shencha"], at=at)


def reject(desk: Desk, at: datetime) -> None:
    for effect in _proposed(desk, "fireworks-2025"):
        deciding.reject_effect(effect, EXPIRED_ANYWAY, by=desk.accounts["shencha"], at=at)


def _proposed(desk: Desk, name: str) -> list[Effect]:
    """What the document proposes about works that are there."""
    by = desk.work(name)
    if by is None:
        return []
    rows = Effect.objects.filter(by_version__work=by, state=EffectState.PROPOSED, work__isnull=False)
    return list(rows.order_by("pk"))


def tie(desk: Desk, at: datetime) -> None:
    """A misprinted title means the city's own rules."""
    found, work = _open("衡水市规范性文件管理办法"), desk.work("norms-2022")
    if work:
        deciding.tie_citations(found, work, by=desk.accounts["shencha"], at=at, because=SHORT_NAME)


def leave_out(desk: Desk, at: datetime) -> None:
    found = _open("农村生活污水排放标准")
    deciding.mark_external(found, by=desk.accounts["shencha"], at=at, because=STANDARD)


def _open(law: str) -> list[Citation]:
    rows = Citation.objects.filter(state=CitationState.UNRESOLVED, decided_by=None, law=law)
    return list(rows.order_by("pk"))


def correct(desk: Desk, at: datetime) -> None:
    """A subject is added by hand, once."""
    work = desk.work("elevators-2022")
    if work and not entries.of(work).filter(act="library.edit_work").exists():
        values = {"topics": ["urban", "civil"]}
        deciding.edit_work(work, values, by=desk.accounts["shencha"], at=at, because="补充主题")


def work_in(desk: Desk, at: datetime) -> None:
    """A confirmed amendment becomes a new text, so that the two can be compared."""
    work = desk.work(AMENDED)
    effects = applying.applicable(work) if work else ()
    if effects:
        applying.apply(effects, by=desk.accounts["shencha"], at=at)


STEPS = (
    Step(24, (14, 30), "核定识别结果", settle),
    Step(24, (14, 36), "不予入库", refuse),
    Step(11, (9, 15), "撤回误传批次", take_back),
    Step(5, (9, 10), "确认效力", confirm),
    Step(5, (9, 40), "修改并入文本", work_in),
    Step(5, (10, 5), "不采纳一条效力提示", reject),
    Step(4, (15, 0), "核定引用", tie),
    Step(4, (15, 6), "标注库外文件", leave_out),
    Step(4, (16, 40), "补充主题", correct),
)

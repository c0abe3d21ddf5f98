"""The imports of the demo city: which documents came in when, from where, handed in by whom; what was taken back."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path

from django.utils import timezone

from demo.handed_in import uploads
from demo.texts import Written
from yifa.domains.norms import actions
from yifa.domains.norms.models import Batch
from yifa.kernel.access.models import Account
from yifa.kernel.jobs import running
from yifa.kernel.jobs.models import Job, JobState
from yifa.kernel.organs.models import Organ
from yifa.registers.library.models import Work

Watch = Callable[[str], None]
SCAN = Path(__file__).parent / "documents" / "scan.png"
SCANNED = "衡水市人民政府关于加强城区地名标志设置和管理的通知"


@dataclass(frozen=True, slots=True)
class Import:
    """One batch: `ago` days before the pinned day, at `hour` o'clock."""

    code: str  # what the documents name as their batch
    title: str
    source: str
    ago: int
    by: str
    hour: int = 9
    organ: str = ""
    public: bool = True


IMPORTS = (
    Import("archive", "历史文件整理移交（机构改革前后）", "市档案馆移交目录", 47, "sifa-dengji"),
    Import("city", "市政府规范性文件", "市政府门户网站规范性文件栏目", 40, "sifa-dengji"),
    Import("office", "市政府办公室文件", "市政府办公室发文登记簿", 33, "zhengfuban-dengji", organ="hengshui-office"),
    Import("departments", "市直部门规范性文件", "市直部门报送备案材料", 26, "sifa-dengji"),
    Import("market", "市场监管局规范性文件", "市市场监督管理局门户网站", 25, "shijian-dengji", 15, "hengshui-market"),
    Import("counties", "县市区规范性文件", "县市区政府报送备案材料", 19, "sifa-dengji"),
    Import("anping", "安平县规范性文件", "安平县政府门户网站", 18, "anping-dengji", 10, "anping-office"),
    Import("mistaken", "价格类文件补录", "市发展改革委邮件", 12, "sifa-dengji", 16),
    Import("internal", "送审材料（未公开）", "市城管局送审材料", 6, "sifa-dengji", 11, "hengshui-cityadmin", False),
)  # fmt: skip


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """A time of day in the city."""
    return datetime.combine(day, time(hour, minute), timezone.get_current_timezone())


def run(
    documents: Iterable[Written],
    organs: dict[str, Organ],
    accounts: dict[str, Account],
    *,
    on: date,
    watch: Watch,
) -> None:
    """Run the imports that are not there yet, and go on with one that was cut off."""
    written = list(documents)
    for one in IMPORTS:
        watch(one.title)
        batch = Batch.objects.filter(title=one.title, source=one.source).select_related("job").first()
        at = moment(on - timedelta(days=one.ago), one.hour)
        if batch is None:
            batch = actions.start_batch(
                uploads=[*uploads(two for two in written if two.batch == one.code), *_spoilt(one, written)],
                title=one.title,
                source=one.source,
                public=one.public,
                organ=organs[one.organ] if one.organ else None,
                source_on=at.date(),
                by=accounts[one.by],
                at=at,
                enqueue=False,
            )
        if batch.job and batch.job.state != JobState.DONE and batch.withdrawn_at is None:
            _work_off(batch.job, at)


def _work_off(job: Job, at: datetime) -> None:
    running.run(job, now=lambda: at + timedelta(minutes=2))


def _spoilt(one: Import, written: Iterable[Written]) -> list[tuple[str, BytesIO]]:
    """What goes wrong in every real import: a copy in other formatting, a broken file, an empty one."""
    if one.code != "counties":
        return []
    original = next(two.text for two in written if two.name == "zaoqiang-fur-2023")
    copy = "\n\n".join(f"　　{line}" for line in original.splitlines())
    broken = b"PK\x03\x04" + b"\x00" * 2000
    return [
        ("枣强县裘皮市场规定（排版稿）.txt", BytesIO(copy.encode())),
        ("饶阳县文件汇编（传输中断）.docx", BytesIO(broken)),
        ("新建文本文档.txt", BytesIO(b"")),
    ]


def register_scan(organs: dict[str, Organ], accounts: dict[str, Account], *, on: date) -> None:
    """An old document of which only the first page was found: a picture with typed-in metadata."""
    if Work.objects.filter(title=SCANNED).exists():
        return
    at = moment(on - timedelta(days=9), 10, 20)
    values = {
        "title": SCANNED,
        "kind": "government_norm",
        "issuers": ("衡水市人民政府",),
        "organ": organs["hengshui"],
        "source": "市地名办公室旧档（首页，文号污损）",
        "public": True,
    }
    file = actions.keep_scan(SCAN.read_bytes(), SCAN.name, at=at)
    actions.register(values, file=file, name="地名标志通知首页.png", by=accounts["sifa-dengji"], at=at)

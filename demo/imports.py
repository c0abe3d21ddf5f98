"""The imports of the demo city: which documents came in when, from where, handed in by whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from demo.desk import Desk, Step
from demo.handed_in import uploads
from demo.texts import Written
from yifa.domains.norms import actions
from yifa.domains.norms.models import Batch
from yifa.kernel.jobs import running
from yifa.kernel.jobs.models import Job, JobState
from yifa.registers.library.models import Version

SCAN = Path(__file__).parent / "documents" / "scan.png"
SCANNED = "衡水市人民政府关于加强城区地名标志设置和管理的通知"


@dataclass(frozen=True, slots=True)
class Import:
    """One batch. `code` is what its documents name as their batch."""

    code: str
    title: str
    source: str
    by: str
    organ: str = ""
    public: bool = True

    def __call__(self, desk: Desk, at: datetime) -> None:
        """Run it if it is not there yet, or go on where it was cut off."""
        batch = Batch.objects.filter(title=self.title, source=self.source).select_related("job").first()
        batch = batch or self._start(desk, at)
        if batch.job and batch.job.state != JobState.DONE and batch.withdrawn_at is None:
            _work_off(batch.job, at)

    def _start(self, desk: Desk, at: datetime) -> Batch:
        own = [one for one in desk.written.values() if one.batch == self.code]
        return actions.start_batch(
            uploads=[*uploads(own), *(spoilt(own) if self.code == "counties" else ())],
            title=self.title,
            source=self.source,
            public=self.public,
            organ=desk.organs[self.organ] if self.organ else None,
            source_on=at.date(),
            by=desk.accounts[self.by],
            at=at,
            enqueue=False,
        )


def _work_off(job: Job, at: datetime) -> None:
    running.run(job, now=lambda: at + timedelta(minutes=2))


def spoilt(documents: Iterable[Written]) -> list[tuple[str, BytesIO]]:
    """What goes wrong in every real import: a copy in other formatting, a broken file, an empty one."""
    original = next(one.text for one in documents if one.name == "zaoqiang-fur-2023")
    copy = "\n\n".join(f"　　{line}" for line in original.splitlines())
    broken = b"PK\x03\x04" + b"\x00" * 2000
    return [
        ("枣强县裘皮市场规定（排版稿）.txt", BytesIO(copy.encode())),
        ("饶阳县文件汇编（传输中断）.docx", BytesIO(broken)),
        ("新建文本文档.txt", BytesIO(b"")),
    ]


def register_scan(desk: Desk, at: datetime) -> None:
    """An old document of which only the first page was found: a picture with typed-in metadata."""
    data = SCAN.read_bytes()
    if Version.objects.filter(content_hash=sha256(data).hexdigest()).exists():
        return
    values = {
        "title": SCANNED,
        "kind": "government_norm",
        "issuers": ("衡水市人民政府",),
        "organ": desk.organs["hengshui"],
        "source": "市地名办公室旧档（首页，文号污损）",
        "public": True,
    }
    file = actions.keep_scan(data, SCAN.name, at=at)
    actions.register(values, file=file, name="地名标志通知首页.png", by=desk.accounts["sifa-dengji"], at=at)


ARCHIVE = Import("archive", "历史文件整理移交（机构改革前后）", "市档案馆移交目录", "sifa-dengji")
CITY = Import("city", "市政府规范性文件", "市政府门户网站规范性文件栏目", "sifa-dengji")
OFFICE = Import(
    "office", "市政府办公室文件", "市政府办公室发文登记簿", "zhengfuban-dengji", "hengshui-office"
)
DEPARTMENTS = Import("departments", "市直部门规范性文件", "市直部门报送备案材料", "sifa-dengji")
MARKET = Import(
    "market", "市场监管局规范性文件", "市市场监督管理局门户网站", "shijian-dengji", "hengshui-market"
)
COUNTIES = Import("counties", "县市区规范性文件", "县市区政府报送备案材料", "sifa-dengji")
ANPING = Import("anping", "安平县规范性文件", "安平县政府门户网站", "anping-dengji", "anping-office")
MISTAKEN = Import("mistaken", "价格类文件补录", "市发展改革委邮件", "sifa-dengji")
INTERNAL = Import(
    "internal", "送审材料（未公开）", "市城管局送审材料", "sifa-dengji", "hengshui-cityadmin", False
)

STEPS = (
    *(
        Step(ago, (hour, 0), batch.title, batch)
        for ago, hour, batch in (
            (47, 9, ARCHIVE),
            (40, 9, CITY),
            (33, 9, OFFICE),
            (26, 9, DEPARTMENTS),
            (25, 15, MARKET),
            (19, 9, COUNTIES),
            (18, 10, ANPING),
            (12, 16, MISTAKEN),
            (6, 11, INTERNAL),
        )
    ),
    Step(9, (10, 20), "登记无文本扫描件", register_scan),
)

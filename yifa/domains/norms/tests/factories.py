"""Imports for tests: invented files handed in as a person would."""

import io
import json
from datetime import UTC, datetime, timedelta
from typing import Any

from yifa.domains.norms import actions
from yifa.domains.norms.models import Batch
from yifa.kernel.jobs import running
from yifa.kernel.jobs.models import Job
from yifa.registers.library.tests.factories import norm_text

AT = datetime(2026, 3, 16, 2, 0, tzinfo=UTC)
SIGNED = "\n枫桥市人民政府\n2020年2月1日"


def norm(subject: str, number: int = 1) -> bytes:
    """A text that says of itself everything by which it is recognised."""
    title = f"枫桥市人民政府关于{subject}的通知"
    body = norm_text(title, subject=subject).partition("\n")[2]
    return f"{title}\n枫政规〔2020〕{number}号\n{body}{SIGNED}".encode()


def record(subject: str, **values: Any) -> str:
    """A line of a jsonl file."""
    title = f"枫桥市{subject}办法"
    row = {
        "title": title,
        "category": "规章",
        "issuer": "枫桥市人民政府",
        "issued_on": "2020-02-01",
        "text": norm_text(title, subject=subject),
    }
    return json.dumps(row | values, ensure_ascii=False)


def batch(files: dict[str, bytes], *, at: datetime = AT, enqueue: bool = False, **values: Any) -> Batch:
    """Files handed in; not worked off yet."""
    uploads = [(name, io.BytesIO(data)) for name, data in files.items()]
    given: dict[str, Any] = {"title": "测试导入", "source": "枫桥市政府公报", "public": True} | values
    return actions.start_batch(uploads=uploads, at=at, enqueue=enqueue, **given)


def worked_off(files: dict[str, bytes], **values: Any) -> Batch:
    """Files handed in and read."""
    made = batch(files, **values)
    work_off(made)
    return made


def work_off(made: Batch, watch: Any = lambda job: None) -> Job:
    moments = (made.at + timedelta(seconds=second) for second in range(1_000_000))
    assert made.job
    return running.run(made.job, now=lambda: next(moments), watch=watch)


def outcomes(made: Batch) -> list[tuple[str, str]]:
    return list(made.intakes.order_by("position").values_list("name", "outcome"))

"""Every list of the desk: as many queries for many rows as for few, a way out of an empty result, safe exports."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from yifa.domains.norms.models import Batch, Intake
from yifa.faces.desk.tests.conftest import AT, text_of
from yifa.kernel.jobs.models import Job, JobState
from yifa.kernel.record import entries
from yifa.registers.library.tests import factories

LISTS = {
    "desk:works": "审查员",
    "desk:effects": "审查员",
    "desk:citations": "审查员",
    "desk:findings": "审查员",
    "desk:imports": "审查员",
    "desk:mine": "审查员",
    "desk:record": "审计员",
}


def fill(cast: Any, start: int, count: int) -> None:
    """A text that cites, repeals and lacks an article, an import and an entry of the record, so many times."""
    for number in range(start, start + count):
        title = f"枫桥市第{number}号摊位办法"
        text = (
            f"{title}\n第一条　根据《枫桥市第{number}号条例》，制定本办法。\n"
            f"第三条　第{number}区的摊位每日清理{number}次。\n"
            f"第四条　《枫桥市第{number}号旧办法》自2026年2月1日起废止。"
        )
        work = factories.work(
            text, title=title, doc_no=f"枫政规〔2026〕{number}号", issued_on=date(2026, 1, 5)
        )
        job = Job.objects.create(kind="norms.import", title=title, state=JobState.DONE, created_at=AT)
        batch = Batch.objects.create(title=title, source="公报", job=job, at=AT, by=cast["审查员"].account)
        Intake.objects.create(batch=batch, position=1, name="a.txt", outcome="stored")
        entries.append("library.edit_work", work, by=cast["审查员"].account, at=AT)


def queries(cast: Any, page: str) -> tuple[int, int]:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        response = cast[LISTS[page]].client.get(reverse(page))
    return len(caught), len(response.context["lines"])


@pytest.mark.parametrize("page", LISTS)
def test_many_rows_take_the_queries_of_few(cast: Any, page: str) -> None:
    fill(cast, 1, 1)
    few, one = queries(cast, page)
    fill(cast, 2, 6)
    many, more = queries(cast, page)
    assert (many, more > one) == (few, True)
    assert few <= 14


@pytest.mark.parametrize("page", LISTS)
def test_an_empty_result_says_what_narrowed_it_and_leads_out(cast: Any, page: str) -> None:
    response = cast[LISTS[page]].client.get(reverse(page), {"q": "没有这样的内容"})
    words = text_of(response)
    assert "没有符合条件的内容" in words
    assert "关键词“没有这样的内容”。" in words
    assert "清除筛选" in words


@pytest.mark.parametrize("page", LISTS)
def test_every_list_is_exported_whole_in_both_forms(cast: Any, page: str) -> None:
    fill(cast, 1, 23)
    client = cast[LISTS[page]].client
    response = client.get(reverse(page), {"export": "csv"})
    lines = b"".join(response.streaming_content).decode().strip().split("\r\n")
    assert len(lines) >= 24
    assert response["Content-Type"].startswith("text/csv")
    sheet = client.get(reverse(page), {"export": "xlsx"})
    assert sheet.content[:2] == b"PK"

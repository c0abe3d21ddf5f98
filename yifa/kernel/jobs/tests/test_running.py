"""Jobs: progress is kept, a stop keeps what is done, a fault is kept and raised, nothing runs twice."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from threading import Thread
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from yifa.kernel.jobs import running
from yifa.kernel.jobs.models import Job, JobState
from yifa.kernel.jobs.running import HANDLERS, Progress, handler

AT = datetime(2026, 3, 16, 1, 0, tzinfo=UTC)
KIND = "tests.count"
QUEUE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}


class Ticks:
    """A clock that moves on by a second at each look."""

    def __init__(self) -> None:
        self.at = AT

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


@pytest.fixture
def counting() -> Iterator[list[str]]:
    """A job kind that works off three items and resumes where it was cut off; yields what it did."""
    worked: list[str] = []

    @handler(KIND)
    def count(job: Job, progress: Progress) -> None:
        names = ("甲", "乙", "丙")
        progress.total(len(names))
        for place, name in enumerate(names[job.done :], job.done + 1):
            worked.append(name)
            progress.step(place, name)

    yield worked
    del HANDLERS[KIND]


def made() -> Job:
    return running.make(KIND, "导入三份文件", by=None, at=AT)


@pytest.mark.django_db
def test_a_finished_job_keeps_how_far_and_when(counting: list[str]) -> None:
    seen: list[tuple[int, int, str]] = []
    job = running.run(made(), now=Ticks(), watch=lambda job: seen.append((job.done, job.total, job.current)))
    job.refresh_from_db()
    assert counting == ["甲", "乙", "丙"]
    assert seen == [(0, 3, ""), (1, 3, "甲"), (2, 3, "乙"), (3, 3, "丙")]
    assert (job.state, job.done, job.percent, job.running) == (JobState.DONE, 3, 100, False)
    assert (job.started_at, job.seen_at) == (AT + timedelta(seconds=1), AT + timedelta(seconds=4))
    assert job.finished_at == AT + timedelta(seconds=5)


@pytest.mark.django_db
def test_a_stop_keeps_what_is_done_and_the_job_can_go_on(counting: list[str]) -> None:
    job = made()

    def stop_at_second(job: Job) -> None:
        if job.done == 2:
            running.ask_to_stop(job)

    running.run(job, now=Ticks(), watch=stop_at_second)
    job.refresh_from_db()
    assert (job.state, job.done, job.percent, counting) == (JobState.STOPPED, 2, 66, ["甲", "乙"])
    running.run(job, now=Ticks())
    job.refresh_from_db()
    assert (job.state, job.done, job.stop_asked, counting) == (JobState.DONE, 3, False, ["甲", "乙", "丙"])


@pytest.mark.django_db(transaction=True)
def test_a_job_that_was_stopped_while_it_waited_does_not_begin(counting: list[str]) -> None:
    job = made()
    running.ask_to_stop(job)
    running.run_job.enqueue(job.pk)
    job.refresh_from_db()
    assert (counting, job.state, job.started_at) == ([], JobState.STOPPED, None)
    running.enqueue(job)
    job.refresh_from_db()
    assert (counting, job.state) == (["甲", "乙", "丙"], JobState.DONE)


@pytest.mark.django_db
def test_a_fault_is_kept_with_the_job_and_raised(counting: list[str]) -> None:
    job = made()

    @handler(KIND)
    def breaks(job: Job, progress: Progress) -> None:
        progress.step(1, "甲")
        raise ZeroDivisionError("除数为零")

    with pytest.raises(ZeroDivisionError, match="除数为零"):
        running.run(job, now=Ticks())
    job.refresh_from_db()
    assert (job.state, job.failure, job.done) == (JobState.FAILED, "ZeroDivisionError: 除数为零", 1)
    assert job.finished_at == AT + timedelta(seconds=3)


@pytest.mark.django_db
def test_a_kind_that_nobody_handles_is_refused() -> None:
    with pytest.raises(LookupError, match="tests.unknown"):
        running.make("tests.unknown", "没有处理程序的任务", by=None, at=AT)
    assert not Job.objects.exists()


@pytest.mark.django_db
def test_a_job_is_queued_only_when_its_transaction_is_kept(
    counting: list[str], settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.TASKS = QUEUE
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        running.enqueue(made())
        raise ZeroDivisionError
    assert not DBTaskResult.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        job = made()
        running.enqueue(job)
        assert not DBTaskResult.objects.exists()
    assert [task.args_kwargs["args"] for task in DBTaskResult.objects.all()] == [[job.pk]]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_workers_run_each_job_exactly_once(counting: list[str], settings: Any) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("two workers at once are for PostgreSQL")
    settings.TASKS = QUEUE
    jobs = [made() for _ in range(30)]
    for job in jobs:
        running.enqueue(job)
    threads = [Thread(target=_work, args=(f"worker-{number}",)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(counting) == sorted(["甲", "乙", "丙"] * len(jobs))
    assert set(Job.objects.values_list("state", flat=True)) == {JobState.DONE}
    assert all(len(task.worker_ids) == 1 for task in DBTaskResult.objects.all())


def _work(name: str) -> None:
    """A worker until the queue is empty."""
    try:
        Worker(
            queue_names=["*"],
            interval=0.01,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=name,
            excluded_queue_names=[],
        ).run()
    finally:
        connections.close_all()

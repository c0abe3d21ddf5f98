"""What a dead worker left behind is queued again, once; what a living one works on is left alone."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from yifa.kernel.jobs import running
from yifa.kernel.jobs.models import Job, JobState
from yifa.kernel.jobs.resuming import CUT_OFF, SILENT_FOR, close_abandoned, resume
from yifa.kernel.jobs.running import HANDLERS, Progress, handler, run_job

AT = datetime(2026, 3, 16, 1, 0, tzinfo=UTC)
KIND = "tests.resume"


@pytest.fixture(autouse=True)
def worked(settings: Any) -> Iterator[list[int]]:
    """The database queue, and a job kind that tells which jobs it ran."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
    ran: list[int] = []

    @handler(KIND)
    def work(job: Job, progress: Progress) -> None:
        ran.append(job.pk)

    yield ran
    del HANDLERS[KIND]


def taken(by: str, seen_at: datetime = AT) -> Job:
    """A job in the middle, and the task of the worker that has it."""
    job = running.make(KIND, "导入", by=None, at=AT)
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, started_at=AT, seen_at=seen_at)
    run_job.enqueue(job.pk)
    DBTaskResult.objects.get(args_kwargs__args=[job.pk]).claim(by)
    return job


def state(job: Job) -> tuple[str, str]:
    job.refresh_from_db()
    return job.state, DBTaskResult.objects.get(args_kwargs__args=[job.pk]).status


@pytest.mark.django_db(transaction=True)  # a worker closes and opens its connections as it likes
def test_a_job_of_a_dead_worker_is_queued_again_once_and_runs(worked: list[int]) -> None:
    cut, kept = taken("dead"), taken("alive")
    assert resume(gone=lambda worker: worker == "dead", at=AT) == [cut.pk]
    assert state(cut) == (JobState.WAITING, TaskResultStatus.READY)
    assert state(kept) == (JobState.RUNNING, TaskResultStatus.RUNNING)
    assert resume(gone=lambda worker: worker == "dead", at=AT) == []
    call_command("db_worker", batch=True, startup_delay=False, reload=False, verbosity=0, worker_id="new")
    assert (worked, state(cut)) == ([cut.pk], (JobState.DONE, TaskResultStatus.SUCCESSFUL))


@pytest.mark.django_db
def test_a_worker_out_of_sight_counts_as_gone_when_its_job_is_silent_for_long() -> None:
    job = taken("elsewhere")
    assert resume(gone=lambda worker: False, at=AT + SILENT_FOR) == []
    assert resume(gone=lambda worker: False, at=AT + SILENT_FOR + timedelta(seconds=1)) == [job.pk]


@pytest.mark.django_db
def test_a_job_of_a_dead_command_is_closed_as_stopped() -> None:
    job = running.make(KIND, "导入", by=None, at=AT)
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, started_at=AT)
    queued = taken("elsewhere")
    assert close_abandoned(at=AT + SILENT_FOR) == 0
    late = AT + SILENT_FOR + timedelta(seconds=1)
    assert close_abandoned(at=late) == 1
    job.refresh_from_db()
    assert (job.state, job.failure, job.finished_at) == (JobState.STOPPED, CUT_OFF, late)
    assert state(queued) == (JobState.RUNNING, TaskResultStatus.RUNNING)

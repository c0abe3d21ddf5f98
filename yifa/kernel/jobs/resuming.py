"""What a worker does before it begins: jobs that another process had taken and did not finish go back to the queue.

A cut-off job is simply run again: its handler does what its own tables say is still to be done (running.py).
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from yifa.kernel.jobs.models import Job, JobState

SILENT_FOR = timedelta(minutes=15)  # a living job reports each item; the longest item takes seconds
CUT_OFF = "处理进程中断，可重新开始。"


def resume(*, gone: Callable[[str], bool], at: datetime) -> list[int]:
    """Queue again what a worker that is gone left behind; returns the ids of those jobs.

    `gone` says of a worker's name whether its process has certainly ended. A worker it cannot see (on another
    machine) counts as gone once its job has been silent for long.
    """
    resumed = []
    for taken in DBTaskResult.objects.running():
        job = Job.objects.filter(pk=taken.args_kwargs["args"][0], state=JobState.RUNNING).first()
        worker = taken.worker_ids[-1] if taken.worker_ids else ""
        if job and (gone(worker) or _silent(job, at)) and _requeue(taken, job):
            resumed.append(job.pk)
    return resumed


def close_abandoned(*, at: datetime) -> int:
    """Jobs of the command line whose process died: nobody will queue them again, so they count as stopped."""
    queued = {
        taken.args_kwargs["args"][0]
        for taken in DBTaskResult.objects.filter(
            status__in=(TaskResultStatus.READY, TaskResultStatus.RUNNING)
        )
    }
    abandoned = [
        job.pk
        for job in Job.objects.filter(state=JobState.RUNNING)
        if job.pk not in queued and _silent(job, at)
    ]
    return Job.objects.filter(pk__in=abandoned, state=JobState.RUNNING).update(
        state=JobState.STOPPED, failure=CUT_OFF, finished_at=at
    )


def _silent(job: Job, at: datetime) -> bool:
    return (job.seen_at or job.started_at or job.created_at) < at - SILENT_FOR


def _requeue(taken: "DBTaskResult[..., None]", job: Job) -> bool:
    """Give the task back unless another worker did so first."""
    with transaction.atomic():
        given_back = DBTaskResult.objects.filter(
            pk=taken.pk, status=TaskResultStatus.RUNNING, started_at=taken.started_at
        ).update(status=TaskResultStatus.READY, started_at=None)
        if given_back:
            Job.objects.filter(pk=job.pk).update(state=JobState.WAITING)
    return bool(given_back)

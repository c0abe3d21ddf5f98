"""Starting, running, stopping and resuming jobs.

`@handler("norms.import")` names the function that works a job off: it takes the job and a `Progress`, does what its own
tables say is still to be done, one transaction per step, and returns. A cut-off job is resumed by running it again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction
from django_tasks import task

from yifa.kernel.access.models import Account
from yifa.kernel.jobs.models import Job, JobState

Now = Callable[[], datetime]


class Stopped(Exception):
    """Someone asked the job to stop; what is done is kept."""


@dataclass(slots=True)
class Progress:
    """Tells how far a job is. `step` raises `Stopped` when someone asked for it."""

    job: Job
    now: Now
    watch: Callable[[Job], None] = lambda job: None

    def total(self, count: int) -> None:
        self.job.total = count
        self.job.save(update_fields=["total"])
        self.watch(self.job)

    def step(self, done: int, current: str = "") -> None:
        """Keep that `done` items are worked off and what is next; looks whether to stop."""
        self.job.done, self.job.current, self.job.seen_at = done, current[:200], self.now()
        self.job.save(update_fields=["done", "current", "seen_at"])
        self.watch(self.job)
        if Job.objects.filter(pk=self.job.pk, stop_asked=True).exists():
            raise Stopped


Handler = Callable[[Job, Progress], None]
HANDLERS: dict[str, Handler] = {}


def handler(kind: str) -> Callable[[Handler], Handler]:
    """Name the function that works jobs of this kind off."""

    def keep(function: Handler) -> Handler:
        HANDLERS[kind] = function
        return function

    return keep


def make(kind: str, title: str, *, by: Account | None, at: datetime) -> Job:
    """A job that waits; `enqueue` hands it to the worker, `run` works it off here and now."""
    if kind not in HANDLERS:
        raise LookupError(f"no handler for jobs of kind {kind!r}")
    return Job.objects.create(kind=kind, title=title[:200], started_by=by, created_at=at)


def enqueue(job: Job) -> None:
    """Hand the job to a worker once this transaction is committed."""
    Job.objects.filter(pk=job.pk).update(state=JobState.WAITING, stop_asked=False, failure="")
    transaction.on_commit(lambda: run_job.enqueue(job.pk))


def ask_to_stop(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(stop_asked=True)


def run(job: Job, *, now: Now, watch: Callable[[Job], None] = lambda job: None) -> Job:
    """Work the job off in this process. A fault is kept with the job and raised again."""
    job.state, job.started_at, job.stop_asked, job.failure = (
        JobState.RUNNING,
        job.started_at or now(),
        False,
        "",
    )
    job.save(update_fields=["state", "started_at", "stop_asked", "failure"])
    try:
        HANDLERS[job.kind](job, Progress(job, now, watch))
    except Stopped:
        job.state = JobState.STOPPED
    except BaseException as error:
        job.state, job.failure = JobState.FAILED, f"{type(error).__name__}: {error}"[:500]
        job.finished_at = now()
        job.save(update_fields=["state", "failure", "finished_at"])
        raise
    else:
        job.state = JobState.DONE
    job.finished_at = now()
    job.save(update_fields=["state", "finished_at"])
    return job


@task()
def run_job(job_id: int) -> None:
    """What the queue carries: the id of a job, nothing else. A job that was stopped while it waited does not begin."""
    job = Job.objects.get(pk=job_id)
    if job.stop_asked:
        job.state, job.finished_at = JobState.STOPPED, datetime.now(UTC)
        job.save(update_fields=["state", "finished_at"])
        return
    run(job, now=lambda: datetime.now(UTC))

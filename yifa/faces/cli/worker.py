"""`yifa worker`: works off the queue of background jobs, first of all those that a dead process left behind."""

import argparse
import os
import secrets
import socket
import sys
from datetime import UTC, datetime
from pathlib import Path

from django.core.management import call_command

from yifa.kernel.jobs.resuming import close_abandoned, resume

HELP = "启动后台任务进程（前台运行，Ctrl-C 停止）"
FINE = 0


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="处理完现有任务即退出")
    parser.add_argument("--interval", type=float, default=0.5, help="空闲时隔多少秒看一次队列")


def run(args: argparse.Namespace) -> int:
    at = datetime.now(UTC)
    for job in resume(gone=gone, at=at):
        sys.stderr.write(f"继续处理中断的任务 {job}\n")
    close_abandoned(at=at)
    call_command(
        "db_worker",
        queue_name="*",
        interval=args.interval,
        batch=args.once,
        startup_delay=False,
        reload=False,
        verbosity=0,
        worker_id=name(),
    )
    return FINE


def name() -> str:
    """This process: machine, number and the moment it began (numbers are used again), and a word of chance."""
    begun = _begun(os.getpid())
    return f"{socket.gethostname()[:24]}/{os.getpid()}/{begun}/{secrets.token_hex(4)}"


def gone(worker: str) -> bool:
    """Whether that worker ran on this machine and its process has ended."""
    machine, _, rest = worker.partition("/")
    number, _, rest = rest.partition("/")
    if machine != socket.gethostname()[:24] or not number.isdecimal():
        return False
    return _begun(int(number)) != rest.partition("/")[0]


def _begun(process: int) -> str:
    """When the process began, in clock ticks since the machine did; empty when there is none."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[19]
    except OSError:
        return ""

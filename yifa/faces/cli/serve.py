"""`yifa serve`: the web server, one process a core, in the foreground until it is told to stop."""

import argparse
import os
import sys

from django.conf import settings

from yifa.faces.cli import preparing

HELP = "启动网站服务（前台运行，Ctrl-C 停止）"
FINE, WRONG, MISUSE = 0, 1, 2
THREADS = 4  # of each process; a page waits for the database, not for the processor, part of its time


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="监听地址，默认 127.0.0.1")
    parser.add_argument("--port", type=int, default=settings.YIFA_PORT, help="端口，默认取 YIFA_PORT")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="进程数，默认等于处理器核数")


def run(args: argparse.Namespace) -> int:
    refusal = unready(args.host, args.port)
    if refusal:
        sys.stderr.write(refusal + "\n")
        return WRONG
    preparing.collect_static()
    sys.stderr.write(f"网站地址：http://{args.host}:{args.port}/\n")
    command = server(args.host, args.port, args.workers)
    os.execv(command[0], command)


def unready(host: str, port: int) -> str:
    """Why the site cannot be served now, as a sentence; empty when it can."""
    if preparing.port_taken(host, port):
        return f"端口 {port} 已被占用：请停止占用它的程序，或者用 YIFA_PORT 指定另一个端口。"
    return preparing.unready()


def server(host: str, port: int, workers: int) -> list[str]:
    """The command that serves the site; a process that dies is replaced."""
    options = {
        "--interface": "wsgi",
        "--host": host,
        "--port": port,
        "--workers": workers,
        "--blocking-threads": THREADS,
        "--workers-kill-timeout": 10,
        "--log-level": "warning",
    }
    words = [word for name, value in options.items() for word in (name, str(value))]
    words += ["--respawn-failed-workers", "--no-ws", "config.wsgi:application"]
    return [sys.executable, "-m", "granian", *words]

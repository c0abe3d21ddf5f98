"""`yifa demo`: builds the demo city once, then serves it with a worker until Ctrl-C."""

import argparse
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from config.environment import DEMO_MARK
from demo import city
from yifa.faces.cli import preparing
from yifa.faces.cli.children import Children
from yifa.faces.cli.serve import server
from yifa.faces.frame import today
from yifa.kernel.access.models import Account

HELP = "建立并启动演示城市（首次建立，之后直接启动）"
FINE, WRONG, MISUSE = 0, 1, 2
HOST = "127.0.0.1"
STARTS_WITHIN = 60.0  # seconds


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=settings.YIFA_PORT, help="端口，默认取 YIFA_PORT")
    parser.add_argument("--corpus", metavar="PATH", help="同时导入这些文件")
    parser.add_argument("--build-only", action="store_true", help="只建立，不启动")


def run(args: argparse.Namespace) -> int:
    refusal = _refusal(args)
    if refusal:
        sys.stderr.write(refusal + "\n")
        return MISUSE
    preparing.migrate()
    if not _build():
        sys.stderr.write(
            f"数据文件夹 {settings.YIFA_DATA} 里已有正式数据，不建立演示城市：请用 YIFA_DATA 指定另一个文件夹。\n"
        )
        return MISUSE
    preparing.collect_static()
    return FINE if args.build_only else _serve(args.port, args.corpus)


def _refusal(args: argparse.Namespace) -> str:
    """Why it cannot be started, as a sentence; empty when it can."""
    if args.corpus and not Path(args.corpus).exists():
        return f"找不到要导入的文件或文件夹：{args.corpus}"
    if not args.build_only and preparing.port_taken(HOST, args.port):
        return f"端口 {args.port} 已被占用：请停止占用它的程序，或者用 YIFA_PORT 指定另一个端口。"
    return ""


def _build() -> bool:
    """Build the city unless it stands; False where the tables hold data that is not its own.

    All of it or nothing is stored. The mark comes first, so that a city is never taken for a real one.
    """
    mark = Path(settings.YIFA_DATA) / DEMO_MARK
    if Account.objects.exists():
        return mark.exists()
    sys.stderr.write("正在建立演示城市 …\n")
    mark.touch()
    with transaction.atomic():
        city.build(at=today.now(), watch=lambda told: print(f"  {told}", file=sys.stderr))
    return True


def _serve(port: int, corpus: str | None) -> int:
    log = Path(settings.YIFA_DATA) / "demo.log"
    with Children(log) as children:
        children.start("网站", server(HOST, port, 2))
        children.start("后台任务", [sys.executable, "-m", "yifa.faces.cli.main", "worker"])
        if not _answers(children, f"http://{HOST}:{port}/health"):
            sys.stderr.write(f"没有启动成功，原因见 {log}。\n")
            return WRONG
        _tell(port, log)
        if corpus:
            subprocess.run([sys.executable, "-m", "yifa.faces.cli.main", "import_norms", corpus], check=False)
            _tell(port, log)
        name = children.watch()
        sys.stderr.write(f"{name}进程已退出，演示停止；原因见 {log}。\n")
        return WRONG
    return FINE


def _answers(children: Children, address: str) -> bool:
    """Wait until the site answers; False when a process ended or it took too long."""
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and not children.ended():
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:
                return bool(answer.status == 200)
        except urllib.error.HTTPError:
            return False
        except OSError:
            time.sleep(0.1)
    return False


def _tell(port: int, log: Path) -> None:
    site = f"http://{HOST}:{port}"
    print(f"依法　演示城市已启动（演示日期 {today.day():%Y-%m-%d}）")
    print(f"  网站　　　{site}/")
    print(f"  工作台　　{site}{reverse('desk:home')}")
    print(f"  演示账号　{site}{reverse('portal:demo')}")
    print(f"  运行日志　{log}")
    print("按 Ctrl-C 停止；数据保留，再次 make demo 即可继续。", flush=True)

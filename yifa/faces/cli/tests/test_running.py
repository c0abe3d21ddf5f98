"""Starting and stopping: ports, children that end with their parent, workers known by their process."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from pathlib import Path

from yifa.faces.cli import preparing
from yifa.faces.cli.children import Children
from yifa.faces.cli.tests.house import ROOT, House
from yifa.faces.cli.worker import gone, name


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_port_in_use_is_seen() -> None:
    with closing(socket.socket()) as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        assert preparing.port_taken("127.0.0.1", port)
    assert not preparing.port_taken("127.0.0.1", port)


def test_serving_is_refused_on_a_taken_port(tmp_path: Path) -> None:
    house = House(tmp_path)
    with closing(socket.socket()) as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        taken = house.yifa("serve", "--port", str(port))
    assert (taken.returncode, taken.stderr) == (
        1,
        f"端口 {port} 已被占用：请停止占用它的程序，或者用 YIFA_PORT 指定另一个端口。\n",
    )


def test_the_first_command_makes_the_tables_and_old_tables_are_refused(tmp_path: Path) -> None:
    house = House(tmp_path)
    first = house.yifa("rebuild_search")
    assert (first.returncode, first.stderr) == (0, "首次使用，正在建立数据库 …\n")
    assert house.yifa("migrate", "sessions", "zero", "-v", "0").returncode == 0
    for command in (("rebuild_search",), ("serve", "--port", str(_free_port()))):
        old = house.yifa(*command)
        assert (old.returncode, old.stderr) == (1, "数据库结构还没有更新到本版本：请先运行 yifa upgrade。\n")


def test_children_end_with_their_parent(tmp_path: Path) -> None:
    """A signal to the parent ends children and their children; nobody is left to hold a port."""
    code = (
        "import sys\nfrom pathlib import Path\nfrom yifa.faces.cli.children import Children\n"
        "with Children(Path(sys.argv[1])) as children:\n"
        "    children.start('sleeper', ['sh', '-c', 'sleep 300 & echo $!; echo $$; wait'])\n"
        "    print('started', flush=True)\n    children.watch()\n"
    )
    log = tmp_path / "log"
    parent = subprocess.Popen(
        [sys.executable, "-c", code, str(log)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout and parent.stdout.readline() == "started\n"
    until = time.monotonic() + 10
    while len(log.read_text().split()) < 2 and time.monotonic() < until:
        time.sleep(0.05)
    numbers = [int(word) for word in log.read_text().split()]
    assert len(numbers) == 2 and all(_alive(number) for number in numbers)
    parent.send_signal(signal.SIGINT)
    assert parent.wait(15) == 0
    assert not any(_alive(number) for number in numbers)


def _alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_a_child_that_ends_is_named(tmp_path: Path) -> None:
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)}
    try:
        with Children(tmp_path / "log") as children:
            children.start("长", [sys.executable, "-c", "import time; time.sleep(60)"])
            children.start("短", [sys.executable, "-c", "print('done')"])
            assert children.watch() == "短"
    finally:
        for number, known in handlers.items():
            signal.signal(number, known)
    assert (tmp_path / "log").read_text() == "done\n"


def test_a_worker_is_gone_when_its_process_is_or_began_at_another_moment() -> None:
    mine = name()
    machine, process, begun, chance = mine.split("/")
    assert len(mine) <= 64
    assert not gone(mine)
    assert gone(f"{machine}/{process}/{int(begun) - 1}/{chance}")
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    assert gone(f"{machine}/{ended.pid}/{begun}/{chance}")
    assert not gone(f"elsewhere/{ended.pid}/{begun}/{chance}")
    assert not gone("")


def test_the_site_is_served_and_ends_on_a_signal(tmp_path: Path) -> None:
    house = House(tmp_path)
    assert house.yifa("upgrade").returncode == 0
    port = _free_port()
    command = [sys.executable, "-m", "yifa.faces.cli.main", "serve", "--port", str(port), "--workers", "1"]
    site = subprocess.Popen(command, cwd=ROOT, env=house.environment(), stderr=subprocess.PIPE, text=True)
    assert site.stderr and site.stderr.readline() == f"网站地址：http://127.0.0.1:{port}/\n"
    until = time.monotonic() + 30
    while not preparing.port_taken("127.0.0.1", port) and time.monotonic() < until:
        time.sleep(0.1)
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=10) as answer:
        served = json.load(answer)
    site.send_signal(signal.SIGTERM)
    site.communicate(timeout=30)
    assert served == {"ok": True, "checks": {"database": True, "data": True}}
    assert site.returncode == 0
    assert not preparing.port_taken("127.0.0.1", port)
    assert os.listdir(tmp_path / "static")

"""The sandbox: whatever a file does to the process that reads it, only that file is refused.

The worker here is the real one, with its protocol and its limits; only what it does with a file is chosen by the test.
"""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from yifa.kernel.texts.formats import limits, sandbox
from yifa.kernel.texts.formats.refusal import Unreadable

WORKER = """
import os, time
from yifa.kernel.texts.formats import limits, worker
from yifa.kernel.texts.formats.extracted import Extracted
limits.WORKER_CPU_SECONDS = 1

def burn():
    while True:
        pass

def shout():
    os.write(1, b"no number\\n" * 10)

def crowd():
    return [open("/dev/null") for _ in range(100)]

deeds = {
    "hang": lambda: time.sleep(60), "abort": os.abort, "leave": lambda: os._exit(0), "burn": burn,
    "shout": shout, "crowd": crowd, "hoard": lambda: bytearray(limits.WORKER_MEMORY_BYTES + limits.MB),
    "write": lambda: open(__file__ + ".written", "wb", buffering=0).write(b"x"),
    "recurse": lambda: deeds["recurse"](),
}

def parse(data, kind):
    name = data.decode()
    if name in deeds:
        deeds[name]()
    environment = ",".join(sorted(os.environ))
    return Extracted(f"{os.getpid()} {environment} {name}", kind)

worker.parse = parse
worker.main()
"""


@pytest.fixture
def workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[sandbox.Sandbox]:
    script = tmp_path / "worker.py"
    script.write_text(WORKER)
    monkeypatch.setattr(sandbox, "COMMAND", [sys.executable, "-B", str(script)])
    held = sandbox.Sandbox(workers=1, seconds=5)
    yield held
    held.close()


def refusal(workers: sandbox.Sandbox, deed: str) -> Unreadable:
    with pytest.raises(Unreadable) as refused:
        workers.read(deed.encode(), "html")
    return refused.value


@pytest.mark.parametrize("deed", ["abort", "leave", "burn", "shout"])
def test_a_worker_that_dies_or_babbles_is_replaced(workers: sandbox.Sandbox, deed: str) -> None:
    before = workers.read("甲".encode(), "html").text.split()[0]
    assert refusal(workers, deed).sentence == (
        "读取时出现异常，已停止，其他文件不受影响。文件结构可能异常，请用原软件重新保存后上传。"
    )
    after = workers.read("乙".encode(), "html").text.split()
    assert (after[0] != before, after[-1]) == (True, "乙")


@pytest.mark.parametrize("deed", ["hoard", "crowd", "write"])
def test_memory_open_files_and_writing_are_limited(
    workers: sandbox.Sandbox, deed: str, tmp_path: Path
) -> None:
    assert refusal(workers, deed).code == "crashed"
    assert not any(path.stat().st_size for path in tmp_path.glob("*.written"))
    assert workers.read("乙".encode(), "html").text.endswith("乙")


def test_endless_recursion_is_called_too_deep(workers: sandbox.Sandbox) -> None:
    assert refusal(workers, "recurse").code == "too_deep"


def test_a_worker_that_hangs_is_stopped_in_time(workers: sandbox.Sandbox) -> None:
    workers.seconds = 1
    begun = time.monotonic()
    assert refusal(workers, "hang").sentence.startswith("读取超过 1 秒仍未完成，已停止。")
    assert time.monotonic() - begun < 10
    workers.seconds = 5
    assert workers.read("乙".encode(), "html").text.endswith("乙")


def test_a_worker_that_takes_nothing_in_does_not_hold_us(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "COMMAND", [sys.executable, "-c", "import time; time.sleep(60)"])
    held = sandbox.Sandbox(workers=1, seconds=0.5)
    with pytest.raises(Unreadable) as refused:
        held.read(b"x" * limits.MB, "html")
    assert refused.value.code == "timeout"
    held.close()


def test_the_worker_sees_nothing_of_our_environment(
    workers: sandbox.Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YIFA_SECRET_KEY", "secret")
    seen = set(workers.read("甲".encode(), "html").text.split()[1].split(","))
    assert seen <= {"LANG", "LC_CTYPE", "PYTHONPATH"}


def test_a_worn_worker_is_replaced_before_it_meets_its_limits(
    workers: sandbox.Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "WORKER_FILES", 2)
    processes = [workers.read("甲".encode(), "html").text.split()[0] for _ in range(4)]
    assert processes[0] == processes[1] != processes[2] == processes[3]
    monkeypatch.setattr(limits, "WORKER_FILES", 100)
    monkeypatch.setattr(limits, "WORKER_CPU_SECONDS", limits.FILE_SECONDS)
    assert len({workers.read("甲".encode(), "html").text.split()[0] for _ in range(3)}) == 3

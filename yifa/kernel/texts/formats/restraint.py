"""How a process that touches strangers' files is held: memory, processor time, files, processes, network."""

import ctypes
import resource

from yifa.kernel.texts.formats import limits

NEW_USER, NEW_NET = 0x10000000, 0x40000000  # of unshare(2)


def restrain() -> None:
    """Restrain the calling process for good: it can write no file, start no process, open few files, reach no host."""
    _leave_network()
    _limit(resource.RLIMIT_AS, limits.WORKER_MEMORY_BYTES)
    _limit(resource.RLIMIT_CPU, limits.WORKER_CPU_SECONDS)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_NPROC, 0)
    _limit(resource.RLIMIT_NOFILE, 64)


def _leave_network() -> None:
    """Into a network of its own, without any host, where the system lets a process do so (Linux; some containers not)."""
    unshare = getattr(ctypes.CDLL(None), "unshare", None)
    if unshare is not None and unshare(NEW_NET):
        unshare(NEW_USER | NEW_NET)


def _limit(what: int, value: int) -> None:
    _, hard = resource.getrlimit(what)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(what, (value, value))


def restrained(command: list[str], *, cpu: int, file_bytes: int) -> list[str]:
    """The command under the shell's limits: processor seconds, size of a written file, no core dump."""
    return [
        "/bin/sh",
        "-c",
        f'ulimit -c 0; ulimit -t {cpu}; ulimit -f {file_bytes // 512}; exec "$@"',
        "sh",
        *command,
    ]

"""How a process that touches strangers' files is held: memory, processor time, files, processes."""

import resource

from yifa.kernel.texts.formats import limits


def restrain() -> None:
    """Restrain the calling process for good: it can write no file, start no process and open few files."""
    _limit(resource.RLIMIT_AS, limits.WORKER_MEMORY_BYTES)
    _limit(resource.RLIMIT_CPU, limits.WORKER_CPU_SECONDS)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_NPROC, 0)
    _limit(resource.RLIMIT_NOFILE, 64)


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

"""What a restrained process cannot do, tried in one."""

import socket
import subprocess
import sys

import pytest

MAY = "import ctypes; u = ctypes.CDLL(None).unshare; print(int(u(0x40000000) and u(0x50000000)))"
CALL = """
import socket, sys
from yifa.kernel.texts.formats.restraint import restrain
restrain()
try:
    socket.create_connection(("127.0.0.1", int(sys.argv[1])), 5)
    print("reached")
except OSError:
    print("cut off")
"""


def told(code: str, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, timeout=60, check=True
    )
    return done.stdout.strip()


@pytest.mark.skipif(sys.platform != "linux", reason="namespaces are of Linux")
def test_no_host_is_reached() -> None:
    if told(MAY) != "0":
        pytest.skip("this system lets no process leave the network")
    with socket.create_server(("127.0.0.1", 0)) as listening:
        assert told(CALL, str(listening.getsockname()[1])) == "cut off"

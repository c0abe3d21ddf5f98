"""The restrained process: takes one file after another from stdin, answers each on stdout.

A request is a line `{"size": …, "kind": …}` and as many bytes; an answer is a line with the number of bytes
of the JSON that follows. It exits when stdin closes.
"""

import json
import sys
from typing import Any, BinaryIO

from yifa.kernel.texts.formats import limits
from yifa.kernel.texts.formats.parsing import parse
from yifa.kernel.texts.formats.refusal import Unreadable
from yifa.kernel.texts.formats.restraint import restrain


def main() -> None:
    """Serve until there is nothing more to read."""
    restrain()
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    while header := requests.readline():
        request = json.loads(header)
        _answer(answers, _serve(requests.read(request["size"]), request["kind"]))


def _serve(data: bytes, kind: str) -> dict[str, Any]:
    try:
        return {"read": parse(data, kind).as_dict()}
    except Unreadable as refused:
        return {"code": refused.code, "facts": refused.facts}
    except RecursionError:
        return {"code": "too_deep", "facts": {"limit": str(limits.NESTING)}}
    except MemoryError:
        return {"code": "crashed", "facts": {}}
    except Exception as error:  # noqa: BLE001 — whatever a hostile file provokes is this file's failure alone
        return {"code": "crashed", "facts": {"detail": type(error).__name__}}


def _answer(answers: BinaryIO, reply: dict[str, Any]) -> None:
    payload = json.dumps(reply, ensure_ascii=False).encode("utf-8", "surrogatepass")
    answers.write(b"%d\n" % len(payload))
    answers.write(payload)
    answers.flush()


if __name__ == "__main__":
    main()

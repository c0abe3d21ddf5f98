"""`yifa bench [NAME]`: the benchmarks, one module each in `benches`; without a name it lists them.

Every benchmark measures our part and its alternatives in the same run, on files named on the command line. Only the
module that was asked for is loaded, so that one that needs no database never meets another that does.
"""

import argparse
import importlib
import pkgutil
import sys
from types import ModuleType

from yifa.faces.cli import benches

HELP = "性能和质量测试 (benchmarks; without a name: the list)"
MISUSE = 2


def names() -> list[str]:
    return sorted(found.name for found in pkgutil.iter_modules(benches.__path__) if not found.ispkg)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("bench", nargs="?", metavar="NAME", help="、".join(names()))
    parser.add_argument(
        "rest", nargs=argparse.REMAINDER, metavar="…", help="该项测试的参数，见 yifa bench NAME --help"
    )


def run(args: argparse.Namespace) -> int:
    if not args.bench:
        for name in names():
            print(f"yifa bench {name:<10} {_module(name).HELP}")
        return 0
    if args.bench not in names():
        print(f"没有名为“{args.bench}”的测试，有：{'、'.join(names())}。", file=sys.stderr)
        return MISUSE
    module = _module(args.bench)
    parser = argparse.ArgumentParser(prog=f"yifa bench {args.bench}", description=module.HELP)
    module.configure(parser)
    return int(module.run(parser.parse_args(args.rest)))


def _module(name: str) -> ModuleType:
    return importlib.import_module(f"{benches.__name__}.{name}")

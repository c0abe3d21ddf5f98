"""`yifa bench [NAME]`: the benchmarks, one module each in `benches`; without a name it lists them.

Every benchmark measures our part and its alternatives in the same run, on files named on the command line.
"""

import argparse
import importlib
import pkgutil
from types import ModuleType

from yifa.faces.cli import benches

HELP = "性能和质量测试 (benchmarks; without a name: the list)"


def names() -> list[str]:
    """A benchmark is a module of the package that can be configured and run."""
    found = (module.name for module in pkgutil.iter_modules(benches.__path__))
    return [name for name in sorted(found) if not name.startswith("_") and hasattr(_module(name), "configure")]


def configure(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(dest="bench", metavar="NAME")
    for name in names():
        module = _module(name)
        module.configure(commands.add_parser(name, help=module.HELP, description=module.HELP))


def run(args: argparse.Namespace) -> int:
    if args.bench:
        return int(_module(args.bench).run(args))
    for name in names():
        print(f"yifa bench {name:<10} {_module(name).HELP}")
    return 0


def _module(name: str) -> ModuleType:
    return importlib.import_module(f"{benches.__name__}.{name}")

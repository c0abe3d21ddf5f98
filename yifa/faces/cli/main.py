"""`yifa`: one command line over everything. Each command is a module of this package with HELP, configure and run.

Commands that need neither a database nor settings import no Django, so that they start at once.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

PURE = {
    "due": "yifa.faces.cli.due",
    "parse_norm": "yifa.faces.cli.parse_norm",
    "bench": "yifa.faces.cli.bench",
    "measure": "yifa.faces.cli.measure",
}
WITH_DATABASE = {
    "import_norms": "yifa.faces.cli.import_norms",
    "search": "yifa.faces.cli.search",
    "rebuild_search": "yifa.faces.cli.rebuild_search",
    "bulk": "yifa.faces.cli.bulk",
    "worker": "yifa.faces.cli.worker",
    "serve": "yifa.faces.cli.serve",
    "backup": "yifa.faces.cli.backup",
    "restore": "yifa.faces.cli.restore",
    "upgrade": "yifa.faces.cli.upgrade",
    "demo": "yifa.faces.cli.demo",
    "first_admins": "yifa.faces.cli.first_admins",
    "reset_signin": "yifa.faces.cli.reset_signin",
}
PREPARE_THEMSELVES = frozenset({"serve", "backup", "restore", "upgrade", "demo"})
PREPARING = "yifa.faces.cli.preparing"
DATABASE = "yifa.faces.cli.database"  # importing it sets Django up
FINE, WRONG, MISUSE = 0, 1, 2
INTERRUPTED = 130  # as shells say of Ctrl-C


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; its exit code is 0 (fine), 1 (found wrong) or 2 (misuse)."""
    words = list(sys.argv[1:] if argv is None else argv)
    name = words[0] if words else ""
    if name in PURE:
        return _run({name: PURE[name]}, words)
    if not name or name.startswith("-"):
        importlib.import_module(DATABASE)
        return _run({**PURE, **WITH_DATABASE}, words or ["--help"])
    if name == "demo":
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.demo"
    importlib.import_module(DATABASE)
    if name in WITH_DATABASE:
        return _run({name: WITH_DATABASE[name]}, words, prepared=name in PREPARE_THEMSELVES)
    importlib.import_module("django.core.management").execute_from_command_line(["yifa", *words])
    return FINE


def _run(modules: dict[str, str], words: list[str], *, prepared: bool = True) -> int:
    parser = argparse.ArgumentParser(prog="yifa", description="依法：法治政府平台的命令行")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    found = {}
    for name, path in modules.items():
        module = importlib.import_module(path)
        module.configure(commands.add_parser(name, help=module.HELP, description=module.HELP))
        found[name] = module
    args = parser.parse_args(words)
    refusal = "" if prepared else importlib.import_module(PREPARING).unready()
    if refusal:
        sys.stderr.write(refusal + "\n")
        return WRONG
    try:
        return int(found[args.command].run(args))
    except KeyboardInterrupt:
        sys.stderr.write("已中断；已经保存的都在。\n")
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())

"""Calling a command as its line is read."""

import argparse
from types import ModuleType


def call(command: ModuleType, *words: str) -> int:
    parser = argparse.ArgumentParser()
    command.configure(parser)
    return int(command.run(parser.parse_args(words)))

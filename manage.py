#!/usr/bin/env python
"""Django's own commands; `yifa` is the command line for everything else."""

import os
import sys

from django.core.management import execute_from_command_line

from config.environment import settings_module

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings_module())
    execute_from_command_line(sys.argv)

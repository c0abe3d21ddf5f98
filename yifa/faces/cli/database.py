"""Importing this module sets Django up, for the commands that need the database."""

import os
import sys

import django
from django.core.exceptions import ImproperlyConfigured

from config.environment import settings_module

MISUSE = 2

os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings_module())
try:
    django.setup()
except ImproperlyConfigured as refused:
    sys.stderr.write(f"{refused}\n")
    sys.exit(MISUSE)

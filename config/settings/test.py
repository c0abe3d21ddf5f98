"""Tests: a throw-away data folder, quick password hashing, tasks run at once."""

import os
import tempfile

os.environ.setdefault("YIFA_DATA", tempfile.mkdtemp(prefix="yifa-test-"))

from config.settings.base import *  # noqa: E402, F403 (the data folder must be named before)
from config.settings.base import LOGGING, STORAGES

DEBUG = False
SECRET_KEY = "tests only, never in use elsewhere, long enough to sign"
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
LOGGING["root"]["level"] = "CRITICAL"
YIFA_SECOND_FACTOR = False
AXES_ENABLED = False

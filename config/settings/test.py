"""Tests: a throw-away data folder, quick password hashing, tasks run at once. DATABASE_URL chooses the database."""

import atexit
import os
import shutil
import tempfile

os.environ["YIFA_DATA"] = tempfile.mkdtemp(prefix="yifa-test-")  # never the folder of an installation
atexit.register(shutil.rmtree, os.environ["YIFA_DATA"], ignore_errors=True)

from config.settings.base import *  # noqa: E402, F403 (the data folder must be named before)
from config.settings.base import LOGGING as TOLD  # noqa: E402 (as above)
from config.settings.base import STORAGES as KEPT  # noqa: E402 (as above)

STATIC_ROOT.mkdir()  # noqa: F405 (from base, as all of these)
DEBUG = False
SECRET_KEY = "tests only, never in use elsewhere, long enough to sign"
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
STORAGES = {**KEPT, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
LOGGING = {**TOLD, "root": {"handlers": ["console"], "level": "CRITICAL"}}
YIFA_SECOND_FACTOR = False
AXES_ENABLED = False
YIFA_API_RATE = 100_000

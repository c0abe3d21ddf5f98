"""One machine, no proxy: the default of the command line. Same protections as production but https."""

from config import environment as env
from config.settings.base import *  # noqa: F403 (settings files extend one another by design)
from config.settings.base import YIFA_DATA

DEBUG = env.flag("YIFA_DEBUG")
SECRET_KEY = env.text("YIFA_SECRET_KEY") or env.kept_secret(YIFA_DATA)
ALLOWED_HOSTS = env.names("YIFA_HOSTS", "127.0.0.1,localhost,[::1]")

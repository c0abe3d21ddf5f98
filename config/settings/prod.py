"""A city in production: everything that protects is on, and what is missing is refused at start."""

from django.core.exceptions import ImproperlyConfigured

from config import environment as env
from config.settings.base import *  # noqa: F403 (settings files extend one another by design)
from config.settings.base import YIFA_DATA

DEBUG = False
SECRET_KEY = env.text("YIFA_SECRET_KEY")
if len(SECRET_KEY) < 40:
    raise ImproperlyConfigured("YIFA_SECRET_KEY must be set and at least 40 characters long.")
ALLOWED_HOSTS = env.names("YIFA_HOSTS")
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured("YIFA_HOSTS must name the hosts this site answers to, separated by commas.")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
if (YIFA_DATA / env.DEMO_MARK).exists():
    raise ImproperlyConfigured(f"YIFA_DATA: {YIFA_DATA} holds the demo city; name another folder.")
SECURE_SSL_REDIRECT = env.flag("YIFA_HTTPS_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

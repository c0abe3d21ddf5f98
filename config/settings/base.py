"""What every installation shares. Values that differ come from the environment (config/environment.py)."""

from datetime import date, timedelta

from django.contrib.messages import constants as messages

from config import environment as env

ROOT = env.ROOT
YIFA_DATA = env.folder("YIFA_DATA", ROOT / "data")
YIFA_PORT = env.number("YIFA_PORT", 8000, low=1, high=65535)
YIFA_DEMO = False
YIFA_DEMO_DAY = date(2026, 3, 16)  # the day that demo mode pins

# Who runs this site, as government sites must show; set per city.
YIFA_CITY = env.text("YIFA_CITY", "衡水市")
YIFA_SITE_NAME = env.text("YIFA_SITE_NAME", f"{YIFA_CITY}法治政府平台")
YIFA_HOST_ORGAN = env.text("YIFA_HOST_ORGAN", f"{YIFA_CITY}人民政府办公室")
YIFA_KEEPER_ORGAN = env.text("YIFA_KEEPER_ORGAN", f"{YIFA_CITY}司法局")
YIFA_PHONE = env.text("YIFA_PHONE", "（按单位配置）")
YIFA_SITE_CODE = env.text("YIFA_SITE_CODE", "（按单位配置）")
YIFA_ICP = env.text("YIFA_ICP", "（按单位配置）")
YIFA_URI_BASE = env.text("YIFA_URI_BASE", "cn-hengshui")  # jurisdiction part of permanent URIs

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "yifa.faces.frame.apps.FrameConfig",  # before allauth: our sign-in pages stand in for its own
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "ninja",
    "rules",
    "yifa.kernel.organs.apps.OrgansConfig",
    "yifa.kernel.parties.apps.PartiesConfig",
    "yifa.kernel.access.apps.AccessConfig",
    "yifa.kernel.jobs.apps.JobsConfig",
    "yifa.kernel.record.apps.RecordConfig",
    "yifa.kernel.papers.apps.PapersConfig",
    "yifa.kernel.publication.apps.PublicationConfig",
    "yifa.kernel.search.apps.SearchConfig",
    "yifa.registers.library.apps.LibraryConfig",
    "yifa.domains.norms.apps.NormsConfig",
    "yifa.faces.portal.apps.PortalConfig",
    "yifa.faces.desk.apps.DeskConfig",
    "yifa.faces.api.apps.ApiConfig",
]

MIDDLEWARE = [
    "yifa.faces.frame.requests.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "yifa.faces.frame.requests.ContentSecurity",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "yifa.faces.frame.modes.DisplayModes",
    "yifa.faces.frame.today.Clock",
    "yifa.faces.frame.guards.Guards",
    "yifa.faces.frame.signin.SecondFactor",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "yifa.faces.frame.context.frame",
            ],
        },
    }
]

DATABASES = {"default": env.database(env.text("DATABASE_URL"), YIFA_DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "access.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
    "rules.permissions.ObjectPermissionBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"
ACCOUNT_ADAPTER = "yifa.faces.frame.signin.StaffAdapter"  # accounts are made by the system administrator only
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "portal:home"
ACCOUNT_RATE_LIMITS = False  # django-axes locks out; two limiters contradict each other
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {"authenticate": "yifa.faces.frame.signin.CodeForm"}
MFA_TOTP_ISSUER = YIFA_SITE_NAME
YIFA_SECOND_FACTOR = env.flag("YIFA_SECOND_FACTOR", default=True)  # demanded of every account with a role
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "yifa.faces.frame.signin.counted_name"
AXES_LOCKOUT_CALLABLE = "yifa.faces.frame.signin.locked_out"
AXES_RESET_ON_SUCCESS = True
SESSION_COOKIE_AGE = 8 * 60 * 60  # a working day
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "yifa.faces.frame.errors.csrf_failed"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = YIFA_DATA / "static"
MEDIA_ROOT = YIFA_DATA / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_TEMP_DIR = str(env.folder("YIFA_UPLOADS", YIFA_DATA / "uploads"))
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 500
FILE_UPLOAD_PERMISSIONS = 0o640

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
MESSAGE_TAGS = {messages.ERROR: "red", messages.WARNING: "amber", messages.SUCCESS: "green"}

# Months before the end of validity at which the desk reminds: evaluation (GF-007), to the legal office, to the
# government. Only the first stands in a rule; the others are the practice of cities with an expiry ladder.
YIFA_EXPIRY_LADDER = (6, 2, 1)

YIFA_PROXIES = env.number(
    "YIFA_PROXIES", 0, low=0, high=5
)  # our own proxies, whose X-Forwarded-For is believed
YIFA_API_RATE = env.number("YIFA_API_RATE", 120, low=1, high=100_000)  # requests a minute for one address

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "yifa.faces.frame.requests.JsonLines"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": env.text("YIFA_LOG_LEVEL", "INFO")},
    "loggers": {
        "axes": {"level": "WARNING"},
        "django.request": {"level": "ERROR"},
        "django.server": {"level": "ERROR"},
    },
}

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

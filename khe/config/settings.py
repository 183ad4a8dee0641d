"""Settings: wiring only. What an operator may change comes from the environment (docs/operators)."""

import os
import secrets
from pathlib import Path

from khe.base.authorities.backend import server
from khe.config import navigation

ROOT = Path(__file__).resolve().parents[2]
DATA = server.data_dir()
DEMO = server.is_embedded() and os.environ.get("KHE_ENV", "demo") != "production"
SECRET_LENGTH = 32


def _secret() -> str:
    """Return the installation's secret: KHE_SECRET, or on the embedded server one made once."""
    given = os.environ.get("KHE_SECRET", "")
    if len(given) >= SECRET_LENGTH:
        return given
    if given or not DEMO:
        raise SystemExit(
            "Chưa đặt KHE_SECRET, hoặc quá ngắn. Hãy đặt trong biến môi trường KHE_SECRET một chuỗi"
            f" bí mật ngẫu nhiên từ {SECRET_LENGTH} ký tự rồi chạy lại. (Set the environment"
            f" variable KHE_SECRET to a random secret of {SECRET_LENGTH} characters or more.)"
        )
    path = DATA / "secret"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(secrets.token_urlsafe(48))
        path.chmod(0o600)
    return path.read_text().strip()


KHE_SECRET = _secret()
SECRET_KEY = KHE_SECRET
DEBUG = False
ALLOWED_HOSTS = os.environ.get("KHE_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("KHE_ORIGINS", "").split(",") if o]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "template_partials.apps.SimpleAppConfig",
    "django_htmx",
    "khe.base.web",  # before allauth: our pages stand in front of its pages
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "procrastinate.contrib.django",
    "khe.base.authorities",
    "khe.base.people",
    "khe.base.calendar",
    "khe.base.journal",
    "khe.base.files",
    "khe.base.documents",
    "khe.base.sheets",
    "khe.base.messages",
    "khe.desks.procedures",
    "khe.desks.tasks",
    "khe.desks.dossiers",
    "khe.desks.study",
    "khe.desks.staff",
    "khe.desks.training",
    "khe.desks.assessment",
    "khe.desks.succession",
    "khe.desks.indicators",
    "khe.desks.improvement",
    "khe.desks.reports",
    "khe.doors.messages",
]
MIDDLEWARE = [
    "khe.config.health.Health",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "khe.base.web.middleware.Language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "khe.base.web.middleware.CarefulHeaders",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "khe.base.people.middleware.ActForAuthority",
    "khe.base.web.middleware.ShowRefusals",
]
ROOT_URLCONF = "khe.config.urls"
WSGI_APPLICATION = "khe.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "khe.base.web.context.frame",
            ],
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            ["django.template.loaders.app_directories.Loader"],
                        )
                    ],
                )
            ],
            "builtins": ["template_partials.templatetags.partials"],
        },
    }
]

DATABASES = {
    "default": {
        "ENGINE": "khe.base.authorities.backend",
        "NAME": os.environ.get("KHE_DB_NAME") or server.database_name(),
        "CONN_MAX_AGE": None,
        "DISABLE_SERVER_SIDE_CURSORS": False,
        "OPTIONS": {"connect_timeout": 10, "prepare_threshold": 5},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {  # files: the web processes count attempts to log in together
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA / "cache",
    }
}

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "khe.base.people.adapter.ClosedAccounts"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "5/5m/key,20/5m/ip"}
ACCOUNT_REAUTHENTICATION_REQUIRED = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Khế"
MFA_TOTP_TOLERANCE = 1  # a code typed at the end of its 30 seconds still counts (RFC 6238, 5.2)
MFA_ADAPTER = "khe.base.people.adapter.SealedSecrets"
USERSESSIONS_TRACK_ACTIVITY = False
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEMO
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if not DEMO else None
SECURE_HSTS_SECONDS = 0 if DEMO else 31536000
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "khe.base.web.views.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "style-src": ["'self'"],
        "script-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [ROOT / "khe" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"  # what pages show; the database keeps UTC
FORMAT_MODULE_PATH = ["khe.config.formats"]

STATIC_URL = "/static/"
STATICFILES_DIRS = [("vendor", ROOT / "var" / "vendor")]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
FILES_DIR = DATA / "files"
FILE_MAX_BYTES = int(os.environ.get("KHE_FILE_MAX_MB", "25")) * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "khe.base.files.uploads.Limit",  # first: it refuses before anything is spooled
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
KHE_FORMS_DIR = Path(folder) if (folder := os.environ.get("KHE_FORMS_DIR")) else None
KHE_SIGN_P12 = os.environ.get("KHE_SIGN_P12", "")  # the server's key for signing PDF, as a file …
KHE_SIGN_P12_PASSWORD_FILE = os.environ.get("KHE_SIGN_P12_PASSWORD_FILE", "")
KHE_SIGN_PKCS11_MODULE = os.environ.get("KHE_SIGN_PKCS11_MODULE", "")  # … or on a token
KHE_SIGN_PKCS11_SLOT = os.environ.get("KHE_SIGN_PKCS11_SLOT", "")
KHE_SIGN_PKCS11_TOKEN = os.environ.get("KHE_SIGN_PKCS11_TOKEN", "")
KHE_SIGN_PKCS11_LABEL = os.environ.get("KHE_SIGN_PKCS11_LABEL", "")
KHE_SIGN_PKCS11_PIN_FILE = os.environ.get("KHE_SIGN_PKCS11_PIN_FILE", "")
KHE_SIGN_TRUST = os.environ.get("KHE_SIGN_TRUST", "")  # a folder of issuers
KHE_CLAMD = os.environ.get("KHE_CLAMD")  # host:port of a clamd that scans uploads
KHE_NOW_LINE = "khe.config.frame.now_line"
KHE_UNREAD = "khe.base.messages.queries.on_the_bell"
KHE_INBOX = "messages:inbox"
KHE_SMTP = os.environ.get("KHE_SMTP", "")  # smtp://user:password@host:port, starttls://, smtps://
KHE_MAIL_FROM = os.environ.get("KHE_MAIL_FROM", "")
KHE_URL = os.environ.get("KHE_URL", "") or next(iter(CSRF_TRUSTED_ORIGINS), "")  # links in mails

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": os.environ.get("KHE_LOG", "WARNING")},
}
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

# What waits for a person, desk by desk: f(actor, at) -> Iterable[Waiting] (khe.base.waiting)
KHE_WAITING: list[str] = [
    "khe.desks.tasks.waiting.of",
    "khe.desks.dossiers.waiting.of",
    "khe.desks.study.waiting.of",
    "khe.desks.staff.waiting.of",
    "khe.desks.training.waiting.of",
    "khe.desks.assessment.waiting.of",
    "khe.desks.succession.waiting.of",
    "khe.desks.improvement.waiting.of",
    "khe.desks.reports.waiting.of",
]
# The figures desks offer: f(actor, period) -> Iterable[Figure] (khe.base.figures)
KHE_FIGURES: list[str] = [
    "khe.desks.tasks.figures.of",
    "khe.desks.procedures.figures.of",
    "khe.desks.dossiers.figures.of",
    "khe.desks.study.figures.of",
    "khe.desks.staff.figures.of",
    "khe.desks.training.figures.of",
    "khe.desks.assessment.figures.of",
    "khe.desks.succession.figures.of",
    "khe.desks.improvement.figures.of",
]
# What a person's page shows beside the staff record: f(actor, member, at) -> Panel | None (staff.panels)
KHE_PERSON_PANELS: list[str] = [
    "khe.desks.training.panels.of",
    "khe.desks.assessment.panels.of",
    "khe.desks.succession.panels.of",
]

KHE_ACCOUNT_PAGE = "staff:me"  # where “Tài khoản” in the frame leads

KHE_NAVIGATION = navigation.NAVIGATION

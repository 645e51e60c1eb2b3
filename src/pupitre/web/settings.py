"""The settings of one Pupitre, all taken from its home directory and five environment variables (docs/settings.md)."""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path
from zoneinfo import available_timezones

from pupitre.desk.registry import domains
from pupitre.web.database import database


def home_directory() -> Path:
    """Return the home: `PUPITRE_HOME`, or `~/.pupitre`."""
    return Path(os.environ.get("PUPITRE_HOME") or "~/.pupitre").expanduser().resolve()


def secret_of(home: Path) -> str:
    """Return the home's secret, made on first use and readable by its owner alone."""
    file = home / "secret.key"
    if not file.exists():
        home.mkdir(parents=True, exist_ok=True)
        draft = home / f"secret.{secrets.token_hex(4)}"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(secrets.token_urlsafe(48))
        try:
            os.link(draft, file)  # fails when another process was first: both then read the same secret
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return file.read_text().strip()


def zone_of_machine() -> str:
    """Return the time zone that the machine is set to, UTC when it does not say."""
    _, _, name = str(Path("/etc/localtime").resolve()).partition("zoneinfo/")
    return name if name in available_timezones() else "UTC"


HOME = home_directory()
SECRET_KEY = secret_of(HOME)
DEBUG = os.environ.get("PUPITRE_DEBUG") == "1"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *filter(None, os.environ.get("PUPITRE_HOSTS", "").split(","))]
# Two Pupitres on one machine differ by port only, and a browser shares cookies between ports.
COOKIE = "pupitre_" + hashlib.sha256(str(HOME).encode()).hexdigest()[:8]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "template_partials",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "pupitre.records",
    "pupitre.web",
    "pupitre.desk.web",
    *(card.web for card in domains() if card.web),
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Compressed answers leak nothing of the form's token, which is masked anew in each, and their length is padded at random.
    "django.middleware.gzip.GZipMiddleware",
    "pupitre.web.middleware.ContentSecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "pupitre.web.middleware.ReadableMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "pupitre.web.middleware.SignedInMiddleware",
    "pupitre.web.middleware.LanguageKeptMiddleware",
    "pupitre.web.middleware.RefusalMiddleware",
]
AUTH_USER_MODEL = "records.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "pupitre.web.accounts.adapters.Entrance"
ACCOUNT_SESSION_REMEMBER = True
LOGIN_REDIRECT_URL = "/"
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "30/15m/ip,10/15m/key", "reset_password": "30/15m/ip,5/15m/key"}
MFA_ADAPTER = "pupitre.web.accounts.adapters.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Pupitre"
MFA_TOTP_TOLERANCE = 1  # the code of half a minute ago still serves: clocks differ
# Behind a proxy that ends HTTPS, the last address that it adds is the caller's; without one, nothing that the caller says is believed.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if os.environ.get("PUPITRE_HTTPS") == "1" else 0
PASSWORD_RESET_TIMEOUT = 3600
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
]
# Wrong tries are counted for all processes together; a table of the home needs no other server.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "records_remembered"}}
ROOT_URLCONF = "pupitre.web.urls"
WSGI_APPLICATION = "pupitre.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "pupitre.web.shell.shell",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "pupitre.web.templatetags.words",
                "pupitre.web.templatetags.ui",
                "pupitre.web.templatetags.proofs",
            ],
        },
    }
]

DATABASES = {"default": database(HOME, os.environ.get("PUPITRE_DATABASE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en"
LANGUAGES = [("fr", "Français"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "pupitre_language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LOCALE_PATHS = [Path(__file__).parent.parent / "locale"]
PUPITRE_EVENTS = os.environ.get("PUPITRE_EVENTS", "")
TIME_ZONE = os.environ.get("PUPITRE_TIME_ZONE") or zone_of_machine()
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "pupitre.web.static_files.SummedStorage"},
}
# Files are served from where they stand, each address carrying the sum of its content: nothing to collect, nothing goes stale.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 365 * 24 * 3600
MEDIA_ROOT = HOME / "incoming"

SESSION_ENGINE = "pupitre.web.accounts.sessions"
SESSION_COOKIE_NAME = COOKIE
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = COOKIE + "_form"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "pupitre.web.faults.form_refused"
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = os.environ.get("PUPITRE_HTTPS") == "1"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SESSION_COOKIE_SECURE else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SESSION_COOKIE_SECURE else 0
# What a proxy says of the browser is believed only when the home is told that there is one: anybody can write these headers.
USE_X_FORWARDED_HOST = os.environ.get("PUPITRE_PROXY") == "1"
ALLAUTH_TRUSTED_PROXY_COUNT = int(USE_X_FORWARDED_HOST)
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}

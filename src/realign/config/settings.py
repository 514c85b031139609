"""Settings, read from the environment. Without any, this is the demonstration on one machine.

In production set REALIGN_SECRET_KEY, REALIGN_HOSTS and DATABASE_URL; docs/guides/administrator.md lists them all.
"""

import os
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF

# Matrices here are tiny: sharing one out among threads costs twenty times what it saves (a projection: 0.06 s, not 1.5).
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

PACKAGE = Path(__file__).resolve().parents[1]
ROOT = PACKAGE.parents[1]


def _flag(name: str, default: bool) -> bool:
    return os.environ.get(name, str(default)).strip().lower() in {"1", "true", "yes", "on"}


PRODUCTION = "REALIGN_SECRET_KEY" in os.environ
NAMED_DATABASE = bool(os.environ.get("DATABASE_URL"))
# A demonstration is the usual thing only where nothing else can live: without a key, in the data folder's own database.
DEMO = _flag("REALIGN_DEMO", not PRODUCTION and not NAMED_DATABASE)
if "REALIGN_DEMO" in os.environ:
    WHY_NO_DEMO = "REALIGN_DEMO is off"
elif PRODUCTION:
    WHY_NO_DEMO = "REALIGN_SECRET_KEY makes this a real installation"
else:
    WHY_NO_DEMO = "DATABASE_URL names a database"
DEBUG = _flag("REALIGN_DEBUG", False)
SECRET_KEY = os.environ.get("REALIGN_SECRET_KEY", "only-for-the-demonstration-on-one-machine")
ALLOWED_HOSTS = os.environ.get("REALIGN_HOSTS", "127.0.0.1 localhost testserver").split()
CSRF_TRUSTED_ORIGINS = os.environ.get("REALIGN_ORIGINS", "").split()

# Where people reach the site: links in e-mails that no page asked for begin with it.
REALIGN_ADDRESS = os.environ.get(
    "REALIGN_ADDRESS", CSRF_TRUSTED_ORIGINS[0] if CSRF_TRUSTED_ORIGINS else "http://127.0.0.1:8000"
).rstrip("/")

# Everything the installation keeps outside the database: datasets, uploads, built documents.
DATA_DIR = Path(os.environ.get("REALIGN_DATA_DIR", ROOT / "var"))

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    # before allauth, whose pages it redraws
    "realign.foundations.accounts",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "realign.foundations.partnerships",
    "realign.foundations.audit",
    "realign.foundations.work",
    "realign.foundations.files",
    "realign.foundations.documents",
    "realign.foundations.design",
    "realign.foundations.guides",
    "realign.foundations.fronts",
    "realign.foundations.administration",
    "realign.foundations.people",
    "realign.foundations.publishing",
    "realign.registers.places",
    "realign.registers.groups",
    "realign.registers.frameworks",
    "realign.registers.indicators",
    "realign.registers.services",
    "realign.registers.evidence",
    "realign.registers.gaps",
    "realign.registers.sources",
    "realign.registers.thread",
    "realign.analyse.surveys",
    "realign.analyse.trends",
    "realign.analyse.fit",
    "realign.analyse.pathways",
    "realign.analyse.voices",
    "realign.analyse.programme",
    "realign.analyse.needs",
    "realign.plan.priorities",
    "realign.plan.proposals",
    "realign.plan.plans",
    "realign.plan.alignment",
    "realign.deliver.decisions",
    "realign.deliver.progress",
    "realign.review.learning",
    "realign.review.dashboards",
    "realign.review.reports",
    "realign.review.assurance",
    "realign.review.exports",
    # last, so that its index is built after the reference lists of all rooms are loaded
    "realign.foundations.search",
]
if DEMO:
    INSTALLED_APPS.append("realign.demo")

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "realign.config.typed.WritableText",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "realign.config.urls"
WSGI_APPLICATION = "realign.config.wsgi.application"

_LOADERS = [
    (
        "django.template.loaders.cached.Loader",
        [
            "django_cotton.cotton_loader.Loader",
            "django.template.loaders.filesystem.Loader",
            "django.template.loaders.app_directories.Loader",
        ],
    )
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # before allauth's own templates, which the design room replaces
        "DIRS": [PACKAGE / "foundations" / "design" / "templates"],
        "OPTIONS": {
            "loaders": _LOADERS,
            "builtins": [
                "django_cotton.templatetags.cotton",
                "realign.foundations.design.templatetags.words",
                "realign.foundations.partnerships.templatetags.permissions",
                "realign.foundations.publishing.templatetags.publication",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "realign.foundations.design.context.site",
            ],
        },
    }
]
if DEMO:
    TEMPLATES[0]["OPTIONS"]["context_processors"].append("realign.demo.context.demonstration")
FORM_RENDERER = "realign.foundations.design.forms.DesignRenderer"

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{DATA_DIR / 'realign.sqlite3'}", conn_max_age=60
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # IMMEDIATE: a writer waits for its turn at the start instead of failing half-way.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none" if DEMO else "mandatory"
ACCOUNT_ADAPTER = "realign.foundations.accounts.adapter.ByInvitation"
ACCOUNT_FORMS = {
    "login": "realign.foundations.accounts.forms.SignInForm",
    "add_email": "realign.foundations.accounts.forms.NewAddressForm",
    "reset_password": "realign.foundations.accounts.forms.NewPasswordForm",
}
# One address for each person: another takes its place once a link sent to it is followed, and the old one is told.
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_CONFIRMATION_AUTHENTICATED_REDIRECT_URL = "/accounts/email/"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "landing"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_REDIRECT_URL = "front"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
# Single sign-on: an administrator names one OpenID Connect provider; nothing is offered without it.
SOCIALACCOUNT_PROVIDERS: dict[str, dict[str, Any]] = {"openid_connect": {"APPS": []}}
if "REALIGN_OIDC_SERVER" in os.environ:
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"].append(
        {
            "provider_id": "organisation",
            "name": os.environ.get("REALIGN_OIDC_NAME", "your organisation"),
            "client_id": os.environ["REALIGN_OIDC_CLIENT"],
            "secret": os.environ["REALIGN_OIDC_SECRET"],
            "settings": {"server_url": os.environ["REALIGN_OIDC_SERVER"]},
        }
    )
# The adapter alone joins an identity to an account, and only by an address that the provider says is verified.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_ADAPTER = "realign.foundations.accounts.adapter.KnownPeopleOnly"
# For an organisation's own provider that never says whether an address is verified, because it gave out the address.
REALIGN_OIDC_TRUST_EMAIL = _flag("REALIGN_OIDC_TRUST_EMAIL", False)

# With a mail server e-mail goes there; without one it is written to the log of the worker.
EMAIL_HOST = os.environ.get("REALIGN_EMAIL_HOST", "")
EMAIL_BACKEND = os.environ.get(
    "REALIGN_EMAIL_BACKEND",
    f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend",
)
# an e-mail that is only written to a log or a folder reaches nobody, and no page may say that it was sent
REALIGN_EMAIL_LEAVES = not EMAIL_BACKEND.endswith(
    (".console.EmailBackend", ".dummy.EmailBackend", ".filebased.EmailBackend")
)
EMAIL_SECURITY = os.environ.get("REALIGN_EMAIL_SECURITY", "none").strip().lower()
EMAIL_USE_TLS, EMAIL_USE_SSL = EMAIL_SECURITY == "starttls", EMAIL_SECURITY == "tls"
EMAIL_PORT = int(
    os.environ.get("REALIGN_EMAIL_PORT") or {"starttls": 587, "tls": 465}.get(EMAIL_SECURITY, 25)
)
EMAIL_HOST_USER = os.environ.get("REALIGN_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("REALIGN_EMAIL_PASSWORD", "")
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = os.environ.get("REALIGN_EMAIL_FROM", "realign@localhost")

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if not PRODUCTION:
    # the demonstration and the tests serve files straight from the source tree
    STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = DATA_DIR / "uploads"

# Uploads stream to disk; only what a form itself holds may fill memory.
FILE_UPLOAD_HANDLERS = ["realign.foundations.files.storage.LimitedUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# a survey file may have hundreds of columns, and a person says five things of each
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
REALIGN_MAX_UPLOAD_BYTES = int(os.environ.get("REALIGN_MAX_UPLOAD_MB", "100")) * 1024 * 1024
# SPSS and Parquet files are read in a child process, which may take so long and so much memory and no more.
REALIGN_READING_SECONDS = int(os.environ.get("REALIGN_READING_SECONDS", "60"))
REALIGN_READING_MEGABYTES = int(os.environ.get("REALIGN_READING_MB", "4096"))

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
if "REALIGN_OIDC_SERVER" in os.environ:
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"].append(os.environ["REALIGN_OIDC_SERVER"])
# How many proxies of our own stand before the site. Anybody can send a header that claims to come from one, so none is
# believed unless whoever runs the site says that there is one: for whom readers are, and for whether they came by HTTPS.
REALIGN_PROXIES = int(os.environ.get("REALIGN_PROXIES", "0"))
NINJA_NUM_PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT = REALIGN_PROXIES
# Questions of programmes: how many a minute from one address.
REALIGN_API_RATE = os.environ.get("REALIGN_API_RATE", "120/min")
# Searches by visitors: how many a minute from one address.
REALIGN_SEARCH_RATE = os.environ.get("REALIGN_SEARCH_RATE", "60/min")

X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_AGE = 60 * 60 * 12
if PRODUCTION:
    SECURE_SSL_REDIRECT = _flag("REALIGN_HTTPS", True)
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if SECURE_SSL_REDIRECT else 0
    if REALIGN_PROXIES:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Nothing personal in logs: paths and outcomes, never form contents or addresses of people.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": os.environ.get("REALIGN_LOG_LEVEL", "WARNING")},
}

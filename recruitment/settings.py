"""The settings, read from the environment and nowhere else.

Three environments: `local` (the default: an embedded PostgreSQL and Redis, for development and tests),
`demo` (what `make demo` runs) and `production` (what DATABASE_URL implies: it refuses to start when
something is missing or unsafe). Every variable read here is listed in docs/operations.md.
"""

from datetime import datetime
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from recruitment import embedded
from recruitment.refusals import refusals

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()


def london_time(text: str) -> datetime | None:
    """2026-10-25 06:00, in London unless it says otherwise."""
    try:
        instant = datetime.fromisoformat(text) if text else None
    except ValueError:
        raise ImproperlyConfigured(
            f"MAINTENANCE_UNTIL is {text!r}: write it like 2026-10-25 06:00."
        ) from None
    return instant.replace(tzinfo=ZoneInfo("Europe/London")) if instant and not instant.tzinfo else instant


ENVIRONMENT = env("ENVIRONMENT", default="production" if "DATABASE_URL" in env.ENVIRON else "local")
PRODUCTION = ENVIRONMENT == "production"
DEMO = ENVIRONMENT == "demo"
DEBUG = env.bool("DEBUG", default=False)

# --- Servers ------------------------------------------------------------------------------------------
# With no URL configured a real PostgreSQL and a real Redis are started for this checkout and shared by
# every process of it. Production never gets here: it must name its own.

servers = (
    embedded.servers()
    if ENVIRONMENT in ("local", "demo") and "DATABASE_URL" not in env.ENVIRON
    else embedded.Servers(database_url="", service_url="", redis_url="")
)

SECRET_KEY = env("SECRET_KEY", default="" if PRODUCTION else embedded.local_secret_key())
# Earlier keys: what was signed or encrypted with them can still be read.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]"])
# Two logins of one database (docs/decisions/0021). Web, worker and clock use the first, which owns nothing;
# migrations use the second, the owner of the tables. Development and tests are the owner throughout.
DATABASE_URL = env("DATABASE_URL", default=servers.service_url if DEMO else servers.database_url)
MIGRATION_DATABASE_URL = env("MIGRATION_DATABASE_URL", default=servers.database_url or DATABASE_URL)
# What the first login may add to and never read.
SEALED_TABLES = ("monitoring_answers", "monitoring_reached")
# Makes the sealed room's tokens out of references. Of its own, and never changed: answers given again under
# another key would count twice.
MONITORING_KEY = env(
    "MONITORING_KEY", default="" if PRODUCTION else embedded.local_secret_key("monitoring-key")
)
REDIS_URL = env("REDIS_URL", default=servers.redis_url)
EMAIL_URL = env("EMAIL_URL", default="" if PRODUCTION else "smtp://127.0.0.1:1025")
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="" if PRODUCTION else "recruitment@example.org")
# Whom people can write to about their privacy, or a page they cannot use.
CONTACT_EMAIL = env("CONTACT_EMAIL", default="") or parseaddr(DEFAULT_FROM_EMAIL)[1]
# Where people reach the site: links in emails are made from it.
SITE_URL = env("SITE_URL", default="" if PRODUCTION else "http://localhost:8000").rstrip("/")
SITE_NAME = env("SITE_NAME", default="Therapy support jobs")
# Staff must set up a second factor before they reach anything. The demo turns it off.
STAFF_MFA_REQUIRED = env.bool("STAFF_MFA_REQUIRED", default=True)
# On: every page says that the service is closed for a short while, and until when if that is known.
MAINTENANCE = env.bool("MAINTENANCE", default=False)
MAINTENANCE_UNTIL = london_time(env("MAINTENANCE_UNTIL", default=""))
# Where a licensed trust's own logo lies, under static/; empty shows the service's name in words.
BRAND_LOGO = env("BRAND_LOGO", default="")
# /design/, the living style page, is for the demo and for tests: production cannot turn it on.
SHOW_DESIGN_PAGE = not PRODUCTION
# The folder in which the demo's SMTP sink keeps what it received; read by /demo/mail/ and by the outbox
# to settle emails whose fate is unknown.
MAIL_SINK_DIR = env("MAIL_SINK_DIR", default="")
# Where uploaded documents are kept, under a hash of their content. Outside the web root, shared by all web
# processes, and part of a backup.
DOCUMENTS_ROOT = env(
    "DOCUMENTS_ROOT", default="" if PRODUCTION else str(embedded.data_folder() / "documents")
)
# Where the virus scanner (clamd) listens: tcp://host:3310 or unix:///run/clamav/clamd.ctl. Empty: no scanner.
CLAMD_URL = env("CLAMD_URL", default="")
# "package.module.function" that says of Message-IDs whether the relay has accepted them (reconciliation.py).
MAIL_RECONCILER = env(
    "MAIL_RECONCILER", default="recruitment.mail.sink.accepted_message_ids" if MAIL_SINK_DIR else ""
)

if ENVIRONMENT not in ("local", "demo", "production"):
    raise ImproperlyConfigured(f"ENVIRONMENT is {ENVIRONMENT!r}: use local, demo or production.")
if PRODUCTION and (why := refusals(globals())):
    raise ImproperlyConfigured("\n".join(["This service cannot start:", *why]))

# --- Django -------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "recruitment.apps.RecruitmentAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "csp",
    "crispy_forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "recruitment.apps.RecruitmentConfig",
    "recruitment.nhsuk",
    "recruitment.audit",
    "recruitment.accounts",
    "recruitment.mail",
    "recruitment.health",
    "vacancies",
    "applicants.monitoring",
    "applicants.applying",
    "applicants.shortlisting",
    "applicants.privacy",
]

MIDDLEWARE = [
    "recruitment.health.middleware.answer_probes",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "recruitment.middleware.close_for_maintenance",
    "recruitment.middleware.refuse_oversized_bodies",
    "recruitment.middleware.refuse_unstorable_text",
    # Everything a kept page's headers need stands above; who is asking is looked up below.
    "vacancies.caching.answer_from_kept_pages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "recruitment.accounts.middleware.keep_personal_pages_to_oneself",
    "recruitment.accounts.middleware.end_idle_staff_sessions",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "recruitment.accounts.middleware.require_second_factor_of_staff",
    "django.contrib.messages.middleware.MessageMiddleware",
]

ROOT_URLCONF = "recruitment.urls"
WSGI_APPLICATION = "recruitment.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "recruitment.nhsuk.context.furniture",
            ],
        },
    },
]
FILE_UPLOAD_HANDLERS = [
    "recruitment.documents.receiving.NoMoreThanWeTake",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
CRISPY_TEMPLATE_PACK = "nhsuk"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["nhsuk"]
CRISPY_FAIL_SILENTLY = False


def login_of(url: str, **options) -> dict:
    """A URL as Django's settings for a database."""
    login = env.db_url_config(url)
    # A server that does not answer is an error within seconds, also for /readyz.
    options = {"connect_timeout": 5, **options, **login.get("OPTIONS", {})}
    return {**login, "ENGINE": "recruitment.postgresql", "OPTIONS": options}


# What a connection is asked for the sixth time it has planned before: thinking about our larger questions
# takes PostgreSQL longer than answering them. Not through a pooler that hands connections round.
PREPARED = {"server_side_binding": True, "prepare_threshold": 5}
DATABASES = {
    "default": {
        **login_of(DATABASE_URL, **PREPARED),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # A test run has its own database on the same server; the suffix lets two runs share one server.
        "TEST": {"NAME": f"test_recruitment{env('TEST_DATABASE_SUFFIX', default='')}"},
    }
}
# Not one of DATABASES: only `migrate` and its like ever are the owner (ownership.py).
DATABASE_OWNER = login_of(MIGRATION_DATABASE_URL)
# Rate limits of sign-in live here. In the database, so that signing in does not depend on Redis.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # Django's default of 300 rows would let anybody push a rate limit out by making 300 others.
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
FORMAT_MODULE_PATH = ["recruitment.formats"]

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = env("STATIC_ROOT", default=str(BASE_DIR / "staticfiles"))
# On a developer's machine files are found where they lie, without `collectstatic`.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = ENVIRONMENT == "local"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if ENVIRONMENT == "local"
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# --- Sign-in ------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["recruitment.accounts.sessions.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "vacancies:list"

ACCOUNT_ADAPTER = "recruitment.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = urlsplit(SITE_URL).scheme
ACCOUNT_FORMS = {
    "login": "recruitment.accounts.forms.SignInForm",
    "signup": "recruitment.accounts.forms.SignUpForm",
    "change_password": "recruitment.accounts.forms.ChangePasswordForm",
    "reset_password": "recruitment.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "recruitment.accounts.forms.NewPasswordForm",
    "confirm_email_verification_code": "recruitment.accounts.forms.ConfirmEmailForm",
    "request_login_code": "recruitment.accounts.forms.RequestCodeForm",
    "confirm_login_code": "recruitment.accounts.forms.ConfirmSignInForm",
    "confirm_password_reset_code": "recruitment.accounts.forms.ConfirmResetForm",
    "set_password": "recruitment.accounts.forms.SetPasswordForm",
    "reauthenticate": "recruitment.accounts.forms.ReauthenticateForm",
}
MFA_ADAPTER = "recruitment.accounts.second_factor.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "recruitment.accounts.forms.AuthenticateForm",
    "reauthenticate": "recruitment.accounts.forms.ReauthenticateByCodeForm",
    "activate_totp": "recruitment.accounts.forms.ActivateAppForm",
    "edit_webauthn": "recruitment.accounts.forms.NamePasskeyForm",
    "authenticate_webauthn": "recruitment.accounts.forms.AuthenticateByPasskeyForm",
    "reauthenticate_webauthn": "recruitment.accounts.forms.ReauthenticateByPasskeyForm",
    "login_webauthn": "recruitment.accounts.forms.SignInByPasskeyForm",
}
# Who changes the address of an account proves again who they are: a session left open is not enough.
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# One address a person; a new one replaces the old once it has been verified.
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
# Codes, not links: they work on a phone, no mail scanner uses them up, no secret stands in an address. They
# live 15 minutes because the outbox may take a minute or two. Eight digits, three tries each.
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": True}
# Amount / time / for each what. A whole trust may reach us from one network address, hence the wide limits
# for each "ip"; the narrow ones are for each person. docs/decisions/0011 says why these.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "signup": "60/m/ip",
    "request_login_code": "60/m/ip,3/m/key,10/h/key,30/d/key",
    "reset_password": "60/m/ip,5/m/key,10/h/key,30/d/key",
    # key: an address that is to be verified.
    "confirm_email": "1/10s/key,10/h/key,30/d/key",
    # key: one address and one email; 5 wrong passwords in 5 minutes.
    "login_failed": "30/m/ip,5/5m/key",
    # key: one email, wherever the attempts come from.
    "login_failed_anywhere": "30/h/key",
}
# For each account: codes that make sure who a signed-in person is, codes for another address, downloads of
# everything held about them, and files sent: each is read at once, and lies on the disk for a day though
# another has taken its place.
ONES_OWN_RATE_LIMITS = {
    "prove": "3/m/key,10/h/key,30/d/key",
    "change_email": "3/m/key,10/h/key,20/d/key",
    "download": "5/h/key",
    "upload": "100/h/key",
}
# Emails that anybody can have sent to an address they type in: for each network, and for each address.
ALERT_RATE_LIMITS = {"ask": "30/h/ip,5/h/key"}
# Questions of programs, for each network, counted by each web process for itself (vacancies/api/limiting.py).
API_REQUESTS_A_MINUTE = 60
# How many reverse proxies of ours stand in front and append to X-Forwarded-For. With 0 the header is ignored.
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
# A passkey signs in by itself: the device has asked for a finger, a face or its PIN.
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
MFA_TOTP_ISSUER = SITE_NAME
# One step of 30 seconds either way: phones' clocks drift.
MFA_TOTP_TOLERANCE = 1
# Staff are signed out after two idle hours, everybody after a day or when the browser closes.
STAFF_IDLE_SECONDS = 2 * 60 * 60
SESSION_ENGINE = "recruitment.accounts.sessions"
SESSION_COOKIE_AGE = 24 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
ACCOUNT_SESSION_REMEMBER = False

# --- Security -----------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
# Set behind a proxy that overwrites X-Forwarded-Proto; never otherwise.
if env.bool("BEHIND_TLS_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_FAILURE_VIEW = "recruitment.views.token_refused"
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SITE_URL else []

# --- Email: everything goes through the outbox ---------------------------------------------------------

EMAIL_BACKEND = "recruitment.mail.backend.OutboxBackend"
vars().update({k: v for k, v in env.email_url_config(EMAIL_URL).items() if k != "EMAIL_BACKEND"})
# One conversation with the mail server ends before Celery's hard limit, the lease long after it: nobody
# takes an email back from a worker that may still be sending it. Shorter in the demo and in proofs alone.
EMAIL_TIMEOUT = 60
MAIL_LEASE_SECONDS = 900 if PRODUCTION else env.int("MAIL_LEASE_SECONDS", default=900)

# --- Celery: tasks carry no state that matters; docs/decisions/0004 -------------------------------------

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 120
CELERY_TASK_SOFT_TIME_LIMIT = 90
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 2, "socket_timeout": 5}
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_DB_REUSE_MAX = 500
CELERY_TIMEZONE = "UTC"

# --- Logs: to standard output, without personal data ----------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
}

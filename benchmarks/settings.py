"""The service's own settings, quiet, for the server that is measured."""

from recruitment.settings import *  # noqa: F403

ALLOWED_HOSTS = ["127.0.0.1", "testserver"]
STATIC_ROOT = BASE_DIR / "static"  # noqa: F405
LOGGING = {"version": 1, "disable_existing_loggers": True}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = False
STAFF_MFA_REQUIRED = False

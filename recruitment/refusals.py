"""What production must be told before it starts, and what it must not be told."""

from collections.abc import Mapping
from urllib.parse import urlsplit

REQUIRED = {
    "SECRET_KEY": "a random string of at least 50 characters",
    "DATABASE_URL": "postgres://user:password@host:5432/name",
    "REDIS_URL": "redis://host:6379/0",
    "ALLOWED_HOSTS": "the host names people use, with commas",
    "EMAIL_URL": "smtp+tls://user:password@host:587",
    "DEFAULT_FROM_EMAIL": "the address applicants see",
    "SITE_URL": "the address of the site, starting with https://",
    "DOCUMENTS_ROOT": "the folder where uploaded documents are kept",
    "MONITORING_KEY": "another random string of at least 50 characters, and never change it",
}
SCHEMES = {
    "DATABASE_URL": ("postgres", "postgresql"),
    "REDIS_URL": ("redis", "rediss"),
    "EMAIL_URL": ("smtp", "smtp+tls", "smtp+ssl"),
    "SITE_URL": ("https",),
    "CLAMD_URL": ("tcp", "unix"),
}


def _scheme_and_path(url: str) -> tuple[str, str]:
    return urlsplit(url).scheme, urlsplit(url).path


def refusals(values: Mapping) -> list[str]:
    """Every reason, one sentence each, why production must not start with these settings."""
    key, room = values["SECRET_KEY"], values["MONITORING_KEY"]
    own, service = (_scheme_and_path(values[name]) for name in ("MIGRATION_DATABASE_URL", "DATABASE_URL"))
    missing = [f"{name} is not set: set it to {what}." for name, what in REQUIRED.items() if not values[name]]
    wrong = [
        f"{name} must start with {' or '.join(f'{scheme}://' for scheme in schemes)}."
        for name, schemes in SCHEMES.items()
        if values[name] and urlsplit(values[name]).scheme not in schemes
    ]
    unsafe = [
        (0 < len(key) < 50, "SECRET_KEY is shorter than 50 characters: use a longer one."),
        (0 < len(room) < 50, "MONITORING_KEY is shorter than 50 characters: use a longer one."),
        (room == key != "", "MONITORING_KEY is SECRET_KEY: it must be one of its own."),
        (
            own != service,
            "MIGRATION_DATABASE_URL names another database than DATABASE_URL: they are two logins of one.",
        ),
        (
            "*" in values["ALLOWED_HOSTS"],
            "ALLOWED_HOSTS must name hosts: * lets anybody forge links in our emails.",
        ),
        (values["DEBUG"], "DEBUG is on: it shows personal details on error pages, so turn it off."),
        (
            values["MAIL_SINK_DIR"],
            "MAIL_SINK_DIR is for the demo: unset it, it would show everybody's emails.",
        ),
    ]
    return missing + wrong + [sentence for broken, sentence in unsafe if broken]

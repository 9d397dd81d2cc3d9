#!/usr/bin/env python
"""Django's command line for this project."""

import os
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from recruitment.embedded import ServersFailed


def main():
    """Refuse in plain words when the settings do; else do what was asked."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "recruitment.settings")
    try:
        _ = settings.ENVIRONMENT
    except (ImproperlyConfigured, ServersFailed) as refusal:
        sys.exit(str(refusal))
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()

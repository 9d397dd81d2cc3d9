"""The web server's way in."""

import gc
import os

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.urls import get_resolver
from django.utils.http import parse_header_parameters

from recruitment.health import sealing

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "recruitment.settings")


class Request(WSGIRequest):
    """A request that is read as UTF-8, whatever its Content-Type says.

    Django takes any codec that Python knows, hex and rot13 included, and reads the query with it while it
    makes the request: before any middleware could catch what that raises.
    """

    def _set_content_type_params(self, meta):
        try:
            self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        except ValueError:  # longer than Django reads
            self.content_type, self.content_params = "", {}


application = get_wsgi_application()
application.request_class = Request

if settings.PRODUCTION:
    sealing.warn()
    connections.close_all()  # a connection cannot be shared by the workers that part below

# Every view is loaded here, before the server's workers part (`--preload`): what is loaded once is shared.
# Frozen, so that the collector does not write into the shared pages.
get_resolver().reverse_dict  # noqa: B018 - asked for what it loads
gc.collect()
gc.freeze()

"""The web server's way in."""

import os

from django.core.handlers.wsgi import WSGIRequest
from django.core.wsgi import get_wsgi_application
from django.utils.http import parse_header_parameters

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

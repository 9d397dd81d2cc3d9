"""The web server's way in."""

import os

from django.core.handlers.wsgi import WSGIRequest
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "recruitment.settings")


class Request(WSGIRequest):
    """A request whose Content-Type may be nonsense.

    Django looks the named encoding up while it makes the request, before any middleware could catch what
    NUL in the name raises. Our middleware answers 400 to the name that is put in its place.
    """

    def _set_content_type_params(self, meta):
        try:
            super()._set_content_type_params(meta)
        except ValueError:
            self.content_params = {"charset": "unreadable"}


application = get_wsgi_application()
application.request_class = Request

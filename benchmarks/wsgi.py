"""What gunicorn serves in a benchmark: the settings module is named in the environment."""

import gc

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

application = get_wsgi_application()

# As recruitment/wsgi.py does it: loaded and frozen before the workers part, so that they share it.
get_resolver().reverse_dict  # noqa: B018 - asked for what it loads
gc.collect()
gc.freeze()

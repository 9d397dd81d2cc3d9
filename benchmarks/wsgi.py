"""What gunicorn serves in a benchmark: the settings module is named in the environment."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

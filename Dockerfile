# The production image: one for web, worker, clock and migrations; docker-compose.yml says which is which.
FROM python:3.11-slim

ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1

RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin recruitment
WORKDIR /srv/recruitment

COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes -r requirements.txt

COPY manage.py ./
COPY recruitment recruitment
COPY vacancies vacancies
COPY applicants applicants
COPY templates templates
COPY static static

# Collecting static files needs settings that load, not secrets: these are thrown away with this line.
RUN SECRET_KEY=only-for-this-line-of-the-build-and-never-used-to-sign-anything \
    MONITORING_KEY=only-for-this-line-of-the-build-and-never-to-make-a-token \
    DATABASE_URL=postgres://build@localhost/build \
    REDIS_URL=redis://localhost:6379/0 \
    EMAIL_URL=smtp://localhost:25 \
    DEFAULT_FROM_EMAIL=build@example.org \
    SITE_URL=https://build.example.org \
    ALLOWED_HOSTS=build.example.org \
    DOCUMENTS_ROOT=/srv/documents \
    python manage.py collectstatic --no-input --verbosity 0

# Where uploaded documents are kept: a volume mounted here takes its owner from this folder.
RUN install --directory --owner=10001 --group=10001 --mode=750 /srv/documents

USER recruitment
EXPOSE 8000
# WEB_CONCURRENCY, gunicorn's own variable, sets the number of workers. They share what was loaded before them.
CMD ["gunicorn", "recruitment.wsgi", "--preload", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--threads", "4", \
     "--worker-tmp-dir", "/dev/shm", "--no-control-socket"]

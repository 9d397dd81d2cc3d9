"""The Celery app and the schedule: one literal dict, every periodic job of the service visible.

Tasks carry no state that matters. They only ring a bell; the sweeps below find the work in the database.
"""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "recruitment.settings")

app = Celery("recruitment")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# Seconds between runs. Never a local-time crontab, never an ETA.
app.conf.beat_schedule = {
    "close adverts that are due and tell people": {
        "task": "applying.close_and_tell",
        "schedule": 60.0,
        "options": {"expires": 55},
    },
    "give notice, and tell people who have begun how long is left": {
        "task": "applying.tell_of_time_left",
        "schedule": 60.0,
        "options": {"expires": 55},
    },
    "tell people of withdrawals and changed adverts": {
        "task": "applying.tell_of_acts",
        "schedule": 60.0,
        "options": {"expires": 55},
    },
    "remind people of their drafts": {
        "task": "applying.remind",
        "schedule": 600.0,
        "options": {"expires": 550},
    },
    "forget drafts of vacancies that ended 90 days ago": {
        "task": "applying.forget_drafts",
        "schedule": 86_400.0,
        "options": {"expires": 3_600},
    },
    "tell recruiters how near a cap is": {
        "task": "applying.warn_of_caps",
        "schedule": 60.0,
        "options": {"expires": 55},
    },
    "tell equality monitoring which stages were reached": {
        "task": "applying.tell_the_sealed_room",
        "schedule": 21_600.0,
        "options": {"expires": 3_600},
    },
    "flag adverts that were near their end in an outage": {
        "task": "applying.flag_outages",
        "schedule": 60.0,
        "options": {"expires": 55},
    },
    "go on with what was asked for many vacancies at once": {
        "task": "vacancies.go_on_together",
        "schedule": 60.0,
        "options": {"expires": 55},
    },
    "tell people who follow a search what is new": {
        "task": "vacancies.tell_of_new_vacancies",
        "schedule": 600.0,
        "options": {"expires": 550},
    },
    "forget alerts that nobody confirmed or that have ended": {
        "task": "vacancies.forget_alerts",
        "schedule": 86_400.0,
        "options": {"expires": 3_600},
    },
    "forget what was read of old documents": {
        "task": "vacancies.forget_documents",
        "schedule": 86_400.0,
        "options": {"expires": 3_600},
    },
    "have the documents that wait scanned": {
        "task": "applying.scan_documents",
        "schedule": 60.0,
        "options": {"expires": 55},
    },
    "remove the content of documents that were removed": {
        "task": "applying.forget_documents",
        "schedule": 86_400.0,
        "options": {"expires": 3_600},
    },
    "deal out to panels what waits": {
        "task": "shortlisting.deal",
        "schedule": 60.0,
        "options": {"expires": 55},
    },
    "remind panels of the scores that are due": {
        "task": "shortlisting.remind",
        "schedule": 600.0,
        "options": {"expires": 550},
    },
    "deliver the outbox": {"task": "mail.deliver", "schedule": 60.0, "options": {"expires": 55}},
    "note that the sweeps run": {"task": "health.beat", "schedule": 60.0, "options": {"expires": 55}},
    "look for vacancies in states that must not be": {
        "task": "vacancies.check_invariants",
        "schedule": 86_400.0,
        "options": {"expires": 3_600},
    },
    "look for applications in states that must not be": {
        "task": "applying.check_invariants",
        "schedule": 86_400.0,
        "options": {"expires": 3_600},
    },
    "look for shortlists in states that must not be": {
        "task": "shortlisting.check_invariants",
        "schedule": 86_400.0,
        "options": {"expires": 3_600},
    },
    "tell of invited people who withdrew": {
        "task": "shortlisting.tell_of_withdrawals",
        "schedule": 60.0,
        "options": {"expires": 55},
    },
    "gather the counts of changes of connections that have ended": {
        "task": "vacancies.gather_changes",
        "schedule": 3_600.0,
        "options": {"expires": 1_800},
    },
    "forget sessions that have ended": {
        "task": "accounts.forget_ended_sessions",
        "schedule": 86_400.0,
        "options": {"expires": 3_600},
    },
}

"""Fills a database with adverts and applications, quickly: plain SQL with the triggers set aside."""

# ruff: noqa: E501 - a statement's columns read best in one line

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.utils import timezone

from recruitment.accounts.models import Employer, StaffRole, User
from vacancies.models import Vacancy

CRITERIA = 8
ON_ONE_ADVERT = 1_000
CSRF_TOKEN = "b" * 32

# Every advert is open but the first, which is closed and waits for its panel.
ADVERTS = """
INSERT INTO vacancies_vacancy (employer_id, status, title, reference, summary, main_duties, responsibilities,
    about_us, pay_scheme, band, salary_text, contract, working_patterns, posts, sponsorship, dbs_level, registration,
    contact_role, contact_name, contact_email, contact_phone, opens_at, published_at, closes_at, minimum_open_days,
    cap_applies_from, applications_received, close_reason, close_note)
SELECT %(employer)s, 'published', 'Therapeutic Support Worker ' || n, 'BENCH-' || n, repeat('Support people. ', 30),
    repeat('- Plan and lead groups' || E'\\n', 8), repeat('- Keep notes' || E'\\n', 8), repeat('A small team. ', 20),
    'agenda_for_change', (ARRAY['2','3','4','5'])[1 + n %% 4], '', 'permanent', ARRAY['full_time'], 1, '', '', '',
    'Team lead', 'Robin Fairweather', 'recruiter@example.org', '01632 960010', now() - interval '1 hour' * (n %% 500),
    now() - interval '1 hour' * (n %% 500), now() + interval '1 hour' * (24 + n %% 1000), 0,
    now() - interval '1 hour', 0, '', ''
FROM generate_series(1, %(adverts)s) n
"""
CRITERIA_OF_ALL = """
INSERT INTO vacancies_criterion (vacancy_id, position, "group", text, importance, evidenced_by, kind, weight)
SELECT v.id, c, 'Experience', 'Experience of supporting people, kind ' || c,
    CASE WHEN c < 6 THEN 'essential' ELSE 'desirable' END, ARRAY['A'], 'scored', 1
FROM vacancies_vacancy v, generate_series(1, %(criteria)s) c
"""
PLACES = """
INSERT INTO vacancies_location (vacancy_id, address, postcode)
SELECT id, 'Alder Unit, Northmoor', 'ZZ99 1AB' FROM vacancies_vacancy
"""
PEOPLE = """
INSERT INTO accounts_user (email, name, password, is_superuser, is_active)
SELECT 'applicant' || n || '@example.org', '', %(password)s, false, true FROM generate_series(1, %(people)s) n
"""
# The received applications are spread over the adverts; every person applies for ten of them.
RECEIVED = """
INSERT INTO applying_application (vacancy_id, applicant_id, reference, status, submit_key, first_name, last_name,
    address, postcode, phone, started_at, saved_at, submitted_at)
SELECT %(first_vacancy)s + 2 + (n / %(people)s) * %(stride)s + n %% %(stride)s, %(first_person)s + n %% %(people)s,
    'R' || n, 'submitted', gen_random_uuid(), 'Alex', 'Example' || n, '1 Example Row', 'ZZ99 1AA', '07700 900001',
    now(), now(), now() - interval '1 second' * n
FROM generate_series(0, %(received)s - 1) n
"""
# One closed advert with a thousand received applications, one open advert with a thousand complete drafts.
ON_ONE = """
INSERT INTO applying_application (vacancy_id, applicant_id, reference, status, submit_key, first_name, last_name,
    address, postcode, phone, declared_at, started_at, saved_at, submitted_at)
SELECT %(vacancy)s, %(first_person)s + n, %(prefix)s || n, %(status)s, gen_random_uuid(), 'Alex', 'Example' || n,
    '1 Example Row', 'ZZ99 1AA', '07700 900001', now(), now(), now(),
    CASE WHEN %(status)s = 'draft' THEN NULL ELSE now() - interval '2 days' END
FROM generate_series(0, %(count)s - 1) n
"""
ANSWERS = """
INSERT INTO applying_answer (application_id, criterion_id, text, saved_at)
SELECT a.id, c.id, repeat('I led a weekly group and reviewed it. ', 12), now()
FROM applying_application a JOIN vacancies_criterion c USING (vacancy_id) WHERE a.vacancy_id IN (%(closed)s, %(open)s)
"""


@dataclass(frozen=True)
class Seeded:
    """What the benchmark needs to know of the rows."""

    employer: Employer
    closed: Vacancy
    open: Vacancy
    recruiter: User
    chair: User
    applicants: list[User]  # those with a complete draft for `open`


def seed(adverts: int, received: int) -> Seeded:
    """Fill an empty database: so many adverts, so many received applications, and the two special adverts."""
    recruiter = User.objects.create_user("recruiter@example.org", "a long enough passphrase", name="Robin")
    chair = User.objects.create_user("chair@example.org", "a long enough passphrase", name="Sam")
    second = User.objects.create_user("panel@example.org", "a long enough passphrase", name="Jo")
    employer = Employer.objects.create(name="Northmoor Trust")
    StaffRole.objects.create(user=recruiter, employer=employer, role="recruiter")
    for user in (chair, second):
        StaffRole.objects.create(user=user, employer=employer, role="hiring_manager")
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        _fill(cursor, employer, recruiter, adverts, received)
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("ANALYZE")
    closed, opened = Vacancy.objects.order_by("pk")[:2]
    for user in (chair, second):
        closed.panel.create(user=user, is_chair=user == chair)
    applicants = User.objects.filter(applications__vacancy=opened).order_by("pk")
    return Seeded(employer, closed, opened, recruiter, chair, list(applicants))


def _fill(cursor, employer, recruiter, adverts: int, received: int) -> None:
    people = max(ON_ONE_ADVERT, received // 10)
    cursor.execute(ADVERTS, {"employer": employer.pk, "adverts": adverts})
    cursor.execute(CRITERIA_OF_ALL, {"criteria": CRITERIA})
    cursor.execute(PLACES)
    cursor.execute(PEOPLE, {"password": recruiter.password, "people": people})
    cursor.execute("SELECT min(id) FROM vacancies_vacancy")
    first_vacancy = cursor.fetchone()[0]
    cursor.execute("SELECT min(id) FROM accounts_user WHERE email LIKE 'applicant%%'")
    first_person = cursor.fetchone()[0]
    where = {"first_vacancy": first_vacancy, "first_person": first_person}
    stride = (adverts - 2) // 10
    cursor.execute(RECEIVED, {**where, "people": people, "received": received, "stride": stride})
    for vacancy, prefix, status in ((first_vacancy, "C", "submitted"), (first_vacancy + 1, "D", "draft")):
        special = {"vacancy": vacancy, "prefix": prefix, "status": status, "count": ON_ONE_ADVERT}
        cursor.execute(ON_ONE, {**where, **special})
    cursor.execute(ANSWERS, {"closed": first_vacancy, "open": first_vacancy + 1})
    cursor.execute(
        "UPDATE vacancies_vacancy v SET applications_received = "
        "(SELECT count(*) FROM applying_application a WHERE a.vacancy_id = v.id AND a.submitted_at IS NOT NULL)"
    )
    cursor.execute(
        "UPDATE vacancies_vacancy SET status = 'closed', closed_at = %s, closes_at = %s, close_reason = 'deadline', "
        "closing_told_at = %s WHERE id = %s",
        [timezone.now() - timedelta(days=1)] * 3 + [first_vacancy],
    )


def signed_in(user: User) -> dict[str, str]:
    """The cookies of somebody who has signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return {settings.SESSION_COOKIE_NAME: session.session_key, settings.CSRF_COOKIE_NAME: CSRF_TOKEN}

"""Fills a database with adverts and applications, quickly: plain SQL with the triggers set aside."""

# ruff: noqa: E501 - a statement's columns read best in one line

import time
from dataclasses import dataclass
from datetime import timedelta

import psycopg
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection
from django.db.models import CharField, TextField
from django.utils import timezone

from applicants.applying import pages
from applicants.applying.models import Application
from applicants.shortlisting.models import Declaration
from recruitment.accounts.middleware import SEEN_AT
from recruitment.accounts.models import Employer, StaffRole, User
from recruitment.accounts.sessions import SessionStore
from vacancies.models import Vacancy

CRITERIA = 8
ON_ONE_ADVERT = 1_000
CSRF_TOKEN = "b" * 32

# What adverts differ in: with these words searches find many, few or none.
TITLES = (
    "Therapeutic Support Worker",
    "Peer Support Worker",
    "Occupational Therapy Assistant",
    "Sociotherapist",
    "Trainee Wellbeing Practitioner",
    "Healthcare Assistant",
)
TOWNS = tuple(
    f"{first}{last}"
    for first in ("North", "East", "South", "West", "Mid", "Upper ", "Little ", "Old ")
    for last in ("moor", "field", "haven", "bridge", "wick")
)
WORK = (
    "gardening",
    "music",
    "cooking",
    "walking",
    "crafts",
    "swimming",
    "reading",
    "drama",
    "pottery",
    "football",
)

# Every advert is open but the first, which is closed and waits for its panel. Each is the pattern, but for what is
# named here: columns that are added to the model need no line of their own.
ADVERTS = """
INSERT INTO vacancies_vacancy
SELECT advert.* FROM vacancies_vacancy pattern, generate_series(1, %(adverts)s) n,
LATERAL jsonb_populate_record(pattern, jsonb_build_object(
    'id', pattern.id + n,
    'status', 'published',
    'title', (%(titles)s::text[])[1 + n %% 6] || ' ' || n,
    'reference', 'BENCH-' || n,
    'summary', repeat('Support people. ', 10) || 'Groups for ' || (%(work)s::text[])[1 + n / 6 %% 10] || ' and '
        || (%(work)s::text[])[1 + n / 60 %% 10] || ' in case ' || n %% 997 || '.',
    'band', (ARRAY['2','3','4','5'])[1 + n %% 4],
    'contract', (ARRAY['permanent','fixed_term','bank'])[1 + n / 7 %% 3],
    'working_patterns', CASE n / 4 %% 3 WHEN 0 THEN ARRAY['full_time'] WHEN 1 THEN ARRAY['part_time']
        ELSE ARRAY['full_time','flexible'] END,
    'sponsorship', (ARRAY['available','not_available',''])[1 + n / 3 %% 3],
    'opens_at', now() - interval '1 hour' * (n %% 500),
    'published_at', now() - interval '1 hour' * (n %% 500),
    'closes_at', now() + interval '1 hour' * (24 + n %% 1000),
    'cap_applies_from', now() - interval '1 hour',
    'pay_from', 22000 + 1000 * (n %% 13),
    'pay_to', 24000 + 1000 * (n %% 13),
    'pay_shown', '£' || 22 + n %% 13 || ',000 to £' || 24 + n %% 13 || ',000 a year'
)) advert WHERE pattern.id = %(pattern)s
"""
CRITERIA_OF_ALL = """
INSERT INTO vacancies_criterion (vacancy_id, position, "group", text, importance, evidenced_by, kind, weight, guidance)
SELECT v.id, c, 'Experience', 'Experience of supporting people, kind ' || c,
    CASE WHEN c < 6 THEN 'essential' ELSE 'desirable' END, ARRAY['A'], 'scored', 1, ''
FROM vacancies_vacancy v, generate_series(1, %(criteria)s) c WHERE v.id < %(first_vacancy)s + 2000 OR %(all)s
"""
PLACES = """
INSERT INTO vacancies_location (vacancy_id, address, postcode)
SELECT id, 'Alder Unit, ' || (%(towns)s::text[])[1 + id %% %(many)s], 'ZZ' || id %% 40 || ' 1AB' FROM vacancies_vacancy
"""
# The triggers are set aside: what they would have kept is made in one go.
SEARCH = "UPDATE vacancies_vacancy SET search = vacancies_search_of(vacancies_vacancy)"
PEOPLE = """
INSERT INTO accounts_user (email, name, password, is_superuser, is_active)
SELECT 'applicant' || n || '@example.org', '', %(password)s, false, true FROM generate_series(1, %(people)s) n
"""
# The received applications are spread over the adverts; every person applies for ten of them.
RECEIVED = """
INSERT INTO applying_application (vacancy_id, applicant_id, reference, status, submit_key, first_name, last_name,
    address, postcode, phone, started_at, saved_at, submitted_at, {empty})
SELECT %(first_vacancy)s + 2 + (n / %(people)s) * %(stride)s + n %% %(stride)s, %(first_person)s + n %% %(people)s,
    'R' || n, 'submitted', gen_random_uuid(), 'Alex', 'Example' || n, '1 Example Row', 'ZZ99 1AA', '07700 900001',
    now(), now(), now() - interval '1 second' * n, {nothing}
FROM generate_series(0, %(received)s - 1) n
"""
# One closed advert with a thousand received applications, one open advert with a thousand complete drafts.
ON_ONE = """
INSERT INTO applying_application (vacancy_id, applicant_id, reference, status, submit_key, first_name, last_name,
    address, postcode, phone, declared_at, started_at, saved_at, submitted_at, {empty})
SELECT %(vacancy)s, %(first_person)s + n, %(prefix)s || n, %(status)s, gen_random_uuid(), 'Alex', 'Example' || n,
    '1 Example Row', 'ZZ99 1AA', '07700 900001', now(), now(), now(),
    CASE WHEN %(status)s = 'draft' THEN NULL ELSE now() - interval '2 days' END, {nothing}
FROM generate_series(0, %(count)s - 1) n
"""
ANSWERS = """
INSERT INTO applying_answer (application_id, criterion_id, text, saved_at)
SELECT a.id, c.id, repeat('I led a weekly group and reviewed it. ', 12), now()
FROM applying_application a JOIN vacancies_criterion c USING (vacancy_id) WHERE a.vacancy_id IN (%(closed)s, %(open)s)
"""
SECTIONS = """
INSERT INTO applying_section (application_id, name, complete, saved_at)
SELECT a.id, section, true, now() FROM applying_application a, unnest(%(names)s::text[]) section
WHERE a.vacancy_id IN (%(closed)s, %(open)s)
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


def seed(adverts: int, received: int, on_one: int = ON_ONE_ADVERT, criteria: int = CRITERIA) -> Seeded:
    """Fill an empty database: so many adverts, so many received applications, and the two special adverts,
    one with `on_one` applications received, one with as many complete drafts."""
    recruiter = User.objects.create_user("recruiter@example.org", "a long enough passphrase", name="Robin")
    chair = User.objects.create_user("chair@example.org", "a long enough passphrase", name="Sam")
    second = User.objects.create_user("panel@example.org", "a long enough passphrase", name="Jo")
    employer = Employer.objects.create(name="Northmoor Trust")
    StaffRole.objects.create(user=recruiter, employer=employer, role="recruiter")
    for user in (chair, second):
        StaffRole.objects.create(user=user, employer=employer, role="hiring_manager")
    connection.ensure_connection()
    # The values stand in the text: the server is not to guess of which kind a value is that is named twice.
    with psycopg.ClientCursor(connection.connection) as cursor:
        cursor.execute("SET session_replication_role = replica")
        _fill(cursor, employer, recruiter, adverts, received, on_one, criteria)
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("VACUUM ANALYZE")
    closed, opened = Vacancy.objects.order_by("pk")[:2]
    for user in (chair, second):
        member = closed.panel.create(user=user, is_chair=user == chair)
        Declaration.objects.create(member=member, conflict="none")
    applicants = User.objects.filter(applications__vacancy=opened).order_by("pk")
    return Seeded(employer, closed, opened, recruiter, chair, list(applicants))


def _fill(cursor, employer, recruiter, adverts: int, received: int, on_one: int, criteria: int) -> None:
    first_vacancy = _adverts(cursor, employer, adverts, criteria)
    people = max(on_one, received // 10)
    cursor.execute(PEOPLE, {"password": recruiter.password, "people": people})
    cursor.execute("SELECT min(id) FROM accounts_user WHERE email LIKE 'applicant%%'")
    first_person = cursor.fetchone()[0]
    where = {"first_vacancy": first_vacancy, "first_person": first_person}
    spread = {"people": people, "received": received, "stride": (adverts - 2) // 10}
    cursor.execute(with_the_rest_empty(RECEIVED), {**where, **spread})
    for vacancy, prefix, status in ((first_vacancy, "C", "submitted"), (first_vacancy + 1, "D", "draft")):
        special = {"vacancy": vacancy, "prefix": prefix, "status": status, "count": on_one}
        cursor.execute(with_the_rest_empty(ON_ONE), {**where, **special})
    both = {"closed": first_vacancy, "open": first_vacancy + 1}
    cursor.execute(ANSWERS, both)
    cursor.execute(SECTIONS, {**both, "names": sorted(pages.WITH_A_SECTION)})
    cursor.execute(
        "UPDATE vacancies_vacancy v SET applications_received = "
        "(SELECT count(*) FROM applying_application a WHERE a.vacancy_id = v.id AND a.submitted_at IS NOT NULL) "
        "WHERE id IN (SELECT vacancy_id FROM applying_application)"
    )
    cursor.execute(
        "UPDATE vacancies_vacancy SET status = 'closed', closed_at = %s, closes_at = %s, close_reason = 'deadline', "
        "closing_told_at = %s WHERE id = %s",
        [timezone.now() - timedelta(days=1)] * 3 + [first_vacancy],
    )


def _adverts(cursor, employer, adverts: int, criteria: int) -> int:
    """The number of the first of them."""
    words = {"titles": list(TITLES), "work": list(WORK)}
    pattern = Vacancy.objects.create(
        employer=employer,
        title="The pattern",
        reference="PATTERN",
        main_duties="- Plan and lead groups\n" * 8,
        responsibilities="- Keep notes\n" * 8,
        about_us="A small team. " * 20,
        contact_role="Team lead",
        contact_name="Robin Fairweather",
        contact_email="recruiter@example.org",
        contact_phone="01632 960010",
    )
    cursor.execute(ADVERTS, {"pattern": pattern.pk, "adverts": adverts, **words})
    first_vacancy = pattern.pk + 1
    pattern.delete()
    cursor.execute("SELECT setval('vacancies_vacancy_id_seq', max(id)) FROM vacancies_vacancy")
    # Beyond so many nobody opens an advert here: its points would only fill the disk.
    specified = {"criteria": criteria, "first_vacancy": first_vacancy, "all": adverts <= 20_000}
    cursor.execute(CRITERIA_OF_ALL, specified)
    cursor.execute(PLACES, {"towns": list(TOWNS), "many": len(TOWNS)})
    cursor.execute(SEARCH)
    return first_vacancy


def with_the_rest_empty(statement: str) -> str:
    """The texts of an application that these benchmarks do not read are there, and empty."""
    rest = [
        field.column
        for field in Application._meta.fields
        if isinstance(field, CharField | TextField) and field.blank and f"{field.column}," not in statement
    ]
    return statement.format(empty=", ".join(rest), nothing=", ".join(["''"] * len(rest)))


def signed_in(user: User) -> dict[str, str]:
    """The cookies of somebody who has signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    # The first request of a session would write this down: it is no part of what a page costs.
    session[SEEN_AT] = int(time.time())
    session.create()
    return {settings.SESSION_COOKIE_NAME: session.session_key, settings.CSRF_COOKIE_NAME: CSRF_TOKEN}

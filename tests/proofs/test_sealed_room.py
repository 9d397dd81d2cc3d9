"""The sealed room: as the service's own login nothing can be read; as anybody, nowhere, no answer is seen.

Tests run as the owner of the database, so each refusal has its control at hand: the same statement works.
"""

import base64
import logging
import re
import zlib
from contextlib import suppress
from urllib.parse import urlsplit

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.log import AdminEmailHandler
from django.views.debug import ExceptionReporter

from applicants.monitoring.actions import answering, reaching
from applicants.monitoring.questions import QUESTIONS
from applicants.monitoring.tokens import token_for
from recruitment import embedded
from recruitment.accounts.models import User
from recruitment.health import sealing
from tests.factories import PanelMemberFactory, StaffRoleFactory, UserFactory, complete_draft, open_vacancy
from tests.proofs import blind_world

pytestmark = [pytest.mark.django_db, pytest.mark.proof]

TOKEN = token_for("TEST-0001")
ADD = """
INSERT INTO monitoring_answers (id, token, version, age, sex, gender, orientation, ethnicity, religion,
                                disability, partnership, maternity)
VALUES (gen_random_uuid(), %s, 1, '', '', '', '', '', '', '', '', '')
"""
REFUSED = [
    "SELECT * FROM {table}",
    "SELECT count(*) FROM {table}",
    "SELECT xmin, ctid FROM {table}",
    "SELECT 1 FROM {table} LIMIT 1",
    "UPDATE {table} SET token = token",
    "DELETE FROM {table}",
    "DELETE FROM {table} RETURNING *",
    "TRUNCATE {table}",
    "COPY {table} TO STDOUT",
    "COPY (SELECT token FROM {table}) TO STDOUT",
    "SELECT * FROM {table} FOR UPDATE",
    "CREATE TEMP TABLE copied AS SELECT * FROM {table}",
    "INSERT INTO {table} SELECT * FROM {table}",
    "EXPLAIN SELECT * FROM {table}",
    "ALTER TABLE {table} ADD seen text",
    "CREATE VIEW seen AS SELECT * FROM {table}",
]
WAYS_ROUND = [
    "SET ROLE {owner}",
    "SET SESSION AUTHORIZATION {owner}",
    "GRANT {owner} TO recruitment_web",
    "ALTER ROLE recruitment_web SUPERUSER",
    "ALTER ROLE {owner} PASSWORD 'known'",
    "CREATE ROLE another SUPERUSER",
    "CREATE TABLE seen (what text)",
    "CREATE FUNCTION seen() RETURNS void LANGUAGE sql AS 'SELECT'",
    "ALTER FUNCTION monitoring_times_answered(uuid) OWNER TO recruitment_web",
    # The figures are had of their function alone: not of their table, nor with other groups.
    "SELECT * FROM monitoring_figures",
    "INSERT INTO monitoring_figures VALUES (1, 'sex', 1, 'male', 1, 1)",
    "UPDATE monitoring_figures SET applied = 1",
    "DELETE FROM monitoring_figures",
    "SELECT monitoring_groups()",
    "SELECT monitoring_shown(ARRAY[1], ARRAY[1])",
    "ALTER FUNCTION monitoring_selection_rates(bigint) OWNER TO recruitment_web",
    "CREATE OR REPLACE FUNCTION monitoring_groups() RETURNS TABLE (question text, place integer, said text, "
    "codes text[]) LANGUAGE sql AS 'SELECT NULL, 1, NULL, NULL'",
    "CREATE TRIGGER seen BEFORE INSERT ON monitoring_answers EXECUTE FUNCTION monitoring_stir()",
    "ALTER DATABASE {database} OWNER TO recruitment_web",
    "COPY (SELECT 1) TO PROGRAM 'true'",
    "SELECT pg_read_file('PG_VERSION')",
    "SELECT * FROM pg_statistic",
]


@pytest.fixture
def service(db):
    """A connection of the service's own login to the database of the tests."""
    url = urlsplit(embedded.servers().service_url)._replace(path=f"/{connection.settings_dict['NAME']}")
    with psycopg.connect(url.geturl(), autocommit=True) as own:
        yield own


def refused(service, statement) -> bool:
    try:
        with service.cursor() as cursor:
            if statement.startswith("COPY"):
                with cursor.copy(statement) as copy:
                    list(copy)
            else:
                cursor.execute(statement)
    except psycopg.errors.InsufficientPrivilege:
        return True
    return False


def works_for_the_owner(statement) -> None:
    """The control: undone at once."""
    with transaction.atomic(), connection.cursor() as cursor:
        if statement.startswith("COPY"):
            with cursor.copy(statement) as copy:
                list(copy)
        else:
            cursor.execute(statement)
        transaction.set_rollback(True)


@pytest.mark.parametrize("table", settings.SEALED_TABLES)
def test_the_services_login_can_do_nothing_there_and_the_owner_can(service, table):
    for statement in REFUSED:
        assert refused(service, statement.format(table=table)), statement
        works_for_the_owner(statement.format(table=table))


def test_it_can_add_and_be_told_nothing_back(service):
    with service.transaction(force_rollback=True):
        assert service.execute(ADD, [TOKEN]).rowcount == 1
        # Its own row, in its own transaction: not even that.
        with pytest.raises(psycopg.errors.InsufficientPrivilege), service.transaction():
            service.execute("SELECT * FROM monitoring_answers")
        assert service.execute(f"{ADD} ON CONFLICT DO NOTHING", [TOKEN]).rowcount == 0
    for tail in ("RETURNING token", "ON CONFLICT (token, version) DO UPDATE SET age = 'x'"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            service.execute(f"{ADD} {tail}", [TOKEN])


def test_it_cannot_become_more_than_it_is(service):
    owner = connection.settings_dict["USER"]
    database = connection.settings_dict["NAME"]
    for statement in WAYS_ROUND:
        assert refused(service, statement.format(owner=owner, database=database)), statement
    # Who owns nothing gives nothing away: a warning, and still no right.
    service.execute("GRANT SELECT ON monitoring_answers TO recruitment_web")
    assert refused(service, "SELECT * FROM monitoring_answers")
    assert service.execute("SELECT * FROM pg_stats WHERE tablename = 'monitoring_answers'").fetchall() == []
    # A table of its own by that name does not deceive the owner's function.
    service.execute("CREATE TEMP TABLE monitoring_answers (token uuid, version smallint)")
    service.execute("INSERT INTO monitoring_answers VALUES (%s, 7)", [TOKEN])
    assert service.execute("SELECT monitoring_times_answered(%s)", [TOKEN]).fetchone() == (0,)


def test_it_is_told_no_figures_before_a_shortlist_is_announced(service):
    refusal = "Nobody was told of a shortlist for vacancy 1."
    with pytest.raises(psycopg.DatabaseError, match=refusal) as caught:
        service.execute("SELECT * FROM monitoring_selection_rates(1)")
    assert caught.value.sqlstate == "SE001"
    # Nor by a shortlist of its own making: the function looks at no table but the owner's.
    service.execute("CREATE TEMP TABLE shortlisting_shortlist (vacancy_id bigint, announced_at timestamptz)")
    service.execute("INSERT INTO shortlisting_shortlist VALUES (1, now())")
    with pytest.raises(psycopg.DatabaseError, match=refusal):
        service.execute("SELECT * FROM monitoring_selection_rates(1)")


MISSING_RIGHTS = """
SELECT relname FROM pg_class
 WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> ALL (%s)
   AND NOT (has_table_privilege('recruitment_web', oid, 'SELECT')
        AND has_table_privilege('recruitment_web', oid, 'INSERT')
        AND has_table_privilege('recruitment_web', oid, 'UPDATE')
        AND has_table_privilege('recruitment_web', oid, 'DELETE'))
    OR relnamespace = 'public'::regnamespace AND relkind = 'S'
   AND NOT has_sequence_privilege('recruitment_web', oid, 'USAGE')
"""


def test_it_has_every_right_it_needs_elsewhere_also_on_tables_to_come():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE to_come (id bigserial)")
        kept_apart = [*settings.SEALED_TABLES, "monitoring_figures"]
        cursor.execute(MISSING_RIGHTS, [kept_apart])
        assert cursor.fetchall() == []
        cursor.execute("REVOKE DELETE ON to_come FROM recruitment_service")
        cursor.execute(MISSING_RIGHTS, [kept_apart])
        assert cursor.fetchall() == [("to_come",)]


def test_the_probe_tells_the_two_logins_apart(service, monkeypatch, settings):
    assert sealing.standing().startswith("open: the login of DATABASE_URL")
    monkeypatch.setattr(sealing, "connection", service)
    assert sealing.standing() == "sealed"
    monkeypatch.setitem(settings.DATABASE_OWNER, "USER", "somebody_else")
    assert sealing.standing().startswith("open: this process was given MIGRATION_DATABASE_URL")


# --- Nothing there leads to a person ---------------------------------------------------------------------


def test_neither_key_nor_time_nor_number_leads_from_the_room_to_anything_else():
    room = apps.get_app_config("monitoring")
    assert {model._meta.db_table for model in room.get_models()} == set(settings.SEALED_TABLES)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name, udt_name FROM information_schema.columns WHERE table_name = ANY (%s)",
            [list(settings.SEALED_TABLES)],
        )
        columns = cursor.fetchall()
        cursor.execute(
            """
            SELECT conname FROM pg_constraint
             WHERE contype = 'f'
               AND (conrelid = ANY (%(t)s::text[]::regclass[]) OR confrelid = ANY (%(t)s::text[]::regclass[]))
            UNION ALL
            SELECT tgname FROM pg_trigger WHERE tgrelid = ANY (%(t)s::text[]::regclass[])
            UNION ALL
            SELECT column_name FROM information_schema.columns
             WHERE table_name = ANY (%(t)s::text[])
               AND (is_identity = 'YES' OR column_default LIKE 'nextval%%')
            """,
            {"t": list(settings.SEALED_TABLES)},
        )
        assert cursor.fetchall() == []
    assert {kind for _, kind in columns} == {"uuid", "varchar", "int2", "int8"}
    assert {name for name, kind in columns if kind in ("int2", "int8")} == {"version", "vacancy_number"}


def test_nobody_can_be_given_a_right_to_see_it_on_the_desk():
    for model in apps.get_app_config("monitoring").get_models():
        assert not admin.site.is_registered(model)
        assert model._meta.default_permissions == ()
        assert model._meta.permissions == []


# --- Nobody sees an answer, anywhere ----------------------------------------------------------------------

# Words that stand nowhere else in what is written down.
CHOSEN = {
    "age": "16_24",
    "religion": "no_religion",
    "orientation": "other_orientation",
    "ethnicity": "white",
    "ethnicity_white": "white_gypsy_traveller",
    "disability": "yes_a_little",
    "partnership": "surviving_partner",
    "maternity": "yes_maternity",
}
MARKS = [*(set(CHOSEN.values()) - {"white"}), "gypsy", "surviving partner", "day to day a little"]


def tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
        )
        return [name for (name,) in cursor.fetchall()]


def everything_written_down_in(table: str) -> str:
    """Every row as text; what is packed (sessions, the cache) is unpacked."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "{table}"::text FROM "{table}"')
        rows = [text for (text,) in cursor.fetchall()]
    packed = [word for row in rows for word in re.findall(r"[A-Za-z0-9_+/-]{16,}={0,2}", row)]
    return "\n".join(rows + [_unpacked(word) for word in packed]).lower()


def _unpacked(word: str) -> str:
    with suppress(ValueError, zlib.error):
        data = base64.urlsafe_b64decode(word.replace("+", "-").replace("/", "_") + "==")
        with suppress(zlib.error):
            data = zlib.decompress(data)
        return data.decode("latin-1")
    return ""


def marks_in(text: str) -> set[str]:
    return {mark for mark in MARKS if mark in text.lower()}


def test_what_was_answered_is_written_down_nowhere_but_in_the_room(caplog, settings):
    caplog.set_level(logging.DEBUG)
    draft = complete_draft(open_vacancy())
    client = Client()
    client.force_login(draft.applicant)
    page = reverse("applying:equality", args=[draft.reference])
    with CaptureQueriesContext(connection) as said:
        answer = client.post(page, CHOSEN)
        following = client.get(answer.headers["Location"])
        again = client.get(page)
    assert following.status_code == again.status_code == 200
    assert "You have answered these questions." in again.content.decode()
    assert "checked" not in again.content.decode()
    assert "no-store" in again.headers["Cache-Control"]
    outside = [
        *(query["sql"] for query in said.captured_queries),
        *(record.getMessage() for record in caplog.records),
        str(answer.headers) + answer.cookies.output() + answer.content.decode(),
        str(following.headers) + following.cookies.output() + following.content.decode(),
        str(dict(client.session)),
    ]
    assert marks_in("\n".join(outside)) == set()
    found = {table: marks_in(everything_written_down_in(table)) for table in tables()}
    # The search finds them where they are: it can fail.
    assert found.pop("monitoring_answers") == set(CHOSEN.values()) - {"white"} | {"gypsy"}
    assert {table for table, marks in found.items() if marks} == set()
    # Nor the token, by which they could be found again.
    token = str(token_for(draft.reference))
    sealed = set(settings.SEALED_TABLES)
    assert not [table for table in set(tables()) - sealed if token in everything_written_down_in(table)]


def test_answers_of_who_was_signed_out_or_has_an_old_page_are_kept_nowhere(settings):
    """The other pages of a draft keep what was typed until somebody is back; this one must not."""
    draft = complete_draft(open_vacancy())
    page = reverse("applying:equality", args=[draft.reference])
    signed_out = Client()
    answer = signed_out.post(page, CHOSEN)
    assert answer.headers["Location"].startswith(reverse("account_login"))
    with_an_old_page = Client(enforce_csrf_checks=True)
    with_an_old_page.force_login(draft.applicant)
    refused = with_an_old_page.post(page, CHOSEN, headers={"origin": "http://testserver"})
    assert refused.status_code == 403
    seen = [answer.headers["Location"], str(dict(signed_out.session)), str(dict(with_an_old_page.session))]
    seen += [refused.content.decode(), refused.cookies.output(), answer.cookies.output()]
    assert marks_in("\n".join(seen)) == set()
    assert {table for table in tables() if marks_in(everything_written_down_in(table))} == set()


def test_an_error_on_the_page_reports_no_answer(caplog, monkeypatch):
    """Whatever goes wrong there: neither the log nor the report that is made of it repeats a choice."""
    draft = complete_draft(open_vacancy())
    client = Client(raise_request_exception=False)
    client.force_login(draft.applicant)

    def fails(token, answers):
        raise RuntimeError

    monkeypatch.setattr(answering, "answer", fails)
    reports = []
    monkeypatch.setattr(
        AdminEmailHandler, "emit", lambda self, record: reports.append(report_of(record)), raising=True
    )
    logging.getLogger("django.request").addHandler(handler := AdminEmailHandler())
    try:
        assert client.post(reverse("applying:equality", args=[draft.reference]), CHOSEN).status_code == 500
    finally:
        logging.getLogger("django.request").removeHandler(handler)
    assert reports
    assert "RuntimeError" in reports[0]
    assert marks_in("\n".join([*reports, caplog.text])) == set()


def report_of(record) -> str:
    return ExceptionReporter(record.request, *record.exc_info, is_email=True).get_traceback_text()


class Stage(blind_world.Stage):
    """Fewer numbers to try than where blindness is proved: what is looked for is of one application."""

    def values(self, parameter):
        known = super().values(parameter)
        return known if len(known) < 4 else [self.vacancy.pk, self.canary.pk, self.canary.applicant_id]


@pytest.fixture
def stage(settings, monkeypatch):
    """A vacancy as far as the ranking; the room holds canaries for one who applied, in every column."""
    settings.STAFF_MFA_REQUIRED = False
    canaries = {question.name: f"zyx{question.name}" for question in QUESTIONS}
    stage = Stage("choosing")
    token = token_for(stage.canary.reference)
    answering.answer(token, canaries)
    reaching.reached([reaching.Step(token, "zyxstage", stage.vacancy.pk)])
    looked_for = "|".join([*canaries.values(), "zyxstage", str(token), token.hex])
    monkeypatch.setattr(blind_world, "TRACES", [re.compile(looked_for)])
    return stage


def staff(stage) -> dict[str, User]:
    recruiter = StaffRoleFactory(employer=stage.employer).user
    administrator = UserFactory(is_superuser=True)
    PanelMemberFactory(user=recruiter)
    return {
        "recruiter": recruiter,
        "chair": stage.chair.user,
        "manager": stage.manager,
        "administrator": administrator,
    }


@pytest.mark.parametrize("role", ["recruiter", "chair", "manager", "administrator"])
def test_no_address_shows_an_answer_to_any_kind_of_staff(stage, caplog, role):
    caplog.set_level(logging.INFO)
    person = staff(stage)[role]
    assert blind_world.leaks(person, blind_world.every_address(stage)) == {}
    said = "\n".join(record.getMessage() for record in caplog.records)
    written = "\n".join(
        everything_written_down_in(table) for table in set(tables()) - set(settings.SEALED_TABLES)
    )
    assert blind_world.traces_in(f"{said}\n{written}") == set()


def test_control_the_same_walk_finds_what_may_be_seen(stage):
    User.objects.filter(pk=stage.canary.applicant_id).update(email="zyxreligion@example.org")
    found = blind_world.leaks(staff(stage)["recruiter"], blind_world.every_address(stage, beginning="desk/"))
    assert any(address.startswith("/desk/applying/application/") for address in found)

"""Each promise about shortlists is seen to be broken when it is."""

import pytest
from django.db import connection

from applicants.shortlisting import invariants, tasks
from tests.applicants.shortlisting.panels import announced_vacancy

pytestmark = pytest.mark.django_db

BREAKAGES = {
    "nobody waits once the shortlist is announced": "UPDATE applying_application SET status = 'submitted'",
    "everybody not shortlisted has their email": "DELETE FROM mail_outgoingemail WHERE key LIKE 'outcome:%'",
    "every invitation has its email": "DELETE FROM mail_outgoingemail WHERE key LIKE 'invitation:%'",
    "everybody shortlisted has one invitation": "UPDATE shortlisting_invitation SET cancelled_at = now()",
    "only the shortlisted are invited": "DELETE FROM applying_statuschange WHERE to_status = 'shortlisted'",
    "a named person decided every answer": "UPDATE shortlisting_decision SET outcome = 'not_shortlisted'",
    "everybody on the reserve list has their email": "UPDATE applying_application SET status = 'reserve'",
    "nobody is invited twice": "INSERT INTO shortlisting_invitation (application_id, details, cancelled_at)"
    " SELECT application_id, '', now() FROM shortlisting_invitation",
    "guaranteed interviews stand on checked shortlists alone": "INSERT INTO"
    " shortlisting_guaranteedinterview (shortlist_id, application_id, decided_by_id)"
    " SELECT shortlist_id, application_id, decided_by_id FROM shortlisting_decision",
    "nobody on the panel looked at the guaranteed interviews": "UPDATE shortlisting_shortlist"
    " SET checked_by_id = announced_by_id",
    "a reserve list has no gaps": "UPDATE shortlisting_decision"
    " SET outcome = 'reserve', reserve_place = id + 1",
    "no score was changed after its card was in": "UPDATE shortlisting_score SET saved_at = '2100-01-01'",
    "a card that is in is complete": "UPDATE shortlisting_score SET points = NULL",
    "a card says rightly how many scores it has": "UPDATE shortlisting_cardcount"
    " SET with_note = with_note + 1",
    "every score is counted": "DELETE FROM shortlisting_cardcount",
    "below a confirmed shortlist everything is agreed": "UPDATE shortlisting_shortlist"
    " SET announced_at = NULL; UPDATE shortlisting_score SET points = 0"
    " WHERE id = (SELECT min(id) FROM shortlisting_score)",
    "a confirmed shortlist rests on cards of its panel that are in": "UPDATE shortlisting_shortlist"
    " SET rests_on = rests_on[1:1] || ARRAY[0::bigint]",
    "every announcement is in the audit trail": "DELETE FROM audit_auditevent",
}


def test_every_promise_is_tried():
    assert BREAKAGES.keys() == invariants.INVARIANTS.keys()


@pytest.mark.parametrize("name", BREAKAGES)
def test_a_broken_promise_is_found_and_named_in_the_log(name, caplog):
    announced_vacancy(applications=2, invited=1)
    assert invariants.broken() == []
    with connection.cursor() as cursor:
        # No code of ours can break these: the triggers are set aside as only an owner of the database can.
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(BREAKAGES[name])
        cursor.execute("SET LOCAL session_replication_role = origin")
    assert name in {broken.name for broken in invariants.broken()}
    tasks.check_invariants()
    assert name in caplog.text

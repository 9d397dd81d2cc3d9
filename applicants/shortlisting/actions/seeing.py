"""That a panel member looked at an application: kept for whoever asks a year later who read what."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db import connection, transaction

from recruitment.accounts.models import User
from recruitment.audit.recording import record_once_in
from vacancies.models import PanelMember

# A page that is shown again within so long is the same look.
ONE_LOOK = timedelta(minutes=1)
# Written out, for it is asked at every look. The member's row is what two requests at once wait for.
THEIRS = """
SELECT candidate.id
  FROM shortlisting_candidate candidate JOIN vacancies_panelmember member ON member.id = candidate.member_id
 WHERE member.id = %s AND candidate.token = ANY(%s) ORDER BY candidate.id FOR NO KEY UPDATE OF member
"""


# No savepoint of its own: where the note fails, the page fails with it.
@transaction.atomic(savepoint=False)
def seen(member: PanelMember, tokens: Iterable[UUID], page: str, *, by: User) -> None:
    """Note that `member` was shown these candidates, named by this member's own tokens, on one page.

    `page` is a word of ours: "candidate", "criterion 12", "print". One audit record for all of them, with the
    candidates' numbers; none where the same page was noted in the last minute. Two queries, however
    many the candidates are. Call it for GET alone: HEAD shows nobody anything.
    """
    with connection.cursor() as cursor:
        cursor.execute(THEIRS, [member.pk, list(tokens)])
        candidates = [pk for (pk,) in cursor.fetchall()]
    if candidates:
        details = {"page": page, "candidates": candidates}
        employer = member.vacancy.employer_id
        record_once_in(ONE_LOOK, "candidates.seen", member, by=by, employer_id=employer, **details)

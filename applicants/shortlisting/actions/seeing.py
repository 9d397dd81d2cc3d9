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
# Written out: it is asked at every look. Two requests at once of one member wait for each other, by a lock
# that writes nothing: a page that is looked at again leaves no trace, and its commit waits for no disk.
THEIRS = """
SELECT candidate.id
  FROM pg_advisory_xact_lock(hashtextextended('candidates.seen', %s)), shortlisting_candidate candidate
 WHERE candidate.member_id = %s AND candidate.token = ANY(%s) ORDER BY candidate.id
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
        cursor.execute(THEIRS, [member.pk, member.pk, list(tokens)])
        candidates = [pk for (pk,) in cursor.fetchall()]
    if candidates:
        details = {"page": page, "candidates": candidates}
        employer = member.vacancy.employer_id
        record_once_in(ONE_LOOK, "candidates.seen", member, by=by, employer_id=employer, **details)

"""That a panel member looked at an application: kept for whoever asks a year later who read what."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now

from applicants.shortlisting.models import Candidate
from recruitment.accounts.models import User
from recruitment.audit.models import AuditEvent
from recruitment.audit.recording import record
from vacancies.models import PanelMember

# A page that is shown again within so long is the same look.
ONE_LOOK = timedelta(minutes=1)


# No savepoint of its own: where the note fails, the page fails with it.
@transaction.atomic(savepoint=False)
def seen(member: PanelMember, tokens: Iterable[UUID], page: str, *, by: User) -> None:
    """Note that `member` was shown these candidates, named by this member's own tokens, on one page.

    `page` is a word of ours: "candidate", "criterion 12", "print". One audit record for all of them, with the
    candidates' numbers; none where the same page was noted in the last minute. Three queries at most,
    however many the candidates are. Call it for GET alone: HEAD shows nobody anything.
    """
    # The member's row is what two requests at once wait for.
    rows = Candidate.objects.filter(member=member, token__in=list(tokens)).select_related("member")
    held = rows.order_by("pk").select_for_update(of=("member",), no_key=True).only("pk", "member__id")
    candidates = [row.pk for row in held]
    if not candidates:
        return
    details = {"page": page, "candidates": candidates}
    lately = AuditEvent.objects.filter(
        subject=f"panelmember:{member.pk}",
        action="candidates.seen",
        actor_id=by.pk,
        happened_at__gt=Now() - ONE_LOOK,
        details=details,
    )
    if not lately.exists():
        record("candidates.seen", member, by=by, employer_id=member.vacancy.employer_id, **details)

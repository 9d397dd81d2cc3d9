"""What a closing means for people who were still writing. When and why an advert closes is the vacancy's."""

from django.db import transaction

from applicants.applying import emails
from recruitment.accounts.models import User
from recruitment.audit.recording import SystemJob
from vacancies.actions import closing
from vacancies.models import Vacancy


@transaction.atomic
def close_and_tell(vacancy: Vacancy, *, by: User | SystemJob) -> bool:
    """Write down that the advert closed and tell everyone once; True if this call did.

    Also: audits, queues the mail to panel, recruiter and everybody whose draft was not submitted. A vacancy
    whose row somebody holds (a submission on its way, another sweep) is left to the next sweep.
    """
    unheld = Vacancy.objects.select_for_update(no_key=True, skip_locked=True)
    try:
        vacancy.refresh_from_db(from_queryset=unheld)
    except Vacancy.DoesNotExist:
        return False
    if not closing.record(vacancy, by=by):
        return False
    for draft in vacancy.applications.drafts().select_related("applicant").order_by("pk"):
        emails.advert_closed_draft(draft)
    return True

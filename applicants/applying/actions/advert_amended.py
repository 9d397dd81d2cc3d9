"""Telling people who are applying that the advert they read has changed."""

from django.db import transaction
from django.utils import timezone

from applicants.applying import emails
from applicants.applying.models import Application
from applicants.applying.status import Status
from recruitment.accounts.models import User
from recruitment.audit.recording import SystemJob, record
from recruitment.mail import outbox
from vacancies.models import Amendment


@transaction.atomic
def tell(amendment: Amendment, *, by: User | SystemJob) -> bool:
    """Tell of one change that matters, once; True if this call did. Also: audits, stamps `told_at`.

    Told are those who had begun before it: who begins later reads the new words. A draft of an advert that
    has closed since is told of the closing instead; on a withdrawn vacancy nobody is told but of that.
    """
    untold = Amendment.objects.untold().select_for_update(skip_locked=True, of=("self",))
    amendment = untold.select_related("vacancy__employer").filter(pk=amendment.pk).first()
    if amendment is None:
        return False
    vacancy = amendment.vacancy
    told = []
    if not vacancy.is_withdrawn:
        told = [Status.SUBMITTED] if vacancy.has_closed else [Status.SUBMITTED, Status.DRAFT]
    concerned = (
        Application.objects.filter(vacancy=vacancy, status__in=told, started_at__lt=amendment.made_at)
        .select_related("applicant")
        .order_by("pk")
    )
    letters = []
    for application in concerned:
        application.vacancy = vacancy
        letters.append(emails.advert_amended(amendment, application))
    outbox.queue_many(letters)
    amendment.told_at = timezone.now()
    amendment.save(update_fields=["told_at"])
    record(
        "vacancy.amendment_told",
        vacancy,
        by=by,
        employer_id=vacancy.employer_id,
        amendment=amendment.pk,
        people=len(letters),
    )
    return True

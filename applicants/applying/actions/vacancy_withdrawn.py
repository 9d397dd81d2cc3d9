"""What the withdrawal of a vacancy means for people who applied, or had begun to."""

from django.db import transaction
from django.db.models import Q

from applicants.applying import emails
from applicants.applying.models import Application
from applicants.applying.moving import move_all
from applicants.applying.status import Status
from recruitment.accounts.models import User
from recruitment.audit.recording import SystemJob
from recruitment.mail import outbox
from vacancies.actions import withdrawing
from vacancies.actions.locking import unheld
from vacancies.models import Vacancy


@transaction.atomic
def tell(vacancy: Vacancy, *, by: User | SystemJob) -> bool:
    """End every application that waits and tell everybody once; True if this call did.

    Who had withdrawn before is not told: it is not their vacancy any more. Also: tells the panel, audits,
    stamps `withdrawal_told_at`. A vacancy whose row somebody holds is left to the next sweep.
    """
    vacancy = unheld(vacancy)
    if vacancy is None or not vacancy.is_withdrawn or vacancy.withdrawal_told_at:
        return False
    concerned = list(
        Application.objects.filter(Q(status=Status.SUBMITTED) | Q(status=Status.DRAFT), vacancy=vacancy)
        .select_related("applicant")
        .order_by("pk")
    )
    for application in concerned:
        application.vacancy = vacancy
    waiting = [application for application in concerned if application.status == Status.SUBMITTED]
    move_all(waiting, Status.VACANCY_WITHDRAWN, by=by)
    outbox.queue_many([emails.vacancy_withdrawn(application) for application in concerned])
    withdrawing.told(vacancy, by=by, applications=len(waiting), drafts=len(concerned) - len(waiting))
    return True

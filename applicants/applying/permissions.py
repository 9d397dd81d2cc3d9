"""Who may apply, and whose applications a recruiter may see: plain predicates and the sets they imply."""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from applicants.applying.models import Application, ApplicationDocument
from applicants.applying.status import Status
from vacancies.models import PanelMember, Vacancy

# Whoever took the last place of a capped advert is asked after it has closed.
EQUALITY_DAYS = 7


def may_answer_equality(application: Application) -> bool:
    """Until the advert closes, and for some days after submitting. Needs `vacancy` and `late_entry`."""
    if application.is_draft:
        return application.may_be_submitted
    if application.status in (Status.WITHDRAWN, Status.VACANCY_WITHDRAWN):
        return False
    lately = timezone.now() - application.submitted_at < timedelta(days=EQUALITY_DAYS)
    return application.vacancy.is_open or lately


def may_apply(user, vacancy: Vacancy) -> bool:
    """Everybody but those who sit, or sat, on the panel that would judge them."""
    return not vacancy.panel.filter(user=user).exists()


def vacancies_shown_to_recruiter(user) -> QuerySet[Vacancy]:
    """The vacancies of which this person may know who applied.

    Those of the employers they recruit for, without the ones whose panel they sit on, or sat on: their
    scores must stay blind.
    """
    panels = PanelMember.objects.filter(user=user).values("vacancy")
    return Vacancy.objects.filter(employer__in=user.recruits_for).exclude(pk__in=panels)


def shown_to_recruiter(user) -> QuerySet[Application]:
    """What was received for those vacancies. No drafts: what somebody has not handed over is theirs."""
    return Application.objects.received().filter(vacancy__in=vacancies_shown_to_recruiter(user))


def documents_for_recruiter(user) -> QuerySet[ApplicationDocument]:
    """What came with those applications and may be opened: nothing that waits for the virus scanner."""
    return ApplicationDocument.objects.released().filter(application__in=shown_to_recruiter(user))


def drafts_counted_for_recruiter(user) -> QuerySet[Application]:
    """To be counted, never listed: the drafts for those vacancies while they are open."""
    return Application.objects.drafts().filter(vacancy__in=vacancies_shown_to_recruiter(user).open())

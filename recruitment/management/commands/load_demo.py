"""`manage.py load_demo`: the demo's people, adverts and applications, made through the real actions."""

from datetime import time, timedelta

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from applicants.applying.actions import vacancy_withdrawn
from applicants.applying.actions.closing import close_and_tell
from recruitment.accounts.models import Employer, StaffRole, User
from recruitment.audit.recording import SystemJob
from recruitment.health.gaps import Gap
from recruitment.mail import doorbell
from recruitment.management.commands._demo_adverts import STORIES, WAITING_DOCUMENT, Advert
from recruitment.management.commands._demo_applications import ALEX, BEFORE_THE_OTHERS, apply
from recruitment.management.commands._demo_applied import APPLIED
from recruitment.management.commands._demo_crowd import crowd_applies
from recruitment.management.commands._demo_data import FIELD, TRUST
from recruitment.management.commands._demo_panel_adverts import AT_WORK
from recruitment.management.commands._demo_panels import PANELS, ask_why
from recruitment.management.commands._demo_people import (
    colleague_of,
    load_people,
    sign_in_account,
    staff,
    who_can_sign_in,
)
from recruitment.management.commands._demo_searched import SEARCHED
from recruitment.management.commands._demo_shortlisted import declare, shortlist_and_announce
from recruitment.management.commands._demo_vacancies import job_description, next_monday, typed
from vacancies import times
from vacancies.actions import (
    approving,
    attaching,
    closing,
    outages,
    publishing,
    readvertising,
    withdrawing,
)
from vacancies.importing import kept, reading
from vacancies.models import ImportedAdvert, Vacancy

LOADING = SystemJob("demo data")
APPLICANT = "applicant@example.org"


class Command(BaseCommand):
    help = "Load the demo's people, adverts and applications. Safe to run again: what is there stays."

    def handle(self, **options):
        if settings.PRODUCTION:
            raise CommandError(
                "The demo's people have a published password: they are never loaded in production."
            )
        with doorbell.rung_once():
            load_people()
            there = set(Vacancy.objects.values_list("reference", flat=True))
            for advert in (*SEARCHED, *STORIES, *APPLIED, *AT_WORK):
                if advert.reference not in there:
                    load_advert(advert)
            load_document()
        self.stdout.write(who_can_sign_in())


@transaction.atomic
def load_advert(advert: Advert) -> None:
    """One vacancy, taken as far as the data says it has come."""
    recruiter = staff(StaffRole.Role.RECRUITER, advert.employer)
    vacancy = typed(advert, by=recruiter)
    if advert.stands == "draft":
        return
    if advert.document:
        attaching.attach(vacancy, job_description(advert), title=advert.document, by=recruiter)
    if vacancy.employer.needs_approval:
        approving.send(vacancy, by=colleague_of(recruiter, advert.employer))
        if advert.stands == "awaiting_approval":
            return
        approving.approve(vacancy, by=recruiter)
    if advert.stands == "scheduled":
        publishing.publish(vacancy, by=recruiter, opens_at=times.instant(next_monday(), time(9)))
        return
    publishing.publish(vacancy, by=recruiter)
    let_days_pass(vacancy, advert.opened_days_ago)
    let_people_apply(vacancy, advert)
    what_happened_since(vacancy, advert, by=recruiter)


def let_people_apply(vacancy: Vacancy, advert: Advert) -> None:
    """The applicant's own draft first: it was begun before the others filled the places."""
    applicant = User.objects.get(email=APPLICANT)
    if advert.applicant in BEFORE_THE_OTHERS:
        BEFORE_THE_OTHERS[advert.applicant](vacancy, applicant)
    for number, (first, last) in enumerate(FIELD[: advert.applied]):
        apply(vacancy, sign_in_account(f"{first}.{last}@example.org".lower()), first, last, number)
    if advert.crowd:
        crowd_applies(vacancy, advert.crowd, disability_confident=(4, 5))
    if advert.applicant == "applied":
        apply(vacancy, applicant, *ALEX, advert.applied or advert.crowd)


def what_happened_since(vacancy: Vacancy, advert: Advert, *, by: User) -> None:
    """Whatever became of the advert after it opened."""
    if advert.extended_because:
        day_later = times.days_later(vacancy.closes_at, 1)
        closing.extend(vacancy, by=by, closes_at=day_later, reason=advert.extended_because)
    if advert.hit_by_an_outage:
        now = timezone.now()
        gap = Gap(now - timedelta(minutes=95), now - timedelta(minutes=5))
        outages.flag(vacancy, by=LOADING, gap=gap)
    if advert.stands == "closed":
        closing.close_early(vacancy, by=by, reason=advert.ended_because)
        close_and_tell(vacancy, by=LOADING)
        PANELS.get(advert.panel, declare)(vacancy)
    if advert.answer:
        mine = vacancy.applications.get(applicant__email=APPLICANT)
        shortlist_and_announce(vacancy, mine, advert.answer)
    if advert.answer == "not_shortlisted":
        ask_why(mine, released=True)
    if advert.stands == "withdrawn":
        withdrawing.withdraw(vacancy, by=by, reason=advert.ended_because)
        vacancy_withdrawn.tell(vacancy, by=LOADING)
    if advert.readvertised:
        readvertising.readvertise(vacancy, by=by)


def let_days_pass(vacancy: Vacancy, days: int) -> None:
    """As if it had been published so many days ago. No act does this, and a forecast needs the days.

    The closing time stays: nobody could tell that the demo was loaded today.
    """
    for name in ("opens_at", "published_at", "cap_applies_from"):
        setattr(vacancy, name, getattr(vacancy, name) - timedelta(days=days))
    vacancy.save(update_fields=["opens_at", "published_at", "cap_applies_from"])


@transaction.atomic
def load_document() -> None:
    """A document that was read for a recruiter and waits for somebody to look it through."""
    file_name, text = WAITING_DOCUMENT
    if ImportedAdvert.objects.filter(file_name=file_name).exists():
        return
    found = reading.reading_of_text(text)
    ImportedAdvert.objects.create(
        employer=Employer.objects.get(name=TRUST),
        imported_by=staff(StaffRole.Role.RECRUITER, TRUST),
        file_name=file_name,
        text=found.text,
        draft=kept.values_of(found.draft),
    )

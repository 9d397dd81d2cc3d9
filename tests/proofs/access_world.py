"""The small world in which the access table is tried: two employers, nine kinds of people, one of each."""

from datetime import date, timedelta
from functools import cached_property
from time import time
from uuid import UUID

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from applicants.applying.actions import submitting
from applicants.applying.status import Scan
from applicants.shortlisting import blinding, queries
from applicants.shortlisting.actions import announcing, deciding, explaining, recognising
from applicants.shortlisting.actions.deciding import Outcome
from applicants.shortlisting.actions.masking import read_through
from applicants.shortlisting.models import MaskedWords, PanelRules, Shortlist, Wording
from applicants.shortlisting.status import Worded
from recruitment.accounts.middleware import SEEN_AT
from recruitment.accounts.models import EmailChange, StaffRole, User
from recruitment.accounts.sessions import SessionStore
from recruitment.audit.recording import record
from recruitment.mail.models import OutgoingEmail
from recruitment.mail.outbox import queue
from tests.applicants.shortlisting.panels import (
    INTERVIEWS,
    agree_the_rest,
    apply,
    close,
    confirmed_vacancy,
    declare,
    hand_in,
    score_all,
)
from tests.factories import (
    ApplicationDocumentFactory,
    ApplicationFactory,
    EmployerFactory,
    ImportedAdvertFactory,
    PanelMemberFactory,
    SavedSearchFactory,
    StaffRoleFactory,
    SupportingDocumentFactory,
    UserFactory,
    as_draft,
    complete_draft,
    gap_of,
    open_vacancy,
    publishable_vacancy,
    row_of,
    sent_for_approval,
)
from vacancies.actions import approving, late_entry, together, withdrawing
from vacancies.models import ActTogether, PayScale, Vacancy

# In the order of the table's columns.
ROLES = (
    "anonymous",  # nobody is signed in
    "applicant",  # whose application it is
    "stranger",  # another applicant
    "recruiter",  # of the employer whose vacancy it is
    "elsewhere",  # a recruiter of another employer
    "member",  # on the panel
    "chair",  # of the panel
    "manager",  # a hiring manager of the employer who is not on the panel
    "administrator",
)
NO_NUMBER, NO_REFERENCE, NO_TOKEN = 987_654_321, "ZZZZ-ZZZZ", UUID(int=7)


def _key(role: str) -> str:
    """The key of this person's session."""
    return f"session-of-{role}"


class World:
    """Everybody, made at once; and every thing, made when a row of the table asks for it."""

    def __init__(self):
        self.employer, self.other_employer = EmployerFactory(), EmployerFactory()
        people = [
            UserFactory.build(email=f"{role}@example.org", is_superuser=role == "administrator")
            for role in ROLES[1:]
        ]
        self.people = dict(zip(ROLES[1:], User.objects.bulk_create(people), strict=True))
        EmailAddress.objects.bulk_create(
            EmailAddress(user=user, email=user.email, verified=True, primary=True)
            for user in self.people.values()
        )
        StaffRole.objects.bulk_create(self._staff())
        self._open_sessions()

    def _staff(self):
        yield self._role("recruiter", StaffRole.Role.RECRUITER, self.employer)
        yield self._role("elsewhere", StaffRole.Role.RECRUITER, self.other_employer)
        for role in ("member", "chair", "manager"):
            yield self._role(role, StaffRole.Role.HIRING_MANAGER, self.employer)

    def _role(self, role, staff_role, employer):
        return StaffRoleFactory.build(user=self.people[role], employer=employer, role=staff_role)

    def _open_sessions(self) -> None:
        """Everybody's session, as signing in and asking for one page leaves it; all in one statement."""
        Session.objects.bulk_create(
            Session(
                session_key=_key(role),
                session_data=SessionStore().encode(
                    {
                        SESSION_KEY: str(user.pk),
                        BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
                        HASH_SESSION_KEY: user.get_session_auth_hash(),
                        SEEN_AT: int(time()),
                    }
                ),
                expire_date=timezone.now() + timedelta(hours=1),
            )
            for role, user in self.people.items()
        )

    def browser_of(self, role) -> Client:
        """A browser of its own, in which this person is signed in."""
        client = Client()
        if role != "anonymous":
            client.cookies[settings.SESSION_COOKIE_NAME] = _key(role)
        return client

    def _seat(self, vacancy):
        for role in ("chair", "member"):
            declare(PanelMemberFactory(vacancy=vacancy, user=self.people[role], is_chair=role == "chair"))
        return vacancy

    @cached_property
    def own_words(self):
        """The employer words its own invitations."""
        return Wording.objects.create(
            employer=self.employer,
            kind=Worded.INVITED,
            subject="News",
            text="{interview details}",
            changed_by=self.people["recruiter"],
        )

    # --- Vacancies, from draft to announced ---

    @cached_property
    def draft(self):
        return publishable_vacancy(employer=self.employer)

    @cached_property
    def awaiting(self):
        return sent_for_approval(publishable_vacancy(employer=self.employer))

    @cached_property
    def approved(self):
        return approving.approve(self.awaiting, by=UserFactory())

    @cached_property
    def scheduled(self):
        return self._seat(open_vacancy(employer=self.employer, opens_at=timezone.now() + timedelta(days=1)))

    @cached_property
    def withdrawn(self):
        vacancy = self._seat(open_vacancy(employer=self.employer))
        return withdrawing.withdraw(vacancy, by=UserFactory(), reason="No funding.")

    @cached_property
    def archived(self):
        Vacancy.objects.filter(pk=self.withdrawn.pk).update(archived_at=timezone.now())
        return self.withdrawn

    @cached_property
    def open(self):
        return self._seat(open_vacancy(employer=self.employer))

    @cached_property
    def closed(self):
        vacancy = self._seat(open_vacancy(employer=self.employer))
        self.submitted = apply(vacancy, applicant=self.people["applicant"])
        return close(vacancy)

    @cached_property
    def over(self):
        """Closed, and nobody here has applied."""
        return close(self._seat(open_vacancy(employer=self.employer)))

    @cached_property
    def flagged(self):
        """The service was down shortly before it closes."""
        now = timezone.now()
        times = {
            "closes_at": now + timedelta(hours=2),
            "outage_from": now - timedelta(hours=1),
            "outage_until": now,
        }
        return self._seat(open_vacancy(employer=self.employer, **times))

    @cached_property
    def late_code(self):
        until = timezone.now() + timedelta(days=1)
        words = {"for_whom": "Somebody", "reason": "Unwell."}
        return late_entry.make(self.over, by=self.people["recruiter"], until=until, **words)[0]

    @cached_property
    def scored(self):
        """Every candidate has every score; no card is in."""
        for seat in self.closed.panel.all():
            score_all(seat)
        return self.closed

    @cached_property
    def choosing(self):
        for seat in self.closed.panel.all():
            hand_in(seat)
        return self.closed

    @cached_property
    def differing(self):
        """Every card is in, and the members are three points apart."""
        vacancy = self._seat(open_vacancy(employer=self.employer))
        apply(vacancy)
        close(vacancy)
        for seat in vacancy.panel.all():
            hand_in(seat, 3 if seat.is_chair else 0)
        return vacancy

    def difference(self):
        """The address of the one difference: the chair's token of the candidate, and the criterion."""
        chair = self.differing.panel.get(is_chair=True)
        criterion = queries.scored_criteria(self.differing).first()
        return [self.differing.pk, chair.candidates.get().token, criterion.pk]

    def agreement(self):
        agree_the_rest(self.differing)
        return self.difference()

    @cached_property
    def chosen(self):
        """The chair has chosen and said when the interviews are; nothing is confirmed."""
        chair = self.choosing.panel.get(is_chair=True)
        tokens = [line.token for line in blinding.candidates(chair)]
        deciding.choose(chair, dict.fromkeys(tokens, Outcome.INVITE), by=chair.user)
        deciding.describe_interviews(self.choosing, INTERVIEWS, by=chair.user)
        return self.choosing

    @cached_property
    def confirmed(self):
        self.chosen.refresh_from_db()
        deciding.confirm(self.chosen.shortlist, by=self.people["chair"])
        return self.chosen

    @cached_property
    def announced(self):
        announcing.announce(self.confirmed, by=self.people["chair"])
        return self.confirmed

    @cached_property
    def refused(self):
        """Announced, and the applicant is not shortlisted; the chair has looked through the notes."""
        vacancy = self._seat(open_vacancy(employer=self.employer))
        self.refused_application = apply(vacancy, applicant=self.people["applicant"])
        close(vacancy)
        for seat in vacancy.panel.all():
            hand_in(seat)
        chair = vacancy.panel.get(is_chair=True)
        deciding.choose(chair, {}, by=chair.user, reject_the_rest=True)
        deciding.confirm(Shortlist.objects.get(vacancy=vacancy), by=chair.user)
        announcing.announce(vacancy, by=chair.user)
        explaining.look_through(chair, chair.candidates.get().token, {}, by=chair.user)
        return vacancy

    @cached_property
    def reserved(self):
        """The chair has put everybody on the reserve list."""
        vacancy = self._seat(open_vacancy(employer=self.employer))
        for _ in range(2):
            apply(vacancy)
        close(vacancy)
        for seat in vacancy.panel.all():
            hand_in(seat)
        chair = vacancy.panel.get(is_chair=True)
        tokens = [line.token for line in blinding.candidates(chair)]
        deciding.choose(chair, dict.fromkeys(tokens, Outcome.RESERVE), by=chair.user)
        deciding.describe_interviews(vacancy, INTERVIEWS, by=chair.user)
        return vacancy

    @cached_property
    def with_reserves(self):
        """Announced, and everybody is on the reserve list."""
        vacancy = self.reserved
        vacancy.refresh_from_db()
        deciding.confirm(vacancy.shortlist, by=self.people["chair"])
        announcing.announce(vacancy, by=self.people["chair"])
        return vacancy

    @cached_property
    def to_check(self):
        """A confirmed shortlist of an employer that offers interviews under Disability Confident."""
        vacancy = confirmed_vacancy(applications=1)
        employer = vacancy.employer
        employer.is_disability_confident = True
        employer.save()
        StaffRoleFactory(user=self.people["recruiter"], employer=employer, role="recruiter")
        return vacancy

    def document(self, of):
        vacancy = getattr(self, of)
        return vacancy.documents.first() or SupportingDocumentFactory(vacancy=vacancy)

    # --- Applications ---

    @cached_property
    def draft_application(self):
        return ApplicationFactory(vacancy=self.open, applicant=self.people["applicant"])

    @cached_property
    def asked_application(self):
        """A draft for a vacancy that asks for whatever a vacancy may ask for."""
        vacancy = open_vacancy(employer=self.employer, registration="Registered with a council")
        with as_draft(vacancy):
            vacancy.questions.create(text="Can you work weekends?", hoped_for="yes", explanation="Some do.")
        return ApplicationFactory(vacancy=vacancy, applicant=self.people["applicant"])

    def _document(self, scan=Scan.NO_SCANNER):
        """A document of a draft, for a vacancy that asks for one."""
        vacancy = open_vacancy(employer=self.employer)
        with as_draft(vacancy):
            asked = vacancy.asked_documents.create(title="Your care certificate")
        draft = complete_draft(vacancy, applicant=self.people["applicant"])
        return ApplicationDocumentFactory(application=draft, asked=asked, scan=scan)

    @cached_property
    def sent_document(self):
        return self._document()

    @cached_property
    def received_document(self):
        document = self._document()
        submitting.submit(document.application, by=UserFactory(), key=document.application.submit_key)
        return document

    @cached_property
    def infected_document(self):
        """In an application that was received, so that another file may take its place."""
        document = self._document(Scan.NOT_SCANNED)
        submitting.submit(document.application, by=UserFactory(), key=document.application.submit_key)
        type(document).objects.update(scan=Scan.INFECTED, text="")
        return document

    @cached_property
    def submitted_application(self):
        vacancy = open_vacancy(employer=self.employer)
        return apply(vacancy, applicant=self.people["applicant"])

    @cached_property
    def strangers_draft(self):
        return complete_draft(open_vacancy(employer=self.employer), applicant=self.people["stranger"])

    @cached_property
    def being_read(self):
        """Every application is read, and none released to the panel."""
        vacancy = self._seat(open_vacancy(employer=self.employer))
        PanelRules.objects.create(vacancy=vacancy, masks_by_hand=True)
        read_through(apply(vacancy), by=self.people["recruiter"])
        return close(vacancy)

    def masked_words(self, application):
        words = {"application": application, "words": "Ward 7"}
        return MaskedWords.objects.get_or_create(**words, defaults={"masked_by": self.people["recruiter"]})[0]

    def token(self, role):
        seat = self.scored.panel.get(user=self.people[role])
        return blinding.candidates(seat)[0].token

    @cached_property
    def recognised(self):
        """The chair's name for a candidate whom a member has recognised."""
        member = self.closed.panel.get(user=self.people["member"])
        blinding.prepare(member)
        recognising.recognise(member, blinding.candidates(member)[0].token, by=member.user)
        return self.closed.panel.get(is_chair=True).candidates.get().token

    def email(self):
        queue(
            to="somebody@example.org",
            template="welcome_to_staff",
            context={"name": "Somebody"},
            key="test:1",
            employer=self.employer,
        )
        return OutgoingEmail.objects.get(key="test:1")

    @cached_property
    def email_change(self):
        """The applicant has asked for another address."""
        return EmailChange.objects.create(user=self.people["applicant"], email="new@example.org")

    def act_together(self):
        return together.begin(
            [self.open], kind=ActTogether.Kind.CLOSE, by=self.people["recruiter"], reason="Because."
        )

    def event(self):
        return record("employer.created", self.employer, by=self.people["administrator"])

    # --- What the table calls things ---

    def arguments(self, thing: str) -> list:
        """The arguments of the address of a thing in this world."""
        kind, _, of = thing.partition(" of ")
        match kind:
            case "-":
                return []
            case (
                "draft"
                | "open"
                | "over"
                | "flagged"
                | "closed"
                | "scored"
                | "choosing"
                | "chosen"
                | "confirmed"
                | "announced"
                | "reserved"
            ):
                return [getattr(self, kind).pk]
            case "awaiting" | "approved" | "scheduled" | "withdrawn" | "archived":
                return [getattr(self, kind).pk]
            case "with-reserves" | "to-check":
                return [getattr(self, kind.replace("-", "_")).pk]
            case "differing" | "refused":
                return [getattr(self, kind).pk]
            case "refused-application":
                return [self.refused and self.refused_application.reference]
            case "refused-candidate":
                return [self.refused.pk, self.refused.panel.get(is_chair=True).candidates.get().token]
            case "difference" | "agreement":
                return getattr(self, kind)()
            case "draft-application":
                return [self.draft_application.reference]
            case "document":
                return [getattr(self, of).pk, self.document(of).pk]
            case "late-code":
                return [self.over.pk, self.late_code.pk]
            case "late-link":
                return [self.over.pk, "K7QX-4MWP-9TRB"]
            case "alert-to-confirm":
                return [SavedSearchFactory().confirm_token]
            case "alert-to-stop":
                return [SavedSearchFactory().stop_token]
            case "sitemap-part":
                return [0]
            case "reminder":
                return [self.draft_application.reminder_token]
            case "question":
                application = self.draft_application
                return [application.reference, application.vacancy.criteria.first().pk]
            case "copied-application":
                return [self.draft_application.reference, self.submitted_application.reference]
            case "row":
                return [self.draft_application.reference, row_of(self.draft_application, of).pk]
            case "gap":
                return [self.draft_application.reference, *gap_of(self.draft_application)]
            case "asked-application":
                return [self.asked_application.reference]
            case "documented-application":
                return [self.sent_document.application.reference]
            case "sent-document" | "infected-document":
                document = getattr(self, kind.replace("-", "_"))
                return [document.application.reference, document.pk]
            case "received-document":
                return [self.received_document.application_id, self.received_document.pk]
            case "submitted-application":
                return [self.submitted_application.reference]
            case "invited-application":
                return [self.announced and self.submitted.reference]
            case "recognised":
                return [self.closed.pk, self.recognised]
            case "card":
                return [self.choosing.pk, self.choosing.panel.get(user=self.people[of]).pk]
            case "candidate":
                return [self.scored.pk, self.token(of)]
            case "being-read":
                return [self.being_read.pk]
            case "reading":
                return [self.being_read.pk, self.being_read.applications.first().pk]
            case "masked-words":
                application = self.being_read.applications.first()
                return [self.being_read.pk, application.pk, self.masked_words(application).pk]
            case "criterion":
                return [self.scored.pk, self.scored.criteria.scored().first().pk]
            case "act-together":
                return [self.act_together().pk]
            case "imported":
                return [ImportedAdvertFactory(employer=self.employer).pk]
            case "email-change":
                return [self.email_change.stop_token]
            case "passkey":
                return [NO_NUMBER]
            case "person":
                return [self.people["stranger"].pk]
            case "wording":
                return [self.own_words.employer_id, self.own_words.kind]
            case "employer":
                return [self.employer.pk]
            case "pay-scale":
                return [PayScale.objects.get_or_create(begins_on=date(2027, 4, 1))[0].pk]
            case "event":
                return [self.event().pk]
            case "email":
                return [self.email().pk]
            case "application":
                return [self.submitted_application.pk]
            case "unfinished":
                return [self.draft_application.pk]
            case "advert-on-site":
                return [ContentType.objects.get_for_model(self.open).pk, self.open.pk]
            case _:
                return [kind]

    def nothing(self, thing: str) -> list:
        """Arguments of the same shape that name nothing."""
        kind = thing.partition(" of ")[0]
        if kind == "candidate":
            return [self.scored.pk, NO_TOKEN]
        if kind == "recognised":
            return [self.closed.pk, NO_TOKEN]
        if kind == "card":
            return [self.choosing.pk, NO_NUMBER]
        if kind == "criterion":
            return [self.scored.pk, NO_NUMBER]
        if kind == "wording":
            return [NO_NUMBER, Worded.INVITED]
        if kind == "refused-candidate":
            return [self.refused.pk, NO_TOKEN]
        if kind in ("difference", "agreement"):
            return [self.differing.pk, NO_TOKEN, 1]
        if kind == "document":
            return [*self.arguments(thing)[:1], NO_NUMBER]
        if kind in ("reminder", "alert-to-confirm", "alert-to-stop", "email-change"):
            return [NO_TOKEN]
        if kind in ("late-code", "reading"):
            return [*self.arguments(thing)[:1], NO_NUMBER]
        if kind == "masked-words":
            return [*self.arguments(thing)[:2], NO_NUMBER]
        if kind == "received-document":
            return [*self.arguments(thing)[:1], NO_NUMBER]
        if kind == "late-link":
            return [NO_NUMBER, "K7QX-4MWP-9TRB"]
        if kind == "copied-application":
            return [self.draft_application.reference, NO_REFERENCE]
        if kind in ("question", "row", "sent-document", "infected-document"):
            return [NO_REFERENCE, NO_NUMBER]
        if kind == "gap":
            return [NO_REFERENCE, 2020, 1]
        if kind == "advert-on-site":
            return [*self.arguments(thing)[:1], NO_NUMBER]
        return [NO_REFERENCE if "application" in kind and kind != "application" else NO_NUMBER]

"""The panel's work on a vacancy of the demo: scores, a choice, and who was told what."""

from applicants.applying.models import Application
from applicants.shortlisting import blinding
from applicants.shortlisting.actions import announcing, deciding, declaring, scoring
from applicants.shortlisting.actions.scoring import Mark
from applicants.shortlisting.models import Candidate, Decision
from applicants.shortlisting.queries import scored_criteria
from applicants.shortlisting.status import Conflict
from vacancies.models import PanelMember, Vacancy

NOTE = "Says what, but not how it went."
INTERVIEWS = deciding.Interviews(
    when="On the day in the advert. You will hear your time a week ahead.",
    where="At the address in the advert; the door is level and there is a lift.",
    length="40 minutes",
    prepare="Nothing. We send you the questions the day before.",
)
BETTER = {"invited": 1, "not_shortlisted": -1}


def declare(vacancy: Vacancy) -> None:
    """Nobody on the panel has a conflict of interest."""
    for member in vacancy.panel.seated():
        declaring.declare(member, Conflict.NONE, by=member.user)


def shortlist_and_announce(vacancy: Vacancy, application: Application, answer: str) -> None:
    """Everybody is scored; the chair invites two, this application among them or not; all are told."""
    members = list(vacancy.panel.order_by("-is_chair", "pk"))
    for member in members:
        score(member, application, answer)
    chair = members[0]
    candidates = Candidate.objects.filter(member=chair).order_by("application")
    others = candidates.exclude(application=application)
    invited = [one.token for one in others[: 1 if answer == "invited" else 2]]
    if answer == "invited":
        invited.append(candidates.get(application=application).token)
    chosen = dict.fromkeys(invited, Decision.Outcome.INVITE)
    deciding.choose(chair, chosen, by=chair.user, reject_the_rest=True)
    deciding.describe_interviews(vacancy, INTERVIEWS, by=chair.user)
    deciding.confirm(chair.vacancy.shortlist, by=chair.user)
    announcing.announce(chair.vacancy, by=chair.user)


def score(member: PanelMember, application: Application, answer: str) -> None:
    """The applicant a little better or worse than the others; handed in."""
    blinding.prepare(member)
    criteria = list(scored_criteria(member.vacancy))
    met = member.vacancy.met_from
    for candidate in Candidate.objects.filter(member=member):
        points = met + BETTER[answer] if candidate.application_id == application.pk else met
        note = NOTE if points < met else ""
        marks = {criterion.pk: Mark(points, note) for criterion in criteria}
        scoring.save_scores(member, candidate.token, marks, by=member.user)
    scoring.submit_card(member, by=member.user)

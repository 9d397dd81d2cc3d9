"""Panels of the demo at each state of shortlisting, brought there through the panel's own acts."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from applicants.applying.actions.withdrawing import withdraw
from applicants.applying.models import Application
from applicants.shortlisting import blinding
from applicants.shortlisting.actions import (
    announcing,
    deciding,
    declaring,
    explaining,
    masking,
    moderating,
    rewording,
    rules,
    scoring,
)
from applicants.shortlisting.actions.scoring import Mark
from applicants.shortlisting.models import Candidate, Decision
from applicants.shortlisting.queries import Rules, scored_criteria
from applicants.shortlisting.status import Basis, Conflict, Worded
from applicants.shortlisting.wording import KINDS, Words
from recruitment.accounts.models import StaffRole
from recruitment.management.commands._demo_people import staff
from recruitment.management.commands._demo_shortlisted import INTERVIEWS, declare
from vacancies.models import PanelMember, Vacancy

Outcome = Decision.Outcome
ALEX = "applicant@example.org"
BELOW = (
    "Says that it happened, not what they did.",
    "One example, and a thin one.",
    "I looked for this and did not find it.",
)
PRAISE = ("A clear example with an end to it.", "Shows judgement, not only kindness.", "")
# Who wrote what how well: by the number of the application and of the criterion.
PATTERN = (
    (3, 2, 2, 3, 2),
    (2, 3, 2, 2, 1),
    (1, 2, 2, 2, 0),
    (3, 3, 2, 3, 2),
    (2, 2, 2, 2, 1),
    (2, 1, 2, 1, 1),
)
# Where the second member sees it otherwise, by two points.
DIFFERENCES = {(0, 0): 1, (2, 0): 3, (3, 1): 1}
Points = Callable[[int, int], int]


def half_way(vacancy: Vacancy) -> None:
    """The chair has scored two criteria and begun the third; the other member has not declared yet."""
    by = staff(StaffRole.Role.RECRUITER, vacancy.employer.name)
    in_four_days = timezone.localdate() + timedelta(days=4)
    # Its advert stands until its last day; scores cannot be due before.
    due = max(in_four_days, vacancy.last_minute.date())
    rules.set_rules(vacancy, Rules(scores_due_on=due), by=by)
    chair = _members(vacancy)[0]
    declaring.declare(chair, Conflict.SOMEBODY, "I have worked at two other trusts nearby.", by=chair.user)
    _score(chair, _points, only=lambda number, criterion: criterion < 2 or (criterion == 2 and number < 10))


def differing(vacancy: Vacancy) -> None:
    """Every card is in; on three scores the panel has something to talk about."""
    declare(vacancy)
    for place, member in enumerate(_members(vacancy)):
        _hand_in(member, _otherwise if place == 1 else _points)


def ready_to_choose(vacancy: Vacancy) -> None:
    """The panel has agreed; the chair has a ranking and nobody chosen."""
    differing(vacancy)
    chair = _members(vacancy)[0]
    listed = moderating.fingerprint(moderating.proposals(vacancy, Basis.MEAN))
    note = "We read them together and could live with the middle."
    moderating.agree_the_rest(chair, Basis.MEAN, listed=listed, note=note, by=chair.user)


def confirmed(vacancy: Vacancy) -> None:
    """Chosen and confirmed, nobody told: a recruiter has to look at the guaranteed interviews first."""
    _own_words(vacancy)
    ready_to_choose(vacancy)
    _confirm(vacancy, invited=3, reserve=1)


def announced(vacancy: Vacancy) -> None:
    """Everybody was told; one of the invited has withdrawn, two wait on the reserve list, two ask why."""
    ready_to_choose(vacancy)
    chair = _confirm(vacancy, invited=3, reserve=2, first_reserve=ALEX)
    announcing.announce(vacancy, by=chair.user)
    told = vacancy.applications.select_related("applicant").order_by("pk")
    gone = told.filter(status="shortlisted").first()
    withdraw(gone, by=gone.applicant, reason="I have accepted a post nearer home.")
    first, second = told.filter(status="not_shortlisted")[:2]
    ask_why(first, released=True)
    ask_why(second, released=False)


def being_read(vacancy: Vacancy) -> None:
    """A recruiter reads the applications before the panel does; half of them are read."""
    by = staff(StaffRole.Role.RECRUITER, vacancy.employer.name)
    rules.set_rules(vacancy, Rules(masks_by_hand=True), by=by)
    read = list(vacancy.applications.order_by("pk")[:2])
    masking.mask_words(read[0], "respite house", by=by)
    for application in read:
        masking.read_through(application, by=by)


def dealt_out(vacancy: Vacancy) -> None:
    """Each application goes to two of the three on the panel, who have not begun."""
    by = staff(StaffRole.Role.RECRUITER, vacancy.employer.name)
    rules.set_rules(vacancy, Rules(scorers_each=2), by=by)
    declare(vacancy)
    for member in _members(vacancy):
        blinding.prepare(member)


def ask_why(application: Application, *, released: bool) -> None:
    """Somebody who was not shortlisted asks for feedback, and gets it or waits for it."""
    explaining.ask(application, by=application.applicant)
    if not released:
        return
    chair = _members(application.vacancy)[0]
    token = Candidate.objects.get(member=chair, application=application).token
    first = scored_criteria(chair.vacancy).first()
    words = {
        first.pk: "You told us what happened. We would have liked to read more of what you yourself did."
    }
    explaining.look_through(chair, token, words, by=chair.user)
    explaining.release(chair, [token], by=chair.user)


# As an advert of the demo says it.
PANELS = {
    "scoring": half_way,
    "differing": differing,
    "choosing": ready_to_choose,
    "confirmed": confirmed,
    "announced": announced,
    "being read": being_read,
    "dealt out": dealt_out,
}


def _members(vacancy: Vacancy) -> list[PanelMember]:
    """The chair first."""
    members = list(vacancy.panel.select_related("user").order_by("-is_chair", "pk"))
    for member in members:
        member.vacancy = vacancy
    return members


def _points(number: int, criterion: int) -> int:
    row = PATTERN[number % len(PATTERN)]
    return row[criterion % len(row)]


def _otherwise(number: int, criterion: int) -> int:
    return DIFFERENCES.get((number, criterion), _points(number, criterion))


def _score(member: PanelMember, points: Points, only=lambda number, criterion: True) -> None:
    """`member` scores everybody, or `only` some of it, with a note where one is needed and here and there."""
    blinding.prepare(member)
    criteria = list(scored_criteria(member.vacancy))
    met = member.vacancy.met_from
    marks = {}
    candidates = Candidate.objects.to_score().filter(member=member).order_by("application_id")
    for number, candidate in enumerate(candidates):
        for place, criterion in enumerate(criteria):
            if only(number, place):
                given = points(number, place)
                notes = BELOW if given < met else PRAISE
                marks[candidate.token, criterion.pk] = Mark(given, notes[(number + place) % len(notes)])
    scoring.save_marks(member, marks, by=member.user)


def _hand_in(member: PanelMember, points: Points) -> None:
    _score(member, points)
    scoring.submit_card(member, by=member.user)


def _confirm(vacancy: Vacancy, *, invited: int, reserve: int, first_reserve: str = "") -> PanelMember:
    """The first of those who wrote best are invited, the next are on the reserve list. Returns the chair."""
    chair = _members(vacancy)[0]
    candidates = list(Candidate.objects.filter(member=chair).select_related("application__applicant"))
    candidates.sort(
        key=lambda one: (one.application.applicant.email == first_reserve, -_total(chair, one), one.pk)
    )
    rest = candidates[invited:]
    rest.sort(key=lambda one: one.application.applicant.email != first_reserve)
    chosen = {one.token: Outcome.INVITE for one in candidates[:invited]}
    chosen |= {one.token: Outcome.RESERVE for one in rest[:reserve]}
    deciding.choose(chair, chosen, by=chair.user, reject_the_rest=True)
    deciding.describe_interviews(vacancy, INTERVIEWS, by=chair.user)
    deciding.confirm(vacancy.shortlist, by=chair.user)
    return chair


def _total(chair: PanelMember, candidate: Candidate) -> int:
    given = candidate.scores.filter(card__member=chair).values_list("points", flat=True)
    return sum(given)


def _own_words(vacancy: Vacancy) -> None:
    """The employer words its invitations itself."""
    by = staff(StaffRole.Role.RECRUITER, vacancy.employer.name)
    built_in = KINDS[Worded.INVITED].built_in
    words = Words(
        "We would like to meet you: {job title} ({job reference})",
        "Dear {name},\n\nThree people read what you wrote, each by themselves, and all three would like to "
        "meet you.\n\n{interview details}\n\nThe bus stops at the door, and so does the ferry.",
    )
    rewording.reword(vacancy.employer, Worded.INVITED, words, began_with=built_in, by=by)

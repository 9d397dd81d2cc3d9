"""What the chair needs to release the panel's notes: candidates by label, the notes, what to look out for."""

import re
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from django.db.models import Count, F, Min, OuterRef, Q, QuerySet

from applicants.applying.models import Application
from applicants.applying.status import Status
from applicants.shortlisting.masking import EVERYDAY_WORDS, Person, mask
from applicants.shortlisting.models import AgreedScore, Candidate, Decision, ReleasedNote, Score
from applicants.shortlisting.queries.naming import masked_by_hand, names_are_open, person_behind
from applicants.shortlisting.queries.ranking import marks_of
from applicants.shortlisting.queries.seats import CriterionLine, Seat
from applicants.shortlisting.ranking import alike
from applicants.shortlisting.status import Stage
from recruitment.accounts.models import GivesFeedback
from vacancies.models import PanelMember, Vacancy

# All cards are in, and the chair may know what the others wrote.
NOTES_ARE_OPEN = (Stage.CHOOSING, Stage.CONFIRMED, Stage.ANNOUNCED)
_LABEL = re.compile(r"\b[Cc]andidates?\s+[A-Z0-9]{3,}\b")
_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True)
class FeedbackLine:
    """One candidate who is not shortlisted, and how far the feedback to them is."""

    token: UUID
    label: str
    asked_at: datetime | None
    looked_at: datetime | None
    released_at: datetime | None

    @property
    def is_waiting(self) -> bool:
        """Has asked, and can read nothing yet."""
        return bool(self.asked_at and not self.released_at)

    @property
    def may_be_released(self) -> bool:
        return bool(self.looked_at and not self.released_at)


@dataclass(frozen=True)
class NotesOnCriterion:
    """One criterion: the candidate's points, the panel's notes, and the words that are to be released."""

    number: int
    criterion: CriterionLine
    points: str
    is_met: bool
    panel_wrote: tuple[str, ...]
    words: str


@dataclass(frozen=True)
class CandidateNotes:
    """One candidate with everything the panel wrote; `next` is the next one nobody has looked at."""

    line: FeedbackLine
    notes: tuple[NotesOnCriterion, ...]
    next: UUID | None

    @property
    def token(self) -> UUID:
        return self.line.token


@dataclass(frozen=True)
class Wary:
    """What a note to an applicant should not hold: the names of members, labels, other people's names."""

    members: tuple[Person, ...]
    last_names: frozenset[str]

    def of(self, words: str) -> list[str]:
        """Why somebody should look at these words again; empty when there is nothing to see."""
        found = []
        if any(mask(words, member) != words for member in self.members):
            found.append("It may name a member of the panel")
        if _LABEL.search(words):
            found.append("It speaks of a candidate by their label, which the applicant does not know")
        capitals = {word.casefold() for word in _WORD.findall(words) if word[0].isupper()}
        if capitals & self.last_names:
            found.append("It may name another candidate")
        return found


def gives_feedback(seat: Seat) -> bool:
    """Whether there is anything for this chair to release: all cards are in, and the employer gives it."""
    if not seat.is_chair or seat.cards_outstanding or seat.stage not in NOTES_ARE_OPEN:
        return False
    return mode(seat) != GivesFeedback.NONE


def mode(seat: Seat) -> GivesFeedback:
    """How the employer gives it: as announced, or as it does today."""
    if seat.shortlist:
        return seat.shortlist.gives_feedback
    return GivesFeedback(seat.vacancy.employer.feedback)


def feedback_lines(seat: Seat) -> list[FeedbackLine]:
    """Everybody who is not shortlisted, under the chair's labels: first who waits, then in the chair's order.

    One query. Before the announcement: whom the chair has decided not to shortlist.
    """
    lines = [
        FeedbackLine(row.token, row.label, row.asked_at, row.looked_at, row.released_at)
        for row in explained(seat.member, is_announced=seat.stage == Stage.ANNOUNCED)
    ]
    return sorted(lines, key=lambda line: not line.is_waiting)


@dataclass(frozen=True)
class FeedbackSoFar:
    """How far the chair is with feedback: of so many people, whose notes were released, and who waits."""

    mode: GivesFeedback
    number: int = 0
    released: int = 0
    waiting: int = 0

    @property
    def is_missed_by_the_emails(self) -> bool:
        """The emails will go without words of the panel to some."""
        return self.mode == GivesFeedback.IN_EMAIL and self.released < self.number


def feedback_so_far(seat: Seat) -> FeedbackSoFar | None:
    """For the chair's other pages; None where there is nothing to release. One query."""
    if not gives_feedback(seat):
        return None
    lines = feedback_lines(seat)
    return FeedbackSoFar(
        mode(seat),
        number=len(lines),
        released=sum(line.released_at is not None for line in lines),
        waiting=sum(line.is_waiting for line in lines),
    )


def explained(chair: PanelMember, *, is_announced: bool) -> QuerySet[Candidate]:
    """The chair's candidates to whom feedback is given, with how far it is."""
    told = Q(application__status=Status.NOT_SHORTLISTED)
    decided = Decision.objects.filter(outcome=Decision.Outcome.NOT_SHORTLISTED).values("application")
    to_be_told = Q(application__status=Status.SUBMITTED, application__in=decided)
    return chair.candidates.filter(told if is_announced else to_be_told).annotate(
        asked_at=F("application__feedback__asked_at"),
        looked_at=F("application__feedback__looked_at"),
        released_at=F("application__feedback__released_at"),
    )


def candidate_notes(seat: Seat, token: UUID) -> CandidateNotes | None:
    """Everything about one candidate's feedback; None where there is no such candidate."""
    lines = feedback_lines(seat)
    line = next((line for line in lines if line.token == token), None)
    if line is None:
        return None
    candidate = (
        seat.member.candidates.select_related("application__applicant")
        .annotate(by_hand=masked_by_hand(OuterRef("application")))
        .get(token=token)
    )
    application = candidate.application_id
    marks, wrote = marks_of(seat.vacancy, [application]), _panel_wrote(seat, candidate)
    kept = dict(
        ReleasedNote.objects.standing()
        .filter(feedback__application=application)
        .values_list("criterion_id", "words")
    )
    notes = []
    for number, criterion in enumerate(seat.scored_criteria, start=1):
        given = marks.get((application, criterion.pk))
        if given is None:
            continue
        theirs = tuple(wrote.get(criterion.pk, ()))
        # What the panel wrote stands there to begin with; looked through, what the chair made of it.
        words = kept.get(criterion.pk, "") if line.looked_at else "\n\n".join(theirs)
        points = alike([Fraction(given.points, given.members)])[0]
        notes.append(
            NotesOnCriterion(number, criterion, points, given.meet(criterion.met_from), theirs, words)
        )
    following = [other.token for other in lines if not other.looked_at and other.token != token]
    return CandidateNotes(line, tuple(notes), following[0] if following else None)


def wary(seat: Seat) -> Wary:
    """What to look out for. The names of those who applied only once this chair may know them: before, a
    warning would tell who is among them."""
    members = [
        Person(account_name=member.user.name, email=member.user.email)
        for member in PanelMember.objects.filter(vacancy=seat.vacancy).select_related("user")
    ]
    names: set[str] = set()
    if names_are_open(seat.vacancy, seat.shortlist):
        applied = Application.objects.filter(vacancy=seat.vacancy).exclude(status=Status.DRAFT)
        for last_name in applied.values_list("last_name", flat=True):
            names.update(word.casefold() for word in _WORD.findall(last_name))
    return Wary(tuple(members), frozenset(names - EVERYDAY_WORDS))


def kept_words(chair: PanelMember, tokens) -> dict[UUID, list[str]]:
    """The words kept for these candidates, by the chair's tokens. One query."""
    rows = (
        ReleasedNote.objects.standing()
        .filter(feedback__application__in=chair.candidates.filter(token__in=tokens).values("application"))
        .values_list("feedback__application", "words")
    )
    applications = dict(chair.candidates.filter(token__in=tokens).values_list("application", "token"))
    found: dict[UUID, list[str]] = {token: [] for token in tokens}
    for application, words in rows:
        found[applications[application]].append(words)
    return found


def vacancies_with_feedback_to_give(vacancies: QuerySet[Vacancy]) -> QuerySet[Vacancy]:
    """Where somebody has asked and can read nothing yet: how many (`waiting`), since when (`longest`)."""
    asked = Q(
        applications__status=Status.NOT_SHORTLISTED,
        applications__feedback__asked_at__isnull=False,
        applications__feedback__released_at=None,
    )
    return vacancies.filter(asked).annotate(
        waiting=Count("applications"), longest=Min("applications__feedback__asked_at")
    )


def _panel_wrote(seat: Seat, candidate: Candidate) -> dict[int, list[str]]:
    """The notes that count, by criterion: what was agreed, then what the members wrote.

    No member is named, nor, should one have recognised the candidate and said so, the candidate.
    """
    found: dict[int, list[str]] = {}
    person = person_behind(candidate.application, candidate.by_hand)
    agreed = AgreedScore.objects.standing().filter(application=candidate.application_id)
    given = Score.objects.counting(seat.vacancy).filter(candidate__application=candidate.application_id)
    for rows in (agreed, given.order_by("card__member")):
        for criterion, note in rows.values_list("criterion_id", "note"):
            words = mask(note.strip(), person)
            if words and words not in found.setdefault(criterion, []):
                found[criterion].append(words)
    return found

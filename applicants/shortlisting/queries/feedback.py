"""What an applicant who is not shortlisted is told of their scores: their own, and a range that names nobody.

Another person's points never leave this module: of those who were invited only the lowest and the highest on
a criterion, and only where at least FEWEST of them have points there and not all of them the same.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from functools import partial
from math import ceil, floor

from django.db.models import F
from django.utils import timezone

from applicants.applying.models import Application
from applicants.applying.status import Status
from applicants.shortlisting.models import Feedback, Invitation, ReleasedNote, Shortlist
from applicants.shortlisting.queries.ranking import marks_of
from applicants.shortlisting.queries.seats import MET_FROM, scale_of, scored_criteria
from applicants.shortlisting.ranking import Marks, alike
from applicants.shortlisting.status import FEEDBACK_ASKED_WITHIN, FeedbackStage
from recruitment.accounts.models import GivesFeedback
from vacancies.models import Criterion, Vacancy
from vacancies.scales import Scale
from vacancies.status import Importance

# Of fewer people a range would be somebody's own points.
FEWEST = 3


@dataclass(frozen=True)
class CriterionFeedback:
    """How one's own evidence on one criterion was scored. `range` is "" where it could tell of a person."""

    number: int
    text: str
    is_essential: bool
    points: str
    words: str
    is_met: bool
    met_from: int
    range: str = ""
    note: str = ""
    corrected_at: datetime | None = None


@dataclass(frozen=True)
class OwnFeedback:
    """Everything one applicant may know of how their application was scored."""

    stage: FeedbackStage
    ask_by: date
    scale: Scale
    asked_at: datetime | None = None
    notes_are_released: bool = False
    criteria: tuple[CriterionFeedback, ...] = ()

    @property
    def unmet_essentials(self) -> int:
        return sum(line.is_essential and not line.is_met for line in self.criteria)

    @property
    def has_ranges(self) -> bool:
        return any(line.range for line in self.criteria)


def own_feedback(application: Application) -> OwnFeedback | None:
    """For the applicant's own page; None where there is none: not told yet, not refused, or not given.

    Needs `application.vacancy`. A number of queries that does not grow.
    """
    shortlist = Shortlist.objects.filter(vacancy=application.vacancy_id).first()
    if application.status != Status.NOT_SHORTLISTED or shortlist is None or not shortlist.announced_at:
        return None
    vacancy = shortlist.vacancy = application.vacancy
    if shortlist.gives_feedback == GivesFeedback.NONE:
        return None
    given = Feedback.objects.filter(application=application).first()
    stage, ask_by = _stage(shortlist, application, given)
    asked_at = given and given.asked_at
    scale = scale_of(vacancy)
    known = {"stage": stage, "ask_by": ask_by, "scale": scale, "asked_at": asked_at}
    if stage != FeedbackStage.READY:
        return OwnFeedback(**known)
    invited = _invited(shortlist)
    marks, notes = marks_of(vacancy, [application.pk, *invited]), _notes([application.pk])
    return OwnFeedback(
        **known,
        notes_are_released=bool(given and given.released_at),
        criteria=_lines(application.pk, list(_criteria(vacancy)), marks, invited, notes, scale),
    )


def in_emails(vacancy: Vacancy, applications: Collection[Application]) -> dict[int, OwnFeedback]:
    """The short form by application, for the emails that tell people; empty where emails carry none.

    Without a range: it is for the page, where it is explained. Four queries, however many people.
    """
    if not applications or vacancy.shortlist.gives_feedback != GivesFeedback.IN_EMAIL:
        return {}
    pks = [application.pk for application in applications]
    criteria, scale = list(_criteria(vacancy)), scale_of(vacancy)
    marks, notes = marks_of(vacancy, pks), _notes(pks)
    of = partial(OwnFeedback, FeedbackStage.READY, timezone.localdate(), scale)
    return {pk: of(criteria=_lines(pk, criteria, marks, (), notes, scale)) for pk in pks}


def spread(points: Iterable[Fraction]) -> tuple[Fraction, Fraction] | None:
    """The lowest and the highest; None where that would be what somebody was given.

    That is so of fewer than FEWEST people, and where all were given the same.
    """
    points = sorted(points)
    if len(points) < FEWEST or points[0] == points[-1]:
        return None
    return points[0], points[-1]


def _stage(
    shortlist: Shortlist, application: Application, given: Feedback | None
) -> tuple[FeedbackStage, date]:
    told = application.status_changes.filter(to_status=Status.NOT_SHORTLISTED).latest("pk")
    ask_by = timezone.localdate(told.at + FEEDBACK_ASKED_WITHIN)
    if shortlist.gives_feedback == GivesFeedback.IN_EMAIL:
        return FeedbackStage.READY, ask_by
    if given and given.asked_at:
        return FeedbackStage.READY if given.released_at else FeedbackStage.ASKED, ask_by
    may_ask = timezone.localdate() <= ask_by
    return FeedbackStage.MAY_ASK if may_ask else FeedbackStage.TOO_LATE, ask_by


def _invited(shortlist: Shortlist) -> list[int]:
    """Whom the announcement invited. Who came off the reserve list later is left out, and who withdrew stays:
    a range that changes tells what the one person was given who changed it."""
    invitations = Invitation.objects.filter(
        application__vacancy=shortlist.vacancy_id, invited_at__lte=shortlist.announced_at
    )
    return list(invitations.values_list("application", flat=True))


def _criteria(vacancy: Vacancy) -> Iterable[Criterion]:
    return scored_criteria(vacancy).annotate(least=MET_FROM)


def _notes(applications: Collection[int]) -> dict[tuple[int, int], ReleasedNote]:
    """What was released to these people, by application and criterion."""
    released = ReleasedNote.objects.standing().filter(
        feedback__application__in=applications, feedback__released_at__isnull=False
    )
    rows = released.annotate(of=F("feedback__application"), first=F("feedback__released_at"))
    return {(row.of, row.criterion_id): row for row in rows}


def _lines(
    application: int,
    criteria: list[Criterion],
    marks: Mapping[tuple[int, int], Marks],
    invited: Collection[int],
    notes: Mapping[tuple[int, int], ReleasedNote],
    scale: Scale,
) -> tuple[CriterionFeedback, ...]:
    theirs: dict[int, list[Fraction]] = defaultdict(list)
    for pk in set(invited) - {application}:
        for criterion in criteria:
            if given := marks.get((pk, criterion.pk)):
                theirs[criterion.pk].append(Fraction(given.points, given.members))
    return tuple(
        _line(
            number,
            criterion,
            marks[application, criterion.pk],
            spread(theirs[criterion.pk]),
            notes.get((application, criterion.pk)),
            scale,
        )
        for number, criterion in enumerate(criteria, start=1)
        if (application, criterion.pk) in marks
    )


def _line(
    number: int,
    criterion: Criterion,
    marks: Marks,
    invited: tuple[Fraction, Fraction] | None,
    note: ReleasedNote | None,
    scale: Scale,
) -> CriterionFeedback:
    own = Fraction(marks.points, marks.members)
    points, *ends = alike([own, *(invited or ())])
    return CriterionFeedback(
        number=number,
        text=criterion.text,
        is_essential=criterion.importance == Importance.ESSENTIAL,
        points=points,
        words=_in_words(own, scale),
        is_met=marks.meet(criterion.least),
        met_from=criterion.least,
        range=" to ".join(ends),
        note=note.words if note else "",
        corrected_at=note.written_at if note and note.written_at > note.first else None,
    )


def _in_words(points: Fraction, scale: Scale) -> str:
    """Meets the criterion; between two of the scale's words where members differed and the mean counts."""
    below = scale.labels[floor(points) - scale.lowest]
    if points.denominator == 1:
        return below
    return f"between “{below}” and “{scale.labels[ceil(points) - scale.lowest]}”"

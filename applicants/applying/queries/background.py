"""The lists of an application (work, qualifications, training, referees) as rows to read, and their gaps."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Model, QuerySet
from django.utils import timezone

from applicants.applying import months
from applicants.applying.models import Application, Employment, ExplainedGap, Qualification, Referee, Training
from applicants.applying.months import Stretch
from applicants.applying.pages import BY_NAME, Name
from applicants.applying.status import KindOfWork

Facts = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Gap:
    """Three months or more without work, and what the person says about it, if anything."""

    stretch: Stretch
    explained: ExplainedGap | None = None

    @property
    def explanation(self) -> str:
        return self.explained.explanation if self.explained else ""


@dataclass(frozen=True)
class Entry:
    """One row of a list as a person reads it, or a gap in its place between them."""

    title: str
    facts: Facts
    pk: int | None = None
    gap: Gap | None = None


@dataclass(frozen=True)
class Listed:
    """One of the lists: where its rows are, and how one is read."""

    name: Name
    model: type[Model]
    facts: Callable[[Model], Facts]

    @property
    def title(self) -> str:
        return BY_NAME[self.name].title

    def rows(self, application: Application) -> QuerySet:
        """This application's, the latest first."""
        return self.model.objects.filter(application=application)

    def entry(self, row: Model) -> Entry:
        return Entry(str(row), tuple((key, value) for key, value in self.facts(row) if value), row.pk)


@dataclass(frozen=True)
class ListToRead:
    """One list of one application, to read."""

    listed: Listed
    entries: list[Entry]


def _of_work(job: Employment) -> Facts:
    return (
        ("Kind", KindOfWork(job.kind).label),
        ("When", months.in_words(job.started_on, job.ended_on)),
        ("Main duties", job.duties),
        ("Reason for leaving", job.reason_for_leaving),
    )


def _of_qualification(qualification: Qualification) -> Facts:
    return (
        ("Where", qualification.place),
        ("Grade or result", qualification.result),
        ("Year", str(qualification.year or "Still studying")),
    )


def _of_training(training: Training) -> Facts:
    finished = f"{training.ended_on:%B %Y}" if training.ended_on else "Not yet"
    return (("Provided by", training.provider), ("Finished", finished))


def _of_referee(referee: Referee) -> Facts:
    known = months.in_words(referee.from_on, referee.until_on) if referee.from_on else ""
    return (
        ("Relationship", referee.relationship),
        ("Organisation", referee.organisation),
        ("Email address", referee.email),
        ("Phone number", referee.phone),
        ("Can speak for", known),
    )


LISTS = {
    listed.name: listed
    for listed in (
        Listed(Name.EMPLOYMENT, Employment, _of_work),
        Listed(Name.QUALIFICATIONS, Qualification, _of_qualification),
        Listed(Name.TRAINING, Training, _of_training),
        Listed(Name.REFEREES, Referee, _of_referee),
    )
}


def lists_of(application: Application) -> list[ListToRead]:
    """Every list of an application, to read. Five queries."""
    return [
        ListToRead(listed, entries(application, listed))
        for listed in LISTS.values()
        if BY_NAME[listed.name].asked(application.vacancy)
    ]


def entries(application: Application, listed: Listed) -> list[Entry]:
    """The rows of one list as people read them, the latest first. One query, or two for work."""
    rows = list(listed.rows(application))
    if listed.name == Name.EMPLOYMENT:
        return _with_gaps(listed, rows, gaps_of(rows, application.explained_gaps.all(), _as_of(application)))
    return [listed.entry(row) for row in rows]


def gaps(application: Application) -> list[Gap]:
    """The gaps in this person's work, latest first, each with what was said about it. Two queries."""
    return gaps_of(application.employment.all(), application.explained_gaps.all(), _as_of(application))


def gaps_of(jobs: Iterable[Employment], explanations: Iterable[ExplainedGap], today: date) -> list[Gap]:
    """An explanation stays with its gap when a job moves the gap a little: where it shares most months.

    What was said about a gap that is no more is not shown; it comes back if the gap does.
    """
    stretches = months.gaps(((job.started_on, job.ended_on) for job in jobs), today)
    left, found = list(explanations), []
    for stretch in reversed(stretches):
        fitting = [said for said in left if stretch.overlap(said.started_on, said.ended_on)]
        said = max(fitting, key=lambda said: _closeness(stretch, said), default=None)
        if said:
            left.remove(said)
        found.append(Gap(stretch, said))
    return found


def _as_of(application: Application) -> date:
    """Today, for a draft; what was received does not age."""
    return timezone.localdate(application.submitted_at)


def _closeness(stretch: Stretch, said: ExplainedGap) -> tuple[bool, int]:
    exact = (stretch.first, stretch.last) == (said.started_on, said.ended_on)
    return exact, stretch.overlap(said.started_on, said.ended_on)


def _with_gaps(listed: Listed, jobs: list[Employment], found: list[Gap]) -> list[Entry]:
    """The gaps take their places among the jobs: each right above the job it comes after."""
    dated = [(job.ended_on or date.max, listed.entry(job)) for job in jobs]
    dated += [(gap.stretch.last, _of_gap(gap)) for gap in found]
    return [entry for _, entry in sorted(dated, key=lambda line: line[0], reverse=True)]


def _of_gap(gap: Gap) -> Entry:
    said = (("Explanation", gap.explanation),) if gap.explanation else ()
    return Entry(f"Gap: {gap.stretch}", said, gap=gap)


def months_without_a_referee(application: Application) -> list[Stretch]:
    """The stretches of the last three years that no referee can speak for, latest first. One query."""
    spoken_for = application.referees.exclude(from_on=None).values_list("from_on", "until_on")
    return months.not_spoken_for(spoken_for, _as_of(application))[::-1]

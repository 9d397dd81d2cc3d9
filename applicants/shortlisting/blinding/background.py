"""What somebody brings besides their evidence, as the panel reads it: masked, and nothing that tells an age.

No date and no year: how long, never when. No place of study, no number of a register, no name of a file, no
reason for leaving. What is not in these dataclasses cannot be shown (docs/decisions/0028).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from applicants.applying.models import Application, ApplicationDocument, Employment
from applicants.applying.months import Stretch
from applicants.applying.pages import BY_NAME, Name
from applicants.applying.queries.background import Gap, gaps_of
from applicants.applying.status import KindOfWork, Registration
from vacancies.models import AskedDocument

Masked = Callable[[str], str]


@dataclass(frozen=True)
class BlindJob:
    """One job, paid or not; `is_current` where it had not ended when they applied."""

    kind: str
    job_title: str
    employer: str
    lasted: str
    is_current: bool
    duties: str


@dataclass(frozen=True)
class BlindGap:
    """Three months or more without work, and what the person says of it, if anything."""

    lasted: str
    explanation: str


@dataclass(frozen=True)
class BlindQualification:
    """One qualification: what, not when or where."""

    subject: str
    kind: str
    result: str
    is_finished: bool


@dataclass(frozen=True)
class BlindTraining:
    """One course."""

    title: str
    provider: str
    is_finished: bool


@dataclass(frozen=True)
class BlindRegistration:
    """That somebody is registered and by which body; never the number."""

    answer: str
    body: str


@dataclass(frozen=True)
class BlindDocument:
    """What the pages of a document say, under the name of what the vacancy asked for."""

    number: int
    title: str
    text: str
    was_sent: bool
    # May be read: no virus scanner holds it back.
    is_there: bool

    @property
    def name(self) -> str:
        return f"Document {self.number}: {self.title}"


@dataclass(frozen=True)
class Background:
    """Everything of one application that the panel may read besides its evidence."""

    statement: str
    work: tuple[BlindJob | BlindGap, ...]
    qualifications: tuple[BlindQualification, ...]
    training: tuple[BlindTraining, ...]
    # None where the vacancy does not ask for it.
    registration: BlindRegistration | None
    documents: tuple[BlindDocument, ...]


@dataclass(frozen=True)
class BlindBackground:
    """The background of one of a member's candidates."""

    token: UUID
    label: str
    background: Background


def background_of(application: Application, masked: Masked) -> Background:
    """The same for whoever reads it; `masked` is asked for every word. Five queries. Needs `vacancy`."""
    return Background(
        statement=masked(application.statement),
        work=tuple(_work(application, masked)),
        qualifications=tuple(
            BlindQualification(masked(q.subject), masked(q.kind), masked(q.result), q.year is not None)
            for q in application.qualifications.all()
        ),
        training=tuple(
            BlindTraining(masked(t.title), masked(t.provider), t.ended_on is not None)
            for t in application.training.all()
        ),
        registration=_registration(application, masked),
        documents=tuple(_documents(application, masked)),
    )


def in_years(months: int) -> str:
    """ "2 years 3 months"."""
    parts = [(months // 12, "year"), (months % 12, "month")]
    return " ".join(f"{number} {unit}{'' if number == 1 else 's'}" for number, unit in parts if number)


def _work(application: Application, masked: Masked) -> Iterable[BlindJob | BlindGap]:
    """Jobs with the gaps between them, the latest first. An explanation whose gap is no more is left out."""
    received_on = timezone.localdate(application.submitted_at)
    jobs = list(application.employment.all())
    gaps = gaps_of(jobs, application.explained_gaps.all(), received_on)
    lines = [(job.ended_on or date.max, _job(job, received_on, masked)) for job in jobs]
    lines += [(gap.stretch.last, _gap(gap, masked)) for gap in gaps]
    return [line for _, line in sorted(lines, key=lambda line: line[0], reverse=True)]


def _job(job: Employment, received_on: date, masked: Masked) -> BlindJob:
    until = job.ended_on or max(job.started_on, received_on)
    return BlindJob(
        kind=KindOfWork(job.kind).label,
        job_title=masked(job.job_title),
        employer=masked(job.employer),
        lasted=in_years(Stretch(job.started_on, until).months),
        is_current=job.ended_on is None,
        duties=masked(job.duties),
    )


def _gap(gap: Gap, masked: Masked) -> BlindGap:
    return BlindGap(in_years(gap.stretch.months), masked(gap.explanation))


def _registration(application: Application, masked: Masked) -> BlindRegistration | None:
    if not BY_NAME[Name.REGISTRATION].asked(application.vacancy):
        return None
    answer = application.get_registration_display() or "Not answered"
    has_body = application.registration in (Registration.REGISTERED, Registration.EXPECTED)
    return BlindRegistration(answer, masked(application.registration_body) if has_body else "")


def _documents(application: Application, masked: Masked) -> Iterable[BlindDocument]:
    """Each document that was asked for. What a scanner has not released is not even read. One query."""
    sent = ApplicationDocument.objects.filter(application=application, asked=OuterRef("pk")).order_by()
    asked = AskedDocument.objects.filter(vacancy=application.vacancy_id).annotate(
        sent=Subquery(sent.values("pk")), text=Subquery(sent.released().values("text"))
    )
    for number, document in enumerate(asked, start=1):
        text = document.text
        yield BlindDocument(
            number, document.title, masked(text or ""), document.sent is not None, text is not None
        )

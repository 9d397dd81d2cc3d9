"""Rows for the pages of applying: what is asked, answered and missing, and where things stand in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from applicants.applying.models import Application
from applicants.applying.status import Status
from vacancies.models import Criterion, PreApplicationQuestion, Vacancy
from vacancies.status import CriterionKind, Importance, QuestionKind

QUESTIONS, DETAILS, EVIDENCE, DECLARATION = "questions", "details", "evidence", "declaration"


class Progress(Enum):
    """How far a section of a draft is."""

    NOT_STARTED = "Not started"
    IN_PROGRESS = "In progress"
    COMPLETE = "Complete"
    OPTIONAL = "Optional"


@dataclass(frozen=True)
class Question:
    """One criterion as the form asks it, with what this person has answered so far."""

    criterion: Criterion
    text: str
    acknowledged: bool | None

    @property
    def is_acknowledged_kind(self) -> bool:
        return self.criterion.kind == CriterionKind.ACKNOWLEDGED

    @property
    def is_answered(self) -> bool:
        return self.acknowledged is not None if self.is_acknowledged_kind else bool(self.text.strip())

    @property
    def is_needed(self) -> bool:
        return self.criterion.importance == Importance.ESSENTIAL

    @property
    def answer(self) -> str:
        """The answer as a person reads it; "" where there is none."""
        if self.is_acknowledged_kind:
            return {True: "Yes", False: "No", None: ""}[self.acknowledged]
        return self.text


@dataclass(frozen=True)
class QuestionBefore:
    """One of the employer's questions before applying, with what this person has answered so far."""

    question: PreApplicationQuestion
    given: str = ""

    @property
    def is_yes_or_no(self) -> bool:
        return self.question.kind == QuestionKind.YES_NO

    @property
    def is_unhoped(self) -> bool:
        """Answered, and not as the employer hopes: explained, never a reason to turn anybody away."""
        return bool(self.question.hoped_for and self.given and self.given != self.question.hoped_for)

    @property
    def answer(self) -> str:
        """The answer as a person reads it; "" where there is none."""
        return self.given.capitalize() if self.is_yes_or_no else self.given


@dataclass(frozen=True)
class Section:
    """One line of the task list; `criterion` is None but for evidence."""

    kind: str
    title: str
    progress: Progress
    criterion: Criterion | None = None

    @property
    def is_missing(self) -> bool:
        return self.progress in (Progress.NOT_STARTED, Progress.IN_PROGRESS)


@dataclass(frozen=True)
class Standing:
    """Where an application stands, in plain words: a short label, what happened, what happens next."""

    label: str
    colour: str
    happened: str
    next: str


# What holds for everybody who was not answered before the vacancy was withdrawn.
GONE = "This vacancy was withdrawn by the employer: nobody will be appointed from it."
# (status, has the vacancy closed where that matters): label, colour, what happened, what happens next.
STANDINGS = {
    (Status.DRAFT, False): (
        "Not submitted yet",
        "yellow",
        "You have started this application. We have not received it yet.",
        "Finish and submit it. {time_left}",
    ),
    (Status.DRAFT, True): (
        "Not submitted",
        "grey",
        "This vacancy closed before you submitted your application.",
        "You can no longer submit it. Your draft is kept, so you can read and copy what you wrote.",
    ),
    (Status.SUBMITTED, False): (
        "Submitted",
        "blue",
        "We received your application at {received}.",
        "Once the advert has closed, the panel reads every application. It {closing}. {early}",
    ),
    (Status.SUBMITTED, True): (
        "Submitted",
        "blue",
        "We received your application at {received}. The vacancy has closed.",
        "The panel is reading the applications. We will email you, whether you are invited or not.",
    ),
    (Status.VACANCY_WITHDRAWN, False): (
        "Vacancy withdrawn",
        "grey",
        f"{GONE} It is not because of your application.",
        "You do not need to do anything. You can read what you wrote, and apply for other vacancies.",
    ),
    (Status.SHORTLISTED, False): (
        "Invited to interview",
        "green",
        "The panel has read your application and would like to meet you.",
        "Read your invitation: it says when and where, and how to prepare.",
    ),
    (Status.NOT_SHORTLISTED, False): (
        "Not shortlisted",
        "grey",
        "The panel has read your application. You are not invited to an interview this time.",
        "You do not need to do anything. You are welcome to apply for other vacancies.",
    ),
    (Status.WITHDRAWN, False): (
        "Withdrawn",
        "grey",
        "You withdrew this application.",
        "You do not need to do anything. The employer will not consider it.",
    ),
}


DRAFT_OF_A_WITHDRAWN_VACANCY = Standing(
    "Not submitted", "grey", GONE, "Your draft is kept, so you can read and copy what you wrote."
)


def own_application(user, vacancy: Vacancy) -> Application | None:
    """The application this person has for this vacancy, unless they withdrew it."""
    return user.applications.filter(vacancy=vacancy).exclude(status=Status.WITHDRAWN).first()


def asked_of(vacancy: Vacancy) -> QuerySet[Criterion]:
    """The criteria an applicant answers: those evidenced by the application or a certificate, in order."""
    return vacancy.criteria.judged_at_shortlisting()


def questions(application: Application) -> list[Question]:
    """Every criterion the form asks about with its answer, in the order of the advert. One query."""
    return _questions(_with_answers(application))


def _with_answers(application: Application) -> QuerySet[Criterion]:
    answer = application.answers.filter(criterion=OuterRef("pk"))
    return asked_of(application.vacancy).annotate(
        answer_text=Subquery(answer.values("text")),
        answer_acknowledged=Subquery(answer.values("acknowledged")),
    )


def _questions(criteria: Iterable[Criterion]) -> list[Question]:
    return [
        Question(criterion, criterion.answer_text or "", criterion.answer_acknowledged)
        for criterion in criteria
    ]


def asked_before(vacancy: Vacancy) -> list[QuestionBefore]:
    """The employer's questions before applying, not answered yet. One query."""
    return [QuestionBefore(question) for question in vacancy.questions.all()]


def questions_before(application: Application) -> list[QuestionBefore]:
    """The employer's questions with this application's answers. One query."""
    answer = application.answers_before.filter(question=OuterRef("pk")).values("answer")
    rows = PreApplicationQuestion.objects.filter(vacancy=application.vacancy_id)
    return [QuestionBefore(row, row.given or "") for row in rows.annotate(given=Subquery(answer))]


def sections(application: Application, asked: list[Question], before: list[QuestionBefore]) -> list[Section]:
    """The task list of a draft, in order."""
    return [
        *_section_of_questions(before),
        Section(DETAILS, "Your details", _progress_of_details(application)),
        *(_section(question) for question in asked),
        Section(
            DECLARATION,
            "Declaration",
            Progress.COMPLETE if application.declared_at else Progress.NOT_STARTED,
        ),
    ]


def missing(application: Application) -> list[Section]:
    """What still has to be filled in before the application can be submitted. One query if nothing is."""
    answered = application.answers_before.filter(question=OuterRef("pk")).exclude(answer="")
    waiting = PreApplicationQuestion.objects.filter(vacancy=application.vacancy_id).exclude(Exists(answered))
    # Submitting has few queries to spare, so the criteria tell whether there is a question to ask about.
    criteria = list(_with_answers(application).annotate(questions_wait=Exists(waiting)))
    certain = criteria and not criteria[0].questions_wait
    before = [] if certain else questions_before(application)
    everything = sections(application, _questions(criteria), before)
    return [section for section in everything if section.is_missing]


def next_unanswered(asked: list[Question], after: Criterion) -> Criterion | None:
    """The next question without an answer: first those after this one, then from the top."""
    order = [question.criterion.pk for question in asked].index(after.pk)
    waiting = (question for question in asked[order + 1 :] + asked[:order] if not question.is_answered)
    return next((question.criterion for question in waiting), None)


def standing(application: Application) -> Standing:
    """Needs `application.vacancy` and `application.late_entry`."""
    vacancy = application.vacancy
    status = Status(application.status)
    if vacancy.is_withdrawn and status == Status.DRAFT:
        return DRAFT_OF_A_WITHDRAWN_VACANCY
    if vacancy.is_withdrawn and status == Status.SUBMITTED:
        status = Status.VACANCY_WITHDRAWN  # the sweep writes it within a minute
    closed = {
        Status.DRAFT: not application.may_be_submitted,
        Status.SUBMITTED: vacancy.has_closed,
    }.get(status, False)
    label, colour, happened, following = STANDINGS[status, closed]
    facts = {
        "received": application.submitted_in_words,
        "closing": vacancy.closing_in_words,
        "early": vacancy.may_close_early,
        "time_left": application.time_left_in_words,
    }
    return Standing(label, colour, happened.format(**facts), following.format(**facts).strip())


def _progress_of_details(application) -> Progress:
    if application.has_all_details:
        return Progress.COMPLETE
    return Progress.IN_PROGRESS if application.has_some_details else Progress.NOT_STARTED


def _section_of_questions(before: list[QuestionBefore]) -> list[Section]:
    """One line for all of them; none where nothing is asked."""
    if not before:
        return []
    answered = sum(bool(question.given) for question in before)
    progress = Progress.IN_PROGRESS if answered else Progress.NOT_STARTED
    return [
        Section(
            QUESTIONS,
            "The employer’s questions",
            Progress.COMPLETE if answered == len(before) else progress,
        )
    ]


def _section(question: Question) -> Section:
    if question.is_answered:
        progress = Progress.COMPLETE
    else:
        progress = Progress.NOT_STARTED if question.is_needed else Progress.OPTIONAL
    return Section(EVIDENCE, question.criterion.text, progress, question.criterion)

"""What an application is asked, with what its owner has answered."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from applicants.applying.counting import has_words
from applicants.applying.models import Answer, Application
from applicants.applying.status import Status
from applicants.applying.tender import touches_health
from recruitment.prepared import prepared
from vacancies.models import Criterion, PreApplicationQuestion, Vacancy
from vacancies.status import CriterionKind, Importance, QuestionKind


@dataclass(frozen=True)
class Question:
    """One criterion as the form asks it, with what this person has answered so far."""

    criterion: Criterion
    text: str
    acknowledged: bool | None
    # Taken over from another application and not looked at since.
    is_copied: bool = False

    @property
    def is_acknowledged_kind(self) -> bool:
        return self.criterion.kind == CriterionKind.ACKNOWLEDGED

    @property
    def is_answered(self) -> bool:
        return self.acknowledged is not None if self.is_acknowledged_kind else has_words(self.text)

    @property
    def touches_health(self) -> bool:
        """Somebody might think that they have to write about their own health."""
        return touches_health(self.criterion.text)

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


# Of an advert: pages of an application hardly ever say them, and saving one never does.
LONG_TEXTS = tuple(f"vacancy__{name}" for name in ("summary", "main_duties", "responsibilities", "about_us"))


def own_application(user, vacancy: Vacancy) -> Application | None:
    """The application this person has for this vacancy, unless they withdrew it."""
    return user.applications.filter(vacancy=vacancy).exclude(status=Status.WITHDRAWN).first()


def application_of(user, reference: str, *, locked: bool = False) -> Application | None:
    """This person's application of that reference, with its vacancy; locked until the transaction ends."""
    for application in _of_person(user.pk, reference, locked=locked):
        application.applicant = user
        return application
    return None


@prepared
def _of_person(applicant: int, reference: str, *, locked: bool) -> QuerySet[Application]:
    mine = Application.objects.filter(applicant=applicant, reference=reference)
    mine = mine.select_related("vacancy__employer", "late_entry").defer(*LONG_TEXTS)
    return mine.select_for_update(no_key=True, of=("self",)) if locked else mine


def asked_of(vacancy: Vacancy | int) -> QuerySet[Criterion]:
    """The criteria an applicant answers: those evidenced by the application or a certificate, in order."""
    return Criterion.objects.judged_at_shortlisting().filter(vacancy=vacancy)


def questions(application: Application) -> list[Question]:
    """Every criterion the form asks about with its answer, in the order of the advert. One query."""
    return as_questions(_with_answers(application.vacancy_id, application.pk))


@dataclass(frozen=True)
class Asked:
    """One question of a form, and its place: the third of eight."""

    question: Question
    number: int
    of: int


def question(application: Application, criterion: int) -> Asked | None:
    """The question about that criterion with its answer; None if the form asks no such one. One query."""
    found = _one_with_answer(application.vacancy_id, application.pk, criterion)
    return Asked(*as_questions(found), **found[0].place) if found else None


@prepared
def _one_with_answer(vacancy: int, application: int, criterion: int) -> QuerySet[Criterion]:
    position = OuterRef("position")
    until_here = Q(position__lt=position) | Q(position=position, pk__lte=OuterRef("pk"))
    place = JSONObject(number=Count("pk", filter=until_here), of=Count("pk"))
    counted = asked_of(vacancy).order_by().values("vacancy").annotate(place=place)
    return (
        with_answers(vacancy, application)
        .filter(pk=criterion)
        .annotate(place=Subquery(counted.values("place")))
    )


def with_answers(vacancy: int, application: int) -> QuerySet[Criterion]:
    """The criteria asked about, each with the columns `as_questions` reads."""
    answer = Answer.objects.filter(application=application, criterion=OuterRef("pk"))
    return asked_of(vacancy).annotate(
        answer_text=Subquery(answer.values("text")),
        answer_acknowledged=Subquery(answer.values("acknowledged")),
        answer_copied_from=Subquery(answer.values("copied_from")),
    )


_with_answers = prepared(with_answers)


def as_questions(criteria: Iterable[Criterion]) -> list[Question]:
    """Of rows of `with_answers`."""
    return [
        Question(
            criterion,
            criterion.answer_text or "",
            criterion.answer_acknowledged,
            is_copied=criterion.answer_copied_from is not None,
        )
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

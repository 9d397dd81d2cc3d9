"""What somebody has written in earlier applications, and what of it can be taken over into this one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Model, QuerySet
from django.utils import formats
from django.utils.text import capfirst

from applicants.applying import pages
from applicants.applying.contents import CONTENTS, Contents
from applicants.applying.likeness import ALIKE, likeness
from applicants.applying.models import Answer, Application
from applicants.applying.pages import Name
from applicants.applying.queries.asking import Question, asked_of
from vacancies.models import Criterion
from vacancies.status import CriterionKind

# The latest answers looked through for one like it: a hundred applications of a dozen points.
LOOKED_THROUGH = 1_200
EVIDENCE = "evidence_"


@dataclass(frozen=True)
class Offer:
    """One thing an earlier application holds that this one asks for, too.

    `there` and `here` say in lines what each holds; where `here` says something, copying replaces it.
    """

    key: str
    title: str
    there: list[str]
    here: list[str]
    # Evidence: the answer there, which was written for another wording, and the criterion here.
    answer: Answer | None = None
    criterion: Criterion | None = None
    rows: Mapping[str, list[Model]] = field(default_factory=dict)

    @property
    def replaces(self) -> bool:
        return bool(self.here)

    @property
    def is_there_already(self) -> bool:
        return self.there == self.here

    @property
    def is_worded_differently(self) -> bool:
        return self.answer is not None and self.answer.criterion.text != self.criterion.text


def earlier_applications(application: Application) -> QuerySet[Application]:
    """Everything else its owner ever wrote, the newest first: submitted, withdrawn, never finished."""
    mine = application.applicant.applications.exclude(pk=application.pk)
    return mine.select_related("vacancy__employer")


def has_earlier_applications(application: Application) -> bool:
    return application.applicant.applications.exclude(pk=application.pk).exists()


def offers(application: Application, earlier: Application) -> list[Offer]:
    """What can be taken over from `earlier`, in the order of the pages. Needs `application.vacancy`.

    One query for each kind of rows, and two for the evidence, however much was written.
    """
    return _pages(application, earlier) + _evidence(application, earlier)


def _pages(application, earlier) -> list[Offer]:
    offered = []
    for page in pages.PAGES:
        if not page.can_be_copied or page.name == Name.EVIDENCE or not page.asked(application.vacancy):
            continue
        contents = CONTENTS[page.name]
        rows = {name: _rows(name, earlier, application) for name in contents.rows}
        there, here = (
            _in_lines(one, contents, {name: of[one.pk] for name, of in rows.items()})
            for one in (earlier, application)
        )
        if there:
            taken = {name: of[earlier.pk] for name, of in rows.items()}
            offered.append(Offer(str(page.name), page.title, there, here, rows=taken))
    return offered


def _rows(name: str, *applications: Application) -> dict[int, list[Model]]:
    """The rows of one kind, by application. One query."""
    model = Application._meta.get_field(name).related_model
    by_application = {application.pk: [] for application in applications}
    for row in model.objects.filter(application__in=by_application):
        by_application[row.application_id].append(row)
    return by_application


def _in_lines(application: Application, contents: Contents, rows: Mapping[str, list[Model]]) -> list[str]:
    """What a page of this application holds, as people read it; nothing where nothing was written."""
    said = [f"{_label(name)}: {value}" for name in contents.columns if (value := _value(application, name))]
    return said + [str(row) for of_kind in rows.values() for row in of_kind]


def _label(name: str) -> str:
    return capfirst(Application._meta.get_field(name).verbose_name)


def _value(application: Application, name: str) -> str:
    column = Application._meta.get_field(name)
    value = getattr(application, name)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if column.choices:
        return getattr(application, f"get_{name}_display")()
    return formats.localize(value) if value else ""


def _evidence(application, earlier) -> list[Offer]:
    asked = list(_scored(application).select_related(None))
    written = list(_with_words(earlier.answers.all()).order_by("criterion__position", "pk"))
    here = dict(application.answers.exclude(text="").values_list("criterion", "text")) if written else {}
    offered, alike = [], matched(asked, written)
    for criterion in asked:
        if answer := alike.get(criterion.pk):
            text = here.get(criterion.pk, "")
            offered.append(
                Offer(
                    f"{EVIDENCE}{criterion.pk}",
                    criterion.text,
                    [answer.text],
                    [text] if text else [],
                    answer=answer,
                    criterion=criterion,
                )
            )
    return offered


def answers_elsewhere(application: Application) -> QuerySet[Answer]:
    """What the same person answered in their other applications."""
    return Answer.objects.filter(application__applicant=application.applicant_id).exclude(
        application=application
    )


def written_before(application: Application, question: Question) -> Answer | None:
    """What this person wrote for the criterion most like this one, in any earlier application.

    None where it stands here already. Two queries, however many there are: the wordings, then the one answer.
    """
    if question.is_acknowledged_kind or question.is_copied:
        return None
    criterion = question.criterion
    others = _with_words(answers_elsewhere(application)).order_by("-saved_at", "-pk")
    wordings = others.values_list("pk", "criterion__text")[:LOOKED_THROUGH]
    rated = [(likeness(text, criterion.text), -place, pk) for place, (pk, text) in enumerate(wordings)]
    best = max(rated, default=(0.0, 0, None))
    if best[0] < ALIKE:
        return None
    answer = others.select_related("application__vacancy__employer").get(pk=best[2])
    return None if answer.text == question.text else answer


def written_for(application: Application, question: Question) -> str:
    """The wording for which the text that was copied here had been written; "" where that is gone."""
    mine = Answer.objects.filter(application__applicant=application.applicant_id, text=question.text)
    others = mine.exclude(application=application).order_by("-saved_at")
    return others.values_list("criterion__text", flat=True).first() or ""


def matched(asked: Iterable[Criterion], written: Iterable[Answer]) -> dict[int, Answer]:
    """By criterion the answer to offer for it: the pairs worded most alike first, and each answer once."""
    written = list(written)
    rated = [
        (likeness(answer.criterion.text, criterion.text), criterion.pk, answer)
        for criterion in asked
        for answer in written
    ]
    found: dict[int, Answer] = {}
    used = set()
    for how_alike, criterion, answer in sorted(rated, key=lambda pair: pair[0], reverse=True):
        if how_alike >= ALIKE and criterion not in found and answer.pk not in used:
            found[criterion] = answer
            used.add(answer.pk)
    return found


def _scored(application: Application) -> QuerySet[Criterion]:
    """What is answered in words. To acknowledge something is one press, and meant for this vacancy."""
    return asked_of(application.vacancy).filter(kind=CriterionKind.SCORED)


def _with_words(answers: QuerySet[Answer]) -> QuerySet[Answer]:
    scored = answers.filter(criterion__kind=CriterionKind.SCORED)
    return scored.exclude(text="").select_related("criterion")

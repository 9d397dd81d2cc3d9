"""One application as the panel would read it, for the recruiter who masks what the rules do not find."""

from collections import Counter
from dataclasses import dataclass

from applicants.applying.models import Application
from applicants.shortlisting.blinding.background import Background, background_of
from applicants.shortlisting.blinding.reading import answered
from applicants.shortlisting.masking import Person, mask, places
from applicants.shortlisting.models import MaskedWords
from applicants.shortlisting.queries import person_behind
from vacancies.status import CriterionKind


@dataclass(frozen=True)
class MaskedLine:
    """Words that somebody masked, and in how many places they stood."""

    pk: int
    words: str
    places: int


@dataclass(frozen=True)
class ReadAnswer:
    """What the panel reads on one criterion."""

    criterion: str
    text: str
    is_scored: bool
    acknowledged: bool | None


@dataclass(frozen=True)
class ReadBefore:
    """Everything the panel would read of one application, and what was masked in it by hand."""

    answers: tuple[ReadAnswer, ...]
    background: Background
    masked: tuple[MaskedLine, ...]


class _Counting:
    """Masks, and counts how often each of the words masked by hand took something out."""

    def __init__(self, person: Person):
        self.person = person
        self.places: Counter[str] = Counter()

    def __call__(self, text: str) -> str:
        self.places += places(text, self.person)
        return mask(text, self.person)


def as_the_panel_reads(application: Application) -> ReadBefore:
    """Seven queries. Needs `applicant` and `vacancy`."""
    masked = list(MaskedWords.objects.filter(application=application).order_by("pk"))
    counting = _Counting(person_behind(application, (line.words for line in masked)))
    answers, background = _everything(application, counting)
    return ReadBefore(
        answers=answers,
        background=background,
        masked=tuple(MaskedLine(line.pk, line.words, counting.places[line.words]) for line in masked),
    )


def places_of(application: Application, words: str) -> int:
    """In how many places of what the panel reads these words stand; none where the rules took them out."""
    words = " ".join(words.split())
    before = MaskedWords.objects.filter(application=application).values_list("words", flat=True)
    counting = _Counting(person_behind(application, (*before, words)))
    _everything(application, counting)
    return counting.places[words]


def _everything(application: Application, counting: _Counting) -> tuple[tuple[ReadAnswer, ...], Background]:
    answers = tuple(
        ReadAnswer(
            line.text, counting(line.answer or ""), line.kind == CriterionKind.SCORED, line.acknowledged
        )
        for line in answered(application)
    )
    return answers, background_of(application, counting)

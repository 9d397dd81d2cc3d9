"""One advert as the public reads it, in as few queries as can be."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils.safestring import SafeString

from vacancies import markdown, pay
from vacancies.models import Criterion, Vacancy, place_in_words
from vacancies.queries.places import places
from vacancies.status import UNPUBLISHED, CriterionKind, Importance, PayScheme


@dataclass(frozen=True)
class Point:
    """One criterion as the advert shows it."""

    text: str
    importance: str
    evidence: str


@dataclass(frozen=True)
class Advert:
    """One advert as the public reads it, key facts first."""

    vacancy: Vacancy
    facts: list[tuple[str, list[str]]]
    sections: list[tuple[str, SafeString]]
    specification: dict[str, list[Point]]


def adverts() -> QuerySet[Vacancy]:
    """Vacancies, drafts too, with all that `advert` needs: two queries however much one holds."""
    return Vacancy.objects.select_related("employer").annotate(places=places).prefetch_related("criteria")


def published_adverts() -> QuerySet[Vacancy]:
    """What the public may ask for by its address; the closed ones only to be told that they have closed."""
    return adverts().exclude(status__in=UNPUBLISHED).exclude(opens_at__gt=Now())


def advert(vacancy: Vacancy) -> Advert:
    """The page of a vacancy that came from `adverts`."""
    return Advert(
        vacancy=vacancy,
        facts=_facts(vacancy),
        sections=[
            (heading, markdown.to_html(text)) for heading, text in vacancy.advert_texts() if text.strip()
        ],
        specification=_specification(vacancy.criteria.all()),
    )


def _facts(vacancy: Vacancy) -> list[tuple[str, list[str]]]:
    band = vacancy.pay_scheme == PayScheme.AGENDA_FOR_CHANGE and vacancy.band in pay.BANDS
    hours = f"{vacancy.hours_per_week.normalize():f} hours a week" if vacancy.hours_per_week else ""
    interview = (
        f"{vacancy.interview_on:%A} {_day_in_words(vacancy.interview_on)}" if vacancy.interview_on else ""
    )
    facts = [
        (
            "Pay",
            [vacancy.pay_in_words, f"Agenda for Change {pay.band_in_words(vacancy.band)}" if band else ""],
        ),
        ("Contract", [vacancy.contract_in_words]),
        ("Working pattern", [vacancy.working_patterns_in_words, hours]),
        ("Number of posts", [str(vacancy.posts) if vacancy.posts > 1 else ""]),
        ("Place of work", [place_in_words(**place) for place in vacancy.places]),
        ("Closing time", [vacancy.closing_minute_in_words]),
        ("Planned interview date", [interview]),
        ("Professional registration", [vacancy.registration]),
        ("Reference", [vacancy.reference]),
    ]
    said = [(key, [line for line in lines if line]) for key, lines in facts]
    return [(key, lines) for key, lines in said if lines]


def _day_in_words(day) -> str:
    return f"{day.day} {day:%B %Y}"


def _specification(criteria: Iterable[Criterion]) -> dict[str, list[Point]]:
    """By group, groups and points in the order the recruiter gave them."""
    groups: dict[str, list[Point]] = {}
    for criterion in criteria:
        if criterion.kind == CriterionKind.ACKNOWLEDGED:
            evidence = "You confirm it when you apply"
        else:
            evidence = criterion.evidence_in_words
        point = Point(criterion.text, Importance(criterion.importance).label, evidence)
        groups.setdefault(criterion.group.strip(), []).append(point)
    return groups

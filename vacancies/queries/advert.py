"""One advert as the public reads it: everything of it in one query."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject, Now
from django.utils.safestring import SafeString

from vacancies import markdown, pay
from vacancies.models import AskedDocument, Criterion, SupportingDocument, Vacancy, place_in_words
from vacancies.queries.assessing import Assessment, assessment
from vacancies.queries.places import places
from vacancies.queries.similar import with_similar
from vacancies.status import UNPUBLISHED, CriterionKind, Importance, PayScheme, Status

CRITERION_COLUMNS = ("pk", "group", "text", "importance", "evidenced_by", "kind", "weight", "minimum")
# Where somebody shows that they meet a point, as the column of the table says it.
SHOWN = {
    "A": "in your application",
    "C": "with a certificate",
    "I": "at interview",
    "T": "in a test",
}

DOCUMENT_COLUMNS = ("id", "title", "kind", "size")
ASKED_COLUMNS = ("id", "title", "guidance", "is_needed")

_documents = ArraySubquery(
    SupportingDocument.objects.filter(vacancy=OuterRef("pk"))
    .order_by("position", "pk")
    .values(document=JSONObject(**{name: name for name in DOCUMENT_COLUMNS}))
)
_asked = ArraySubquery(
    AskedDocument.objects.filter(vacancy=OuterRef("pk"))
    .order_by("position", "pk")
    .values(document=JSONObject(**{name: name for name in ASKED_COLUMNS}))
)
_criteria = ArraySubquery(
    Criterion.objects.filter(vacancy=OuterRef("pk"))
    .order_by("position", "pk")
    .values(criterion=JSONObject(**{name: name for name in CRITERION_COLUMNS}))
)


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
    acknowledged: list[str]
    assessment: Assessment
    documents: list[SupportingDocument]
    asked_documents: list[AskedDocument]
    # One sentence or two: for search engines, the subject of an email about it, and an email to a friend.
    summary: str
    about: str
    letter: str
    # The contact's number as a telephone takes it; "" where what stands there is no number.
    dialled: str


def adverts() -> QuerySet[Vacancy]:
    """Vacancies, drafts too, with all that `advert` needs: one query however much one holds."""
    return Vacancy.objects.select_related("employer").annotate(
        places=places, points=_criteria, papers=_documents, papers_asked=_asked
    )


def published_adverts() -> QuerySet[Vacancy]:
    """What the public may ask for by its address; those that ended only to be told that they did.

    One that was withdrawn before it opened was never there.
    """
    never_seen = Q(opens_at__gt=Now()) | Q(status=Status.WITHDRAWN, withdrawn_at__lt=F("opens_at"))
    return with_similar(adverts().exclude(status__in=UNPUBLISHED).exclude(never_seen))


def advert(vacancy: Vacancy) -> Advert:
    """The page of a vacancy that came from `adverts`."""
    criteria = [Criterion(vacancy=vacancy, **columns) for columns in vacancy.points]
    return Advert(
        vacancy=vacancy,
        facts=_facts(vacancy),
        sections=[
            (heading, markdown.to_html(text)) for heading, text in vacancy.advert_texts() if text.strip()
        ],
        specification=_specification(criteria),
        acknowledged=[c.text for c in criteria if c.kind == CriterionKind.ACKNOWLEDGED],
        assessment=assessment(vacancy, criteria),
        documents=[SupportingDocument(vacancy=vacancy, **columns) for columns in vacancy.papers],
        asked_documents=asked_documents(vacancy),
        summary=(said := summary(vacancy)),
        about=f"{vacancy.title} ({vacancy.reference})",
        letter=f"{said}\n\n{settings.SITE_URL}{vacancy.get_absolute_url()}",
        dialled=_dialled(vacancy.contact_phone),
    )


def asked_documents(vacancy: Vacancy) -> list[AskedDocument]:
    """What somebody who applies sends along. The vacancy came from `adverts`: no query."""
    return [AskedDocument(vacancy=vacancy, **columns) for columns in vacancy.papers_asked]


def summary(vacancy: Vacancy) -> str:
    """The advert in a few sentences: what search engines and messages show beside its link."""
    where = [place_in_words(**place) for place in vacancy.places]
    others = f" and {len(where) - 1} other place{'s'[: len(where) > 2]}" if len(where) > 1 else ""
    sentences = [
        f"{vacancy.title} at {vacancy.employer.name}",
        f"{where[0]}{others}" if where else "",
        vacancy.pay_in_words,
        ", ".join(filter(None, (vacancy.contract_in_words, vacancy.working_patterns_in_words))),
        f"Apply by {vacancy.closing_minute_in_words}" if vacancy.closes_at else "",
    ]
    return " ".join(f"{sentence.rstrip('.')}." for sentence in sentences if sentence)


def _facts(vacancy: Vacancy) -> list[tuple[str, list[str]]]:
    band = vacancy.pay_scheme == PayScheme.AGENDA_FOR_CHANGE and vacancy.band in pay.BANDS
    hours = f"{vacancy.hours_per_week.normalize():f} hours a week" if vacancy.hours_per_week else ""
    reason = vacancy.fixed_term_reason
    facts = [
        (
            "Pay",
            [vacancy.pay_in_words, f"Agenda for Change {pay.band_in_words(vacancy.band)}" if band else ""],
        ),
        ("Contract", [vacancy.contract_in_words, f"Reason: {reason}" if reason else ""]),
        ("Working pattern", [vacancy.working_patterns_in_words, hours]),
        ("Number of posts", [str(vacancy.posts) if vacancy.posts > 1 else ""]),
        ("Place of work", [place_in_words(**place) for place in vacancy.places]),
        ("Closing time", [vacancy.closing_minute_in_words]),
        ("Planned interview date", [vacancy.interview_in_words]),
        ("Professional registration", [vacancy.registration]),
        ("Reference", [vacancy.reference]),
    ]
    said = [(key, [line for line in lines if line]) for key, lines in facts]
    return [(key, lines) for key, lines in said if lines]


def _specification(criteria: Iterable[Criterion]) -> dict[str, list[Point]]:
    """What is scored, by group; groups and points in the order the recruiter gave them."""
    groups: dict[str, list[Point]] = {}
    for criterion in criteria:
        if criterion.kind == CriterionKind.ACKNOWLEDGED:
            continue
        shown = [words for key, words in SHOWN.items() if key in criterion.evidenced_by]
        point = Point(criterion.text, Importance(criterion.importance).label, _listed(shown))
        groups.setdefault(criterion.group.strip(), []).append(point)
    return groups


def _dialled(phone: str) -> str:
    """+441632960001 of "+44 (0)1632 960001 ext. 12": what follows the number is not dialled."""
    number = re.match(r"[\d\s().+-]*", phone.replace("(0)", "") if "+" in phone else phone).group()
    digits = re.sub(r"[^\d+]", "", number)
    return digits if re.fullmatch(r"\+?\d{5,15}", digits) else ""


def _listed(words: list[str]) -> str:
    """In your application, with a certificate and at interview."""
    *first, last = words or [""]
    listed = f"{', '.join(first)} and {last}" if first else last
    return listed[:1].upper() + listed[1:]

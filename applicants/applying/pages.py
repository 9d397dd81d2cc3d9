"""The pages of an application, in order: a table of facts. What each asks stands in forms/.

Date of birth, National Insurance number, health and convictions are on none of them: the first two are
asked when an offer is accepted, the third never before one (Equality Act 2010 s.60), the last of the
successful alone.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import TextChoices


class Name(TextChoices):
    """A page, as addresses, rows and templates call it."""

    QUESTIONS = "questions"
    RIGHT_TO_WORK = "right_to_work"
    DETAILS = "details"
    QUALIFICATIONS = "qualifications"
    REGISTRATION = "registration"
    TRAINING = "training"
    EMPLOYMENT = "employment"
    EVIDENCE = "evidence"
    STATEMENT = "statement"
    DOCUMENTS = "documents"
    REFEREES = "referees"
    CONNECTIONS = "connections"
    SUPPORT = "support"
    DECLARATION = "declaration"


BEFORE, ABOUT, BACKGROUND, EVIDENCE, PRACTICAL, LAST = (
    "Before you apply",
    "About you",
    "Your background",
    "Your evidence",
    "If you are invited",
    "Before you submit",
)
GROUPS = (BEFORE, ABOUT, BACKGROUND, EVIDENCE, PRACTICAL, LAST)


def always(vacancy) -> bool:
    return True


def asks_for_registration(vacancy) -> bool:
    """The advert names a register; nobody is asked about one that the job does not need."""
    return bool(vacancy.registration.strip())


@dataclass(frozen=True)
class Page:
    """One topic. `evidence` stands for a page per criterion, and takes its titles from them."""

    name: Name
    title: str
    group: str
    # Whether this vacancy asks for it at all.
    asked: Callable[[object], bool] = always
    needed: bool = True
    # Rows of their own, which can be added, changed and taken away.
    is_list: bool = False
    # What it asks may be taken over from an earlier application of the same person.
    can_be_copied: bool = False


PAGES = (
    Page(Name.QUESTIONS, "The employer’s questions", BEFORE),
    Page(Name.RIGHT_TO_WORK, "Your right to work", BEFORE, can_be_copied=True),
    Page(Name.DETAILS, "Your details", ABOUT, can_be_copied=True),
    Page(Name.EMPLOYMENT, "Your work history", BACKGROUND, is_list=True, can_be_copied=True),
    Page(Name.QUALIFICATIONS, "Your qualifications", BACKGROUND, is_list=True, can_be_copied=True),
    Page(
        Name.REGISTRATION,
        "Professional registration",
        BACKGROUND,
        asked=asks_for_registration,
        can_be_copied=True,
    ),
    Page(Name.TRAINING, "Training", BACKGROUND, needed=False, is_list=True, can_be_copied=True),
    Page(Name.EVIDENCE, "", EVIDENCE, can_be_copied=True),
    Page(Name.STATEMENT, "Anything else you want to say", EVIDENCE, needed=False, can_be_copied=True),
    # Whether any is asked for, and which are there, is told by queries/documents.py.
    Page(Name.DOCUMENTS, "Documents", EVIDENCE),
    Page(Name.REFEREES, "Your referees", PRACTICAL, is_list=True, can_be_copied=True),
    Page(Name.CONNECTIONS, "People you know, and this advert", PRACTICAL),
    Page(Name.SUPPORT, "Support at an interview", PRACTICAL),
    Page(Name.DECLARATION, "Declaration", LAST),
)
BY_NAME = {page.name: page for page in PAGES}
# Those whose progress is a row of `Section`.
WITH_A_SECTION = frozenset(
    page.name
    for page in PAGES
    if page.name not in (Name.QUESTIONS, Name.DETAILS, Name.EVIDENCE, Name.DOCUMENTS, Name.DECLARATION)
)

"""What somebody is told before they begin: what will be asked of them, and how long it takes."""

from collections.abc import Sequence

from applicants.applying import pages
from applicants.applying.pages import Name
from vacancies.models import Criterion, Vacancy
from vacancies.status import CriterionKind

# page -> what it asks, in the middle of a sentence; `{}` is how many. Every page has its line: a test.
ASKED = {
    Name.QUESTIONS: ("{} question from the employer", "{} questions from the employer"),
    Name.RIGHT_TO_WORK: "whether you have the right to work in the UK",
    Name.DETAILS: "your name, address and phone number",
    Name.EMPLOYMENT: "where you have worked, volunteered or cared for somebody, and when",
    Name.QUALIFICATIONS: "your qualifications, if you have any",
    Name.REGISTRATION: "your professional registration",
    Name.TRAINING: "training you have done (optional)",
    Name.EVIDENCE: (
        "how you meet {} point of the person specification",
        "how you meet {} points of the person specification, one on each page",
    ),
    Name.STATEMENT: "anything else you want to say (optional)",
    Name.DOCUMENTS: ("{} document, as PDF or Word", "{} documents, as PDF or Word"),
    Name.REFEREES: "people who can speak for you; they are asked only after an offer",
    Name.CONNECTIONS: "whether you know somebody who works there, and where you saw the advert",
    Name.SUPPORT: "what would help you at an interview",
    Name.DECLARATION: "to declare that what you write is true",
}
# Minutes: for all the short pages together, and for each point to write about. From quick to thorough.
SHORT_PAGES = (20, 40)
EACH_POINT = (5, 20)


def asked_in_words(vacancy: Vacancy, *, questions: int, criteria: int, documents: int) -> list[str]:
    """One line a page, in the order of the task list, for what this vacancy asks."""
    numbers = {Name.QUESTIONS: questions, Name.EVIDENCE: criteria, Name.DOCUMENTS: documents}
    lines = []
    for page in pages.PAGES:
        number = numbers.get(page.name, 1)
        if not page.asked(vacancy) or not number:
            continue
        words = ASKED[page.name]
        lines.append(words if isinstance(words, str) else words[number != 1].format(number))
    return lines


def how_long_in_words(criteria: Sequence[Criterion]) -> str:
    """An honest range: nobody writes all of it in ten minutes, and some take an evening."""
    points = sum(criterion.kind == CriterionKind.SCORED for criterion in criteria)
    shortest, longest = (short + each * points for short, each in zip(SHORT_PAGES, EACH_POINT, strict=True))
    if longest < 90:
        return f"Most people need {shortest} to {longest} minutes."
    return f"Most people need {_hours(shortest)} to {_hours(longest)} hours in all."


def _hours(minutes: int) -> str:
    """In half hours, and never none: "1", "2½", "½"."""
    whole, half = divmod(max(1, round(minutes / 30)), 2)
    return f"{whole or ''}{'½' if half else ''}"

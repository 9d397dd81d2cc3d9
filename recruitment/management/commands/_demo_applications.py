"""The demo's applications: those of the field, and the applicant's own at each stage of the form."""

from functools import partial
from io import BytesIO

from docx import Document as Word

from applicants.applying import queries
from applicants.applying.actions import background, copying, documents, drafting, submitting
from applicants.applying.actions.putting_away import put_away
from applicants.applying.actions.withdrawing import withdraw
from applicants.applying.models import Application
from applicants.applying.pages import Name
from applicants.applying.queries.background import LISTS
from applicants.applying.status import Registration, RightToWork, WhereSeen
from recruitment.accounts.models import User
from recruitment.documents import reading, recognising
from recruitment.management.commands._demo_background import add, fill_in_background, years_ago
from recruitment.management.commands._demo_data import EVIDENCE
from vacancies.models import Criterion, Vacancy

ALEX = ("Alex", "Rivers")
REGISTERED_SOON = (
    "Example University, School of Health",
    "Alex Rivers finishes the degree in occupational therapy this summer, and can then apply to register.",
)


def begin(vacancy: Vacancy, applicant: User, first: str, last: str) -> Application:
    """A draft with its personal details."""
    answers = {question.pk: "yes" for question in vacancy.questions.all()}
    application = drafting.start(vacancy, by=applicant, answers=answers)
    details = {"first_name": first, "last_name": last, "phone": "07700 900012"}
    drafting.save_details(
        application, {**details, "address": "3 Example Row\nNorthmoor", "postcode": "ZZ99 4DD"}
    )
    return application


def apply(vacancy: Vacancy, applicant: User, first: str, last: str, number: int) -> Application:
    """A whole application, submitted through the gate. `number` varies who wrote what."""
    application = begin(vacancy, applicant, first, last)
    for place, criterion in enumerate(vacancy.criteria.all()):
        drafting.save_answer(application, criterion, text=evidence(criterion, number + place // 2))
    fill_in_the_short_pages(application)
    fill_in_background(application, number)
    drafting.declare(application)
    return submitting.submit(application, by=applicant, key=application.submit_key)


def fill_in_the_short_pages(application: Application) -> None:
    """What is asked besides the evidence."""
    keep = partial(drafting.save_section, application, complete=True)
    keep(Name.RIGHT_TO_WORK, right_to_work=RightToWork.UNLIMITED)
    keep(Name.CONNECTIONS, knows_somebody=False, where_seen=WhereSeen.THIS_SERVICE)
    drafting.save_support(application, complete=True, disability_confident=False, needs_adjustments=False)
    if application.vacancy.registration:
        keep(Name.REGISTRATION, registration=Registration.EXPECTED, registration_body="A fictional council")


def write_half(vacancy: Vacancy, applicant: User) -> Application:
    """A draft as somebody left it last night: details and one answer."""
    application = begin(vacancy, applicant, *ALEX)
    first = vacancy.criteria.first()
    drafting.save_answer(application, first, text=evidence(first, 0))
    return application


def write_most(vacancy: Vacancy, applicant: User) -> None:
    """A draft with a page of every kind: finished, begun, copied and not looked at, a gap, a document."""
    application = write_half(vacancy, applicant)
    drafting.save_section(application, Name.RIGHT_TO_WORK, complete=True, right_to_work=RightToWork.UNLIMITED)
    drafting.save_section(
        application,
        Name.REGISTRATION,
        complete=True,
        registration=Registration.EXPECTED,
        registration_body=vacancy.registration,
    )
    work_with_a_gap(application)
    copy_some(application)
    send_a_letter(application)


def work_with_a_gap(application: Application) -> None:
    """Two jobs with two years between them that nothing is said about yet; the list is not finished."""
    job = partial(add, application, Name.EMPLOYMENT, kind="paid")
    job(job_title="Support worker", employer="Northmoor Day Centre", started_on=years_ago(3), ended_on=None)
    job(
        job_title="Care assistant",
        employer="Alder House (a care home)",
        started_on=years_ago(8),
        ended_on=years_ago(5),
        reason_for_leaving="I moved to Northmoor.",
    )
    background.finish(application, LISTS[Name.EMPLOYMENT], finished=False)


def copy_some(application: Application) -> None:
    """Referees, qualifications and one text of evidence, from what the same person sent before."""
    sent = queries.earlier_applications(application).exclude(submitted_at=None).last()
    offers = queries.offers(application, sent)
    texts = [offer.key for offer in offers if offer.answer and not offer.replaces]
    take = {Name.REFEREES, Name.QUALIFICATIONS, *texts[:1]}
    copying.copy(application, sent, by=application.applicant, take=take)
    # Looked at since: it counts.
    background.finish(application, LISTS[Name.QUALIFICATIONS], finished=True)


def send_a_letter(application: Application) -> None:
    """A Word document for the first that is asked for."""
    document = word_document("Letter from the university", *REGISTERED_SOON)
    asked = application.vacancy.asked_documents.first()
    read = reading.read(document, most_pages=documents.MOST_PAGES)
    documents.attach(application, asked, document, read, by=application.applicant)


def withdraw_it(vacancy: Vacancy, applicant: User) -> Application:
    application = apply(vacancy, applicant, *ALEX, 1)
    return withdraw(application, by=applicant, reason="I have found something nearer home.")


def put_it_away(vacancy: Vacancy, applicant: User) -> None:
    put_away(withdraw_it(vacancy, applicant), by=applicant)


def word_document(title: str, *paragraphs: str) -> recognising.Document:
    """A short Word file, as somebody would send it."""
    document, content = Word(), BytesIO()
    document.add_heading(title, 1)
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(content)
    return recognising.recognise(content.getvalue(), f"{title}.docx")


def evidence(criterion: Criterion, number: int) -> str:
    """What the number-th person wrote on this criterion."""
    answers = next(answers for word, answers in EVIDENCE.items() if word in criterion.text.lower())
    return answers[number % len(answers)]


# What the applicant did, as an advert of the demo says it, before the others applied.
BEFORE_THE_OTHERS = {
    "begun": write_half,
    "in progress": write_most,
    "withdrew": withdraw_it,
    "put away": put_it_away,
}

"""The page of a vacancy: what stands beside the form, scale, criteria, questions, and their freezing."""

import re

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from recruitment.audit.models import AuditEvent
from tests.factories import (
    CriterionFactory,
    EmployerFactory,
    PanelMemberFactory,
    StaffRoleFactory,
    SupportingDocumentFactory,
    UserFactory,
    VacancyFactory,
    publishable_vacancy,
)
from tests.vacancies.form_data import as_sent
from vacancies.actions import publishing
from vacancies.models import PreApplicationQuestion, Vacancy
from vacancies.scales import PRESETS

pytestmark = pytest.mark.django_db
# Of a vacancy's page, whatever hangs on it.
QUERIES = 28


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.STAFF_MFA_REQUIRED = False


@pytest.fixture
def employer():
    return EmployerFactory()


@pytest.fixture(autouse=True)
def recruiter(client, employer):
    user = StaffRoleFactory(employer=employer).user
    client.force_login(user)
    return user


def page(vacancy, name="change") -> str:
    return reverse(f"admin:vacancies_vacancy_{name}", args=[vacancy.pk])


def save(client, vacancy, **changed):
    """Press Save on the page as it stands, but for what was changed."""
    data = {**as_sent(client.get(page(vacancy)), "vacancy_form"), **changed}
    return client.post(page(vacancy), data)


def beside(client, vacancy) -> str:
    return client.get(page(vacancy)).text.split("<aside")[1].split("</aside>")[0]


# --- Beside the form ---


def test_each_thing_that_is_missing_leads_to_its_place(client, employer):
    bare = Vacancy.objects.create(
        employer=employer,
        title=" ",
        reference="NM-1",
        contract="fixed_term",
        main_duties="This is a Band 5 role.",
    )
    text = client.get(page(bare)).text
    links = re.findall(r'<a href="#(id_\w+|section-[\w-]+)">', beside(client, bare))
    missing = publishing.what_is_missing(bare)
    assert len(missing) == 11
    for lack in missing:
        assert str(lack) in beside(client, bare)
        assert f"id_{lack.at}" in links or f"section-{lack.at}" in links
    assert "id_band" in links
    for target in links:
        assert f'id="{target}"' in text, target


def test_it_says_so_when_nothing_is_missing_and_nothing_of_a_live_advert(client, employer):
    vacancy = publishable_vacancy(employer=employer)
    assert "Nothing is missing." in beside(client, vacancy)
    publishing.publish(vacancy, by=UserFactory())
    assert "Before it can be published" not in beside(client, vacancy)


def test_a_draft_sent_for_approval_is_read_only_and_its_hints_lead_to_sections(client, employer):
    vacancy = publishable_vacancy(employer=employer, summary="A Band 5 role.")
    Vacancy.objects.filter(pk=vacancy.pk).update(status="awaiting_approval")
    assert '<a href="#section-pay">The text says Band 5' in beside(client, vacancy)
    response = client.get(page(vacancy))
    assert 'name="title"' not in response.text
    assert all(criterion.text in response.text for criterion in vacancy.criteria.all())


def test_what_is_missing_is_what_is_saved_not_what_was_refused(client, employer):
    vacancy = publishable_vacancy(employer=employer)
    response = save(client, vacancy, summary="", reference="")
    assert response.status_code == 200
    assert "Write the job summary" not in response.text
    assert "Nothing is missing." in response.text


def test_text_that_contradicts_a_field_is_pointed_out_and_saved_all_the_same(client, employer):
    vacancy = publishable_vacancy(employer=employer)
    assert save(client, vacancy, summary="A permanent post.", contract="bank").status_code == 302
    assert "The text says “permanent”, but the contract is Bank." in beside(client, vacancy)
    assert publishing.what_is_missing(Vacancy.objects.get()) == []


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_for_one_and_three(client, employer, django_assert_num_queries, number):
    vacancy = publishable_vacancy(employer=employer, criteria=number)
    for _ in range(number):
        SupportingDocumentFactory(vacancy=vacancy)
        vacancy.questions.create(text="Can you?")
        vacancy.asked_documents.create(title="Care certificate")
        vacancy.locations.create(address="2 Example Row")
        PanelMemberFactory(vacancy=vacancy)
    client.get(page(vacancy))
    with django_assert_num_queries(QUERIES):
        client.get(page(vacancy))


# --- The scale ---


@pytest.mark.parametrize("name", list(PRESETS))
def test_a_usual_scale_is_taken_over_whole(client, employer, name):
    vacancy = VacancyFactory(employer=employer)
    assert save(client, vacancy, scale=name).status_code == 302
    vacancy.refresh_from_db()
    scale = PRESETS[name]
    assert (vacancy.score_lowest, vacancy.score_labels, vacancy.met_from) == (
        scale.lowest,
        list(scale.labels),
        scale.met_from,
    )
    text = client.get(page(vacancy)).text
    assert all(f"<b>{number}</b> {label}" in text for number, label, _ in scale.points)


def test_own_words_count_also_where_nobody_ticked_them(client, employer):
    vacancy = VacancyFactory(employer=employer)
    save(client, vacancy, own_lowest="1", own_labels="No\r\n\r\n Partly \r\nYes", met_from="3")
    vacancy.refresh_from_db()
    assert (vacancy.score_lowest, vacancy.score_labels, vacancy.met_from) == (1, ["No", "Partly", "Yes"], 3)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"scale": "own", "own_labels": "One"}, "own_labels"),
        ({"scale": "0-2", "met_from": "3"}, "met_from"),
        ({"met_from": ""}, "met_from"),
        ({"met_from": "4"}, "met_from"),
        ({"scale": "nonsense"}, "scale"),
    ],
)
def test_a_scale_that_is_none_is_refused_and_nothing_typed_is_lost(client, employer, changed, field):
    vacancy = VacancyFactory(employer=employer)
    response = save(client, vacancy, title="Typed before", **changed)
    assert field in response.context["adminform"].form.errors
    assert as_sent(response, "vacancy_form")["title"] == "Typed before"
    assert Vacancy.objects.get(pk=vacancy.pk).score_labels == vacancy.score_labels


@pytest.mark.parametrize(("minimum", "status"), [("0", 200), ("1", 302), ("3", 302), ("4", 200), ("", 302)])
def test_a_criterions_own_minimum_lies_within_the_scale(client, employer, minimum, status):
    vacancy = VacancyFactory(employer=employer, criteria=1)
    assert save(client, vacancy, **{"criteria-0-minimum": minimum}).status_code == status


# --- Criteria and questions ---


def test_advice_stands_beside_a_criterion_and_does_not_stop_it(client, employer):
    vacancy = VacancyFactory(employer=employer, criteria=1)
    assert save(client, vacancy, **{"criteria-0-text": "Discreet"}).status_code == 302
    assert "One word is hard to score" in client.get(page(vacancy)).text


def test_criteria_are_ordered_by_number_without_any_script(client, employer):
    vacancy = VacancyFactory(employer=employer, criteria=3)
    first, second, third = vacancy.criteria.values_list("text", flat=True)
    save(client, vacancy, **{"criteria-0-position": "9", "criteria-2-position": "0"})
    assert list(vacancy.criteria.values_list("text", flat=True)) == [third, second, first]


def test_a_question_is_asked_with_its_explanation(client, employer):
    vacancy = VacancyFactory(employer=employer)
    question = {
        "questions-TOTAL_FORMS": "1",
        "questions-0-text": "Can you work at weekends?",
        "questions-0-kind": "yes_no",
        "questions-0-hoped_for": "yes",
    }
    response = save(client, vacancy, **question)
    assert "Say what somebody should know who answers otherwise." in response.text
    question["questions-0-explanation"] = "One weekend in four is part of the job."
    assert save(client, vacancy, **question).status_code == 302
    assert vacancy.questions.get().hoped_for == "yes"


def test_documents_are_asked_for_and_shown_before_anybody_begins(client, employer):
    vacancy = VacancyFactory(employer=employer)
    document = {
        "asked_documents-TOTAL_FORMS": "1",
        "asked_documents-0-title": "",
        "asked_documents-0-guidance": "Or a letter that says so.",
        "asked_documents-0-is_needed": "on",
    }
    assert "This field is required." in save(client, vacancy, **document).text
    assert save(client, vacancy, **document | {"asked_documents-0-title": "Passport"}).status_code == 302
    asked = vacancy.asked_documents.get()
    assert (asked.title, asked.is_needed) == ("Passport", True)
    # Saved, and pointed out beside the form.
    assert "checked after an offer" in client.get(page(vacancy, "change")).text
    publishable = publishable_vacancy(employer=employer)
    publishable.asked_documents.create(title="Care certificate", guidance="Or a letter.")
    publishing.publish(publishable, by=UserFactory())
    assert "Care certificate" in client.get(publishable.get_absolute_url()).text
    before = client.get(reverse("applying:start", args=[publishable.pk])).text
    assert "Care certificate: Or a letter." in before
    # What people applied against is shown on the desk, and cannot be changed any more.
    on_the_desk = client.get(page(publishable, "change")).text
    assert "Care certificate" in on_the_desk
    assert "asked_documents-0-title" not in on_the_desk


FROZEN = {
    "scale": lambda vacancy: Vacancy.objects.filter(pk=vacancy.pk).update(met_from=3),
    "a question": lambda vacancy: vacancy.questions.update(text="Will you?"),
    "a new question": lambda vacancy: vacancy.questions.create(text="Would you?"),
    "a document asked for": lambda vacancy: vacancy.asked_documents.update(title="Your passport"),
    "a new document asked for": lambda vacancy: vacancy.asked_documents.create(title="One more"),
    "a criterion": lambda vacancy: CriterionFactory(vacancy=vacancy),
}


@pytest.mark.parametrize("what", FROZEN)
def test_the_database_freezes_what_people_applied_against(employer, what):
    vacancy = publishable_vacancy(employer=employer)
    vacancy.questions.create(text="Can you?")
    vacancy.asked_documents.create(title="Care certificate")
    Vacancy.objects.filter(pk=vacancy.pk).update(met_from=1)  # a draft's may change
    publishing.publish(vacancy, by=UserFactory())
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        FROZEN[what](vacancy)
    Vacancy.objects.filter(pk=vacancy.pk).update(minimum_open_days=1, met_from=1)  # nothing of it changed


# --- Many at once ---


def test_a_pasted_list_is_shown_before_it_is_added(client, employer):
    vacancy = VacancyFactory(employer=employer, criteria=1)
    pasted = {
        "text": "Values:\n- Kind\n- Patient\nDesirable:\n- A bicycle (I)",
        "importance": "essential",
        "evidenced_by": ["A"],
    }
    shown = client.post(page(vacancy, "paste"), pasted)
    assert vacancy.criteria.count() == 1
    rows = [row.initial for row in shown.context["rows"]]
    assert [row["text"] for row in rows] == ["Kind", "Patient", "A bicycle"]
    sent = {"form-TOTAL_FORMS": "3", "form-INITIAL_FORMS": "3", "add": "Add"}
    for number, row in enumerate(rows):
        sent |= {f"form-{number}-{name}": value for name, value in row.items()}
    del sent["form-1-keep"]
    assert client.post(page(vacancy, "paste"), sent).status_code == 302
    added = list(vacancy.criteria.values_list("group", "text", "importance", "evidenced_by", "position"))[1:]
    assert added == [
        ("Values", "Kind", "essential", ["A"], 1),
        ("Values", "A bicycle", "desirable", ["I"], 2),
    ]
    assert AuditEvent.objects.get().details["criteria"] == 2


def test_a_list_without_a_criterion_and_a_row_without_text_are_said(client, employer):
    vacancy = VacancyFactory(employer=employer)
    empty = {"text": "-\n*", "importance": "essential", "evidenced_by": ["A"]}
    assert "There is no criterion in this" in client.post(page(vacancy, "paste"), empty).text
    row = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-keep": "on", "add": "Add"}
    response = client.post(
        page(vacancy, "paste"), {**row, "form-0-importance": "essential", "form-0-group": "Ours"}
    )
    assert "Say what somebody needs." in response.text
    assert "Ours" in response.text


def test_a_specification_is_copied_with_questions_and_scale(client, recruiter, employer):
    source = VacancyFactory(employer=employer, criteria=0, score_labels=["No", "Yes"], met_from=1)
    CriterionFactory(vacancy=source, minimum=1, weight=3, evidenced_by=["A", "I"], guidance="A shift.")
    PreApplicationQuestion.objects.create(vacancy=source, text="Can you?")
    source.asked_documents.create(title="Care certificate", guidance="Or proof of it.", is_needed=False)
    publishable = publishable_vacancy(employer=employer)
    response = client.post(
        page(publishable, "copy"), {"source": source.pk, "with_questions": "on", "with_scale": "on"}
    )
    assert response.status_code == 302
    copied = publishable.criteria.last()
    assert (copied.minimum, copied.weight, copied.evidenced_by) == (1, 3, ["A", "I"])
    assert copied.guidance == "A shift."
    assert publishable.questions.get().text == "Can you?"
    asked = publishable.asked_documents.get()
    assert (asked.title, asked.guidance, asked.is_needed) == ("Care certificate", "Or proof of it.", False)
    publishable.refresh_from_db()
    assert (publishable.score_labels, publishable.met_from) == (["No", "Yes"], 1)
    plain = VacancyFactory(employer=employer)
    client.post(page(plain, "copy"), {"source": source.pk})
    assert plain.criteria.last().minimum is None
    assert not plain.questions.exists()
    assert not plain.asked_documents.exists()


def test_nobody_copies_from_another_employer(client, employer):
    theirs = VacancyFactory(title="Canary title")
    mine = VacancyFactory(employer=employer)
    assert "Canary" not in client.get(page(mine, "copy"), {"q": "title"}).text
    assert client.post(page(mine, "copy"), {"source": theirs.pk}).status_code == 200
    assert mine.criteria.count() == 2


@pytest.mark.parametrize("name", ["paste", "copy"])
def test_nothing_is_added_to_what_people_have_read(client, employer, name):
    vacancy = publishable_vacancy(employer=employer)
    publishing.publish(vacancy, by=UserFactory())
    for method in (client.get, client.post):
        assert "cannot be changed any more" in method(page(vacancy, name), follow=True).text

"""Using an earlier application again: what is offered, what is copied, and when it counts."""

import pytest
from django.urls import reverse

from applicants.applying import pages, queries
from applicants.applying.actions import copying, drafting
from applicants.applying.actions.submitting import Incomplete, submit
from applicants.applying.actions.withdrawing import withdraw
from applicants.applying.contents import CONTENTS
from applicants.applying.models import DETAILS, Application
from applicants.applying.pages import Name
from applicants.applying.queries import Progress
from recruitment.audit.models import AuditEvent
from tests.factories import (
    AnswerFactory,
    ApplicationFactory,
    CriterionFactory,
    VacancyFactory,
    as_draft,
    complete_draft,
    open_vacancy,
)

pytestmark = pytest.mark.django_db

GROUPS, TEAMS = "Experience of running groups", "Ability to work as part of a team"


def vacancy_asking(*texts):
    vacancy = open_vacancy(criteria=0)
    with as_draft(vacancy):
        for position, text in enumerate(texts):
            CriterionFactory(vacancy=vacancy, text=text, position=position)
    return vacancy


@pytest.fixture
def earlier():
    """Written for an advert that asks for two things."""
    earlier = ApplicationFactory(vacancy=vacancy_asking(GROUPS, "Computer skills"), phone="07700 900001")
    for criterion, text in zip(earlier.vacancy.criteria.all(), ("I ran\ngroups.", "I type."), strict=True):
        AnswerFactory(application=earlier, criterion=criterion, text=text)
    return earlier


@pytest.fixture
def draft(earlier):
    """The same person's, empty, for an advert that asks for one of them in other words and for another."""
    vacancy = vacancy_asking("Experience in running therapeutic groups", TEAMS)
    return drafting.start(vacancy, by=earlier.applicant)


def progress(application):
    application = Application.objects.select_related("vacancy").get(pk=application.pk)
    return {line.title: line.progress for line in queries.progress(application)}


def every_offer(application, earlier):
    return {offer.key for offer in queries.offers(application, earlier)}


def test_every_page_that_can_be_copied_says_what_it_holds():
    copied = {page.name for page in pages.PAGES if page.can_be_copied} - {Name.EVIDENCE}
    assert copied == CONTENTS.keys()
    for contents in CONTENTS.values():
        for name in (*contents.columns, *contents.rows):
            Application._meta.get_field(name)
    assert CONTENTS[Name.DETAILS].columns == DETAILS


def test_what_is_alike_is_offered_with_its_own_wording(draft, earlier):
    offered = {offer.key: offer for offer in queries.offers(draft, earlier)}
    groups, teams = draft.vacancy.criteria.all()
    assert f"evidence_{teams.pk}" not in offered
    evidence = offered[f"evidence_{groups.pk}"]
    assert evidence.answer.criterion.text == GROUPS
    assert evidence.there == ["I ran\ngroups."]
    assert offered["details"].there[-1] == "Phone: 07700 900001"


def test_each_answer_is_offered_once_where_it_fits_best(draft, earlier):
    vacancy = vacancy_asking("Experience of running therapeutic groups", "Experience in running groups")
    offered = {
        offer.title: offer.there
        for offer in queries.offers(drafting.start(vacancy, by=earlier.applicant), earlier)
    }
    assert offered.pop("Your details")
    assert offered == {"Experience in running groups": ["I ran\ngroups."]}


def test_what_was_copied_counts_only_once_it_was_saved(draft, earlier):
    groups, teams = draft.vacancy.criteria.all()
    copying.copy(draft, earlier, by=draft.applicant, take=every_offer(draft, earlier))
    copied = [title for title, how in progress(draft).items() if how == Progress.COPIED]
    assert copied == ["Your details", groups.text]
    draft = complete_but_for(draft, teams)
    assert [task.title for task in refused(draft)] == ["Your details", groups.text]
    drafting.save_details(draft, {"first_name": earlier.first_name})
    drafting.save_answer(draft, groups, text="I ran groups.")
    submit(draft, by=draft.applicant, key=draft.submit_key)
    assert draft.submitted_at
    assert draft.last_name == earlier.last_name


def complete_but_for(draft, criterion):
    """Everything else that is asked."""
    draft.refresh_from_db()
    drafting.save_answer(draft, criterion, text="In every job.")
    for name in pages.WITH_A_SECTION:
        drafting.save_section(draft, name, complete=True)
    drafting.declare(draft)
    return draft


def refused(draft):
    with pytest.raises(Incomplete) as refusal:
        submit(draft, by=draft.applicant, key=draft.submit_key)
    return refusal.value.missing


def test_nothing_is_replaced_unless_it_was_asked_for(draft, earlier):
    drafting.save_details(draft, {"first_name": "Sam"})
    with pytest.raises(copying.WrittenMeanwhile):
        copying.copy(draft, earlier, by=draft.applicant, take=every_offer(draft, earlier))
    draft.refresh_from_db()
    assert (draft.first_name, draft.last_name, draft.answers.count()) == ("Sam", "", 0)
    copying.copy(draft, earlier, by=draft.applicant, replace={"details"})
    draft.refresh_from_db()
    assert draft.first_name == earlier.first_name
    assert draft.answers.count() == 0


def test_another_persons_is_no_earlier_one(draft, earlier):
    strangers = ApplicationFactory(vacancy=earlier.vacancy)
    with pytest.raises(ValueError, match="same person"):
        copying.copy(draft, strangers, by=draft.applicant, take={"details"})
    assert strangers not in queries.earlier_applications(draft)


def test_what_was_received_is_not_copied_into(draft, earlier):
    received = complete_draft(open_vacancy(), applicant=draft.applicant)
    submit(received, by=received.applicant, key=received.submit_key)
    with pytest.raises(drafting.NotADraft):
        copying.copy(received, earlier, by=draft.applicant, take={"details"})


def test_the_trail_says_from_where_and_not_what(draft, earlier):
    copying.copy(draft, earlier, by=draft.applicant, take=every_offer(draft, earlier))
    event = AuditEvent.objects.get(action="application.copied")
    assert event.details == {"earlier": earlier.pk, "pages": ["details"], "answers": 1}
    assert event.employer_id is None


class TestPages:
    def test_choosing_copying_and_confirming(self, at, client, draft, earlier):
        assert reverse("applying:copy", args=[draft.reference]) in client_text(client, at(draft, "task_list"))
        chooser = client_text(client, at(draft, "copy"))
        assert reverse("applying:copy_from", args=[draft.reference, earlier.reference]) in chooser
        page = client_text(client, at(draft, "copy_from", earlier.reference))
        assert f"<q>{GROUPS}</q>" in page
        groups = draft.vacancy.criteria.first()
        ticked = {"take_details": "on", f"take_evidence_{groups.pk}": "on"}
        answer = client.post(at(draft, "copy_from", earlier.reference), ticked, follow=True)
        assert "2 sections were copied" in answer.content.decode()
        assert answer.content.decode().count("Check what was copied") == 2
        evidence = client_text(client, at(draft, "evidence", groups.pk))
        assert "I ran\ngroups." in evidence
        assert f"You wrote it for: <q>{GROUPS}</q>" in evidence
        assert "Yes, this is still right" in evidence
        assert "Yes, this is still right" in client_text(client, at(draft, "details"))

    def test_an_old_page_cannot_replace_what_was_written_meanwhile(self, at, client, draft, earlier):
        client.get(at(draft, "copy_from", earlier.reference))
        drafting.save_details(draft, {"first_name": "Sam"})
        answer = client.post(at(draft, "copy_from", earlier.reference), {"take_details": "on"})
        assert "Nothing has been copied" in answer.content.decode()
        assert "Replace what is written here: Your details" in answer.content.decode()
        draft.refresh_from_db()
        assert draft.first_name == "Sam"

    def test_the_evidence_page_offers_it_too_and_never_over_what_is_typed(self, at, client, draft, earlier):
        groups, teams = draft.vacancy.criteria.all()
        page = client_text(client, at(draft, "evidence", groups.pk))
        assert f"You wrote this for: <q>{GROUPS}</q>" in page
        assert "You wrote this for" not in client_text(client, at(draft, "evidence", teams.pk))
        before = earlier.answers.get(criterion__text=GROUPS)
        use = at(draft, "evidence", groups.pk)
        both = client.post(use, {"earlier": before.pk, "text": "Half a sentence"})
        assert "Half a sentence" in both.content.decode()
        assert not draft.answers.exists()
        client.post(use, {"earlier": before.pk, "text": ""})
        answer = draft.answers.get()
        assert (answer.text, answer.copied_from) == ("I ran\ngroups.", earlier)
        drafting.save_answer(draft, groups, text="Now my own words.")
        both = client.post(use, {"earlier": before.pk, "text": ""})
        assert "Now my own words." in both.content.decode()
        client.post(use, {"earlier": before.pk, "replace": "1"})
        assert draft.answers.get().text == "I ran\ngroups."

    def test_who_withdrew_applies_again_from_a_copy(self, at, client):
        first = complete_draft(open_vacancy())
        submit(first, by=first.applicant, key=first.submit_key)
        withdraw(first, by=first.applicant)
        start = f"{reverse('applying:start', args=[first.vacancy_id])}?from={first.reference}"
        assert start in client_text(client, at(first, "application"))
        assert "You have applied here before" in client_text(client, start)
        answer = client.post(start, follow=True)
        again = Application.objects.exclude(pk=first.pk).get()
        assert answer.redirect_chain[-1][0] == at(again, "copy_from", first.reference)
        boxes = {name: "on" for name, field in answer.context["form"].fields.items() if field.initial}
        client.post(at(again, "copy_from", first.reference), boxes)
        again.refresh_from_db()
        assert again.last_name == first.last_name
        assert again.answers.count() == first.answers.count()
        assert {answer.copied_from for answer in again.answers.all()} == {first}

    def test_a_strangers_answer_does_not_exist(self, at, client, draft):
        strangers = AnswerFactory(criterion=CriterionFactory(vacancy=VacancyFactory(), text=GROUPS))
        use = at(draft, "evidence", draft.vacancy.criteria.first().pk)
        for number in (strangers.pk, "", "1" * 30, "²", "\u0663"):
            assert client.post(use, {"earlier": number}).status_code == 404

    @pytest.mark.parametrize("name", ["copy", "copy_from", "evidence"])
    def test_many_earlier_applications_cost_no_more_queries(
        self, at, client, draft, earlier, name, django_assert_max_num_queries
    ):
        more = {"copy": [], "copy_from": [earlier.reference]}
        url = at(draft, name, *more.get(name, [draft.vacancy.criteria.first().pk]))
        client.get(url)
        with django_assert_max_num_queries(20) as one:
            client.get(url)
        for _ in range(3):
            other = ApplicationFactory(applicant=draft.applicant, vacancy=vacancy_asking(GROUPS, TEAMS))
            for criterion in other.vacancy.criteria.all():
                AnswerFactory(application=other, criterion=criterion)
        with django_assert_max_num_queries(len(one)):
            client.get(url)


def client_text(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()

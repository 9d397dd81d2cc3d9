"""The recruiter's desk: whose vacancies, what may be changed when, and the acts behind their pages."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from applicants.applying.moving import move
from applicants.applying.status import Status as ApplicationStatus
from recruitment.accounts.models import StaffRole
from recruitment.audit.models import AuditEvent
from recruitment.mail.models import OutgoingEmail
from tests.factories import (
    ApplicationFactory,
    EmployerFactory,
    PanelMemberFactory,
    StaffRoleFactory,
    UserFactory,
    VacancyFactory,
    complete_draft,
    publishable_vacancy,
)
from tests.vacancies.form_data import as_sent
from vacancies import times
from vacancies.actions import closing, panel, publishing
from vacancies.models import Vacancy
from vacancies.status import Status

pytestmark = pytest.mark.django_db
ACTS = ("publish", "preview", "close", "extend")
OWN_PAGES = ("change", "delete", "history", *ACTS)


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.STAFF_MFA_REQUIRED = False


@pytest.fixture
def employer():
    return EmployerFactory()


@pytest.fixture
def recruiter(client, employer):
    """Signed in."""
    user = StaffRoleFactory(employer=employer).user
    client.force_login(user)
    return user


def page(name, vacancy=None) -> str:
    return reverse(f"admin:vacancies_vacancy_{name}", args=[vacancy.pk] if vacancy else [])


def entered(response) -> dict:
    return as_sent(response, "vacancy_form")


def published(employer, **fields) -> Vacancy:
    vacancy = publishable_vacancy(employer=employer, **fields)
    return publishing.publish(vacancy, by=UserFactory())


# --- Whose ---


def test_a_recruiter_sees_only_their_employers_vacancies(client, recruiter, employer):
    VacancyFactory(employer=employer, title="Ours")
    VacancyFactory(title="Theirs")
    text = client.get(page("changelist")).text
    assert "Ours" in text
    assert "Theirs" not in text


@pytest.mark.parametrize("name", OWN_PAGES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_strangers_vacancy_answers_like_one_that_never_was(client, recruiter, name, method):
    strangers = publishable_vacancy(title="Canary title")
    address = page(name, strangers)
    stranger, never = (
        getattr(client, method)(url) for url in (address, address.replace(str(strangers.pk), "99999999"))
    )
    assert stranger.status_code == never.status_code == 404 or (name == "preview" and method == "post")
    assert "Canary" not in stranger.text
    assert Vacancy.objects.get(pk=strangers.pk).status == Status.DRAFT


@pytest.mark.parametrize("name", ["changelist", "add", *OWN_PAGES])
@pytest.mark.parametrize("role", ["nobody", "applicant", "hiring manager", "recruiter elsewhere"])
def test_others_do_not_get_in(client, employer, name, role):
    vacancy = publishable_vacancy(employer=employer, title="Canary title")
    if role == "applicant":
        client.force_login(UserFactory())
    elif role == "hiring manager":
        client.force_login(StaffRoleFactory(employer=employer, role=StaffRole.Role.HIRING_MANAGER).user)
    elif role == "recruiter elsewhere":
        client.force_login(StaffRoleFactory().user)
    listing = name in ("changelist", "add")
    response = client.get(page(name, None if listing else vacancy))
    if role != "recruiter elsewhere":
        assert response.status_code == 302
    elif not listing:
        assert response.status_code == 404
    assert "Canary" not in response.text


@pytest.mark.parametrize("number", ["9" * 19, "9" * 5000, "-1", "x", "1_2F2", "0", "٣"])
def test_no_number_is_an_error(client, recruiter, number):
    for method in (client.get, client.post):
        for act in ("change", "publish"):  # Django sends an address it does not know to …/change/
            assert method(f"/desk/vacancies/vacancy/{number}/{act}/", follow=True).status_code == 404


def test_a_role_taken_away_closes_the_door_at_once(client, recruiter, employer):
    vacancy = VacancyFactory(employer=employer)
    assert client.get(page("change", vacancy)).status_code == 200
    recruiter.staff_roles.all().delete()
    assert client.get(page("change", vacancy)).status_code == 302


# --- The list ---


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(
    client, recruiter, employer, django_assert_num_queries, number
):
    for _ in range(number):
        VacancyFactory(employer=employer)
    with django_assert_num_queries(9):
        client.get(page("changelist"))


@pytest.mark.parametrize(
    ("standing", "titles"),
    [
        ("", {"Draft job", "Open job", "Closed job"}),
        ("draft", {"Draft job"}),
        ("open", {"Open job"}),
        ("closed", {"Closed job"}),
        ("nonsense", {"Draft job", "Open job", "Closed job"}),
    ],
)
def test_the_list_is_filtered_by_where_a_vacancy_stands(client, recruiter, employer, standing, titles):
    VacancyFactory(employer=employer, title="Draft job")
    published(employer, title="Open job")
    past = published(employer, title="Closed job")
    Vacancy.objects.filter(pk=past.pk).update(closes_at=timezone.now())
    result = client.get(page("changelist"), {"standing": standing}).context["cl"].result_list
    assert {vacancy.title for vacancy in result} == titles


@pytest.mark.parametrize("words", ["Sociotherapist", "NM-CANARY"])
def test_the_list_is_searched_by_title_and_reference(client, recruiter, employer, words):
    VacancyFactory(employer=employer)
    VacancyFactory(employer=employer, title="Sociotherapist", reference="NM-CANARY")
    result = client.get(page("changelist"), {"q": words}).context["cl"].result_list
    assert [vacancy.title for vacancy in result] == ["Sociotherapist"]


@pytest.mark.parametrize(
    "query",
    [
        "close_note__startswith=a",
        "created_by__email__startswith=a",
        "employer__vacancies__title__startswith=a",
        "applications__last_name__startswith=a",
        "panel__user__password__startswith=a",
        "closes_at__year=99999",
        "id__in=1,2",
    ],
)
def test_the_list_answers_no_other_questions(client, recruiter, query):
    assert client.get(f"{page('changelist')}?{query}").status_code == 400


@pytest.mark.parametrize(
    "query",
    ["p=99999", "p=x", "o=99.x.-7", "q=%25%5C'", "e=1", "all=1", "employer__id__exact=x", "q=" + "a" * 3000],
)
def test_no_question_is_an_error(client, recruiter, employer, query):
    VacancyFactory(employer=employer)
    assert client.get(f"{page('changelist')}?{query}", follow=True).status_code == 200


# --- Writing an advert ---


def test_a_draft_is_begun_with_little_and_completed_later(client, recruiter, employer):
    employer.about = "We are a small trust."
    employer.save()
    blank = client.get(page("add"))
    assert blank.context["adminform"].form.initial["employer"] == employer
    data = {**entered(blank), "employer": employer.pk, "title": "Peer Support Worker", "reference": "NM-1"}
    response = client.post(page("add"), data)
    vacancy = Vacancy.objects.get()
    assert response.headers["Location"] == page("change", vacancy)
    assert (vacancy.created_by, vacancy.employer) == (recruiter, employer)
    assert vacancy.about_us == "We are a small trust."
    assert vacancy.closes_at is None


def test_a_recruiter_cannot_advertise_for_another_employer(client, recruiter):
    other = EmployerFactory()
    data = {**entered(client.get(page("add"))), "employer": other.pk, "title": "Job", "reference": "NM-1"}
    response = client.post(page("add"), data)
    assert response.status_code == 200
    assert "employer" in response.context["adminform"].form.errors
    assert not Vacancy.objects.exists()


def test_the_employer_of_a_draft_stays(client, recruiter, employer):
    second = StaffRoleFactory(user=recruiter).employer
    vacancy = VacancyFactory(employer=employer)
    client.post(
        page("change", vacancy), {**entered(client.get(page("change", vacancy))), "employer": second.pk}
    )
    assert Vacancy.objects.get(pk=vacancy.pk).employer == employer


@pytest.mark.parametrize(
    ("day", "minute", "stored"),
    [
        ("25/10/2026", "23:59", "2026-10-26T00:00:00+00:00"),
        ("24/10/2026", "23:59", "2026-10-24T23:00:00+00:00"),
        ("29/03/2026", "00:59", "2026-03-29T01:00:00+00:00"),
        ("1/12/2026", "5pm", "2026-12-01T17:01:00+00:00"),
    ],
)
def test_the_closing_time_is_a_day_and_a_last_minute_in_london(
    client, recruiter, employer, day, minute, stored
):
    vacancy = VacancyFactory(employer=employer)
    data = {**entered(client.get(page("change", vacancy))), "closes_on": day, "closes_time": minute}
    assert client.post(page("change", vacancy), data).status_code == 302
    vacancy.refresh_from_db()
    assert vacancy.closes_at.isoformat() == stored
    form = client.get(page("change", vacancy)).context["adminform"].form
    assert times.closing_instant(form.initial["closes_on"], form.initial["closes_time"]) == vacancy.closes_at


@pytest.mark.parametrize(
    ("day", "minute", "field", "words"),
    [
        ("29/03/2026", "01:30", "closes_time", "The clocks go forward that night"),
        ("25/10/2026", "01:30", "closes_time", "this time comes twice"),
        ("31/12/9999", "23:59", "closes_on", "Choose a nearer date"),
        ("soon", "23:59", "closes_on", "Enter a valid date"),
    ],
)
def test_a_closing_time_that_is_none_is_refused(client, recruiter, employer, day, minute, field, words):
    vacancy = VacancyFactory(employer=employer)
    data = {**entered(client.get(page("change", vacancy))), "closes_on": day, "closes_time": minute}
    response = client.post(page("change", vacancy), data)
    assert response.status_code == 200
    assert words in str(response.context["adminform"].form.errors[field])
    stored = Vacancy.objects.get(pk=vacancy.pk)
    assert stored.closes_at == vacancy.closes_at


def test_saving_a_page_without_changes_changes_nothing(client, recruiter, employer):
    vacancy = publishable_vacancy(employer=employer, working_patterns=["part_time", "flexible"])
    Vacancy.objects.filter(pk=vacancy.pk).update(
        closes_at=times.closing_instant(timezone.localdate(), times.END_OF_DAY)
    )
    before = Vacancy.objects.filter(pk=vacancy.pk).values().get()
    response = client.post(page("change", vacancy), entered(client.get(page("change", vacancy))))
    assert response.status_code == 302
    assert Vacancy.objects.filter(pk=vacancy.pk).values().get() == before
    assert not AuditEvent.objects.exists()


def test_a_criterion_without_a_number_goes_to_the_end(client, recruiter, employer):
    vacancy = VacancyFactory(employer=employer)
    data = entered(client.get(page("change", vacancy)))
    data |= {
        "criteria-TOTAL_FORMS": "4",
        **{f"criteria-{n}-position": "" for n in (2, 3)},
        **{f"criteria-{n}-text": f"New {n}" for n in (2, 3)},
        **{f"criteria-{n}-importance": "desirable" for n in (2, 3)},
        **{f"criteria-{n}-evidenced_by": ["A", "I"] for n in (2, 3)},
        **{f"criteria-{n}-kind": "scored" for n in (2, 3)},
        **{f"criteria-{n}-weight": "1" for n in (2, 3)},
        **{f"criteria-{n}-vacancy": str(vacancy.pk) for n in (2, 3)},
    }
    assert client.post(page("change", vacancy), data).status_code == 302
    criteria = list(vacancy.criteria.values_list("text", "position", "evidenced_by"))
    assert criteria[2:] == [("New 2", 2, ["A", "I"]), ("New 3", 3, ["A", "I"])]


def test_a_draft_can_be_deleted_and_what_was_published_cannot(client, recruiter, employer):
    draft, advert = VacancyFactory(employer=employer), published(employer)
    assert client.post(page("delete", draft), {"post": "yes"}).status_code == 302
    assert client.post(page("delete", advert), {"post": "yes"}).status_code == 403
    assert list(Vacancy.objects.all()) == [advert]
    assert AuditEvent.objects.filter(action="vacancy.discarded").count() == 1


# --- After publication ---


def test_a_published_advert_shows_no_field_to_change_but_the_panels(client, recruiter, employer):
    response = client.get(page("change", published(employer)))
    assert list(response.context["adminform"].form.fields) == []
    editable = [
        inline.formset.prefix
        for inline in response.context["inline_admin_formsets"]
        if inline.has_change_permission
    ]
    assert editable == ["panel"]


def test_a_form_opened_before_publication_changes_nothing_after_it(client, recruiter, employer):
    vacancy = publishable_vacancy(employer=employer)
    data = entered(client.get(page("change", vacancy)))
    publishing.publish(vacancy, by=recruiter)
    before = Vacancy.objects.filter(pk=vacancy.pk).values().get()
    criteria = list(vacancy.criteria.values())
    data |= {
        "title": "Another job",
        "closes_on": "01/01/2030",
        "band": "9",
        "criteria-0-text": "Another point",
    }
    client.post(page("change", vacancy), data)
    assert Vacancy.objects.filter(pk=vacancy.pk).values().get() == before
    assert list(vacancy.criteria.values()) == criteria


# --- The panel ---


def seat(vacancy, data, user, *, row, chair=False):
    data[f"panel-{row}-user"] = str(user.pk)
    data[f"panel-{row}-vacancy"] = str(vacancy.pk)
    data["panel-TOTAL_FORMS"] = str(max(row + 1, int(data["panel-TOTAL_FORMS"])))
    if chair:
        data[f"panel-{row}-is_chair"] = "on"


def panel_of(vacancy) -> set:
    return set(vacancy.panel.seated().values_list("user", "is_chair"))


def test_hiring_managers_of_the_employer_are_offered_and_nobody_else(client, recruiter, employer):
    manager = StaffRoleFactory(employer=employer, role=StaffRole.Role.HIRING_MANAGER).user
    for unfit in (
        {"employer": employer},
        {"employer": employer, "role": "hiring_manager", "user__is_superuser": True},
        {"employer": employer, "role": "hiring_manager", "user__is_active": False},
        {"role": "hiring_manager"},
    ):
        StaffRoleFactory(**unfit)
    response = client.get(page("change", VacancyFactory(employer=employer)))
    (seats,) = (i.formset for i in response.context["inline_admin_formsets"] if i.formset.prefix == "panel")
    assert list(seats.empty_form.fields["user"].queryset) == [manager]


def test_a_panel_is_seated(client, recruiter, employer):
    first, second = (StaffRoleFactory(employer=employer, role="hiring_manager").user for _ in range(2))
    vacancy = VacancyFactory(employer=employer)
    data = entered(client.get(page("change", vacancy)))
    seat(vacancy, data, first, row=0, chair=True)
    seat(vacancy, data, second, row=1)
    assert client.post(page("change", vacancy), data).status_code == 302
    assert panel_of(vacancy) == {(first.pk, True), (second.pk, False)}
    event = AuditEvent.objects.get()
    assert (event.action, event.details["chair"]) == ("vacancy.panel_changed", first.pk)


@pytest.mark.parametrize("fields", [{"employer": None}, {"role": "recruiter"}, {"user__is_superuser": True}])
def test_an_unfit_person_is_not_seated_whatever_the_form_says(client, recruiter, employer, fields):
    fields = {"employer": employer, "role": "hiring_manager", **fields}
    unfit = StaffRoleFactory(**{**fields, "employer": fields["employer"] or EmployerFactory()}).user
    vacancy = VacancyFactory(employer=employer)
    data = entered(client.get(page("change", vacancy)))
    seat(vacancy, data, unfit, row=0)
    assert client.post(page("change", vacancy), data).status_code == 200
    assert panel_of(vacancy) == set()


def test_the_chair_changes_hands_in_one_save(client, recruiter, employer):
    vacancy = published(employer)
    before = panel_of(vacancy)
    data = entered(client.get(page("change", vacancy)))
    old = next(key for key in data if key.endswith("is_chair"))
    new = {"panel-0-is_chair": "panel-1-is_chair", "panel-1-is_chair": "panel-0-is_chair"}[old]
    del data[old]
    data[new] = "on"
    assert client.post(page("change", vacancy), data).status_code == 302
    assert panel_of(vacancy) == {(user, not chair) for user, chair in before}


def test_who_leaves_after_publication_keeps_the_row_and_can_come_back(client, recruiter, employer):
    vacancy = published(employer)
    newcomer = StaffRoleFactory(employer=employer, role="hiring_manager").user
    leaver = vacancy.panel.get(is_chair=False)
    data = entered(client.get(page("change", vacancy)))
    row = next(n for n in (0, 1) if data[f"panel-{n}-id"] == str(leaver.pk))
    data[f"panel-{row}-removed"] = "on"
    seat(vacancy, data, newcomer, row=2)
    assert client.post(page("change", vacancy), data).status_code == 302
    leaver.refresh_from_db()
    assert leaver.removed_at
    assert (leaver.user_id, False) not in panel_of(vacancy)

    data = entered(client.get(page("change", vacancy)))
    del data[f"panel-{row}-removed"]
    assert client.post(page("change", vacancy), data).status_code == 302
    leaver.refresh_from_db()
    assert leaver.removed_at is None
    assert vacancy.panel.count() == 3


@pytest.mark.parametrize("change", ["nobody in the chair", "two in the chair", "one person left"])
def test_a_published_vacancy_keeps_a_proper_panel(client, recruiter, employer, change):
    vacancy = published(employer)
    before = panel_of(vacancy)
    data = entered(client.get(page("change", vacancy)))
    chair = next(key for key in data if key.endswith("is_chair"))
    if change == "nobody in the chair":
        del data[chair]
    elif change == "two in the chair":
        data |= {"panel-0-is_chair": "on", "panel-1-is_chair": "on"}
    else:
        member = "panel-1" if chair.startswith("panel-0") else "panel-0"
        data[f"{member}-removed"] = "on"
    assert client.post(page("change", vacancy), data).status_code == 200
    assert panel_of(vacancy) == before


# --- Publish ---


def test_the_publish_page_lists_what_is_missing(client, recruiter, employer):
    vacancy = VacancyFactory(employer=employer, summary="")
    text = client.get(page("publish", vacancy)).text
    assert "Write the job summary." in text
    assert "Publish now" not in text
    assert client.post(page("publish", vacancy)).status_code == 200
    assert Vacancy.objects.get(pk=vacancy.pk).status == Status.DRAFT


def test_publishing_through_its_page(client, recruiter, employer):
    vacancy = publishable_vacancy(employer=employer, close_after_applications=40, minimum_open_days=2)
    text = client.get(page("publish", vacancy)).text
    assert vacancy.closing_minute_in_words in text
    assert "40 applications" in " ".join(text.split())
    assert "not before" in text
    for member in vacancy.panel.all():
        assert member.user.name in text
    assert Vacancy.objects.get(pk=vacancy.pk).status == Status.DRAFT  # a GET does nothing
    response = client.post(page("publish", vacancy), follow=True)
    assert "is published: people can apply now" in response.text
    assert Vacancy.objects.get(pk=vacancy.pk).is_open
    assert "Published." in client.get(page("history", vacancy)).text
    assert "was published already" in client.post(page("publish", vacancy), follow=True).text
    assert AuditEvent.objects.filter(action="vacancy.published").count() == 1


# --- Close early, extend, preview ---


def test_closing_early_says_who_is_affected_and_needs_a_reason(client, recruiter, employer, receive):
    vacancy = published(employer)
    receive(vacancy, 2)
    ApplicationFactory(vacancy=vacancy)
    text = " ".join(client.get(page("close", vacancy)).text.split())
    assert "1 person has begun an application" in text
    assert "2 applications have been received" in text
    assert client.post(page("close", vacancy), {"reason": " "}).status_code == 200
    assert Vacancy.objects.get(pk=vacancy.pk).status == Status.PUBLISHED
    client.post(page("close", vacancy), {"reason": "Filled from within"})
    stored = Vacancy.objects.get(pk=vacancy.pk)
    assert (stored.status, stored.close_note) == (Status.CLOSED, "Filled from within")
    assert "Filled from within" in client.get(page("change", vacancy)).text


@pytest.mark.parametrize("act", ["close", "extend"])
def test_what_is_not_open_is_neither_closed_nor_extended(client, recruiter, employer, act):
    closed = published(employer)
    closing.close_early(closed, by=recruiter, reason="Filled")
    day = timezone.localdate() + timedelta(days=30)
    entries = {"reason": "Why not", "closes_on": f"{day:%d/%m/%Y}", "closes_time": "23:59"}
    for vacancy, words in (
        (closed, "has closed in the meantime"),
        (VacancyFactory(employer=employer), "is a draft"),
    ):
        before = Vacancy.objects.filter(pk=vacancy.pk).values().get()
        assert words in client.get(page(act, vacancy), follow=True).text
        assert words in client.post(page(act, vacancy), entries, follow=True).text
        assert Vacancy.objects.filter(pk=vacancy.pk).values().get() == before


def test_people_are_given_more_time(client, recruiter, employer):
    vacancy = published(employer)
    day = timezone.localdate() + timedelta(days=30)
    entries = {"closes_on": f"{day:%d/%m/%Y}", "closes_time": "23:59", "reason": "Few so far"}
    early = {**entries, "closes_on": f"{timezone.localdate():%d/%m/%Y}"}
    assert "Choose a time after the present one" in client.post(page("extend", vacancy), early).text
    assert client.post(page("extend", vacancy), {**entries, "reason": ""}).status_code == 200
    assert client.post(page("extend", vacancy), entries).status_code == 302
    stored = Vacancy.objects.get(pk=vacancy.pk)
    assert stored.last_minute.date() == day


def test_a_preview_is_the_advert_with_a_banner(client, recruiter, employer):
    draft = publishable_vacancy(employer=employer, summary="We **care**.")
    text = client.get(page("preview", draft)).text
    assert "This is a preview" in text
    assert "<strong>care</strong>" in text
    assert "application/ld+json" not in text
    assert client.get(page("preview", published(employer))).status_code == 200


# --- Being blind ---


def test_a_recruiter_on_the_panel_reads_no_email_about_that_vacancy(client, recruiter, employer):
    judged, other = VacancyFactory(employer=employer), VacancyFactory(employer=employer)
    PanelMemberFactory(vacancy=judged, user=recruiter, removed_at=timezone.now())
    for vacancy in (judged, other):
        OutgoingEmail.objects.create(
            key=f"test:{vacancy.pk}",
            message_id=f"<{vacancy.pk}@example.org>",
            to="canary@example.org",
            subject=f"About {vacancy.pk}",
            text="Dear Canary",
            employer=employer,
            about=f"vacancy:{vacancy.pk}",
        )
    address = reverse("admin:mail_outgoingemail_changelist")
    shown = client.get(address, {"show": "all"}).context["cl"].result_list
    assert [email.about for email in shown] == [f"vacancy:{other.pk}"]
    hidden = OutgoingEmail.objects.get(about=f"vacancy:{judged.pk}")
    response = client.get(reverse("admin:mail_outgoingemail_change", args=[hidden.pk]), follow=True)
    assert "anary" not in response.text


@pytest.mark.parametrize("received", [0, 1])
def test_a_recruiter_does_not_join_a_panel_after_people_have_applied(client, recruiter, employer, received):
    vacancy = published(employer)
    StaffRoleFactory(user=recruiter, employer=employer, role="hiring_manager")
    for _ in range(received):
        application = complete_draft(vacancy)
        move(application, ApplicationStatus.SUBMITTED, by=application.applicant)
        assert application.last_name in client.get(reverse("admin:applying_application_changelist")).text
    data = entered(client.get(page("change", vacancy)))
    seat(vacancy, data, recruiter, row=2)
    response = client.post(page("change", vacancy), data)
    assert response.status_code == (200 if received else 302)
    assert vacancy.panel.filter(user=recruiter).exists() is not bool(received)


def test_a_recruiter_who_was_blind_all_the_time_comes_back_to_the_panel(client, recruiter, employer):
    vacancy = published(employer)
    PanelMemberFactory(vacancy=vacancy, user=recruiter, removed_at=timezone.now())
    application = complete_draft(vacancy)
    move(application, ApplicationStatus.SUBMITTED, by=application.applicant)
    seats = dict(vacancy.panel.seated().values_list("user", "is_chair"))
    people = {get_user_model().objects.get(pk=pk): is_chair for pk, is_chair in seats.items()}
    panel.arrange(vacancy, {**people, recruiter: False}, by=recruiter)
    assert (recruiter.pk, False) in panel_of(vacancy)


def test_an_applicant_is_not_seated_and_nobody_learns_why(client, recruiter, employer):
    vacancy = published(employer)
    applicant = StaffRoleFactory(employer=employer, role="hiring_manager").user
    ApplicationFactory(vacancy=vacancy, applicant=applicant)
    before = panel_of(vacancy)
    data = entered(client.get(page("change", vacancy)))
    seat(vacancy, data, applicant, row=2)
    response = client.post(page("change", vacancy), data)
    assert f"{applicant} cannot sit on the panel of this vacancy." in response.text
    assert panel_of(vacancy) == before


# --- Forms that claim too much ---


def test_a_form_that_claims_thousands_of_rows_is_not_worked_on(client, recruiter, employer):
    vacancy = VacancyFactory(employer=employer)
    data = entered(client.get(page("change", vacancy)))
    for prefix in ("locations", "criteria", "panel"):
        data[f"{prefix}-TOTAL_FORMS"] = "1000000000"
    response = client.post(page("change", vacancy), data)
    assert response.status_code == 200
    assert sum(len(inline.formset.forms) for inline in response.context["inline_admin_formsets"]) < 250


# --- What changes between a check and its saving ---


def test_a_reference_in_use_is_an_error_at_its_field(client, recruiter, employer):
    VacancyFactory(employer=employer, reference="NM-TAKEN")
    vacancy = VacancyFactory(employer=employer)
    data = {**entered(client.get(page("change", vacancy))), "reference": "NM-TAKEN"}
    response = client.post(page("change", vacancy), data)
    assert "another vacancy with this reference" in str(
        response.context["adminform"].form.errors["reference"]
    )
    blank = {**entered(client.get(page("add"))), "title": "Job", "reference": "NM-TAKEN"}
    assert client.post(page("add"), blank).status_code == 200


def test_a_panel_refused_at_the_last_moment_is_said_and_saves_nothing(
    client, recruiter, employer, monkeypatch
):
    vacancy = publishable_vacancy(employer=employer)
    data = {**entered(client.get(page("change", vacancy))), "title": "Another title"}
    del data["panel-0-is_chair"]

    def refuse(*args, **kwargs):
        raise panel.PanelRefused("Somebody left.")

    monkeypatch.setattr(panel, "arrange", refuse)
    assert "Nothing was saved. Somebody left." in client.post(page("change", vacancy), data, follow=True).text
    assert Vacancy.objects.get(pk=vacancy.pk).title == vacancy.title


@pytest.mark.parametrize("name", ["change", "publish", "preview", "delete", "history"])
def test_the_emptiest_draft_has_all_its_pages(client, recruiter, employer, name):
    vacancy = Vacancy.objects.create(employer=employer, contract="")
    assert client.get(page(name, vacancy)).status_code == 200

"""The panel as recruiters arrange it."""

import pytest

from recruitment.accounts.models import StaffRole
from recruitment.audit.models import AuditEvent
from tests.factories import (
    EmployerFactory,
    StaffRoleFactory,
    VacancyFactory,
)
from tests.vacancies.desk.pages import entered, page, panel_of, published, seat

pytestmark = pytest.mark.django_db


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

"""Adding staff, giving and taking roles: who may, what it does, and what the trail says."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.urls import reverse

from recruitment.accounts.actions import access, staffing
from recruitment.accounts.models import StaffRole, User
from recruitment.audit.models import AuditEvent
from recruitment.mail.models import OutgoingEmail
from tests.factories import EmployerFactory, StaffRoleFactory, UserFactory
from tests.recruitment.accounts.conftest import PASSPHRASE

RECRUITER = StaffRole.Role.RECRUITER
USERS = reverse("admin:accounts_user_changelist")
ADD = reverse("admin:accounts_user_add")


@pytest.fixture(autouse=True)
def _without_a_second_factor(settings):
    settings.STAFF_MFA_REQUIRED = False


@pytest.fixture
def administrator(db):
    return UserFactory(email="administrator@example.org", is_superuser=True)


@pytest.fixture
def desk(client, administrator):
    client.force_login(administrator)
    return client


def trail() -> list[tuple]:
    return list(AuditEvent.objects.order_by("pk").values_list("action", "subject", "actor_id"))


def roles_form(existing=(), new=()) -> dict:
    """What the inline form of the user page sends."""
    form = {"staff_roles-INITIAL_FORMS": len(existing), "staff_roles-TOTAL_FORMS": len(existing) + len(new)}
    for n, (role, delete) in enumerate(existing):
        form |= {f"staff_roles-{n}-id": role.pk, f"staff_roles-{n}-user": role.user_id}
        form |= {f"staff_roles-{n}-DELETE": "on"} if delete else {}
    for n, (employer, role) in enumerate(new, start=len(existing)):
        form |= {f"staff_roles-{n}-employer": employer.pk, f"staff_roles-{n}-role": role}
    return form


def change(user) -> str:
    return reverse("admin:accounts_user_change", args=[user.pk])


def test_an_administrator_adds_staff_by_email_and_name(desk, administrator):
    employer = EmployerFactory()
    fields = {"email": "New.Person@Example.org", "name": "New Person"}
    desk.post(ADD, fields | roles_form(new=[(employer, RECRUITER)]))
    user = User.objects.get(email="new.person@example.org")
    assert not user.has_usable_password()
    assert user.recruits_for.get() == employer
    assert not EmailAddress.objects.get(user=user, email=user.email, primary=True).verified
    assert trail() == [
        ("user.added", f"user:{user.pk}", administrator.pk),
        ("role.granted", f"user:{user.pk}", administrator.pk),
    ]
    welcome = OutgoingEmail.objects.get()
    assert welcome.to == user.email
    assert reverse("account_request_login_code") in welcome.text


def test_there_is_no_way_to_set_somebodys_password(desk, known_user):
    for page in (ADD, change(known_user)):
        assert 'type="password"' not in desk.get(page).content.decode()
    desk.post(change(known_user), {"name": "Known", "is_active": "on", "password": "forged"} | roles_form())
    known_user.refresh_from_db()
    assert known_user.check_password(PASSPHRASE)
    assert desk.get(f"{change(known_user)}password/").status_code in (302, 404)


@pytest.fixture
def known_user(db):
    return UserFactory(email="known@example.org", name="Known")


def test_adding_somebody_who_has_an_account_says_where_to_go(desk, known_user):
    answer = desk.post(ADD, {"email": "KNOWN@example.org", "name": "Again"} | roles_form())
    assert "Search for them" in answer.content.decode()
    assert User.objects.filter(email__iexact="known@example.org").count() == 1


def test_roles_are_given_and_taken_and_count_at_once(desk, known_user, client):
    employer = EmployerFactory()
    page = change(known_user)
    fields = {"name": "Known", "is_active": "on"}
    desk.post(page, fields | roles_form(new=[(employer, RECRUITER)]))
    recruiter = type(client)()
    recruiter.force_login(known_user)
    assert recruiter.get("/desk/").status_code == 200

    role = StaffRole.objects.get()
    desk.post(page, fields | roles_form(existing=[(role, True)]))
    assert recruiter.get("/desk/").status_code == 302
    assert [action for action, *_ in trail()] == ["role.granted", "role.revoked"]
    granted = AuditEvent.objects.get(action="role.granted")
    assert (granted.employer_id, granted.details) == (employer.pk, {"role": "recruiter"})


def test_closing_an_account_and_making_an_administrator_are_on_the_trail(desk, known_user):
    page = change(known_user)
    desk.post(page, {"name": "Known", "is_active": "on", "is_superuser": "on"} | roles_form())
    desk.post(page, {"name": "Known", "is_active": "on"} | roles_form())
    desk.post(page, {"name": "Known"} | roles_form())
    desk.post(page, {"name": "Known", "is_active": "on"} | roles_form())
    assert [action for action, *_ in trail()] == [
        "administrator.granted",
        "administrator.revoked",
        "user.deactivated",
        "user.reactivated",
    ]


def test_nobody_changes_their_own_rights(desk, administrator):
    desk.post(change(administrator), {"name": "Me"} | roles_form())
    administrator.refresh_from_db()
    assert (administrator.is_active, administrator.is_superuser, administrator.name) == (True, True, "Me")


def test_one_administrator_stays(administrator):
    with pytest.raises(access.LastAdministrator):
        access.unmake_administrator(administrator, by=administrator)
    with pytest.raises(access.LastAdministrator):
        access.deactivate(administrator, by=administrator)
    assert not AuditEvent.objects.exists()


def test_the_address_is_changed_by_nobody_but_its_owner(desk, known_user):
    fields = {"name": "Known", "is_active": "on", "email": "else@example.org"}
    desk.post(change(known_user), fields | roles_form())
    known_user.refresh_from_db()
    assert known_user.email == "known@example.org"


def test_a_lost_phone_is_forgotten_and_its_owner_told(desk, known_user):
    Authenticator.objects.create(user=known_user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    desk.post(USERS, {"action": "forget_second_factor", "_selected_action": [known_user.pk]})
    assert not Authenticator.objects.exists()
    assert [action for action, *_ in trail()] == ["second_factor.reset"]
    assert OutgoingEmail.objects.get().to == known_user.email


def test_giving_a_role_twice_gives_it_once(administrator, known_user):
    employer = EmployerFactory()
    for _ in range(2):
        staffing.grant(RECRUITER, user=known_user, employer=employer, by=administrator)
    assert StaffRole.objects.count() == 1
    assert len(trail()) == 1


def test_a_new_employer_is_on_the_trail(desk, administrator):
    desk.post(
        reverse("admin:accounts_employer_add"),
        {"name": "Southmoor Trust", "least_scorers": 2, "feedback": "request"},
    )
    assert [action for action, *_ in trail()] == ["employer.created"]


def test_secrets_of_the_second_factor_have_no_page(desk):
    for path in ("/desk/mfa/authenticator/", "/desk/account/emailaddress/", "/desk/auth/group/"):
        assert desk.get(path).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "password__startswith=pbkdf2",
        "email__startswith=k",
        "last_login__year=2026",
        "staff_roles__user__id=1",
    ],
)
def test_filtering_by_what_the_page_does_not_offer_is_refused(desk, query):
    assert desk.get(f"{USERS}?{query}").status_code == 400


def test_what_the_page_offers_works(desk, known_user):
    StaffRoleFactory(user=known_user)
    for query in ("q=known", "is_active__exact=1", "staff_roles__role__exact=recruiter"):
        assert "known@example.org" in desk.get(f"{USERS}?{query}").content.decode()


@pytest.mark.parametrize("role", StaffRole.Role.values)
def test_staff_who_are_no_administrators_see_no_people(client, role):
    client.force_login(StaffRoleFactory(role=role).user)
    for page in (USERS, ADD, reverse("admin:accounts_employer_changelist"), "/desk/audit/auditevent/"):
        assert client.get(page).status_code in (302, 403)


def test_the_page_of_a_person_is_worded_for_people(desk, known_user):
    StaffRoleFactory(user=known_user)
    page = desk.get(change(known_user)).content.decode()
    assert "DatabaseDefault" not in page
    assert "uperuser status" not in page

"""The panel learns nothing about who somebody is: canaries, on every address there is, at every stage.

Every personal value of one applicant is an unmistakable canary, and they write it into their answers too.
Everybody who must stay blind then asks for every address of the resolver. The last tests take the
blinding away: then the canaries are found, so the proof can fail.
"""

import io
import logging
import re
import zipfile
from itertools import product
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver, reverse
from django.utils.html import strip_tags

from applicants.applying.status import Registration, WhereSeen
from applicants.shortlisting import blinding
from applicants.shortlisting.actions import deciding
from applicants.shortlisting.actions.deciding import Outcome
from applicants.shortlisting.blinding import CandidateLine
from recruitment.accounts.models import StaffRole
from recruitment.audit.models import AuditEvent
from recruitment.mail.models import OutgoingEmail
from tests.applicants.shortlisting.panels import INTERVIEWS, agree_the_rest, apply, close, declare, hand_in
from tests.factories import PanelMemberFactory, StaffRoleFactory, UserFactory, as_draft, open_vacancy
from vacancies.actions import closing
from vacancies.models import Vacancy

pytestmark = [pytest.mark.django_db, pytest.mark.proof]

CANARY = {
    "first_name": "Zyxquill",
    "last_name": "O'Vexwing-Plumtor",
    "phone": "07700 900 987",
    "postcode": "ZQ77 7QZ",
    "address": "77 Kestrelmoth Row\nGrebeholm",
}
EMAIL = "zyxmail.vexbox+jobs@canary.example.org"
WRITTEN = """
I am Zyxquill O'Vexwing-Plumtor, ZYXQUILL to friends; Zyxquill's manager says Ms Plumtor or "oVexwing".
Write to zyxmail.vexbox+jobs@canary.example.org or ZyxMail.Vexbox, ring 07700 900 987, +44 (0)7700-900987 or
0044 7700 900987. I live at 77 Kestrelmoth Row, ZQ77 7QZ (zq777qz).
See example.org/in/zyxquill-o-vexwing-plumtor.
I led a weekly group and reviewed it with my supervisor.
"""
# What was answered before applying is not for the panel at all: no rule of masking knows this word.
BEFORE = "As soon as Quennelbrock lets me go."
# Neither are the short pages, nor, until a panel may read it, the statement: each with a word of its own.
SHORT_PAGES = {
    "registration": Registration.REGISTERED,
    "registration_body": "Ploverdrake Council",
    "registration_number": "Quagmorrel 1",
    "statement": "I bring Thistlewhang.",
    "knows_somebody": True,
    "whom_they_know": "Snorvelbeck, my aunt",
    "where_seen": WhereSeen.ELSE,
    "where_seen_else": "Grimblehatch library",
}
ADJUSTMENTS = "A room without Wexflutter lamps."
UNSEEN = (
    "quennelbrock",
    "ploverdrake",
    "quagmorrel",
    "thistlewhang",
    "snorvelbeck",
    "grimblehatch",
    "wexflutter",
)
TRACES = [
    *(re.compile(word, re.IGNORECASE) for word in UNSEEN),
    *(
        re.compile(word, re.IGNORECASE)
        for word in ("zyxq", "vexwing", "plumtor", "zyxmail", "vexbox", "canary")
    ),
    *(re.compile(word, re.IGNORECASE) for word in ("kestrelmoth", "grebeholm", r"zq\W{0,3}77\W{0,3}7qz")),
    re.compile(r"7\W{0,3}7\W{0,3}0\W{0,3}0\W{0,3}9\W{0,3}0\W{0,3}0\W{0,3}9\W{0,3}8\W{0,3}7"),
]


class Stage:
    """One vacancy with a canary among its applicants, brought as far as a stage of the process."""

    def __init__(self, name):
        self.vacancy = open_vacancy(criteria=2, registration="Registered with a council")
        with as_draft(self.vacancy):
            question = self.vacancy.questions.create(text="When could you start?", kind="text")
            asked = self.vacancy.asked_documents.create(title="Your CV", is_needed=False)
        self.employer = self.vacancy.employer
        self.chair = self._member(is_chair=True)
        self.member = self._member()
        self.recruiting_member = self._member()
        StaffRoleFactory(user=self.recruiting_member.user, employer=self.employer)
        self.manager = StaffRoleFactory(employer=self.employer, role=StaffRole.Role.HIRING_MANAGER).user
        for number in range(2):
            apply(self.vacancy, last_name=f"Example{number}")
        # The account bears the name as well, as a member of staff who applies has it.
        account = UserFactory(email=EMAIL, name="Zyxquill O'Vexwing-Plumtor")
        before = {question.pk: BEFORE}
        # No page of the panel may so much as name a file.
        documents = {asked: {"file_name": "Canary Vexwing.pdf", "text": WRITTEN}}
        said = {"text": WRITTEN, "before": before, "documents": documents, "adjustments": ADJUSTMENTS}
        self.canary = apply(self.vacancy, applicant=account, **said, **CANARY, **SHORT_PAGES)
        self.as_far_as(name)

    def _member(self, **fields):
        member = PanelMemberFactory(vacancy=self.vacancy, **fields)
        declare(member)
        return member

    def as_far_as(self, name):
        order = ["open", "closed", "scored", "ranked", "confirmed"]
        for step in order[1 : order.index(name) + 1]:
            getattr(self, f"_{step}")()
            self.vacancy = Vacancy.objects.get(pk=self.vacancy.pk)

    def _closed(self):
        close(self.vacancy)
        closing.record(Vacancy.objects.get(pk=self.vacancy.pk), by=self.manager)
        for member in self.vacancy.panel.all():
            blinding.prepare(member)

    def _scored(self):
        hand_in(self.member)

    def _ranked(self):
        # Far apart, so that the panel has something to agree on.
        for member in (self.chair, self.recruiting_member):
            hand_in(member, 0)

    def _confirmed(self):
        tokens = [line.token for line in blinding.candidates(self.chair)]
        deciding.choose(self.chair, {tokens[0]: Outcome.INVITE}, by=self.chair.user, reject_the_rest=True)
        deciding.describe_interviews(self.vacancy, INTERVIEWS, by=self.chair.user)
        agree_the_rest(self.vacancy)
        deciding.confirm(Vacancy.objects.get(pk=self.vacancy.pk).shortlist, by=self.chair.user)

    def values(self, parameter) -> list:
        """Everything that could stand in an address, whether or not it may be asked for."""
        tokens = list(self.vacancy.panel.values_list("candidates__token", flat=True).exclude(candidates=None))
        numbers = {
            self.vacancy.pk,
            self.canary.pk,
            self.canary.applicant_id,
            *OutgoingEmail.objects.filter(to=EMAIL).values_list("pk", flat=True),
            *AuditEvent.objects.filter(subject=f"application:{self.canary.pk}").values_list("pk", flat=True),
        }
        known = {
            "pk": {self.vacancy.pk, self.canary.pk},
            "token": tokens or ["00000000-0000-0000-0000-000000000007"],
            "reference": [self.canary.reference],
            "criterion": [self.vacancy.criteria.first().pk],
            "app_label": ["applying", "vacancies", "accounts", "mail"],
            "name": ["x"],
            "url": ["nothing"],
            "content_type_id": [1],
        }
        return known.get(parameter, sorted(numbers))


def every_address(stage, *, beginning="") -> list[str]:
    """Each pattern of the resolver with everything that could be filled in."""
    addresses = []
    for route in routes(get_resolver().url_patterns):
        if not route.startswith(beginning):
            continue
        parameters = re.findall(r"<(?:\w+:)?(\w+)>", route)
        for filled in product(*(stage.values(parameter) for parameter in parameters)):
            address = route
            for value in filled:
                address = re.sub(r"\(\?P<\w+>[^)]*\)|<[^>]+>", str(value), address, count=1)
            addresses.append("/" + re.sub(r"[\^$]", "", address))
    return list(dict.fromkeys(addresses))


def routes(patterns, prefix=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, prefix + str(pattern.pattern))
        else:
            yield prefix + str(pattern.pattern)


# Tokens against forgery and keys of sessions: chance alone spells four letters of a name in one of some
# fifteen thousand, and the walk reads as many.
TOKEN = re.compile(r"\b(?:[A-Za-z0-9]{64}|[A-Za-z0-9]{32})\b")


def traces_in(text: str) -> set[str]:
    text = TOKEN.sub("", text)
    text = f"{text}\n{strip_tags(text)}\n{unquote(text)}"
    return {trace.pattern for trace in TRACES if trace.search(text)}


def unpacked(body: bytes) -> bytes:
    """What lies in an archive, with the names of its files."""
    if not body.startswith(b"PK"):
        return body
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        return b"\n".join(name.encode() + b"\n" + packed.read(name) for name in packed.namelist())


def leaks(user, addresses) -> dict[str, set[str]]:
    """Where a canary is found: in a body, a header, a cookie or a redirect."""
    client = Client(raise_request_exception=False)
    client.force_login(user)
    found, turned_away = {}, set()
    for address in addresses:
        # The desk's door turns away who has no business there before it looks at any number.
        page = re.sub(r"\d+", "", address)
        if page in turned_away:
            continue
        response = client.get(address)
        if response.headers.get("Location", "").startswith(f"{reverse('admin:login')}?"):
            turned_away.add(page)
        assert response.status_code < 500, address
        head = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
        body = unpacked(b"".join(response.streaming_content) if response.streaming else response.content)
        traces = traces_in(f"{head}\n{response.cookies.output()}\n{body.decode(errors='replace')}")
        if traces:
            found[address] = traces
    assert client.get(reverse("shortlisting:panels")).status_code == 200, "the walk signed its walker out"
    return found


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    settings.STAFF_MFA_REQUIRED = False


@pytest.mark.parametrize("name", ["open", "closed", "scored", "ranked", "confirmed"])
def test_no_canary_anywhere(name, caplog):
    caplog.set_level(logging.DEBUG)
    stage = Stage(name)
    addresses = every_address(stage)
    assert len(addresses) > 100
    blind = [stage.member.user, stage.recruiting_member.user, stage.manager]
    if name != "confirmed":
        # Having confirmed, the chair sees names; until then no more than everybody else.
        blind.append(stage.chair.user)
    for user in blind:
        assert leaks(user, addresses) == {}
    said = "\n".join(record.getMessage() for record in caplog.records if record.name != "django.db.backends")
    assert traces_in(said) == set()
    staff = [seat.user.email for seat in stage.vacancy.panel.all()] + [stage.manager.email]
    for email in OutgoingEmail.objects.filter(to__in=staff):
        assert traces_in(f"{email.key} {email.about} {email.subject} {email.text} {email.html}") == set()


@pytest.mark.parametrize("name", ["closed", "ranked"])
def test_the_evidence_is_there_although_the_person_is_not(name):
    stage = Stage(name)
    row = stage.member.candidates.get(application=stage.canary)
    client = Client()
    client.force_login(stage.member.user)
    shown = client.get(reverse("shortlisting:candidate", args=[stage.vacancy.pk, row.token])).content.decode()
    assert "I led a weekly group and reviewed it with my supervisor." in shown
    assert stage.canary.reference not in shown
    assert "[name removed]" in shown


def test_neither_reference_nor_time_nor_number_of_an_application_reaches_the_panels_pages():
    stage = Stage("ranked")
    stage.canary.refresh_from_db()
    client = Client()
    client.force_login(stage.chair.user)
    for address in every_address(stage, beginning="panel/"):
        if f"/{stage.vacancy.pk}/" not in address:
            continue
        response = client.get(address)
        text = strip_tags(response.content.decode())
        assert stage.canary.reference not in text
        assert stage.canary.submitted_at.strftime("%H:%M") not in text
        assert not re.search(rf"application\W{{0,2}}{stage.canary.pk}\b", response.content.decode())


def test_neither_pages_nor_labels_follow_submission_and_no_two_members_share_them():
    vacancy = open_vacancy(criteria=1)
    members = [PanelMemberFactory(vacancy=vacancy, is_chair=n == 0) for n in range(2)]
    for member in members:
        declare(member)
    applications = [apply(vacancy) for _ in range(24)]
    close(vacancy)
    listed, labels = [], []
    for member in members:
        client = Client()
        client.force_login(member.user)
        page = client.get(reverse("shortlisting:vacancy", args=[vacancy.pk])).content.decode()
        tokens = list(dict.fromkeys(re.findall(r"/candidates/([0-9a-f-]{36})/\">Candidate", page)))
        by_token = {str(row.token): row for row in member.candidates.all()}
        listed.append([by_token[token].application_id for token in tokens])
        labels.append({row.application_id: row.label for row in by_token.values()})
    submitted = [application.pk for application in applications]
    assert sorted(listed[0]) == sorted(listed[1]) == submitted
    # 24! orders: meeting one of these by chance will not happen while this software is used.
    assert listed[0] not in (submitted, submitted[::-1], listed[1])
    assert listed[1] not in (submitted, submitted[::-1])
    assert sum(labels[0][pk] == labels[1][pk] for pk in submitted) < 3


def test_the_database_is_not_even_asked_for_names_by_the_lists():
    """Structure, not luck: the pages that list candidates do not load one personal column."""
    stage = Stage("ranked")
    client = Client()
    client.force_login(stage.chair.user)
    for name in ("vacancy", "ranking"):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(reverse(f"shortlisting:{name}", args=[stage.vacancy.pk])).status_code == 200
        asked = " ".join(query["sql"] for query in queries)
        assert '"applying_application"."last_name"' not in asked
        assert '"applying_application"."postcode"' not in asked


# --- The negative controls: with the blinding taken away, the proof fails -----------------------------------


def test_control_without_masking_the_canaries_are_found(monkeypatch):
    monkeypatch.setattr(blinding, "mask", lambda text, person: text)
    stage = Stage("closed")
    found = leaks(stage.member.user, every_address(stage, beginning="panel/"))
    assert set().union(*found.values()) >= {
        trace.pattern for trace in TRACES if trace.pattern not in ("grebeholm", *UNSEEN)
    }


def test_control_a_name_beside_a_token_is_found_and_one_that_chance_spells_is_not():
    token = "aB3" * 9 + "zYxQ" + "9"
    assert len(token) == 32
    assert traces_in(f'value="{token}"') == traces_in(f"sessionid={token * 2};") == set()
    assert traces_in(f"{token} Zyxquill") == {"zyxq"}


def test_control_with_a_name_in_the_dataclass_it_is_found(monkeypatch):
    def telling(member):
        rows = member.candidates.select_related("application")
        return [CandidateLine(row.token, row.application.full_name, False) for row in rows]

    monkeypatch.setattr(blinding, "candidates", telling)
    stage = Stage("closed")
    assert leaks(stage.member.user, [reverse("shortlisting:vacancy", args=[stage.vacancy.pk])])


def test_control_off_the_panel_a_recruiter_does_see_who_applied():
    """The same walk finds the canaries where they may be seen: the walk reaches the pages that hold them."""
    stage = Stage("closed")
    recruiter = StaffRoleFactory(employer=stage.employer).user
    PanelMemberFactory(user=recruiter)
    found = leaks(recruiter, every_address(stage, beginning="desk/"))
    assert any(address.startswith("/desk/applying/application/") for address in found)
    assert set(UNSEEN) <= set().union(*found.values())

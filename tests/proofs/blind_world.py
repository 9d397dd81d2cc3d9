"""A vacancy with a canary among its applicants, brought through all stages, and the walk that looks for it.

Every personal value of one applicant is an unmistakable canary, and they write it wherever an application
has room: into their evidence, their statement, their work, their documents and the names of the files.
"""

import io
import re
import zipfile
from datetime import date
from itertools import product
from urllib.parse import unquote

from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from applicants.applying.pages import Name
from applicants.applying.status import Registration, WhereSeen
from applicants.shortlisting import blinding
from applicants.shortlisting.actions import announcing, deciding, masking
from applicants.shortlisting.actions.deciding import Outcome
from applicants.shortlisting.models import AgreedScore, Candidate, MaskedWords, PanelRules
from applicants.shortlisting.status import NamesAfter
from recruitment.accounts.models import StaffRole
from recruitment.audit.models import AuditEvent
from recruitment.mail.models import OutgoingEmail
from tests.applicants.shortlisting.panels import (
    INTERVIEWS,
    agree_the_rest,
    apply,
    close,
    declare,
    hand_in,
    score_all,
)
from tests.factories import PanelMemberFactory, StaffRoleFactory, UserFactory, as_draft, open_vacancy, row_of
from vacancies.actions import closing
from vacancies.models import Vacancy

CANARY = {
    "first_name": "Zyxquill",
    "last_name": "O'Vexwing-Plumtor",
    "phone": "07700 900 987",
    "postcode": "ZQ77 7QZ",
    "address": "77 Kestrelmoth Row\nGrebeholm",
}
EMAIL = "zyxmail.vexbox+jobs@canary.example.org"
NAMED = "Zyxquill O'Vexwing-Plumtor"
# What a reader masks by hand, in other letters than it is written.
BY_HAND = "wobblethrush WARD"
WRITTEN = """
I am Zyxquill O'Vexwing-Plumtor, ZYXQUILL to friends; Zyxquill's manager says Ms Plumtor or "oVexwing".
Write to zyxmail.vexbox+jobs@canary.example.org or ZyxMail.Vexbox, ring 07700 900 987, +44 (0)7700-900987 or
0044 7700 900987. I live at 77 Kestrelmoth Row, ZQ77 7QZ (zq777qz).
See example.org/in/zyxquill-o-vexwing-plumtor. On Wobblethrush-Ward everybody knows me.
I led a weekly group and reviewed it with my supervisor.
"""
# What was answered before applying is not for the panel at all: no rule of masking knows this word.
BEFORE = "As soon as Quennelbrock lets me go."
# Neither is the rest that the panel may not read: each with a word of its own.
SHORT_PAGES = {
    "registration": Registration.REGISTERED,
    "registration_body": f"The Council, on {NAMED}",
    "registration_number": "Quagmorrel 1",
    "statement": WRITTEN,
    "knows_somebody": True,
    "whom_they_know": "Snorvelbeck, my aunt",
    "where_seen": WhereSeen.ELSE,
    "where_seen_else": "Grimblehatch library",
}
ADJUSTMENTS = "A room without Wexflutter lamps."
BACKGROUND = {
    Name.EMPLOYMENT: {
        "employer": f"{NAMED} Ltd",
        "job_title": f"Assistant to {NAMED}",
        "duties": WRITTEN,
        "reason_for_leaving": "Dunlinquash",
    },
    Name.QUALIFICATIONS: {
        "subject": f"Care, by {NAMED}",
        "kind": NAMED,
        "result": NAMED,
        "place": "Ploverdrake College",
    },
    Name.TRAINING: {"title": NAMED, "provider": NAMED},
    Name.REFEREES: {"name": "Ousel Thistlewhang"},
}
UNSEEN = (
    "quennelbrock",
    "ploverdrake",
    "quagmorrel",
    "thistlewhang",
    "snorvelbeck",
    "grimblehatch",
    "wexflutter",
    "dunlinquash",
    "whinchatter",
)
# In small letters: what is read is folded before.
TRACES = [
    *map(re.compile, UNSEEN),
    *map(re.compile, ("zyxq", "vexwing", "plumtor", "zyxmail", "vexbox", "canary", "wobblethrush")),
    *map(re.compile, ("kestrelmoth", "grebeholm", r"zq\W{0,3}77\W{0,3}7qz")),
    re.compile(r"7\W{0,3}7\W{0,3}0\W{0,3}0\W{0,3}9\W{0,3}0\W{0,3}0\W{0,3}9\W{0,3}8\W{0,3}7"),
]

STAGES = (
    "open",
    "being_read",
    "declaring",
    "scoring",
    "waiting",
    "moderation",
    "choosing",
    "confirmed",
    "announced",
)


class Stage:
    """One vacancy with a canary among its applicants, brought as far as a stage of the process.

    Its panel has the strictest rules: a recruiter reads first, and names come when everybody has been told.
    """

    def __init__(self, name):
        self.name = "open"
        self.vacancy = open_vacancy(criteria=2, registration="Registered with a council")
        with as_draft(self.vacancy):
            self.question = self.vacancy.questions.create(text="When could you start?", kind="text")
            self.asked = self.vacancy.asked_documents.create(title="Your CV", is_needed=False)
        self.employer = self.vacancy.employer
        self.rules = PanelRules.objects.create(
            vacancy=self.vacancy, masks_by_hand=True, names_after=NamesAfter.ANNOUNCED
        )
        self.chair = PanelMemberFactory(vacancy=self.vacancy, is_chair=True)
        self.member = PanelMemberFactory(vacancy=self.vacancy)
        self.recruiting_member = PanelMemberFactory(vacancy=self.vacancy)
        StaffRoleFactory(user=self.recruiting_member.user, employer=self.employer)
        self.reader = StaffRoleFactory(employer=self.employer).user
        self.manager = StaffRoleFactory(employer=self.employer, role=StaffRole.Role.HIRING_MANAGER).user
        for number in range(2):
            apply(self.vacancy, last_name=f"Example{number}")
        self.canary = self._canary()
        self.masked = MaskedWords.objects.create(
            application=self.canary, words=BY_HAND, masked_by=self.reader
        )
        self.as_far_as(name)

    def _canary(self):
        # The account bears the name as well, as a member of staff who applies has it.
        account = UserFactory(email=EMAIL, name=NAMED)
        # No page of the panel may so much as name a file.
        documents = {self.asked: {"file_name": "Canary Vexwing.pdf", "text": WRITTEN}}
        said = {"text": WRITTEN, "before": {self.question.pk: BEFORE}, "documents": documents}
        said |= {"adjustments": ADJUSTMENTS, "background": self._background}
        return apply(self.vacancy, applicant=account, **said, **CANARY, **SHORT_PAGES)

    def _background(self, application):
        for name, fields in BACKGROUND.items():
            row_of(application, name, **fields)
        gap = {"started_on": date(2021, 10, 1), "ended_on": date(2026, 1, 1), "explanation": WRITTEN}
        application.explained_gaps.create(**gap)
        # What was said of months that turned out to be no gap.
        none = {"started_on": date(2020, 1, 1), "ended_on": date(2020, 5, 1), "explanation": "Whinchatter"}
        application.explained_gaps.create(**none)

    def as_far_as(self, name):
        """Only ever onwards."""
        for step in STAGES[STAGES.index(self.name) + 1 : STAGES.index(name) + 1]:
            getattr(self, f"_{step}")()
            self.vacancy = Vacancy.objects.get(pk=self.vacancy.pk)
            for member in (self.chair, self.member, self.recruiting_member):
                member.vacancy = self.vacancy
        self.name = name

    def _being_read(self):
        close(self.vacancy)
        closing.record(Vacancy.objects.get(pk=self.vacancy.pk), by=self.manager)
        # Their tokens exist, and must not open anything before they may look.
        for member in self.vacancy.panel.all():
            blinding.prepare(member)

    def _declaring(self):
        for application in self.vacancy.applications.all():
            masking.read_through(application, by=self.reader)
        masking.release(self.vacancy, by=self.reader)

    def _scoring(self):
        for member in self.vacancy.panel.all():
            declare(member)
        score_all(self.member)

    def _waiting(self):
        hand_in(self.member)

    def _moderation(self):
        for member in (self.chair, self.recruiting_member):
            hand_in(member, points=0)

    def _choosing(self):
        agree_the_rest(self.vacancy)

    def _confirmed(self):
        tokens = [line.token for line in blinding.candidates(self.chair)]
        deciding.choose(self.chair, {tokens[0]: Outcome.INVITE}, by=self.chair.user, reject_the_rest=True)
        deciding.describe_interviews(self.vacancy, INTERVIEWS, by=self.chair.user)
        deciding.confirm(Vacancy.objects.get(pk=self.vacancy.pk).shortlist, by=self.chair.user)

    def _announced(self):
        announcing.announce(self.vacancy, by=self.chair.user)

    def values(self, parameter) -> list:
        """Everything that could stand in an address, whether or not it may be asked for."""
        numbers = {
            self.vacancy.pk,
            self.canary.pk,
            self.canary.applicant_id,
            *OutgoingEmail.objects.filter(to=EMAIL).values_list("pk", flat=True)[:2],
            *AuditEvent.objects.filter(subject=f"application:{self.canary.pk}").values_list("pk", flat=True)[
                :2
            ],
        }
        tokens = Candidate.objects.filter(application=self.canary).values_list("token", flat=True)
        agreed = AgreedScore.objects.filter(application=self.canary).values_list("pk", flat=True)
        known = {
            "pk": {self.vacancy.pk, self.canary.pk},
            "application": [self.canary.pk],
            "masked": [self.masked.pk],
            "agreed": agreed or [1],
            "document": [self.canary.documents.get().pk],
            # Of each member the one that leads to the canary.
            "token": list(tokens) or ["00000000-0000-0000-0000-000000000007"],
            "reference": [self.canary.reference],
            "criterion": [self.vacancy.criteria.first().pk],
            "app_label": ["applying", "vacancies", "accounts", "mail", "shortlisting"],
            "name": ["x"],
            "url": ["nothing"],
            "content_type_id": [1],
        }
        return list(known.get(parameter, sorted(numbers)))


def every_address(stage, *, beginning="", **known) -> list[str]:
    """Each pattern of the resolver with everything that could be filled in; `known` narrows a parameter."""
    addresses = []
    for route in routes(get_resolver().url_patterns):
        if not route.startswith(beginning):
            continue
        parameters = re.findall(r"<(?:\w+:)?(\w+)>", route)
        values = [known.get(parameter) or stage.values(parameter) for parameter in parameters]
        for filled in product(*values):
            address = route
            for value in filled:
                address = re.sub(r"\(\?P<\w+>[^)]*\)|<[^>]+>", str(value), address, count=1)
            addresses.append("/" + re.sub(r"[\^$]", "", address))
    return list(dict.fromkeys(addresses))


def panels_addresses(stage, member) -> list[str]:
    """The panel's own, of this vacancy: by this member's token of the canary, and by somebody else's."""
    tokens = Candidate.objects.filter(application=stage.canary)
    own = list(tokens.filter(member=member).values_list("token", flat=True))
    others = list(tokens.exclude(member=member).values_list("token", flat=True)[:1])
    return every_address(stage, beginning="panel/", pk=[stage.vacancy.pk], token=own + others)


def routes(patterns, prefix=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, prefix + str(pattern.pattern))
        else:
            yield prefix + str(pattern.pattern)


# Tokens against forgery and keys of sessions: chance alone spells four letters of a name in one of some
# fifteen thousand, and the walk reads as many.
TAG = re.compile("<[^>]*>")
TOKEN = re.compile(r"\b(?:[A-Za-z0-9]{64}|[A-Za-z0-9]{32})\b")


def traces_in(text: str) -> set[str]:
    text = TOKEN.sub("", text).lower()
    text = f"{text}\n{TAG.sub('', text)}\n{unquote(text)}"
    return {trace.pattern for trace in TRACES if trace.search(text)}


def unpacked(body: bytes) -> bytes:
    """What lies in an archive, with the names of its files."""
    if not body.startswith(b"PK"):
        return body
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        return b"\n".join(name.encode() + b"\n" + packed.read(name) for name in packed.namelist())


def leaks(user, addresses, method="get") -> dict[str, set[str]]:
    """Where a canary is found: in a body with its title, a header, a cookie or a redirect.

    What a request changes is taken back, so that one walk is like the next.
    """
    client = Client(raise_request_exception=False)
    client.force_login(user)
    found, turned_away = {}, set()
    for address in addresses:
        # The desk's door turns away who has no business there before it looks at any number.
        page = re.sub(r"\d+", "", address)
        if page in turned_away:
            continue
        with transaction.atomic():
            response = getattr(client, method)(address)
            # Read while the block lasts: what is streamed asks the database as it goes.
            body = b"".join(response.streaming_content) if response.streaming else response.content
            transaction.set_rollback(method == "post")
        if response.headers.get("Location", "").startswith(f"{reverse('admin:login')}?"):
            turned_away.add(page)
        assert response.status_code < 500, address
        head = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
        traces = traces_in(f"{head}\n{response.cookies.output()}\n{unpacked(body).decode(errors='replace')}")
        if traces:
            found[address] = traces
    if method == "get":
        assert client.get(reverse("shortlisting:panels")).status_code == 200, "the walk signed its walker out"
    return found

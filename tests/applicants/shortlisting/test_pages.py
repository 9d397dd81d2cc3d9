"""The panel's pages: the whole walk through the doors, who may enter, and what a page costs."""

import re
import uuid
from dataclasses import asdict

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertHTMLEqual

from applicants.applying.status import Status
from applicants.shortlisting import blinding
from applicants.shortlisting.actions import deciding
from applicants.shortlisting.actions.scoring import Mark, save_scores
from applicants.shortlisting.forms import ScoringForm, cells_of_candidate
from applicants.shortlisting.models import Score, Shortlist
from recruitment.mail.models import OutgoingEmail
from recruitment.nhsuk import rendering
from recruitment.nhsuk.parts import part
from tests.applicants.shortlisting.panels import (
    DETAILS,
    INTERVIEWS,
    agree_the_rest,
    announced_vacancy,
    apply,
    chair_of,
    close,
    closed_vacancy,
    confirmed_vacancy,
    declare,
    hand_in,
    score_all,
    scored_vacancy,
    seat_of,
    withdraw,
)
from tests.factories import PanelMemberFactory, UserFactory, open_vacancy

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    settings.STAFF_MFA_REQUIRED = False


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(name, vacancy, *more):
    return reverse(f"shortlisting:{name}", args=[vacancy.pk, *more])


def words(response) -> str:
    """The page without what differs each time it is shown."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", response.content.decode())


def page(client, url, status=200) -> str:
    response = client.get(url)
    assert response.status_code == status, response.status_code
    return words(response)


def score_by_form(client, vacancy, member, points="2", note="", button="next"):
    """Score every candidate page by page, as a person does."""
    blinding.prepare(member)
    for line in blinding.candidates(member):
        blind = blinding.candidate(member, line.token)
        data = {button: "1"}
        for answer in blind.to_score:
            data |= {f"points_{answer.criterion.pk}": points, f"note_{answer.criterion.pk}": note}
        response = client.post(address("candidate", vacancy, line.token), data)
        assert response.status_code == 302
    return response


def test_the_whole_walk():
    vacancy = closed_vacancy(applications=3, acknowledged=1)
    chair, other = vacancy.panel.all()
    chairs, others = signed_in(chair.user), signed_in(other.user)

    assert "0 of 3 scored" in page(chairs, reverse("shortlisting:panels"))
    assert "Start scoring" in page(chairs, address("vacancy", vacancy))
    score_by_form(chairs, vacancy, chair, points="3")
    assert "Hand in your score card" in page(chairs, address("vacancy", vacancy))
    assert "cannot change it" in page(chairs, address("submit", vacancy))
    chairs.post(address("submit", vacancy))
    assert "waiting for 1 more score card" in page(chairs, address("vacancy", vacancy))
    assert chairs.get(address("ranking", vacancy)).status_code == 302

    score_by_form(others, vacancy, other, points="1", note="Little said.")
    others.post(address("submit", vacancy))
    assert "nothing more for you to do" in page(others, address("vacancy", vacancy))
    assert others.get(address("ranking", vacancy)).status_code == 404

    ranking = page(chairs, address("ranking", vacancy))
    assert "Not answered with yes" in ranking
    assert "Scores differ" in ranking
    fields = sorted(set(re.findall(r"outcome_[0-9a-f]{32}", ranking)))
    assert len(fields) == 3
    response = chairs.post(address("ranking", vacancy), {fields[0]: "invite", "rest": "1"})
    assert response["Location"] == address("rest", vacancy)
    left = page(chairs, address("rest", vacancy))
    shown = re.findall(r'name="shown" value="([0-9a-f]{32})"', left)
    assert {f"outcome_{token}" for token in shown} == set(fields[1:])
    assert "Not answered with yes" in left
    response = chairs.post(address("rest", vacancy), {"shown": shown})
    assert response["Location"] == address("interviews", vacancy)
    assert "Say when the interviews are" in chairs.post(response["Location"], {"when": " "}).content.decode()
    response = chairs.post(address("interviews", vacancy), asdict(INTERVIEWS))
    assert response["Location"] == address("confirm", vacancy)
    confirm = page(chairs, address("confirm", vacancy))
    assert "Invite to interview: 1 of 3" in confirm
    assert "the panel has not agreed yet" in confirm
    assert "Confirm the shortlist</button>" not in confirm
    assert "example.org" not in re.sub(r"<footer.*", "", confirm, flags=re.DOTALL)

    assert chairs.post(address("confirm", vacancy))["Location"] == address("moderation", vacancy)
    agree_the_rest(vacancy)
    response = chairs.post(address("confirm", vacancy))
    assert response["Location"] == address("announce", vacancy)
    announce = page(chairs, address("announce", vacancy))
    for application in vacancy.applications.select_related("applicant"):
        assert application.full_name in announce
        assert application.applicant.email in announce
    assert not re.search("Candidate [0-9A-Z]{3}", announce)
    assert others.get(address("announce", vacancy)).status_code == 404
    response = chairs.post(address("announce", vacancy))
    assert response["Location"] == address("announced", vacancy)
    assert page(chairs, address("announced", vacancy)).count("Waiting to be sent") == 3
    assert OutgoingEmail.objects.filter(key__startswith="invitation:").count() == 1
    assert "Announced" in page(others, reverse("shortlisting:panels"))

    invited = vacancy.applications.get(status=Status.SHORTLISTED)
    told = page(signed_in(invited.applicant), reverse("shortlisting:invitation", args=[invited.reference]))
    assert DETAILS in told
    assert "adjustments" in told


def test_no_template_of_the_panel_reaches_past_what_it_is_handed():
    """The vacancy and the seat are rows, and rows lead on to others: their templates must not follow.

    A pack is made of words alone (packing/parts.py): its templates have nothing to follow.
    """
    past = re.compile(r"\.(applications?|applicant|candidates|decisions|member|panel|cards?|scores|user)\b")
    folder = settings.BASE_DIR / "templates" / "shortlisting"
    of_rows = [path for path in folder.glob("*.html") if not path.name.startswith(("_pack", "pack"))]
    templates = [path for path in of_rows if path.name != "invitation.html"]
    assert len(templates) > 10
    for path in templates:
        for code in re.findall(r"{[{%].*?[%}]}", path.read_text()):
            assert not past.search(code), f"{path.name}: {code}"


def test_scoring_opens_when_applications_close():
    vacancy = open_vacancy()
    member = PanelMemberFactory(vacancy=vacancy)
    client = signed_in(member.user)
    before = page(client, address("vacancy", vacancy)), page(client, reverse("shortlisting:panels"))
    apply(vacancy)
    after = page(client, address("vacancy", vacancy)), page(client, reverse("shortlisting:panels"))
    assert "Scoring opens when applications close" in before[0]
    # Nothing on the page tells that somebody has applied.
    assert before == after
    for name in ("submit", "candidate"):
        more = [uuid.uuid4()] if name == "candidate" else []
        assert client.get(address(name, vacancy, *more)).status_code == 302
        assert client.post(address(name, vacancy, *more)).status_code == 302
    assert not member.candidates.exists()
    close(vacancy)
    assert "say whether you have a conflict of interest" in page(client, address("vacancy", vacancy))
    assert not member.candidates.exists()
    declare(member)
    assert "0 of 1 scored" in page(client, address("vacancy", vacancy))


def test_a_vacancy_nobody_applied_for():
    vacancy = closed_vacancy(applications=0)
    client = signed_in(chair_of(vacancy).user)
    assert "nobody to score" in page(client, address("vacancy", vacancy))
    assert client.get(address("ranking", vacancy)).status_code == 302


def test_somebody_without_a_panel():
    assert "not on a panel" in page(signed_in(UserFactory()), reverse("shortlisting:panels"))


PAGES = (
    "vacancy",
    "candidate",
    "submit",
    "ranking",
    "interviews",
    "confirm",
    "reopen",
    "announce",
    "announced",
)


@pytest.mark.parametrize("make", [closed_vacancy, confirmed_vacancy, announced_vacancy])
def test_a_former_member_sees_what_they_would_see_if_there_were_nothing(make):
    """Whoever never sat on the panel is tried in the access table, page by page."""
    vacancy = make(applications=1)
    other = vacancy.panel.get(is_chair=False)
    blinding.prepare(other)
    token = blinding.candidates(other)[0].token
    vacancy.panel.filter(pk=other.pk).update(removed_at=timezone.now())
    client = signed_in(other.user)
    for name in PAGES:
        more = [token] if name == "candidate" else []
        here, nowhere = address(name, vacancy, *more), reverse(f"shortlisting:{name}", args=[987654, *more])
        for method in (client.get, client.post):
            answers = [method(url) for url in (here, nowhere)]
            refused = 405 if method == client.post and name in ("vacancy", "announced") else 404
            assert [answer.status_code for answer in answers] == [refused, refused]
            assert words(answers[0]).replace(here, "") == words(answers[1]).replace(nowhere, "")
    assert Client().get(address("vacancy", vacancy)).status_code == 302


def test_draft_vacancies_are_not_there():
    member = PanelMemberFactory()
    assert signed_in(member.user).get(address("vacancy", member.vacancy)).status_code == 404


@pytest.mark.parametrize("make", [closed_vacancy, scored_vacancy, confirmed_vacancy, announced_vacancy])
def test_the_chairs_pages_are_for_the_chair(make):
    vacancy = make(applications=1)
    client = signed_in(vacancy.panel.get(is_chair=False).user)
    for name in ("ranking", "interviews", "confirm", "reopen", "announce", "announced"):
        assert client.get(address(name, vacancy)).status_code == 404
        assert client.post(address(name, vacancy)).status_code == (405 if name == "announced" else 404)


def test_removed_members_are_out_at_the_next_request():
    vacancy = closed_vacancy()
    member = vacancy.panel.last()
    client = signed_in(member.user)
    page(client, address("vacancy", vacancy))
    vacancy.panel.filter(pk=member.pk).update(removed_at=timezone.now())
    page(client, address("vacancy", vacancy), status=404)
    assert vacancy.title not in page(client, reverse("shortlisting:panels"))


def test_nobody_sees_what_others_gave_before_their_own_card_is_in():
    vacancy = closed_vacancy(applications=2)
    chair, other = vacancy.panel.all()
    client = signed_in(chair.user)
    score_all(chair)
    blinding.prepare(other)
    urls = [
        reverse("shortlisting:panels"),
        address("vacancy", vacancy),
        *(address("candidate", vacancy, line.token) for line in blinding.candidates(chair)),
        address("submit", vacancy),
    ]

    before = [page(client, url) for url in urls]
    hand_in(other, 3)
    # Another member's card changes nothing on any page of somebody whose own card is not in.
    assert [page(client, url) for url in urls] == before
    for name in ("ranking", "interviews", "confirm", "announce"):
        assert client.get(address(name, vacancy)).status_code == 302


def test_what_is_missing_is_said_and_what_was_typed_is_kept():
    vacancy = closed_vacancy(applications=1)
    member = vacancy.panel.first()
    client = signed_in(member.user)
    page(client, address("vacancy", vacancy))
    (line,) = blinding.candidates(member)
    first, second = (answer.criterion.pk for answer in blinding.candidate(member, line.token).to_score)
    answer = client.post(
        address("candidate", vacancy, line.token),
        {f"points_{first}": "1", f"points_{second}": "9", f"note_{second}": "Kept words", "next": "1"},
    ).content.decode()
    assert "Say why the score for criterion 1 is 1" in answer
    assert "Choose a score from 0 to 3" in answer
    assert "Kept words" in answer
    assert "<title>Error: " in answer
    assert not Score.objects.exists()


def test_the_plain_fields_are_what_the_macros_say():
    vacancy = closed_vacancy(applications=1)
    member = vacancy.panel.first()
    blinding.prepare(member)
    (line,) = blinding.candidates(member)
    criterion = vacancy.criteria.first()
    save_scores(member, line.token, {criterion.pk: Mark(1, "Two <lines>\nof words.")}, by=member.user)
    cells = cells_of_candidate(blinding.candidate(member, line.token))
    for row in ScoringForm(cells=cells, scale=seat_of(member).scale).rows():
        plain = part("shortlisting/score_fields.jinja", row=row)
        macros = rendering.field(row.points, size="s") + rendering.field(row.note, rows=3)
        assertHTMLEqual(plain, macros)


@pytest.mark.parametrize("by", ["candidate", "criterion"])
def test_an_answer_is_read_in_paragraphs_and_runs_nothing(by):
    vacancy = closed_vacancy(applications=1, text="First <b>words</b>.\n\nThen more.")
    member = vacancy.panel.first()
    client = signed_in(member.user)
    page(client, address("vacancy", vacancy))
    criterion = vacancy.criteria.first()
    (line,) = blinding.candidates(member)
    of = line.token if by == "candidate" else criterion.pk
    assert "<p>First &lt;b&gt;words&lt;/b&gt;.</p>\n\n<p>Then more.</p>" in page(
        client, address(by, vacancy, of)
    )


def test_a_card_that_is_in_is_shown_and_not_changed():
    vacancy = closed_vacancy(applications=1)
    member = vacancy.panel.first()
    hand_in(member)
    client = signed_in(member.user)
    (line,) = blinding.candidates(member)
    url = address("candidate", vacancy, line.token)
    assert "cannot be changed" in page(client, url)
    assert "<textarea" not in page(client, url)
    (criterion, _) = (answer.criterion.pk for answer in blinding.candidate(member, line.token).to_score)
    client.post(url, {f"points_{criterion}": "3"})
    assert set(Score.objects.values_list("points", flat=True)) == {2}
    assert client.post(address("submit", vacancy)).status_code == 302


def test_a_card_with_gaps_is_not_taken_and_says_what_is_missing():
    vacancy = closed_vacancy(applications=2)
    member = vacancy.panel.first()
    client = signed_in(member.user)
    page(client, address("vacancy", vacancy))
    (line, _) = blinding.candidates(member)
    first = vacancy.criteria.first()
    save_scores(member, line.token, {first.pk: Mark(1, "Little said.")}, by=member.user)
    shown = page(client, address("submit", vacancy))
    assert "1 of 4 scores given" in shown
    assert f"{address('criterion', vacancy, first.pk)}?show=missing" in shown
    assert "Little said." in shown
    assert "Hand in my score card" not in shown
    assert client.post(address("submit", vacancy))["Location"] == address("submit", vacancy)
    assert "2 candidates have no score" in page(client, address("submit", vacancy))
    score_all(member)
    assert "Hand in my score card" in page(client, address("submit", vacancy))


def test_a_candidate_who_withdraws_in_between():
    vacancy = closed_vacancy(applications=1)
    member = vacancy.panel.first()
    client = signed_in(member.user)
    page(client, address("vacancy", vacancy))
    (line,) = blinding.candidates(member)
    withdraw(vacancy.applications.get())
    for method in (client.get, client.post):
        assert method(address("candidate", vacancy, line.token)).status_code == 404


def test_rejecting_everybody_needs_no_words_for_an_invitation():
    vacancy = scored_vacancy(applications=2)
    client = signed_in(chair_of(vacancy).user)
    deciding.choose(chair_of(vacancy), {}, by=chair_of(vacancy).user, reject_the_rest=True)
    response = client.get(address("interviews", vacancy))
    assert response["Location"] == address("confirm", vacancy)
    client.post(address("confirm", vacancy))
    client.post(address("announce", vacancy))
    assert set(vacancy.applications.values_list("status", flat=True)) == {Status.NOT_SHORTLISTED}


def test_re_opening_through_the_page():
    vacancy = confirmed_vacancy()
    client = signed_in(chair_of(vacancy).user)
    assert "Say why" in client.post(address("reopen", vacancy), {"reason": ""}).content.decode()
    assert client.post(address("reopen", vacancy), {"reason": "Misread."})["Location"] == address(
        "ranking", vacancy
    )
    assert not Shortlist.objects.get().confirmed_at


@pytest.mark.parametrize("value", ["", "0", "-1", "x", "9" * 30, "9" * 5000, "%00", "²"])
def test_odd_page_numbers(value):
    vacancy = scored_vacancy(applications=1)
    client = signed_in(chair_of(vacancy).user)
    for name in ("vacancy", "ranking"):
        assert client.get(address(name, vacancy) + f"?page={value}").status_code in (200, 400)
    assert client.get(f"/panel/{'9' * 30}/").status_code == 404


def test_an_invitation_is_its_owners_alone():
    vacancy = announced_vacancy(applications=2, invited=1)
    invited = vacancy.applications.get(status=Status.SHORTLISTED)
    other = vacancy.applications.exclude(pk=invited.pk).get()

    def told(user, application):
        url = reverse("shortlisting:invitation", args=[application.reference])
        return signed_in(user).get(url).status_code

    assert told(invited.applicant, invited) == 200
    assert told(other.applicant, invited) == 404
    assert told(other.applicant, other) == 404
    assert told(chair_of(vacancy).user, invited) == 404
    withdraw(invited)
    assert "You have withdrawn" in page(
        signed_in(invited.applicant), reverse("shortlisting:invitation", args=[invited.reference])
    )


# --- What a page costs ------------------------------------------------------------------------------------

COSTS = {
    "panels": closed_vacancy,
    "vacancy": closed_vacancy,
    "candidate": closed_vacancy,
    "submit": closed_vacancy,
    "ranking": scored_vacancy,
    "rest": scored_vacancy,
    "interviews": scored_vacancy,
    "confirm": scored_vacancy,
    "announce": confirmed_vacancy,
    "announced": announced_vacancy,
    "reserves": announced_vacancy,
}


# Seldom opened, and by one person: what they put together comes from several rooms.
FOR_THE_CHAIR = ("ranking", "rest", "confirm", "announce", "announced", "reserves")


@pytest.mark.parametrize("name", COSTS)
def test_queries_do_not_grow_and_are_few(name, django_assert_max_num_queries):
    numbers = []
    for applications in (1, 3):
        vacancy = COSTS[name](applications=applications)
        chair = chair_of(vacancy)
        if COSTS[name] is closed_vacancy:
            score_all(chair)
        if COSTS[name] is scored_vacancy:
            Shortlist.objects.create(vacancy=vacancy)
        more = [blinding.candidates(chair)[0].token] if name == "candidate" else []
        url = reverse("shortlisting:panels") if name == "panels" else address(name, vacancy, *more)
        client = signed_in(chair.user)
        # The first request of a session writes down that it began.
        client.get(url)
        with django_assert_max_num_queries(12 if name in FOR_THE_CHAIR else 8) as queries:
            response = client.get(url)
        assert response.status_code in (200, 302)
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]


def test_saving_scores_costs_the_same_for_any_number_of_candidates(django_assert_max_num_queries):
    numbers = []
    for applications in (1, 3):
        member = closed_vacancy(applications=applications).panel.first()
        score_all(member)
        token = blinding.candidates(member)[0].token
        marks = {criterion.pk: Mark(3) for criterion in member.vacancy.criteria.all()}
        with django_assert_max_num_queries(12) as queries:
            save_scores(member, token, marks, by=member.user)
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]

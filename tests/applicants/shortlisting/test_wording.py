"""An employer's own words: what may be written, what is filled in, and who may change them."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from applicants.shortlisting import emails
from applicants.shortlisting.actions import announcing, rewording
from applicants.shortlisting.models import Wording
from applicants.shortlisting.status import Worded
from applicants.shortlisting.wording import (
    KINDS,
    Words,
    tidied,
    wrong_with_subject,
    wrong_with_text,
)
from recruitment.audit.models import AuditEvent
from recruitment.mail.models import OutgoingEmail
from tests.applicants.shortlisting.panels import INTERVIEWS, chair_of, confirmed_vacancy
from tests.factories import EmployerFactory, StaffRoleFactory, UserFactory

INVITED, REFUSED = Worded.INVITED, Worded.NOT_SHORTLISTED
OWN = Words("News of {job title}", "Hello {name}\n\nIt is on {interview when} at {interview where}.")


# --- The words themselves -----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", Worded)
def test_the_built_in_words_may_be_used(kind):
    built_in = KINDS[kind].built_in
    assert wrong_with_subject(kind, built_in.subject) == wrong_with_text(kind, built_in.text) == []
    assert tidied(built_in.text) == built_in.text


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("Dear {nmae}", "{nmae} cannot be filled in here. You can use {name}, {job title}"),
        ("Dear {interview when}", "{interview when} cannot be filled in"),
        ("Dear {name", "no partner"),
        ("Dear {{name}}", "no partner"),
        ("Dear {name.password}", "{name.password} cannot be filled in"),
        ("Dear {}", "{} cannot be filled in"),
        ("Dear [Name]", "Write {name} in curly brackets"),
        ("Dear \u202ename", "invisible characters"),
        ("Dear \x07name", "invisible characters"),
        ("x" * 6_001, "Keep it to 6,000 characters; it has 6,001"),
    ],
)
def test_words_that_cannot_be_filled_in_are_refused_plainly(typed, says):
    assert any(says in problem for problem in wrong_with_text(REFUSED, typed))


@pytest.mark.parametrize(
    ("text", "is_enough"),
    [
        ("{interview details}", True),
        ("{Interview  When}, {interview where}", True),
        ("{interview when}", False),
        ("We will phone you.", False),
    ],
)
def test_an_invitation_has_to_say_when_and_where(text, is_enough):
    problems = wrong_with_text(INVITED, text)
    assert bool(problems) is not is_enough
    assert is_enough or "when and where" in problems[0]


@pytest.mark.parametrize(
    "typed", ["News\nBcc: all@example.org", "News\rBcc: x", "News\u2028Bcc: x", "x" * 201]
)
def test_a_subject_is_one_short_line(typed):
    assert wrong_with_subject(REFUSED, typed)


@given(name=st.text(min_size=1, max_size=40), title=st.text(max_size=40))
def test_what_is_filled_in_is_filled_in_once_and_breaks_no_line_of_the_subject(name, title):
    values = dict.fromkeys(KINDS[REFUSED].placeholders, "x") | {"name": name, "job title": title}
    filled = Words("For {name}: {job title}", "Dear {name}, {job title}.").filled(values)
    assert len(filled.subject.splitlines()) == 1
    assert filled.text == f"Dear {name}, {title}.".strip()


def test_a_line_that_would_say_nothing_is_left_out():
    words = Words("x", "Where: {interview where}\nHow long: {interview length}\nBring a pen.")
    assert (
        words.filled({"interview where": "Here", "interview length": ""}).text == "Where: Here\nBring a pen."
    )


# --- Saving and sending them --------------------------------------------------------------------------------


@pytest.mark.django_db
def test_own_words_are_what_is_sent_and_always_with_what_has_to_be_said():
    vacancy = confirmed_vacancy(applications=2, invited=1, first_name="<b>{employer}</b>")
    built_in = emails.wordings(vacancy.employer)
    recruiter = UserFactory()
    rewording.reword(
        vacancy.employer,
        INVITED,
        Words("Good news", "Hi {name}, do come.\n\n{interview details}"),
        began_with=built_in[INVITED],
        by=recruiter,
    )
    rewording.reword(
        vacancy.employer, REFUSED, Words("No", "Sorry {name}"), began_with=built_in[REFUSED], by=recruiter
    )
    announcing.announce(vacancy, by=chair_of(vacancy).user)
    invitation = OutgoingEmail.objects.get(key__startswith="invitation:")
    refusal = OutgoingEmail.objects.get(key__startswith="outcome:")
    assert (invitation.subject, refusal.subject) == ("Good news", "No")
    assert "Hi <b>{employer}</b> Example" in invitation.text
    assert "Hi &lt;b&gt;{employer}&lt;/b&gt; Example" in invitation.html
    assert "adjustments" in invitation.text
    assert "/invitation/" in invitation.text
    assert "a person made the decision" in refusal.text
    event = AuditEvent.objects.filter(action="wording.changed").last()
    assert event.details == {"kind": "invited", "changed": ["subject", "text"]}


@pytest.mark.django_db
def test_an_invitation_says_all_the_chair_wrote_of_the_interview():
    vacancy = confirmed_vacancy(applications=1, invited=1)
    Wording.objects.create(
        employer=vacancy.employer, kind=INVITED, subject="x", text=OWN.text, changed_by=UserFactory()
    )
    announcing.announce(vacancy, by=chair_of(vacancy).user)
    letter = OutgoingEmail.objects.get(key__startswith="invitation:")
    for said in (INTERVIEWS.when, INTERVIEWS.where, INTERVIEWS.details):
        assert letter.text.count(said) == letter.html.count(said) == 1


@pytest.mark.django_db
def test_the_preview_reads_as_what_would_be_sent():
    employer = EmployerFactory()
    sample = emails.sample(employer, INVITED, OWN)
    assert sample.subject == "News of Therapeutic support worker"
    assert "Hello Alex Example" in sample.text
    assert "Example House" in sample.text
    assert not OutgoingEmail.objects.exists()


@pytest.mark.django_db
def test_nobody_writes_over_words_they_have_not_seen():
    employer, recruiter = EmployerFactory(), UserFactory()
    began = KINDS[REFUSED].built_in
    rewording.reword(employer, REFUSED, Words("Mine", "Mine."), began_with=began, by=recruiter)
    with pytest.raises(rewording.ChangedMeanwhile) as refusal:
        rewording.reword(employer, REFUSED, Words("Theirs", "Theirs."), began_with=began, by=UserFactory())
    assert refusal.value.words == Words("Mine", "Mine.")
    with pytest.raises(rewording.Unusable):
        rewording.reword(
            employer, REFUSED, Words("Mine", "{secret}"), began_with=Words("Mine", "Mine."), by=recruiter
        )
    assert Wording.objects.get().text == "Mine."


# --- The pages ----------------------------------------------------------------------------------------------


@pytest.fixture
def employer():
    return EmployerFactory()


@pytest.fixture
def desk(client, employer, settings):
    """The browser of a recruiter of `employer`."""
    settings.STAFF_MFA_REQUIRED = False
    client.force_login(StaffRoleFactory(employer=employer).user)
    return client


def page(name, employer, kind=INVITED):
    return reverse(f"admin:shortlisting_wording_{name}", args=[employer.pk, kind])


def typed(words, began=KINDS[INVITED].built_in, **more):
    return {
        "subject": words.subject,
        "text": words.text.replace("\n", "\r\n"),
        "began_with_subject": began.subject,
        "began_with_text": began.text.replace("\n", "\r\n"),
        **more,
    }


@pytest.mark.django_db
def test_a_recruiter_previews_saves_and_goes_back(desk, employer):
    listed = desk.get(reverse("admin:shortlisting_wording_changelist")).content.decode()
    assert listed.count("Built-in") == len(KINDS)
    shown = desk.post(page("words", employer), typed(OWN, preview="1")).content.decode()
    assert "News of Therapeutic support worker" in shown
    assert "Hello Alex Example" in shown
    assert not Wording.objects.exists()
    assert desk.post(page("words", employer), typed(OWN, save="1")).status_code == 302
    assert (Wording.objects.get().subject, Wording.objects.get().text) == (OWN.subject, OWN.text)
    assert "wrote own words" in desk.get(page("words", employer)).content.decode()
    asked = desk.get(page("built_in", employer)).content.decode()
    assert "You are invited to interview" in asked
    assert Wording.objects.exists()
    desk.post(page("built_in", employer))
    assert not Wording.objects.exists()
    assert "went back to the built-in words" in desk.get(page("words", employer)).content.decode()


@pytest.mark.django_db
def test_what_was_typed_stays_where_it_is_refused(desk, employer):
    wrong = Words("Fine", "Keep me. {interview when} {interview where} {nmae} <b>")
    shown = desk.post(page("words", employer), typed(wrong, save="1")).content.decode()
    assert "{nmae} cannot be filled in here. You can use {name}" in shown
    assert "Keep me." in shown
    assert "{nmae} &lt;b&gt;" in shown
    overtaken = typed(OWN, began=Words("Earlier", "Earlier words"), save="1")
    shown = desk.post(page("words", employer), overtaken).content.decode()
    assert "somebody else has changed these words" in shown
    assert "Hello {name}" in shown
    assert not Wording.objects.exists()


@pytest.mark.django_db
def test_another_employers_words_are_not_there(desk, employer):
    other = EmployerFactory()
    for name in ("words", "built_in"):
        assert desk.get(page(name, other)).status_code == 404
        assert desk.post(page(name, other)).status_code == 404
        assert desk.get(page(name, employer, "nonsense")).status_code == 404

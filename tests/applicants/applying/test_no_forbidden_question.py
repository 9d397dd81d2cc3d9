"""No form of an application asks about health, convictions, age, date of birth or National Insurance number.

Read are all form classes of applying, and what stands beside every field of every page that is served for a
vacancy asking for all it can. Equality monitoring is another room: nobody who chooses ever sees it.
"""

import importlib
import pkgutil
import re
from html.parser import HTMLParser

import pytest
from django import forms as django_forms
from django.urls import NoReverseMatch, reverse

from applicants.applying import forms
from applicants.applying.urls import urlpatterns
from recruitment.nhsuk.forms import NhsukForm
from tests.factories import ApplicationFactory, CriterionFactory, as_draft, open_vacancy

pytestmark = pytest.mark.django_db

# what may not be asked -> why
FORBIDDEN = {
    r"health": "Equality Act 2010 s.60: not before an offer",
    r"ill(ness)?": "the same",
    r"sick\w*": "the same",
    r"disab\w*": "the same",
    r"diagnos\w*": "the same",
    r"conditions?": "the same",
    r"impair\w*": "the same",
    r"medic\w*": "the same",
    r"treatments?": "the same",
    r"pregnan\w*": "the same, and a protected characteristic",
    r"convict\w*": "asked of the successful alone (Rehabilitation of Offenders Act)",
    r"cautions?": "the same",
    r"reprimands?": "the same",
    r"criminal\w*": "the same",
    r"offen[cd]\w*": "the same",
    r"prison\w*": "the same",
    r"dbs": "the same",
    r"ages?": "a protected characteristic",
    r"how old": "the same",
    r"birth\w*": "asked when an offer is accepted",
    r"born": "the same",
    r"dob": "the same",
    r"national insurance": "asked when an offer is accepted",
    r"n\.?i\.? number": "the same",
    r"nino": "the same",
}
# What says that nothing is asked, or offers what the law wants offered. Each is taken out before reading.
ALLOWED = (
    "Do you want to apply under the Disability Confident scheme?",
    "Select yes if you want to apply under the Disability Confident scheme",
    "disability_confident",
    "If you have a disability or a long-term condition and you say yes, you are invited to an interview if "
    "your application meets all the essential points. You need not say what it is.",
    "You need not name a condition.",
    "You never need to give a health reason",
    # The name of a qualification.
    "For example, Health and Social Care",
    # Of the right to work in the UK.
    "Yes, but it ends on a certain date or has conditions",
)
_FORBIDDEN = re.compile(rf"(?<![a-z])(?:{'|'.join(FORBIDDEN)})(?![a-z])", re.IGNORECASE)


def forbidden_in(texts) -> set[str]:
    found = set()
    for text in texts:
        words = " ".join(str(text).split())
        for phrase in ALLOWED:
            words = words.replace(phrase, "")
        # "date_of_birth" is asked just as "date of birth" is.
        found.update(match[0].lower() for match in _FORBIDDEN.finditer(words.replace("_", " ")))
    return found


# --- The classes ---


def form_classes() -> set[type]:
    modules = [
        importlib.import_module(f"{forms.__name__}.{module.name}")
        for module in pkgutil.iter_modules(forms.__path__)
    ]
    found = {
        thing
        for module in modules
        for thing in vars(module).values()
        if isinstance(thing, type) and issubclass(thing, django_forms.BaseForm)
    }
    return {form for form in found if form.__module__.startswith(forms.__name__)}


def said_by(form: type) -> list[str]:
    texts = []
    for name, field in form.base_fields.items():
        choices = [text for _, text in getattr(field, "choices", ())]
        texts += [name, field.label or "", field.help_text, *choices, *field.error_messages.values()]
    return texts


def test_no_form_class_asks_it():
    classes = form_classes()
    assert {"SupportForm", "DetailsForm", "EvidenceForm"} <= {form.__name__ for form in classes}
    assert {form.__name__: found for form in classes if (found := forbidden_in(said_by(form)))} == {}


# --- The pages ---


class _Beside(HTMLParser):
    """What stands beside the fields of a page: labels, legends, hints; and the names of the fields."""

    def __init__(self):
        super().__init__()
        self.texts, self._open = [], []

    def handle_starttag(self, tag, attrs):
        at = dict(attrs)
        if tag in ("input", "textarea", "select"):
            self.texts += [at.get("name") or "", at.get("autocomplete") or "", at.get("aria-label") or ""]
        if tag in ("label", "legend") or (tag == "div" and "nhsuk-hint" in (at.get("class") or "")):
            self._open.append([tag, ""])

    def handle_data(self, data):
        for part in self._open:
            part[1] += data

    def handle_endtag(self, tag):
        if self._open and self._open[-1][0] == tag:
            self.texts.append(self._open.pop()[1])


def beside_the_fields(html: str) -> list[str]:
    reader = _Beside()
    reader.feed(html)
    return reader.texts


@pytest.fixture
def draft():
    """For a vacancy that asks for everything a vacancy can ask for."""
    vacancy = open_vacancy(registration="Registered with a fictional council")
    with as_draft(vacancy):
        vacancy.questions.create(text="Can you work weekends?", hoped_for="yes", explanation="Some do.")
        vacancy.asked_documents.create(title="A letter", is_needed=True)
        CriterionFactory(vacancy=vacancy, kind="acknowledged", text="You know that the post moves in May")
        CriterionFactory(vacancy=vacancy, text="Lived experience of using services")
    return ApplicationFactory(vacancy=vacancy)


def addresses(draft) -> dict[str, str]:
    """Every page of one application that can be asked for; not the equality questions, a room apart."""
    found = {"start": reverse("applying:start", args=[draft.vacancy_id])}
    for name in {pattern.name for pattern in urlpatterns} - {"equality"}:
        try:
            found[name] = reverse(f"applying:{name}", args=[draft.reference])
        except NoReverseMatch:
            continue
    for criterion in draft.vacancy.criteria.all():
        found[f"evidence {criterion.pk}"] = reverse("applying:evidence", args=[draft.reference, criterion.pk])
    return found


def test_no_page_asks_it(client, draft):
    client.force_login(draft.applicant)
    read, fields = {}, 0
    for name, address in addresses(draft).items():
        texts = beside_the_fields(client.get(address).content.decode())
        fields += len(texts)
        if found := forbidden_in(texts):
            read[name] = found
    assert read == {}
    assert fields > 100, "the pages were not reached"


# --- The negative control ---


class Nosy(NhsukForm):
    """All that may not be asked."""

    date_of_birth = django_forms.CharField()
    ni = django_forms.CharField(label="National Insurance number")
    fit = django_forms.CharField(label="Fitness", help_text="Tell us about any health problems.")
    past = django_forms.ChoiceField(label="Your past", choices=[("x", "I have convictions")])


def test_control_a_nosy_form_is_caught():
    assert forbidden_in(said_by(Nosy)) == {"birth", "national insurance", "health", "convictions"}
    html = '<label for="a">Your age</label><div class="nhsuk-hint">Any illness?</div><input name="dob">'
    assert forbidden_in(beside_the_fields(html)) == {"age", "illness", "dob"}
    assert forbidden_in(["You need not name a condition.", "Manage a garage page", "still"]) == set()

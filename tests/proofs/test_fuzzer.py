"""Every form that applicants meet takes whatever is sent: no error, no lost draft, no change for others."""

import logging

import pytest
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import clear_url_caches, path, reverse

from applicants.applying.models import Answer, Application
from recruitment import urls
from recruitment.documents import confinement
from tests.factories import complete_draft, open_vacancy
from tests.proofs.access_world import World
from tests.proofs.fuzzing import Fuzzer
from tests.proofs.test_access import TABLE

pytestmark = [pytest.mark.proof, pytest.mark.django_db]

SHARDS, EACH, A_MILLION = 5, 4_000, 1_000_000
NOT_THEIRS = ("admin:", "/desk/", "design:", "demo-", "vacancies:api")


@pytest.fixture(autouse=True)
def _as_often_as_one_likes(settings):
    """What is tried here is the answer, not how often one may ask."""
    settings.ACCOUNT_RATE_LIMITS = False
    settings.ONES_OWN_RATE_LIMITS = {**settings.ONES_OWN_RATE_LIMITS, "upload": "1000000/h/key"}
    settings.STAFF_MFA_REQUIRED = False
    # Each refusal is a warning in the log; thousands of them say nothing.
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="module", autouse=True)
def _read_each_file_once():
    """The few hostile files are sent hundreds of times, and each reading is a process of its own."""
    original, answers = confinement.opened, {}

    def opened(content, reader, *arguments, **limits):
        key = content, reader, arguments
        if key not in answers:
            try:
                answers[key] = original(content, reader, *arguments, **limits)
            except confinement.NotOpened as refusal:
                answers[key] = refusal
        if isinstance(answers[key], Exception):
            raise answers[key]
        return answers[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(confinement, "opened", opened)
        yield


def pages_of(world) -> dict[str, tuple[str, ...]]:
    """Every page of the access table that lets applicants or anybody in, and who of them to fetch it as."""
    found = {}
    for row in TABLE:
        if not row.address.startswith(NOT_THEIRS) and row.get in ("ok", "go"):
            roles = tuple(role for role in ("applicant", "anonymous") if row.lets_in(role))
            if roles:
                found[row.path(world.arguments(row.thing))] = roles
    # Beginning and submitting: forms that are served only to who has not begun, and who has finished.
    found[reverse("applying:start", args=[open_vacancy().pk])] = ("applicant", "anonymous")
    ready = complete_draft(open_vacancy(), applicant=world.people["applicant"])
    found[reverse("applying:check", args=[ready.reference])] = ("applicant",)
    return found


def fuzz(seed: int, requests: int) -> tuple[Fuzzer, list[str]]:
    """All forms with so many requests; the fuzzer, and what it found."""
    world = World()
    pages = pages_of(world)
    fuzzer = Fuzzer(world, seed)
    return fuzzer, fuzzer.run(fuzzer.forms(pages), requests)


# Five shards each time, to keep a whole run under a quarter of an hour; a million requests with `-m long`.
# Each has a world and a transaction of its own.
LONG = [pytest.param(seed, marks=pytest.mark.long) for seed in range(SHARDS, A_MILLION // EACH)]


@pytest.mark.parametrize("seed", [*range(SHARDS), *LONG])
def test_whatever_is_sent_to_a_form(seed):
    fuzzer, found = fuzz(seed, EACH)
    assert found[:5] == []
    assert fuzzer.sent == EACH
    assert fuzzer.accepted > EACH / 50, "hardly anything got as far as being stored"


def test_the_forms_of_the_applicants_are_among_them():
    """Found in the pages themselves: a page whose form is not read would be tried by nobody."""
    world = World()
    pages = pages_of(world)
    forms = Fuzzer(world, seed=0).forms(pages)
    fields = {name for form in forms for name in form.kinds}
    assert {"password1", "login", "first_name", "postcode", "text", "agreed", "email", "q", "code"} <= fields
    assert any(form.action.endswith("/submit/") for form in forms)
    assert any(form.action.endswith("/apply/") for form in forms)
    assert any(form.action.endswith("/withdraw/") for form in forms)


# --- Negative controls: views that break are noticed ------------------------------------------------------


def fails(request):
    int(request.POST["n"])


def meddles(request):
    given = request.POST.get("n", "")
    if given.isascii() and given.isdigit() and len(given) < 9:
        Application.objects.filter(pk=int(given)).update(phone="")


def forgets(request):
    Answer.objects.filter(application__applicant=request.user).delete()


def takes_and_refuses(request):
    Application.objects.filter(applicant=request.user).update(phone="")
    return HttpResponse(status=400)


@pytest.mark.parametrize(
    ("act", "found"),
    [
        (fails, "ValueError"),
        (meddles, "changed somebody else's"),
        (forgets, "lost a row"),
        (takes_and_refuses, "400 changed"),
    ],
)
def test_control_a_view_that_breaks_is_noticed(monkeypatch, act, found):
    def careless(request):
        if request.method == "POST":
            return act(request) or HttpResponseRedirect("/")
        return HttpResponse('<form method="post"><input type="hidden" name="n" value="1"></form>')

    monkeypatch.setattr(urls, "urlpatterns", [*urls.urlpatterns, path("careless/", careless)])
    clear_url_caches()
    try:
        world = World()
        complete_draft(open_vacancy(), applicant=world.people["applicant"])
        fuzzer = Fuzzer(world, seed=1)
        forms = fuzzer.forms({"/careless/": ("applicant",)})
        # As many as it takes, and six hundred at most.
        assert any(found in each for _ in range(20) for each in fuzzer.run(forms, 30))
    finally:
        clear_url_caches()

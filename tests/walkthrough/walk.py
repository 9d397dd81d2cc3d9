"""The steps, one function each. Everything is done over HTTP; the mail is counted where it arrived."""

import re
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from applicants.applying import invariants as applying_invariants
from applicants.shortlisting import invariants as shortlisting_invariants
from recruitment.mail import sink
from recruitment.mail.models import OutgoingEmail
from recruitment.management.commands._demo_data import PASSWORD, TRUST
from tests.walkthrough.browsing import Person
from tests.walkthrough.running import RunningDemo

REAL_ADVERTS = Path(__file__).resolve().parents[2].parent / "shared" / "adverts"
OWN_ADVERT = Path(__file__).resolve().parents[2] / "vacancies" / "importing" / "example_advert.txt"
CAP, PEOPLE, RACING, INVITED, RESERVES = 12, 20, 15, 4, 3
AT_ONCE = 5


@dataclass
class Walk:
    """What the steps hand on to one another."""

    service: RunningDemo
    vacancy: int = 0
    reference: str = ""
    applicants: list[Person] = field(default_factory=list)
    references: dict[str, str] = field(default_factory=dict)
    submitted: list[Person] = field(default_factory=list)

    def person(self, email: str, number: int = 1) -> Person:
        """Somebody at an address of their own, as people are: sign-in is throttled by address."""
        return Person(self.service.address, email, address=f"127.0.1.{number}")


def walk(folder: Path, port: int) -> int:
    """Take every step in order; 0 when all held."""
    this = Walk(RunningDemo(folder, port))
    began = time.monotonic()
    try:
        for number, step in enumerate(STEPS, start=1):
            start = time.monotonic()
            outcome = step(this)
            print(f"{number:>2}. {outcome:<88} {time.monotonic() - start:6.1f} s", flush=True)
    except Exception as broken:
        print(f"{number:>2}. {step.__doc__} DID NOT HOLD: {broken}\n{this.service.last_words()}", flush=True)
        return 1
    finally:
        this.service.stop()
    print(f"Every step held, in {time.monotonic() - began:.0f} seconds.")
    return 0


# --- The service, the recruiter -----------------------------------------------------------------------


def the_service_starts(this: Walk) -> str:
    """Web, worker, clock and mail sink start."""
    this.service.start()
    return "Web server, worker, clock and mail sink are ready"


def a_recruiter_imports_an_advert(this: Walk) -> str:
    """A saved advert becomes a draft vacancy."""
    path = next(iter(sorted(REAL_ADVERTS.glob("000_*.txt"))), OWN_ADVERT)
    recruiter = sign_in(this.person("recruiter@example.org"))
    recruiter.goto("/desk/vacancies/vacancy/import/").see("Import")
    with path.open("rb") as file:
        employer = option_of(recruiter, "employer", TRUST)
        recruiter.press("Read it", {"employer": employer}, files={"file": ("advert.txt", file, "text/plain")})
    recruiter.see("Read through what was understood").press("Make the draft")
    this.vacancy = int(re.search(r"/vacancy/(\d+)/change/", recruiter.url).group(1))
    this.reference = recruiter.value_of("reference")
    return f"A recruiter imports {path.name}: draft vacancy {this.vacancy}"


def the_recruiter_completes_and_publishes_it(this: Walk) -> str:
    """The recruiter adds what is missing, a cap and a panel, and publishes."""
    recruiter = sign_in(this.person("recruiter@example.org", 2))
    page = f"/desk/vacancies/vacancy/{this.vacancy}/change/"
    closes_on = timezone.localdate() + timedelta(days=10)
    recruiter.goto(page).press(
        "Save and continue editing",
        {
            "closes_on": f"{closes_on:%d/%m/%Y}",
            "closes_time": "23:59",
            "close_after_applications": str(CAP),
            "interview_on": f"{closes_on + timedelta(days=14):%d/%m/%Y}",
            "contact_email": "recruiter@example.org",
            "panel-TOTAL_FORMS": "2",
            "panel-0-user": option_of(recruiter, "panel-__prefix__-user", "Sam Okonjo-Bell"),
            "panel-0-is_chair": "on",
            "panel-1-user": option_of(recruiter, "panel-__prefix__-user", "Jo Lindqvist"),
        },
    ).see("changed successfully")
    recruiter.goto(f"/desk/vacancies/vacancy/{this.vacancy}/publish/").see("Publish").press("Publish")
    recruiter.see("is published")
    Person(this.service.address, "").goto(f"/vacancies/{this.vacancy}/").see("Apply for this job")
    return f"It is completed (closes after {CAP} applications, a panel of two) and published"


# --- The applicants -----------------------------------------------------------------------------------


def people_sign_up_and_begin(this: Walk) -> str:
    """Twenty people create an account, confirm their address and begin a draft."""
    this.applicants = [this.person(f"walker{n}@example.org", 10 + n) for n in range(PEOPLE)]
    at_once(this.applicants, lambda person: sign_up_and_begin(this, person))
    return f"{PEOPLE} people sign up, confirm their address by code, and begin an application"


def sign_up_and_begin(this: Walk, person: Person) -> None:
    person.goto(f"/vacancies/{this.vacancy}/apply/").follow("create an account")
    person.press("Create account", {"email": person.email, "password1": PASSWORD})
    person.press("Continue", {"code": code_for(person.email)})
    person.goto(f"/vacancies/{this.vacancy}/apply/").press("Start now").see("Not started")
    this.references[person.email] = person.url.rstrip("/").rsplit("/", 1)[1]


def fifteen_finish_their_drafts(this: Walk) -> str:
    """Fifteen fill in every section; five leave theirs half written."""
    at_once(this.applicants[:RACING], lambda person: fill_in(this, person))
    at_once(this.applicants[RACING:], lambda person: fill_in_details(this, person))
    return f"{RACING} fill in every section, {PEOPLE - RACING} leave their draft half written"


def fill_in_details(this: Walk, person: Person) -> None:
    number = this.applicants.index(person)
    person.goto(f"/applications/{this.references[person.email]}/details/").press(
        "Save and continue",
        {
            "first_name": "Walker",
            "last_name": f"Example{number}",
            "address": "1 Example Row\nNorthmoor",
            "postcode": "ZZ99 1AA",
            "phone": "07700 900013",
        },
    )


def fill_in(this: Walk, person: Person) -> None:
    fill_in_details(this, person)
    home = f"/applications/{this.references[person.email]}/"
    person.goto(home)
    for path in sorted({href for href, _ in person.page.links if "/evidence/" in href}):
        person.goto(path)
        answer = {"text": f"I led a weekly group for {this.applicants.index(person) + 2} people."}
        asks_yes_or_no = any(name == "acknowledged" for form in person.page.forms for name in form.names)
        person.press("Save and continue", {"acknowledged": "yes"} if asks_yes_or_no else answer)
    for path, answers in SHORT_PAGES.items():
        person.goto(home + path).press("Save and continue", answers)
    person.goto(home + "declaration/").press("Save and continue", {"agreed": "on"})
    person.goto(home + "check/").see("Submit")


# Pages of few questions, with an answer to each that has to be answered.
SHORT_PAGES = {
    "employment/": {"finished": "yes"},
    "qualifications/": {"finished": "yes"},
    "referees/": {"finished": "yes"},
    "right-to-work/": {"right_to_work": "unlimited"},
    "connections/": {"knows_somebody": "no", "where_seen": "this_service"},
    "support/": {"disability_confident": "no", "needs_adjustments": "no"},
}


def the_worker_is_killed(this: Walk) -> str:
    """The worker is killed with kill -9: nothing below may depend on it."""
    this.service.kill("worker")
    return "The worker is killed with kill -9"


def they_race_to_submit(this: Walk) -> str:
    """Fifteen press Submit at the same moment: twelve are in, three are refused and keep their draft."""
    barrier = threading.Barrier(RACING)
    outcome = Counter()

    def submit(person: Person) -> None:
        barrier.wait()
        person.press("Submit my application")
        if "/receipt/" in person.url:
            person.see(this.references[person.email])
            this.submitted.append(person)
            outcome["in"] += 1
        else:
            person.see("vacancy closed before we received your application", "your draft is kept")
            person.goto(f"/applications/{this.references[person.email]}/answers/").see("I led a weekly group")
            outcome["refused"] += 1

    at_once(this.applicants[:RACING], submit, workers=RACING)
    must_be(outcome, {"in": CAP, "refused": RACING - CAP}, "submissions")
    Person(this.service.address, "").goto(f"/vacancies/{this.vacancy}/", status=410).see("has closed")
    return (
        f"{RACING} race to submit: {CAP} are in, {RACING - CAP} are refused in plain words, their drafts kept"
    )


def the_worker_comes_back_and_tells_everybody(this: Walk) -> str:
    """The worker starts again; everybody with a draft and the panel are told, once."""
    this.service.start_one("worker")
    without = {person.email for person in this.applicants} - {person.email for person in this.submitted}
    told = wait_for_mail(lambda mail: mail.to in without and "closed" in mail.subject, len(without))
    must_be(told, dict.fromkeys(without, 1), "closing emails")
    panel = {"chair@example.org", "panel@example.org"}
    told = wait_for_mail(
        lambda mail: mail.to in panel and "closed" in mail.subject and this.reference in mail.subject,
        len(panel),
    )
    must_be(told, dict.fromkeys(panel, 1), "emails to the panel")
    receipts = {person.email for person in this.submitted}
    told = wait_for_mail(lambda mail: mail.to in receipts and "received" in mail.subject.lower(), CAP)
    must_be(told, dict.fromkeys(receipts, 1), "receipts")
    return f"The worker starts again: {len(without)} people with a draft are told, the panel too, each once"


# --- The panel ------------------------------------------------------------------------------------------


def the_panel_declares_and_scores(this: Walk) -> str:
    """Two members declare, score every candidate blind, each in their own way, and hand their cards in."""
    by_criterion, by_candidate = this.person("chair@example.org", 3), this.person("panel@example.org", 4)
    ways = {by_criterion: score_by_criterion, by_candidate: score_by_candidate}
    at_once(list(ways), lambda member: score_everybody(this, member, ways[member]))
    return f"Two members declare, score {CAP} candidates blind, by criterion and by candidate, and hand in"


def score_everybody(this: Walk, member: Person, score) -> None:
    sign_in(member).goto(f"/panel/{this.vacancy}/").see("Declare conflicts of interest")
    member.goto(f"/panel/{this.vacancy}/declaration/").press("Make this declaration", {"conflict": "none"})
    score(this, member)
    member.goto(f"/panel/{this.vacancy}/submit/").press("Hand in my score card")
    member.goto(f"/panel/{this.vacancy}/").see("card is in")


def score_by_criterion(this: Walk, member: Person) -> None:
    """What all wrote on one criterion, page by page, as the service leads; the group's size decides."""
    member.goto(f"/panel/{this.vacancy}/score/")
    pages = 0
    while "/criteria/" in member.url:
        names_nobody(member)
        points = [n for n in dict.fromkeys(member.page.in_order) if n.startswith("points_")]
        sizes = [int(size) for size in re.findall(r"weekly group for (\d+) people", member.words)]
        must_be({"answers": len(sizes)}, {"answers": len(points)}, member.url)
        scores = {name: str(size % 4) for name, size in zip(points, sizes, strict=True)}
        notes = {name.replace("points_", "note_"): "Too little detail." for name in points}
        member.press("Save and go", {**scores, **notes})
        pages += 1
    must_be({"scored": pages > 0}, {"scored": True}, "pages of one criterion")


def score_by_candidate(this: Walk, member: Person) -> None:
    """All that one candidate wrote; more generous or stricter than the other, never the same."""
    member.goto(f"/panel/{this.vacancy}/")
    candidates = sorted({href for href, _ in member.page.links if "/candidates/" in href})
    must_be({"candidates": len(candidates)}, {"candidates": CAP}, "the member's list")
    for path in candidates:
        names_nobody(member.goto(path))
        fields = {name for form in member.page.forms for name in form.names}
        size = int(re.search(r"weekly group for (\d+) people", member.words).group(1))
        scores = {name: str((size + 1) % 4) for name in fields if name.startswith("points_")}
        notes = {name: "Too little detail." for name in fields if name.startswith("note_")}
        member.press("Save and go to the list", {**scores, **notes})


def names_nobody(member: Person) -> None:
    seen = [
        name for name in (*(f"Example{n}" for n in range(PEOPLE)), "walker") if name in member.response.text
    ]
    must_be({"names seen": seen}, {"names seen": []}, member.url)


def the_panel_agrees(this: Walk) -> str:
    """Where the members differ the panel agrees: on one score after talking, on the rest the lower."""
    chair = sign_in(this.person("chair@example.org", 5))
    chair.goto(f"/panel/{this.vacancy}/moderation/").see("Where the panel’s scores differ")
    differences = re.search(r"To agree \((\d+)\)", chair.words).group(1)
    first = next(href for href, _ in chair.page.links if re.search(r"/moderation/[-0-9a-f]{36}/\d+/$", href))
    chair.goto(first).press("Save and go to the list", {"points": "2", "note": "We read it again together."})
    chair.see("Agreed (1)").goto(f"/panel/{this.vacancy}/moderation/rest/?take=lower")
    chair.press("Take the lower", {"note": "We read them again together."}).see("All of it is agreed")
    return f"The panel agrees on {differences} scores where it differs: one after talking, the rest the lower"


def the_chair_decides(this: Walk) -> str:
    """The chair chooses, orders a reserve list and confirms, without names until then."""
    chair = sign_in(this.person("chair@example.org", 6))
    chair.goto(f"/panel/{this.vacancy}/ranking/")
    ranked = [name for name in chair.page.in_order if name.startswith("outcome_")]
    ranked = list(dict.fromkeys(ranked))
    must_be({"ranked": len(ranked)}, {"ranked": CAP}, "the ranking")
    outcomes = ["invite"] * INVITED + ["reserve"] * RESERVES + ["not_shortlisted"] * CAP
    chair.press("Save and continue", dict(zip(ranked, outcomes, strict=False)))
    said = {"when": "10am", "where": "Alder Unit", "length": "45 minutes", "prepare": "Bring nothing."}
    chair.press("Save and continue", said)
    must_be({"names seen": "Walker" in chair.words}, {"names seen": False}, "before confirming")
    chair.press("Confirm the shortlist")
    chair.see("Walker", *[person.email for person in this.submitted])
    return f"The chair invites {INVITED} by label, keeps {RESERVES} in reserve, confirms; then names appear"


def the_chair_announces(this: Walk) -> str:
    """The chair announces: one invitation or answer each, at the mail server, exactly once."""
    chair = sign_in(this.person("chair@example.org", 7))
    chair.goto(f"/panel/{this.vacancy}/announce/").press("Announce and send the emails")
    everybody = {person.email for person in this.submitted}

    def answers(mail):  # the demo's own people have had theirs
        return mail.to in everybody and is_an_answer(mail)

    wait_for_mail(answers, CAP)
    time.sleep(2)  # whatever would come twice has come by then
    invited = invitations(this, INVITED)
    must_be({"invitations": invited.total()}, {"invitations": INVITED}, "at the mail server")
    must_be(wait_for_mail(answers, CAP), dict.fromkeys(everybody, 1), "answers")
    winner = next(person for person in this.submitted if person.email in invited)
    winner.goto("/applications/").see("Invited to interview")
    return f"The chair announces: {INVITED} invitations and {CAP - INVITED} other answers, each exactly once"


def one_withdraws_and_the_first_reserve_is_invited(this: Walk) -> str:
    """Somebody who was invited withdraws; one press invites the first of the reserve list, once."""
    before = invitations(this, INVITED)
    leaver = next(person for person in this.submitted if person.email in before)
    leaver.goto(f"/applications/{this.references[leaver.email]}/withdraw/").press("Withdraw")
    chair = sign_in(this.person("chair@example.org", 8))
    chair.goto(f"/panel/{this.vacancy}/reserves/").see("1 person who was invited has withdrawn")
    promoted = re.search(r"walker\d+@example\.org", chair.words).group()
    chair.press("Invite").see("is invited, and gets the invitation by email")
    after = invitations(this, INVITED + 1)
    must_be(after - before, {promoted: 1}, "the new invitation")
    next(person for person in this.submitted if person.email == promoted).goto("/applications/").see(
        "Invited to interview"
    )
    return "One of the invited withdraws, and the first of the reserve list is invited, exactly once"


def invitations(this: Walk, number: int) -> Counter:
    everybody = {person.email for person in this.submitted}
    return wait_for_mail(lambda mail: mail.to in everybody and is_an_invitation(mail), number)


def is_an_invitation(mail) -> bool:
    return mail.subject.startswith("You are invited to interview")


def is_an_answer(mail) -> bool:
    return is_an_invitation(mail) or mail.subject.startswith("Your application:")


def nothing_impossible_has_happened(this: Walk) -> str:
    """Every invariant holds, and no email was received twice or waits for anybody."""
    broken = [found.name for found in (*applying_invariants.broken(), *shortlisting_invariants.broken())]
    must_be({"broken": broken}, {"broken": []}, "invariants")
    arrived = Counter(mail.message_id for mail in sink.received(Path(settings.MAIL_SINK_DIR)))
    queued = OutgoingEmail.objects.values_list("message_id", flat=True)
    must_be(arrived, dict.fromkeys(queued, 1), "emails by Message-ID")
    return f"No invariant is broken; all {len(arrived)} emails of the outbox arrived exactly once"


# --- How the steps are done -----------------------------------------------------------------------------


def sign_in(person: Person) -> Person:
    person.goto("/account/login/").press("Sign in", {"login": person.email, "password": PASSWORD})
    if "/account/" in person.url:
        raise AssertionError(f"{person.email} could not sign in: {person.words[:500]}")
    return person


def option_of(person: Person, select: str, words: str) -> str:
    """The value of the option with these words, in a select of the page."""
    for value, text in person.page.options.get(select, ()):
        if words in text:
            return value
    raise AssertionError(f"{person.url} has no {words!r} in {select}: {person.page.options.get(select)}")


def code_for(email: str) -> str:
    """The newest code that was sent to this address."""
    wait_for_mail(lambda mail: mail.to == email, 1)
    mail = next(each for each in sink.received(Path(settings.MAIL_SINK_DIR)) if each.to == email)
    return re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", mail.text, re.MULTILINE).group(1)


def wait_for_mail(wanted, number: int, patience: float = 75) -> Counter:
    """How often each address received such mail, once there are so many."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        found = Counter(mail.to for mail in sink.received(Path(settings.MAIL_SINK_DIR)) if wanted(mail))
        if found.total() >= number:
            return found
        time.sleep(0.1)
    raise AssertionError(f"Only {found.total()} of {number} emails arrived within {patience:.0f} seconds.")


def at_once(people: list[Person], act, workers: int = AT_ONCE) -> None:
    """Everybody does it, several at the same time; the first failure is raised."""
    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(act, people))


def must_be(found, wanted: dict, what: str) -> None:
    if dict(found) != wanted:
        raise AssertionError(f"{what}: {dict(found)} instead of {wanted}")


STEPS = (
    the_service_starts,
    a_recruiter_imports_an_advert,
    the_recruiter_completes_and_publishes_it,
    people_sign_up_and_begin,
    fifteen_finish_their_drafts,
    the_worker_is_killed,
    they_race_to_submit,
    the_worker_comes_back_and_tells_everybody,
    the_panel_declares_and_scores,
    the_panel_agrees,
    the_chair_decides,
    the_chair_announces,
    one_withdraws_and_the_first_reserve_is_invited,
    nothing_impossible_has_happened,
)

"""Where an application stands, in plain words: what happened, and what happens next."""

from dataclasses import dataclass

from django.utils import timezone

from applicants.applying.models import Application
from applicants.applying.status import Status


@dataclass(frozen=True)
class Standing:
    """Where an application stands, in plain words: a short label, what happened, what happens next."""

    label: str
    colour: str
    happened: str
    next: str


# What holds for everybody who was not answered before the vacancy was withdrawn.
GONE = "This vacancy was withdrawn by the employer: nobody will be appointed from it."
# (status, has the vacancy closed where that matters): label, colour, what happened, what happens next.
STANDINGS = {
    (Status.DRAFT, False): (
        "Not submitted yet",
        "yellow",
        "You have started this application. We have not received it yet.",
        "Finish and submit it. {time_left}",
    ),
    (Status.DRAFT, True): (
        "Not submitted",
        "grey",
        "This vacancy closed before you submitted your application.",
        "You can no longer submit it. Your draft is kept{kept}, so you can read and copy what you wrote.",
    ),
    (Status.SUBMITTED, False): (
        "Submitted",
        "blue",
        "We received your application at {received}.",
        "Once the advert has closed, the panel reads every application. It {closing}. {early}",
    ),
    (Status.SUBMITTED, True): (
        "Submitted",
        "blue",
        "We received your application at {received}. The vacancy has closed.",
        "The panel is reading the applications. We will email you, whether you are invited or not. "
        "{interviews}",
    ),
    (Status.VACANCY_WITHDRAWN, False): (
        "Vacancy withdrawn",
        "grey",
        f"{GONE} It is not because of your application.",
        "You do not need to do anything. You can read what you wrote, and apply for other vacancies.",
    ),
    (Status.SHORTLISTED, False): (
        "Invited to interview",
        "green",
        "The panel has read your application and would like to meet you.",
        "Read your invitation: it says when and where, and how to prepare.",
    ),
    (Status.RESERVE, False): (
        "On the reserve list",
        "aqua-green",
        "The panel has read your application. You are on the reserve list: if somebody who was invited "
        "withdraws, we may invite you in their place.",
        "You do not need to do anything. We will email you if you are invited, or when the list is closed.",
    ),
    (Status.NOT_SHORTLISTED, False): (
        "Not shortlisted",
        "grey",
        "The panel has read your application. You are not invited to an interview this time.",
        "You do not need to do anything. You are welcome to apply for other vacancies.",
    ),
    (Status.WITHDRAWN, False): (
        "Withdrawn",
        "grey",
        "You withdrew this application.",
        "You do not need to do anything. The employer will not consider it.",
    ),
}


DRAFT_OF_A_WITHDRAWN_VACANCY = (
    "Not submitted",
    "grey",
    GONE,
    "Your draft is kept{kept}, so you can read and copy what you wrote.",
)


def standing(application: Application) -> Standing:
    """Needs `application.vacancy` and `application.late_entry`."""
    vacancy = application.vacancy
    status = Status(application.status)
    if vacancy.is_withdrawn and status == Status.SUBMITTED:
        status = Status.VACANCY_WITHDRAWN  # the sweep writes it within a minute
    closed = {
        Status.DRAFT: not application.may_be_submitted,
        Status.SUBMITTED: vacancy.has_closed,
    }.get(status, False)
    words = STANDINGS[status, closed]
    if vacancy.is_withdrawn and status == Status.DRAFT:
        words = DRAFT_OF_A_WITHDRAWN_VACANCY
    label, colour, happened, following = words
    facts = {
        "received": application.submitted_in_words,
        "closing": vacancy.closing_in_words,
        "early": vacancy.may_close_early,
        "time_left": application.time_left_in_words,
        "interviews": _interviews(vacancy),
        "kept": f" until {kept}" if (kept := application.kept_until_in_words) else "",
    }
    return Standing(label, colour, happened.format(**facts), following.format(**facts).strip())


def _interviews(vacancy) -> str:
    """By when: the advert's own plan, where it has one that is not over."""
    day = vacancy.interview_on
    if day is None or day < timezone.localdate():
        return ""
    return f"The interviews are planned for {day:%A} {day.day} {day:%B %Y}."

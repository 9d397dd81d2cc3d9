"""The emails about a vacancy, one function each: what it says and to whom. Sending is the outbox's."""

from datetime import UTC, date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from recruitment.accounts.models import User
from recruitment.audit.models import AuditEvent
from recruitment.mail import outbox
from recruitment.mail.models import OutgoingEmail
from vacancies import times
from vacancies.models import Amendment, LateEntryCode, PanelMember, SavedSearch, Vacancy
from vacancies.searching import Search
from vacancies.status import CapPolicy, CloseReason

# The second half of "It has closed: …". The recruiter's own reason is for colleagues on the desk.
WHY = {
    CloseReason.DEADLINE: "the closing time came",
    CloseReason.CAP: "enough people applied",
    CloseReason.RECRUITER: "a recruiter closed it early",
}


def panel_advert_closed(vacancy: Vacancy, member: PanelMember) -> OutgoingEmail:
    """Applications have closed: so many to score, here is where. Says nothing of who applied."""
    return outbox.word(
        to=member.user.email,
        template="panel_advert_closed",
        context={
            "vacancy": vacancy,
            "member": member,
            "why": WHY[vacancy.close_reason],
            "panel_url": settings.SITE_URL + reverse("shortlisting:vacancy", args=[vacancy.pk]),
        },
        key=f"vacancy:{vacancy.pk}:{closing_key(vacancy)}:panel:{member.pk}",
        employer=vacancy.employer,
        about=f"vacancy:{vacancy.pk}",
    )


def recruiter_advert_closed(vacancy: Vacancy, recruiter: User) -> OutgoingEmail:
    """The advert closed: when, why, how many applied, and what happens next."""
    return _to_recruiter(
        vacancy,
        recruiter,
        "recruiter_advert_closed",
        key=closing_key(vacancy),
        why=WHY[vacancy.close_reason],
        closed_at=vacancy.closed_in_words,
    )


def panel_advert_reopened(vacancy: Vacancy, member: PanelMember) -> OutgoingEmail:
    """The advert is open again after an outage: more applications may come, so scoring waits."""
    return outbox.word(
        to=member.user.email,
        template="panel_advert_reopened",
        context={"vacancy": vacancy, "member": member, "last_minute": vacancy.closing_minute_in_words},
        key=f"vacancy:{vacancy.pk}:reopened:{instant_key(vacancy.reopened_at)}:panel:{member.pk}",
        employer=vacancy.employer,
        about=f"vacancy:{vacancy.pk}",
    )


def cap_share_reached(vacancy: Vacancy, recruiter: User, share: int, forecast: str) -> OutgoingEmail:
    """So many per cent of the cap are in: what follows, and how long it may take."""
    return _to_recruiter(
        vacancy,
        recruiter,
        "cap_share_reached",
        key=f"cap:{vacancy.close_after_applications}:{share}",
        share=share,
        forecast=forecast,
        bites_from=times.minute_in_words(vacancy.cap_applies_from),
        bites_later=vacancy.cap_applies_from > timezone.now(),
        with_notice=vacancy.cap_policy == CapPolicy.WITH_NOTICE,
        last_minute=vacancy.closing_minute_in_words,
    )


def outage_near_the_end(vacancy: Vacancy, recruiter: User, length: str) -> OutgoingEmail:
    """The service was down near the closing time: somebody has to say whether people get more time."""
    return _to_recruiter(
        vacancy,
        recruiter,
        "outage_near_the_end",
        key=f"outage:{instant_key(vacancy.outage_from)}",
        length=length,
        outage_from=times.minute_in_words(vacancy.outage_from),
        outage_until=times.minute_in_words(vacancy.outage_until),
        last_minute=vacancy.closing_minute_in_words,
        act_url=settings.SITE_URL + reverse("admin:vacancies_vacancy_outage", args=[vacancy.pk]),
    )


def late_entry_code(entry: LateEntryCode, code: str) -> OutgoingEmail:
    """To the person it is for: the code, where to enter it and until when. Wiped once it is sent."""
    vacancy = entry.vacancy
    email = outbox.word(
        to=entry.email,
        template="late_entry_code",
        context={
            "vacancy": vacancy,
            "code": code,
            "last_minute": entry.last_minute_in_words,
            "page_url": settings.SITE_URL + reverse("applying:late_entry_link", args=[vacancy.pk, code]),
        },
        key=f"late_entry:{entry.pk}",
        # No employer: the code is for one person's eyes.
        about=f"vacancy:{vacancy.pk}",
    )
    email.holds_secret = True
    return email


def _to_recruiter(vacancy, recruiter, template: str, *, key: str, **context) -> OutgoingEmail:
    desk_url = settings.SITE_URL + reverse("admin:vacancies_vacancy_change", args=[vacancy.pk])
    return outbox.word(
        to=recruiter.email,
        template=template,
        context={"vacancy": vacancy, "recruiter": recruiter, "desk_url": desk_url, **context},
        key=f"vacancy:{vacancy.pk}:{key}:recruiter:{recruiter.pk}",
        employer=vacancy.employer,
        about=f"vacancy:{vacancy.pk}",
    )


def closing_key(vacancy: Vacancy) -> str:
    """Names this closing of the vacancy: another one where it was re-opened after an outage."""
    return f"closed:{instant_key(vacancy.reopened_at)}" if vacancy.reopened_at else "closed"


def instant_key(instant: datetime) -> str:
    """An instant as part of a key: 20261026T000000."""
    return f"{instant.astimezone(UTC):%Y%m%dT%H%M%S}"


def panel_vacancy_withdrawn(vacancy: Vacancy, member: PanelMember) -> None:
    """There is nothing left to score. Says nothing of who applied, or why it was withdrawn."""
    _to_staff(
        vacancy,
        member.user,
        "panel_vacancy_withdrawn",
        key=f"vacancy:{vacancy.pk}:withdrawn:panel:{member.pk}",
        applicants_are_told=bool(vacancy.applications_received),
    )


def panel_invited(vacancy: Vacancy, member: PanelMember, *, seating: str) -> None:
    """You are on the panel: what the role is, when it closes, when scores are due. `seating` tells one
    coming to the panel from the next. Says nothing of who or how many have applied.
    """
    _to_staff(
        vacancy,
        member.user,
        "panel_invited",
        key=f"panel:{member.pk}:invited:{seating}",
        member=member,
        opens_later=vacancy.opens_at > timezone.now(),
        panel_url=settings.SITE_URL + reverse("shortlisting:vacancy", args=[vacancy.pk]),
    )


def panel_removed(vacancy: Vacancy, member: PanelMember, *, seating: str) -> None:
    """You are not on the panel any more; not why."""
    _to_staff(vacancy, member.user, "panel_removed", key=f"panel:{member.pk}:removed:{seating}")


def approval_asked(vacancy: Vacancy, recruiter: User, *, sender: User, event: AuditEvent) -> None:
    """A colleague's advert waits for somebody to approve it. `event` makes each asking its own email."""
    _to_staff(
        vacancy,
        recruiter,
        "approval_asked",
        key=f"vacancy:{vacancy.pk}:approval_asked:{event.pk}:{recruiter.pk}",
        sender=sender,
        approve_url=_on_the_desk("approve", vacancy),
    )


def approval_given(vacancy: Vacancy, sender: User, *, approver: User, event: AuditEvent) -> None:
    """To who sent it: it may be published now."""
    _to_staff(
        vacancy,
        sender,
        "approval_given",
        key=f"vacancy:{vacancy.pk}:approval_given:{event.pk}",
        approver=approver,
        publish_url=_on_the_desk("publish", vacancy),
    )


def approval_refused(
    vacancy: Vacancy, sender: User, *, approver: User, reason: str, event: AuditEvent
) -> None:
    """To who sent it: what to change before it is sent again."""
    _to_staff(
        vacancy,
        sender,
        "approval_refused",
        key=f"vacancy:{vacancy.pk}:approval_refused:{event.pk}",
        approver=approver,
        reason=reason,
        desk_url=_on_the_desk("change", vacancy),
    )


def advert_changed(amendment: Amendment, recruiter: User) -> None:
    """To a colleague of whoever changed a live advert: what was and what is, to look at."""
    vacancy = amendment.vacancy
    _to_staff(
        vacancy,
        recruiter,
        "advert_changed",
        key=f"amendment:{amendment.pk}:recruiter:{recruiter.pk}",
        changer=amendment.by,
        changes=amendment.changes,
        desk_url=_on_the_desk("change", vacancy),
    )


def _to_staff(vacancy, person, template: str, *, key: str, **context) -> None:
    outbox.queue(
        to=person.email,
        template=template,
        context={"vacancy": vacancy, "person": person, **context},
        key=key,
        employer=vacancy.employer,
        about=f"vacancy:{vacancy.pk}",
    )


def _on_the_desk(page: str, vacancy) -> str:
    return settings.SITE_URL + reverse(f"admin:vacancies_vacancy_{page}", args=[vacancy.pk])


def alert_asked(saved: SavedSearch, search: Search, *, asked_at: datetime) -> OutgoingEmail:
    """To whoever reads the mail there: begin this alert? Where it runs already, only that it does.

    The first does not say what was searched for: anybody can have it sent to anybody, in their words.
    """
    email = _about_an_alert(
        saved,
        search,
        "alert_stands" if saved.is_running else "alert_asked",
        key=f"asked:{instant_key(asked_at)}",
        confirm_url=settings.SITE_URL + reverse("vacancies:alert_confirm", args=[saved.confirm_token]),
    )
    # The link in it lets whoever reads it begin the alert: it is not kept longer than it must be.
    email.holds_secret = True
    return email


def alert_digest(
    saved: SavedSearch, search: Search, rows: list, *, number: int, most: int, today: date
) -> OutgoingEmail:
    """What is new since the last one, `rows` of `number` (counted up to `most`), and the way to stop it."""
    # Counting ends somewhere: what is beyond is "more than".
    more_than = "more than " if number > most else ""
    number = min(number, most)
    new = f"{more_than}{number:,} new vacanc{'y' if number == 1 else 'ies'}"
    others = number - len(rows)
    return _about_an_alert(
        saved,
        search,
        "alert_digest",
        key=today.isoformat(),
        rows=rows,
        asks_for_anything=search.asks_for_anything,
        number_in_words=new[:1].upper() + new[1:],
        others=f"{more_than}{others:,}" if others else "",
        list_url=settings.SITE_URL + reverse("vacancies:list") + f"?{search.as_query()}",
    )


def _about_an_alert(saved, search, template: str, *, key: str, **context) -> OutgoingEmail:
    stop_url = settings.SITE_URL + reverse("vacancies:alert_stop", args=[saved.stop_token])
    return outbox.word(
        to=saved.email,
        template=template,
        context={"search": search.in_words(), "stop_url": stop_url, **context},
        # No employer: what somebody looks for is no recruiter's to know.
        key=f"alert:{saved.pk}:{key}",
        about=f"alert:{saved.pk}",
        unsubscribe_url=stop_url,
    )

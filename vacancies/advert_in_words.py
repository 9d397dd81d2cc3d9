"""What a vacancy says in an advert's words: sentences and figures derived from one row, without a query."""

from django.utils import timezone

from vacancies import times
from vacancies.status import (
    DBS_SENTENCES,
    DRIVING_SENTENCE,
    SPONSORSHIP_SENTENCES,
    CapPolicy,
    CloseReason,
    Status,
    WorkingPattern,
)


class AdvertInWords:
    """The wording half of `Vacancy`."""

    @property
    def closing_minute_in_words(self) -> str:
        """11:59pm on Sunday 25 October 2026; "" where no time is set. After a notice, the notice's end."""
        return times.minute_in_words(times.last_minute(self.ends_at)) if self.closes_at else ""

    @property
    def closing_in_words(self) -> str:
        """closes in 2 days (11:59pm on Sunday 25 October); "" where no time is set."""
        return times.closing_in_words(self.ends_at, timezone.now()) if self.closes_at else ""

    @property
    def closing_in_list(self) -> str:
        """The same for a list, which shows no further sentence."""
        return f"{self.closing_in_words}{'; no new applications' if self.notice_given_at else ''}"

    @property
    def closed_in_words(self) -> str:
        """When it closed, as people were told it would: the last minute where the closing time came."""
        if not self.closed_at:
            return ""
        ended = self.last_minute if self.close_reason == CloseReason.DEADLINE else self.closed_at
        return times.minute_in_words(ended)

    @property
    def ended_in_words(self) -> str:
        """Why and when it ended, as everybody may know it, also before the sweep has written it down."""
        if self.status == Status.WITHDRAWN:
            return f"The employer withdrew it at {times.minute_in_words(self.withdrawn_at)}."
        reason, when = self.close_reason, self.closed_in_words
        if not reason:
            by_time = self.closes_at <= timezone.now()
            reason = CloseReason.DEADLINE if by_time else CloseReason.CAP
            when = self.closing_minute_in_words if by_time else ""
        at = f", at {when}," if when else ""
        return {
            CloseReason.DEADLINE: f"It closed as planned, at {when}.",
            CloseReason.CAP: f"It closed early{at} because as many people had applied as the employer "
            "can consider.",
            CloseReason.RECRUITER: f"The employer closed it early, at {when}.",
        }[reason]

    @property
    def applications_so_far(self) -> str:
        """41 so far: beside the number at which it closes early, where the employer lets everybody know."""
        if self.close_after_applications is None or not self.employer.shows_applications_so_far:
            return ""
        received = self.applications_received
        return f"{received:,} so far." if received else "None so far."

    @property
    def interview_in_words(self) -> str:
        """Tuesday 3 November 2026; "" where no date is planned."""
        day = self.interview_on
        return f"{day:%A} {day.day} {day:%B %Y}" if day else ""

    @property
    def may_close_early(self) -> str:
        """What applicants must know about the cap, by the rules in force; "" where there is none."""
        if self.notice_given_at:
            return (
                "It takes no new applications, because enough people have applied. "
                "If you have already begun one, you can submit it until then."
            )
        if self.close_after_applications is None:
            return ""
        number, hours = self.close_after_applications, self.notice_hours
        received = f"once we have received {number:,} application{'s'[: number > 1]}{self._but_not_before}."
        if self.cap_policy == CapPolicy.AT_ONCE:
            return f"This advert closes early {received}"
        return (
            f"This advert takes no new applications {received} People who have begun one then have "
            f"{hours} hour{'s'[: hours > 1]} to submit it, or until the closing time if that is sooner."
        )

    @property
    def _but_not_before(self) -> str:
        if not self.minimum_open_days:
            return ""
        if self.cap_applies_from:
            now = timezone.now()
            if self.cap_applies_from <= now:
                return ""
            return f", but not before {times.minute_in_words(self.cap_applies_from, now=now)}"
        days = self.minimum_open_days
        return f", but not before it has been open for {days} day{'s'[: days > 1]}"

    def advert_texts(self) -> list[tuple[str, str]]:
        """The advert's texts in Markdown, each under its heading, in the order people read them."""
        return [
            ("Job summary", self.summary),
            ("Main duties of the job", self.main_duties),
            ("Job responsibilities", self.responsibilities),
            ("About us", self.about_us),
        ]

    @property
    def sponsorship_sentence(self) -> str:
        return SPONSORSHIP_SENTENCES.get(self.sponsorship, "")

    @property
    def driving_sentence(self) -> str:
        return DRIVING_SENTENCE if self.driving else ""

    @property
    def dbs_sentence(self) -> str:
        return DBS_SENTENCES.get(self.dbs_level, "")

    @property
    def contract_in_words(self) -> str:
        """Fixed term, 12 months."""
        months = self.duration_months
        length = f", {months} month{'s'[: months > 1]}" if months else ""
        return f"{self.get_contract_display()}{length}"

    @property
    def working_patterns_in_words(self) -> str:
        """Full-time, flexible working."""
        return ", ".join(str(pattern.label) for pattern in WorkingPattern if pattern in self.working_patterns)

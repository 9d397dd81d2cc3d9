"""What happened to a vacancy, in sentences: who, when, what and why.

Read from the audit trail, written nowhere. Staff are named; nobody who applied is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType

from recruitment.accounts.models import User
from recruitment.audit.models import AuditEvent
from vacancies import times
from vacancies.models import Amendment, Vacancy
from vacancies.status import CloseReason

# Far beyond any vacancy: a page, not a download.
MOST_LINES = 500
SOMEBODY = "somebody whose account is no more"


@dataclass(frozen=True)
class Line:
    """One sentence of the history."""

    at: datetime
    sentence: str

    @property
    def when(self) -> str:
        return times.minute_in_words(self.at)


def _minute(iso: str) -> str:
    return times.minute_in_words(datetime.fromisoformat(iso))


def _last_minute(iso: str) -> str:
    """A closing time as people are shown it."""
    return times.minute_in_words(times.last_minute(datetime.fromisoformat(iso)))


def _published(said) -> str:
    if said.get("scheduled"):
        return f"Published, to open by itself at {_minute(said['opens_at'])}"
    return "Published"


def _closed(said) -> str:
    why = {
        CloseReason.DEADLINE: "because the closing time came",
        CloseReason.CAP: "because enough people had applied",
        CloseReason.RECRUITER: "by a recruiter",
        CloseReason.WITHDRAWN: "because it was withdrawn",
    }[said["close_reason"]]
    number = said["applications_received"]
    received = f"{number:,} application{'' if number == 1 else 's'} received"
    return f"Closed at {_minute(said['closed_at'])} {why}, with {received}; panel and applicants told"


def _extended(said) -> str:
    before, after = _last_minute(said["closed_before_at"]), _last_minute(said["closes_at"])
    return f"Closing date extended from {before} to {after}"


def _withdrawal_told(said) -> str:
    people = said["applications"] + said["drafts"]
    return f"Withdrawal told to {f'{_people(people)} and ' if people else ''}the panel"


def _people(number: int) -> str:
    if not number:
        return "nobody, because nobody was applying"
    return f"{number:,} {'person' if number == 1 else 'people'}"


# What each audited act on a vacancy is called. A test finds every act that has no words here.
WORDINGS: dict[str, Callable[[dict], str]] = {
    "vacancy.imported": lambda said: "Draft made from a saved advert",
    "vacancy.imported_again": lambda said: "Draft brought up to date from a saved advert",
    "vacancy.criteria_added": lambda said: f"{_criteria(said)} added from a pasted list",
    "vacancy.specification_copied": lambda said: f"{_criteria(said)} copied from another vacancy",
    "vacancy.document_added": lambda said: "Supporting document added",
    "vacancy.document_replaced": lambda said: "Supporting document replaced by a newer file",
    "vacancy.document_removed": lambda said: "Supporting document removed",
    "vacancy.copied": lambda said: "Draft made as a copy of an earlier vacancy",
    "vacancy.panel_changed": lambda said: f"Panel changed: {_members(said['panel'])}",
    "vacancy.sent_for_approval": lambda said: "Sent for approval",
    "vacancy.approved": lambda said: "Approved",
    "vacancy.sent_back": lambda said: "Sent back to be changed",
    "vacancy.approval_request_taken_back": lambda said: "Taken back before it was approved",
    "vacancy.approval_given_up": lambda said: "Approval given up, to change the advert again",
    "vacancy.published": _published,
    "vacancy.taken_back": lambda said: (
        f"Taken back before it opened at {_minute(said['would_have_opened_at'])}"
    ),
    "vacancy.amended": lambda said: "Advert changed",
    "vacancy.amendment_told": lambda said: f"Change of the advert told to {_people(said['people'])}",
    "vacancy.notice_given": lambda said: (
        f"Notice given at {_minute(said['notice_given_at'])} that the advert closes, because enough people "
        f"had applied; those who had begun could submit until {_last_minute(said['notice_ends_at'])}"
    ),
    "vacancy.extended": _extended,
    "vacancy.outage_flagged": lambda said: (
        f"The service was down from {_minute(said['outage_from'])} to {_minute(said['outage_until'])}, near "
        "the closing time: a recruiter was asked to decide"
    ),
    "vacancy.extended_after_outage": lambda said: (
        f"{'Opened again' if said['reopened'] else 'Kept open'} after an outage. {_extended(said)}"
    ),
    "vacancy.outage_left": lambda said: "Left as it was after an outage",
    "vacancy.closed_early": lambda said: "Closed early",
    "vacancy.closed": _closed,
    "vacancy.withdrawn": lambda said: "Withdrawn",
    "vacancy.withdrawal_told": _withdrawal_told,
    "vacancy.readvertised": lambda said: "Copied, to be advertised again",
    "vacancy.archived": lambda said: "Put away",
    "vacancy.unarchived": lambda said: "Fetched back into the list",
    "vacancy.pack_downloaded": lambda said: (
        f"Decision pack downloaded, with {'names' if said['names'] else 'labels'}"
    ),
    "vacancy.discarded": lambda said: "Draft thrown away",
}


def _criteria(said) -> str:
    number = said["criteria"]
    return f"{number} {'criterion' if number == 1 else 'criteria'}"


def _members(panel: list) -> str:
    return f"{len(panel)} member{'' if len(panel) == 1 else 's'}"


def lines(vacancy: Vacancy) -> list[Line]:
    """Everything that happened, the newest first. Four queries, however much it was."""
    events = list(AuditEvent.objects.filter(subject=f"vacancy:{vacancy.pk}")[:MOST_LINES])
    entries = list(_edits(vacancy)[:MOST_LINES])
    people = User.objects.in_bulk({event.actor_id for event in events if event.actor_id})
    amendments = {}
    if any(event.action == "vacancy.amended" for event in events):
        amendments = {row.pk: row for row in vacancy.amendments.all()}
    told = [
        *(Line(event.happened_at, sentence(event, people, amendments)) for event in events),
        *(Line(entry.action_time, _edit_in_words(entry)) for entry in entries),
    ]
    return sorted(told, key=lambda line: line.at, reverse=True)[:MOST_LINES]


def sentence(event: AuditEvent, people: dict[int, User], amendments: dict[int, Amendment]) -> str:
    """What was done, by whom, and because of what: Closed early by Robin Field, because “Filled”."""
    wording = WORDINGS.get(event.action)
    what = wording(event.details) if wording else _unworded(event.action)
    if event.action == "vacancy.amended":
        what = _amended(amendments.get(event.details.get("amendment")), what)
    # What the service does by itself has nobody to name.
    by = "" if event.system_job else f" by {people.get(event.actor_id) or SOMEBODY}"
    because = f", because “{event.reason.strip().rstrip('.')}”" if event.reason.strip() else ""
    return f"{what}{by}{because}."


def _amended(amendment: Amendment | None, what: str) -> str:
    if amendment is None:
        return what
    said = [_change_in_words(change) for change in amendment.changes]
    told = "; people who were applying are told" if amendment.matters else ""
    return f"{what} ({'; '.join(said)}{told})"


def _change_in_words(change: dict) -> str:
    if change["is_text"]:
        return f"{change['label']} reworded"
    return f"{change['label']} from {change['before'] or 'nothing'} to {change['after'] or 'nothing'}"


def _unworded(action: str) -> str:
    return action.partition(".")[2].replace("_", " ").capitalize()


def _edits(vacancy):
    """The plain saves of a draft, which no act stands behind: the admin's own log of changed fields."""
    return (
        LogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(Vacancy),
            object_id=str(vacancy.pk),
            action_flag__in=(ADDITION, CHANGE),
            # The acts write words of their own there, and are told from the trail.
            change_message__startswith="[{",
        )
        .select_related("user")
        .order_by("-pk")
    )


def _edit_in_words(entry) -> str:
    if entry.action_flag == ADDITION:
        return f"Draft begun by {entry.user}."
    changed = entry.get_change_message().strip().rstrip(".")
    return f"Draft edited by {entry.user}: {changed}."

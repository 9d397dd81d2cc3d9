"""What a decision pack says once: the criteria, the panel and its cards, and what was done with the whole."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from django.db.models import Max

from applicants.shortlisting import packing
from applicants.shortlisting.models import Candidate, Declaration, ScoreCard
from applicants.shortlisting.queries.pack_words import Words
from applicants.shortlisting.queries.seats import MET_FROM, cards_outstanding
from recruitment.accounts.models import User
from recruitment.audit.models import AuditEvent
from vacancies.models import PanelMember, Vacancy

REMOVED = "the member was taken off the panel"
REPLACED = "a later version of the card counts"
CAME_BACK = "the member was off the panel when the shortlist was confirmed"
# The acts that every pack may tell of. Others could tell of guaranteed interviews, so those stand in the
# recruiters' pack with names alone.
ACTS = {
    "vacancy.panel_changed": "The panel was changed",
    "panel.declared": "A member declared conflicts of interest",
    "candidate.recognised": "A member recognised a candidate",
    "candidate.assigned": "A candidate was given to a member",
    "card.submitted": "A score card was handed in",
    "card.reopened": "A score card was opened again",
    "moderation.rest_agreed": "The panel agreed on all scores that were left",
    "moderation.superseded": "What was agreed ended, because scores below it changed",
    "shortlist.decided": "Outcomes were chosen",
    "shortlist.reserves_ordered": "The order of the reserve list was changed",
    "shortlist.emails_held": "The emails were told to wait for a time of day",
    "shortlist.interviews_described": "The interviews were described",
    "shortlist.confirmed": "The shortlist was confirmed",
    "shortlist.reopened": "The shortlist was opened again",
    "shortlist.announced": "The shortlist was announced",
    "shortlist.reserve_promoted": "Somebody on the reserve list was invited",
    "shortlist.reserves_released": "People on the reserve list were told that nobody is needed any more",
    "feedback.looked_through": "Feedback was looked through",
    "feedback.released": "Feedback was released",
    "feedback.taken_back": "Feedback was taken back before it was released",
    "feedback.corrected": "Released feedback was corrected",
    "vacancy.pack_downloaded": "A decision pack was downloaded",
}
# Said elsewhere in the pack, or too often to be told here.
NOT_TOLD = ("card.saved", "candidates.seen")


def criteria(vacancy: Vacancy) -> dict[int, packing.Criterion]:
    """Everything that is judged at shortlisting, by the number of its row."""
    rows = vacancy.criteria.judged_at_shortlisting().annotate(least=MET_FROM).order_by("position", "pk")
    return {
        row.pk: packing.Criterion(
            key=f"C{number}",
            group=row.group,
            text=row.text,
            importance=row.importance,
            kind=row.kind,
            weight=row.weight,
            minimum=row.minimum,
            met_from=row.least,
        )
        for number, row in enumerate(rows, start=1)
    }


def panel(vacancy: Vacancy, words: Words) -> tuple[packing.Member, ...]:
    """Everybody who sits on the panel or sat there. Five queries."""
    cards, counted = _cards(vacancy, words)
    # In the order of their versions: the last of each member stands.
    newest = {card.member_id: card.pk for card, _ in cards}
    declared = _declared(vacancy, words)
    dealt, recognised = _dealt(vacancy, words)
    return tuple(
        packing.Member(
            key=words.members[member.pk],
            name=str(member.user),
            role="chair" if member.is_chair else "member",
            seated_at=member.added_at,
            removed_at=member.removed_at,
            dealt=dealt[member.pk],
            declarations=tuple(declared[member.pk]),
            recognised=tuple(recognised[member.pk]),
            cards=tuple(
                _card(card, because, "" if card.pk in counted else _why_not(member, card, newest))
                for card, because in cards
                if card.member_id == member.pk
            ),
        )
        for member in vacancy.panel.select_related("user").order_by("pk")
    )


def _cards(vacancy: Vacancy, words: Words) -> tuple[list[tuple[ScoreCard, str]], set[int]]:
    """Every version of every card with its reason, masked; and those that count."""
    rows = list(
        ScoreCard.objects.filter(member__vacancy=vacancy)
        .select_related("reopened_by")
        .order_by("member", "version")
    )
    counted = {card.pk for card in ScoreCard.objects.of_the_panel(vacancy)}
    because = words.about_anybody([card.reopened_because for card in rows])
    return list(zip(rows, because, strict=True)), counted


def _why_not(member: PanelMember, card: ScoreCard, newest: Mapping[int, int]) -> str:
    if member.removed_at:
        return REMOVED
    return CAME_BACK if card.pk == newest[member.pk] else REPLACED


def _card(card: ScoreCard, because: str, superseded: str) -> packing.Card:
    return packing.Card(
        version=card.version,
        started_at=card.started_at,
        submitted_at=card.submitted_at,
        reopened_by=str(card.reopened_by) if card.reopened_by else "",
        reopened_because=because,
        superseded=superseded,
    )


def _declared(vacancy: Vacancy, words: Words) -> dict[int, list[packing.Declared]]:
    rows = list(Declaration.objects.filter(member__vacancy=vacancy).order_by("pk"))
    explained = words.about_anybody([row.explanation for row in rows])
    found = defaultdict(list)
    for row, explanation in zip(rows, explained, strict=True):
        declared = packing.Declared(row.conflict, row.get_conflict_display(), explanation, row.declared_at)
        found[row.member_id].append(declared)
    return found


def _dealt(vacancy: Vacancy, words: Words) -> tuple[dict[int, int], dict[int, list[packing.Recognised]]]:
    """How many each member was given to score, and whom they recognised."""
    dealt, recognised = defaultdict(int), defaultdict(list)
    rows = Candidate.objects.filter(member__vacancy=vacancy).order_by("recognised_at", "pk")
    for member, application, assigned, at in rows.values_list(
        "member", "application", "is_assigned", "recognised_at"
    ):
        dealt[member] += assigned
        if at:
            recognised[member].append(packing.Recognised(words.labels[application], at))
    return dealt, recognised


def cards_in_at(vacancy: Vacancy) -> datetime | None:
    """When the last card that counts came in; None while any is outstanding."""
    if cards_outstanding(vacancy):
        return None
    cards = ScoreCard.objects.filter(pk__in=ScoreCard.objects.of_the_panel(vacancy).values("pk"))
    return cards.aggregate(last=Max("submitted_at"))["last"]


def history(vacancy: Vacancy, words: Words, *, tells_everything: bool) -> tuple[packing.Act, ...]:
    """What was done with the shortlisting as a whole, in its order. Three queries."""
    events = AuditEvent.objects.filter(subject__in=subjects(vacancy)).exclude(action__in=NOT_TOLD)
    about_the_vacancy = f"vacancy:{vacancy.pk}"
    told = [
        event
        for event in events.order_by("happened_at", "pk")
        if event.action in ACTS or (tells_everything and event.subject != about_the_vacancy)
    ]
    people = User.objects.in_bulk({event.actor_id for event in told if event.actor_id})
    reasons = words.about_anybody([event.reason for event in told])
    return tuple(
        packing.Act(
            at=event.happened_at,
            act=event.action,
            in_words=ACTS.get(event.action, event.action),
            by=str(people.get(event.actor_id, "")) or event.system_job,
            reason=reason,
        )
        for event, reason in zip(told, reasons, strict=True)
    )


def subjects(vacancy: Vacancy) -> list[str]:
    """What the trail calls the vacancy, its panel, its cards and its shortlist. Two queries."""
    cards = ScoreCard.objects.filter(member__vacancy=vacancy).values_list("pk", flat=True)
    shortlist = getattr(vacancy, "shortlist", None)
    return [
        f"vacancy:{vacancy.pk}",
        *(f"panelmember:{pk}" for pk in vacancy.panel.values_list("pk", flat=True)),
        *(f"scorecard:{pk}" for pk in cards),
        *([f"shortlist:{shortlist.pk}"] if shortlist else []),
    ]

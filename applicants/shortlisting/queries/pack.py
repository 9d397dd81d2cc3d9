"""A decision pack: which there are by now, and everything in one, by a number of queries that never grows."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from applicants.shortlisting import packing
from applicants.shortlisting.queries import pack_head, pack_rows
from applicants.shortlisting.queries.naming import names_are_open
from applicants.shortlisting.queries.pack_words import Words
from applicants.shortlisting.queries.rules import rules_of
from applicants.shortlisting.queries.seats import cards_outstanding
from vacancies.models import PanelMember, Vacancy
from vacancies.scales import Scale

# Far more than anybody prints at once.
CANDIDATES_A_PART = 100


class NotOffered(Exception):
    """There is no such pack yet."""


@dataclass(frozen=True)
class Offered:
    """Which packs there are by now."""

    blinded: bool
    named: bool


def packs_offered(vacancy: Vacancy, *, to_recruiter: bool) -> Offered:
    """Labels once every card is in; names once the shortlist is confirmed, or as late as its rules say.

    A chair gets no names where interviews are guaranteed: what the panel decided of somebody, beside what
    they are told, would tell why.
    """
    shortlist = getattr(vacancy, "shortlist", None)
    confirmed = bool(shortlist and shortlist.confirmed_at)
    complete = vacancy.has_closed and vacancy.panel.exists() and not cards_outstanding(vacancy)
    may_name = to_recruiter or not vacancy.employer.is_disability_confident
    return Offered(blinded=confirmed or complete, named=may_name and names_are_open(vacancy, shortlist))


def who_labels(vacancy: Vacancy) -> PanelMember | None:
    """Whose labels a pack uses: the chair's, else those of whoever sits there, or sat there last."""
    return vacancy.panel.order_by(F("removed_at").desc(nulls_first=True), "-is_chair", "pk").first()


@contextmanager
def decision_pack(
    vacancy: Vacancy, *, with_names: bool, to_recruiter: bool, part: int | None = None
) -> Iterator[packing.Pack]:
    """The pack, one picture of the database as long as the block lasts; its candidates come one by one.

    `part` 1, 2 …: only so many of the candidates. Guaranteed interviews, and why some were not given, are
    in the recruiters' pack with names alone. Raises NotOffered.
    """
    offered = packs_offered(vacancy, to_recruiter=to_recruiter)
    if not (offered.named if with_names else offered.blinded):
        raise NotOffered
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            # What others write meanwhile does not get into one half of the pack alone.
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield _gathered(vacancy, with_names, with_names and to_recruiter, part)


def _gathered(vacancy: Vacancy, with_names: bool, tells_everything: bool, part: int | None) -> packing.Pack:
    words = Words(vacancy, who_labels(vacancy), with_names=with_names)
    criteria = pack_head.criteria(vacancy)
    standings = pack_rows.standings(vacancy, criteria, words)
    # An invitation that the panel did not choose would tell who was given a guaranteed interview.
    tells_outcomes = tells_everything or not vacancy.employer.is_disability_confident
    shortlist = getattr(vacancy, "shortlist", None)
    rules = rules_of(vacancy)
    head = packing.Head(
        made_at=timezone.now(),
        has_names=with_names,
        tells_outcomes=tells_outcomes,
        title=vacancy.title,
        reference=vacancy.reference,
        employer=vacancy.employer.name,
        steps=steps(vacancy),
        scale=Scale(vacancy.score_lowest, tuple(vacancy.score_labels), vacancy.met_from),
        names_after=str(rules.names_after),
        scorers_each=rules.scorers_each,
        criteria=tuple(criteria.values()),
        panel=pack_head.panel(vacancy, words),
        history=pack_head.history(vacancy, words, tells_everything=tells_everything),
        high_volume_reason=shortlist.high_volume_reason if shortlist and tells_everything else None,
        candidates=len(standings),
    )
    if part:
        # Beyond the last part is the last part.
        part = max(1, min(part, -(-len(standings) // CANDIDATES_A_PART)))
        standings = standings[(part - 1) * CANDIDATES_A_PART : part * CANDIDATES_A_PART]
    rows = pack_rows.candidates(
        vacancy,
        standings,
        criteria,
        words,
        tells_outcomes=tells_outcomes,
        tells_guarantees=tells_everything,
    )
    return packing.Pack(head, rows, part, CANDIDATES_A_PART)


def steps(vacancy: Vacancy) -> tuple[packing.Step, ...]:
    """When each step of shortlisting was taken: closed, cards in, confirmed, announced. Four queries."""
    shortlist = getattr(vacancy, "shortlist", None)
    return (
        packing.Step("closed", vacancy.closed_at or (vacancy.ends_at if vacancy.has_closed else None)),
        packing.Step("cards_in", pack_head.cards_in_at(vacancy)),
        packing.Step("confirmed", shortlist and shortlist.confirmed_at),
        packing.Step("announced", shortlist and shortlist.announced_at),
    )

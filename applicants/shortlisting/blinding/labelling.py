"""Who scores whom, under which label and in which order: all of it random."""

import secrets
from collections import defaultdict
from random import SystemRandom

from django.db import transaction

from applicants.applying.models import REFERENCE_ALPHABET, Application
from applicants.shortlisting.blinding.dealing import Table, dealt
from applicants.shortlisting.models import Candidate, Score
from applicants.shortlisting.queries import SEEN_BY_PANEL, PanelNow, panel_now, rules_of
from vacancies.actions.locking import lock
from vacancies.models import PanelMember, Vacancy

# A place in a member's order is drawn from so many that chance alone decides between two candidates.
PLACES = 2**31
CODE_LENGTH = 3
random = SystemRandom()


@transaction.atomic
def prepare(member: PanelMember) -> None:
    """Give every submitted application of a closed vacancy a label and a place in this member's order.

    Safe to call at any time and by two requests at once: the vacancy's row is locked while labels are drawn.
    Where not everybody scores everybody, the whole panel gets its labels and its share.
    """
    lock(member.vacancy)
    if rules_of(member.vacancy).scorers_each:
        deal(member.vacancy)
    _label(member, _applications(member.vacancy), is_assigned=True)


@transaction.atomic
def deal(vacancy: Vacancy) -> None:
    """Deal out what nobody scores, or too few: all of it at first, later what a member who left had.

    Does nothing where everybody scores everybody. Nobody loses a candidate they have begun to score, and what
    somebody recognised is left to the chair. Safe twice and by two at once.
    """
    lock(vacancy)
    each = rules_of(vacancy).scorers_each
    if not each:
        return
    applications, now = _applications(vacancy), panel_now(vacancy)
    for member in now.seated:
        _label(member, applications, is_assigned=False)
    rows = list(Candidate.objects.filter(member__vacancy=vacancy, application__in=applications))
    scores = Score.objects.filter(candidate__member__vacancy=vacancy)
    begun = set(scores.order_by().values_list("candidate", flat=True).distinct())
    scorers = dealt(_table(each, applications, now, rows, begun), random)
    for is_assigned in (True, False):
        changed = [
            row.pk
            for row in rows
            # What a member recognised stays theirs, for the record.
            if not row.recognised_at
            and row.is_assigned is not is_assigned
            and (row.member_id in scorers[row.application_id]) is is_assigned
        ]
        Candidate.objects.filter(pk__in=changed).update(is_assigned=is_assigned)


def _table(
    each: int, applications: list[int], now: PanelNow, rows: list[Candidate], begun: set[int]
) -> Table:
    holders = defaultdict(set)
    pinned, left = set(), set()
    for row in rows:
        if row.member_id not in now.scoring:
            continue
        if row.recognised_at:
            left.add(row.application_id)
        elif row.is_assigned or row.pk in begun:
            # Somebody who comes back takes up again what they had begun.
            holders[row.application_id].add(row.member_id)
            if row.pk in begun:
                pinned.add((row.member_id, row.application_id))
    return Table(
        applications, now.scoring, each, holders, frozenset(now.done), frozenset(pinned), frozenset(left)
    )


def _applications(vacancy: Vacancy) -> list[int]:
    seen = Application.objects.filter(vacancy=vacancy, status__in=SEEN_BY_PANEL)
    return list(seen.values_list("pk", flat=True))


def _label(member: PanelMember, applications: list[int], *, is_assigned: bool) -> None:
    labelled = Candidate.objects.filter(member=member)
    unlabelled = list(set(applications).difference(labelled.values_list("application", flat=True)))
    # Rows are stored in random order too: their own numbers must not tell who came first.
    random.shuffle(unlabelled)
    labels = _new_labels(len(unlabelled), set(labelled.values_list("label", flat=True)))
    Candidate.objects.bulk_create(
        Candidate(
            member=member,
            application_id=pk,
            label=label,
            position=secrets.randbelow(PLACES),
            is_assigned=is_assigned,
        )
        for pk, label in zip(unlabelled, labels, strict=True)
    )


def _new_labels(number: int, taken: set[str]) -> list[str]:
    """So many labels that nobody else on this member's list has: "Candidate 7KQ"."""
    labels: list[str] = []
    length = CODE_LENGTH
    while len(labels) < number:
        if (len(taken) + number) * 4 > len(REFERENCE_ALPHABET) ** length:
            length += 1
            continue
        label = "Candidate " + "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(length))
        if label not in taken:
            taken.add(label)
            labels.append(label)
    return labels

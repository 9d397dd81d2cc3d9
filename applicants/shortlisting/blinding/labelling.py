"""Who scores whom, under which label and in which order: all of it random."""

import secrets
from random import SystemRandom

from django.db import transaction

from applicants.applying.models import REFERENCE_ALPHABET, Application
from applicants.shortlisting.models import Candidate
from applicants.shortlisting.queries import SEEN_BY_PANEL
from vacancies.models import PanelMember

# A place in a member's order is drawn from so many that chance alone decides between two candidates.
PLACES = 2**31
CODE_LENGTH = 3
random = SystemRandom()


@transaction.atomic
def prepare(member: PanelMember) -> None:
    """Give every submitted application of a closed vacancy a label and a place in this member's order.

    Safe to call at any time and by two requests at once: the member's row is locked while labels are drawn.
    """
    PanelMember.objects.select_for_update(no_key=True).get(pk=member.pk)
    labelled = Candidate.objects.filter(member=member)
    unlabelled = list(
        Application.objects.filter(vacancy=member.vacancy_id, status__in=SEEN_BY_PANEL)
        .exclude(pk__in=labelled.values("application"))
        .values_list("pk", flat=True)
    )
    # Rows are stored in random order too: their own numbers must not tell who came first.
    random.shuffle(unlabelled)
    labels = _new_labels(len(unlabelled), set(labelled.values_list("label", flat=True)))
    Candidate.objects.bulk_create(
        Candidate(member=member, application_id=pk, label=label, position=secrets.randbelow(PLACES))
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

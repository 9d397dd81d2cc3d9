"""A new draft with everything an earlier vacancy said."""

import re

from django.db import transaction

from recruitment.accounts.models import User
from recruitment.audit.recording import record
from vacancies import permissions
from vacancies.actions import drafting
from vacancies.actions.moving import lock_at
from vacancies.models import PanelMember, Vacancy
from vacancies.status import ENDED, Status

# What hangs on a vacancy and goes into the copy as it is.
COPIED_WITH_IT = ("locations", "criteria", "questions", "asked_documents", "documents")
# What a person entered for that round alone.
OF_ITS_TIME = ("id", "reference", "closes_at", "interview_on")


class CopiedMeanwhile(Exception):
    """A copy was made since the page was shown; `copy` is the newest."""

    def __init__(self, copy: Vacancy):
        super().__init__(f"Vacancy {copy.pk} is a copy.")
        self.copy = copy


@transaction.atomic
def readvertise(vacancy: Vacancy, *, by: User, copies_seen: int | None = None) -> Vacancy:
    """Copy what an advert said into a new draft: its texts and terms, and all that hangs on it.

    Not its dates, and nothing that happened to it. `copies_seen` is how many copies there were when the
    person decided, so that a second click makes no second one. Also: audits, on both.
    Raises StandsElsewhere, CopiedMeanwhile.
    """
    lock_at(vacancy, Status.PUBLISHED, *ENDED)
    copies = vacancy.readvertised_as.order_by("-pk")
    if copies_seen is not None and copies.count() > copies_seen:
        raise CopiedMeanwhile(copies.first())
    copy = Vacancy(
        **{field.name: getattr(vacancy, field.name) for field in _entered()},
        reference=free_reference(vacancy),
        created_by=by,
        readvertised_from=vacancy,
    )
    copy.save()
    for name in COPIED_WITH_IT:
        _copy_rows(getattr(vacancy, name), copy)
    _copy_panel(vacancy, copy)
    record("vacancy.readvertised", vacancy, by=by, employer_id=vacancy.employer_id, copy=copy.pk)
    record("vacancy.copied", copy, by=by, employer_id=vacancy.employer_id, original=vacancy.pk)
    return copy


def free_reference(vacancy: Vacancy) -> str:
    """The reference with the next free number behind it: NM-12 gives NM-12-2, a copy of that NM-12-3."""
    base = re.sub(r"-\d{1,3}$", "", vacancy.reference) if vacancy.readvertised_from_id else vacancy.reference
    return drafting.free_reference(vacancy.employer, base)


def _entered():
    """The columns a person fills in; what the service writes is not editable."""
    return (
        field for field in Vacancy._meta.concrete_fields if field.editable and field.name not in OF_ITS_TIME
    )


def _copy_rows(rows, copy) -> None:
    model = rows.model
    model.objects.bulk_create(
        model(
            **{
                field.name: getattr(row, field.name)
                for field in model._meta.concrete_fields
                if field.editable and not field.primary_key and field.name != "vacancy"
            },
            vacancy=copy,
        )
        for row in rows.all()
    )


def _copy_panel(vacancy, copy) -> None:
    """Those who still may sit on it; whoever left or lost the role does not come back by a copy."""
    fit = permissions.possible_panel(vacancy.employer).values("pk")
    PanelMember.objects.bulk_create(
        PanelMember(vacancy=copy, user_id=user, is_chair=is_chair)
        for user, is_chair in vacancy.panel.seated().filter(user__in=fit).values_list("user", "is_chair")
    )

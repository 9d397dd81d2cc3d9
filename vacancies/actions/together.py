"""One act on many vacancies: each in a transaction of its own, so that one refusal holds nothing else up."""

import logging
from collections.abc import Iterable
from datetime import datetime

from celery.exceptions import SoftTimeLimitExceeded
from django.db import transaction

from recruitment.accounts.models import User
from vacancies import permissions
from vacancies.actions import closing
from vacancies.models import ActTogether, Step, Vacancy

log = logging.getLogger(__name__)

REFUSALS = {
    closing.AlreadyClosed: "It has closed already.",
    closing.NotPublished: "It has not been published.",
    closing.NotLater: "It closes later than that already.",
    closing.NoticeStands: "Notice was given, because enough people have applied.",
}
FAILED = "Something went wrong. Try it on the vacancy's own page."
NOT_ALLOWED = "You do not recruit for this employer any more."


@transaction.atomic
def begin(
    vacancies: Iterable[Vacancy],
    *,
    kind: ActTogether.Kind,
    by: User,
    reason: str,
    closes_at: datetime | None = None,
) -> ActTogether:
    """Write down what is to be done with each of these; `go_on` does it."""
    act = ActTogether.objects.create(kind=kind, by=by, reason=closing.needed(reason), closes_at=closes_at)
    Step.objects.bulk_create(Step(act=act, vacancy=vacancy) for vacancy in vacancies)
    return act


def go_on(*, act: ActTogether | None = None, at_most: int) -> int:
    """Do the next steps that wait, of one act or of all; how many were done. Also: audits each.

    May run in two places at once: a step belongs to whoever has its row.
    """
    done = 0
    while done < at_most and _next(act):
        done += 1
    return done


@transaction.atomic
def _next(act: ActTogether | None) -> bool:
    """Do one step; False where none waits."""
    steps = Step.objects.waiting().select_for_update(skip_locked=True, of=("self",))
    if act is not None:
        steps = steps.filter(act=act)
    step = steps.select_related("act__by", "vacancy__employer").first()
    if step is None:
        return False
    step.outcome, step.why = _outcome(step)
    step.save(update_fields=["outcome", "why"])
    return True


def _outcome(step: Step) -> tuple[Step.Outcome, str]:
    act, vacancy = step.act, step.vacancy
    if not permissions.may_recruit(act.by, vacancy.employer):
        return Step.Outcome.REFUSED, NOT_ALLOWED
    try:
        with transaction.atomic():
            if act.kind == ActTogether.Kind.EXTEND:
                closing.extend(vacancy, by=act.by, closes_at=act.closes_at, reason=act.reason)
            else:
                closing.close_early(vacancy, by=act.by, reason=act.reason)
    except tuple(REFUSALS) as refusal:
        return Step.Outcome.REFUSED, REFUSALS[type(refusal)]
    except SoftTimeLimitExceeded:
        raise
    except Exception as error:  # left waiting, it would come first again and hold up all that wait behind it
        log.error("Step %s could not be done (%s).", step.pk, type(error).__name__)
        return Step.Outcome.REFUSED, FAILED
    return Step.Outcome.DONE, ""

"""The sweeps of applying: where time comes in. Safe twice, late, never, and in two places at once."""

import logging
import time
from collections.abc import Callable
from functools import partial
from traceback import format_tb

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.db.models import QuerySet

from applicants.applying import invariants
from applicants.applying.actions import (
    advert_amended,
    closing,
    counting,
    documents,
    forgetting,
    reminding,
    vacancy_withdrawn,
)
from applicants.applying.models import ApplicationDocument
from recruitment.audit.recording import SystemJob
from recruitment.documents import scanning
from recruitment.documents.scanning import ScannerDown
from recruitment.documents.storing import NotKept
from recruitment.health import gaps, sealing
from recruitment.invariants import report
from recruitment.mail import doorbell
from vacancies.actions import outages, warning
from vacancies.models import Amendment, Vacancy

log = logging.getLogger(__name__)

SWEEP = SystemJob("closing sweep")
FORGETTING = SystemJob("forgetting old drafts")
SCANNING = SystemJob("virus scan")
# Well within the time limit of a task, with a scanner that hangs to the end of its patience.
SECONDS_OF_SCANNING = 45
BATCH = 200
# With so many due at once a second worker is rung for. Should nobody hear it, this one does them all.
MANY = 500


@shared_task(name="applying.close_and_tell")
def close_and_tell() -> None:
    """Record every closing that has come, and tell people: one transaction a vacancy.

    One vacancy that cannot be closed does not keep the others open.
    """
    with doorbell.rung_once():
        if Vacancy.objects.due()[:MANY].count() == MANY:
            doorbell.ring("applying.close_and_tell")
        _each(Vacancy.objects.due(), closing.close_and_tell, "closed")
        _each(Vacancy.objects.untold(), closing.close_and_tell, "closed")


@shared_task(name="applying.tell_of_time_left")
def tell_of_time_left() -> None:
    """Give notice where a cap bites by now, and tell people who have begun of a notice and of more time."""
    with doorbell.rung_once():
        _each(Vacancy.objects.awaiting_notice(), closing.give_notice_and_tell, "given notice")
        _each(Vacancy.objects.notice_untold(), closing.give_notice_and_tell, "told of")
        _each(Vacancy.objects.extension_untold(), closing.tell_of_extension, "told of")


@shared_task(name="applying.tell_of_acts")
def tell_of_acts() -> None:
    """Tell people of withdrawals, and of changes of an advert that matter to those who are applying."""
    with doorbell.rung_once():
        _each(Vacancy.objects.withdrawal_untold(), vacancy_withdrawn.tell, "told to be withdrawn")
        _each(Amendment.objects.untold(), advert_amended.tell, "told")


@shared_task(name="applying.remind")
def remind() -> None:
    """Remind people of their drafts, a batch at a time, until nobody is due."""
    with doorbell.rung_once():
        while reminding.remind():
            pass


@shared_task(name="applying.forget_drafts")
def forget_drafts() -> None:
    """Tell owners of old drafts until when they are kept, and delete those whose time is over."""
    with doorbell.rung_once():
        while forgetting.tell(by=FORGETTING):
            pass
        while forgetting.forget(by=FORGETTING):
            pass


@shared_task(name="applying.warn_of_caps")
def warn_of_caps() -> None:
    """Tell recruiters whose adverts have come to 50, 80 or 100 % of their cap."""
    with doorbell.rung_once():
        _each(Vacancy.objects.with_another_warning_due(), warning.warn, "warned of")


@shared_task(name="applying.flag_outages")
def flag_outages() -> None:
    """Find when the service was down, and flag the adverts that were near their end then."""
    for gap in gaps.recent():
        _each(outages.affected(gap), partial(outages.flag, gap=gap), "flagged")


def _each(rows: QuerySet, act: Callable, done: str) -> None:
    """Act on each, one transaction a row, until none is left that can be acted on now.

    In no order, a batch at a time: two sweeps that went through the same ones in the same order would only
    meet each other's locks. No row comes more than twice, whatever its act says of itself.
    """
    seen, passed_over = set(), set()
    while batch := list(rows.only("pk").exclude(pk__in=passed_over).order_by("?")[:BATCH]):
        for row in batch:
            if not _acted(row, act, done) or row.pk in seen:
                passed_over.add(row.pk)
            seen.add(row.pk)


def _acted(row, act: Callable, done: str) -> bool:
    """False where somebody else was faster or holds the row; what fails does not keep the others."""
    try:
        return act(row, by=SWEEP)
    except SoftTimeLimitExceeded:
        raise
    except Exception as error:
        # Where it failed, but not the error's own words: a database error can quote whole rows.
        where = "".join(format_tb(error.__traceback__))
        kind = type(error).__name__
        log.error("%s %s could not be %s now (%s).\n%s", type(row).__name__, row.pk, done, kind, where)
        return False


@shared_task(name="applying.tell_the_sealed_room")
def tell_the_sealed_room() -> None:
    """Tell equality monitoring which stages were reached, without saying by whom.

    And say in the log if this worker's login could open the room.
    """
    sealing.warn()
    counting.tell_the_sealed_room()


@shared_task(name="applying.scan_documents")
def scan_documents() -> None:
    """Have the documents that wait scanned. A scanner that is down is left alone until the next minute."""
    until = time.monotonic() + SECONDS_OF_SCANNING
    # In no order: one document on which the scanner always hangs does not keep the others.
    for document in ApplicationDocument.objects.waiting().order_by("?")[:BATCH]:
        if time.monotonic() > until:
            return
        try:
            documents.scan(document, by=SCANNING)
        except ScannerDown as error:
            log.warning("Document %s was not scanned: %s", document.pk, error)
            if not scanning.answers():
                return
        except NotKept:
            log.error("The content of document %s is not where it should be.", document.pk)


@shared_task(name="applying.forget_documents")
def forget_documents() -> None:
    """Remove the content of documents that were removed or replaced."""
    log.info("%s files that no document names were removed.", documents.forget_content())


@shared_task(name="applying.check_invariants")
def check_invariants() -> None:
    """Say loudly, in the log, which promise is broken and for which rows (numbers only)."""
    report(invariants.INVARIANTS)

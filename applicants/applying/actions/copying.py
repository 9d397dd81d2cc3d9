"""Taking over what somebody wrote for an earlier application: page by page, and never over other words."""

from collections.abc import Collection, Iterable

from django.db import transaction

from applicants.applying import queries
from applicants.applying.actions import drafting
from applicants.applying.contents import CONTENTS
from applicants.applying.models import Answer, Application, Section
from applicants.applying.queries.copying import Offer
from recruitment.accounts.models import User
from recruitment.audit.recording import record
from vacancies.models import Criterion

NOTHING: frozenset[str] = frozenset()


class WrittenMeanwhile(Exception):
    """Something stands where it would be copied to, and nobody asked to replace it. Nothing was copied."""


@transaction.atomic
def copy(
    application: Application,
    earlier: Application,
    *,
    by: User,
    take: Collection[str] = NOTHING,
    replace: Collection[str] = NOTHING,
) -> list[Offer]:
    """Take over these pages and points of evidence (keys of `queries.offers`) of the same person's `earlier`.

    `take` is for what nothing is written on here; what is in `replace` goes over what is. Everything copied
    waits to be looked at: it counts once its page was saved. Also: audits (numbers and names of pages only).
    Raises NotADraft, WrittenMeanwhile, ValueError for another person's application.
    """
    _refuse_a_strangers(application, earlier)
    held = _held(application)
    chosen = [
        offer
        for offer in queries.offers(held, earlier)
        if (offer.key in take or offer.key in replace) and not offer.is_there_already
    ]
    if any(offer.replaces and offer.key not in replace for offer in chosen):
        raise WrittenMeanwhile
    if not chosen:
        return []
    whole = [offer for offer in chosen if offer.answer is None]
    _copy_pages(held, earlier, whole)
    _copy_answers(held, earlier, [(offer.criterion, offer.answer) for offer in chosen if offer.answer])
    record(
        "application.copied",
        application,
        by=by,
        earlier=earlier.pk,
        pages=[offer.key for offer in whole],
        answers=len(chosen) - len(whole),
    )
    return chosen


@transaction.atomic
def copy_answer(
    application: Application, criterion: Criterion, answer: Answer, *, by: User, replace: bool = False
) -> None:
    """Take over what the same person wrote for another criterion; it counts once it was saved here.

    Also: audits. Raises NotADraft, WrittenMeanwhile unless `replace`, ValueError for another person's answer.
    """
    _refuse_a_strangers(application, answer.application)
    held = _held(application)
    if not replace and held.answers.filter(criterion=criterion).exclude(text="").exists():
        raise WrittenMeanwhile
    _copy_answers(held, answer.application, [(criterion, answer)])
    record("application.copied", application, by=by, earlier=answer.application_id, pages=[], answers=1)


def _refuse_a_strangers(application: Application, earlier: Application) -> None:
    if earlier.applicant_id != application.applicant_id or earlier.pk == application.pk:
        raise ValueError("Only from another application of the same person.")


def _held(application: Application) -> Application:
    """The draft read anew, locked until the transaction ends: nobody writes in another tab meanwhile."""
    drafting.hold(application)
    return Application.objects.select_related("vacancy").get(pk=application.pk)


def _copy_pages(held: Application, earlier: Application, offers: Iterable[Offer]) -> None:
    columns, sections = ["saved_at"], []
    for offer in offers:
        for name in CONTENTS[offer.key].columns:
            setattr(held, name, getattr(earlier, name))
            columns.append(name)
        for name, rows in offer.rows.items():
            manager = getattr(held, name)
            manager.all().delete()
            manager.bulk_create([_like(row, held) for row in rows])
        sections.append(Section(application=held, name=offer.key, complete=False, copied_from=earlier))
    held.save(update_fields=columns)
    Section.objects.bulk_create(
        sections,
        update_conflicts=True,
        unique_fields=("application", "name"),
        update_fields=("complete", "copied_from", "saved_at"),
    )


def _like(row, held: Application):
    """Another row with the same in it, of this application."""
    own = [field.attname for field in row._meta.concrete_fields if not field.primary_key]
    return type(row)(**{name: getattr(row, name) for name in own} | {"application_id": held.pk})


def _copy_answers(
    held: Application, earlier: Application, answers: Iterable[tuple[Criterion, Answer]]
) -> None:
    Answer.objects.bulk_create(
        [
            Answer(application=held, criterion=criterion, text=answer.text, copied_from=earlier)
            for criterion, answer in answers
        ],
        update_conflicts=True,
        unique_fields=("application", "criterion"),
        update_fields=("text", "copied_from", "saved_at"),
    )

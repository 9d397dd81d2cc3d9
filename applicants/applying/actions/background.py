"""The lists of a draft: adding, changing and taking away a row, and saying that a list is finished."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Model

from applicants.applying.actions import drafting
from applicants.applying.models import Application, ExplainedGap, Section
from applicants.applying.pages import BY_NAME, Name
from applicants.applying.queries import background as reading
from applicants.applying.queries.background import Gap, Listed

# A wall against nonsense: the longest working lives have fewer jobs.
ROWS_AT_MOST = 50


class TooMany(Exception):
    """The list is full."""


@transaction.atomic
def save_row(application: Application, listed: Listed, values: Mapping, *, row: Model | None = None) -> None:
    """Change this row, or add one. A list that was finished, or copied and not confirmed, stays so.

    A row taken away meanwhile in another tab comes back: what was typed is worth more.
    Raises NotADraft, TooMany.
    """
    drafting.hold(application)
    rows = listed.rows(application)
    if row is None or not rows.filter(pk=row.pk).update(**values):
        if rows.count() >= ROWS_AT_MOST:
            raise TooMany
        listed.model.objects.create(application=application, **values)
    Section.objects.bulk_create([Section(application=application, name=listed.name)], ignore_conflicts=True)


@transaction.atomic
def remove_row(application: Application, listed: Listed, row: Model) -> None:
    """Take this row away. An emptied list has to be finished again where it is needed. Raises NotADraft."""
    drafting.hold(application)
    rows = listed.rows(application)
    rows.filter(pk=row.pk).delete()
    if rows.exists():
        return
    section = Section.objects.filter(application=application, name=listed.name)
    if BY_NAME[listed.name].needed:
        section.filter(complete=True).update(complete=False)
    else:
        section.delete()


@transaction.atomic
def finish(application: Application, listed: Listed, *, finished: bool) -> None:
    """Keep whether the person has finished this list; doing so confirms what was copied.

    Also: what was said about gaps that are no more goes for good. Raises NotADraft.
    """
    if not finished and not BY_NAME[listed.name].needed and not listed.rows(application).exists():
        drafting.hold(application)
        Section.objects.filter(application=application, name=listed.name).delete()
        return
    if finished or not _is_copied(application, listed.name):
        drafting.save_section(application, listed.name, complete=finished)
    if finished and listed.name == Name.EMPLOYMENT:
        shown = [gap.explained.pk for gap in reading.gaps(application) if gap.explained]
        application.explained_gaps.exclude(pk__in=shown).delete()


def _is_copied(application: Application, name: Name) -> bool:
    return application.sections.filter(name=name, copied_from__isnull=False).exists()


@transaction.atomic
def explain(application: Application, gap: Gap, explanation: str) -> None:
    """Keep what somebody did in a gap; nothing said takes the explanation back. Raises NotADraft."""
    drafting.hold(application)
    standing = application.explained_gaps.filter(pk=gap.explained.pk if gap.explained else None)
    if not explanation:
        standing.delete()
        return
    values = {
        "started_on": gap.stretch.first,
        "ended_on": gap.stretch.last,
        "explanation": explanation,
    }
    if not standing.update(**values):
        ExplainedGap.objects.update_or_create(
            application=application,
            started_on=values["started_on"],
            ended_on=values["ended_on"],
            defaults={"explanation": explanation},
        )

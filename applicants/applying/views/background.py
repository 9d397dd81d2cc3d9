"""The lists of a draft: one set of pages for work, qualifications, training and referees; gaps in work."""

from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from applicants.applying import queries
from applicants.applying.actions import background as acting
from applicants.applying.forms import background as forms
from applicants.applying.pages import BY_NAME, Name
from applicants.applying.queries import background as reading
from applicants.applying.views import onward
from applicants.applying.views.draft_page import draft_page, own, read_or_write


@dataclass(frozen=True)
class Words:
    """How the pages of one list speak of it."""

    add: str
    another: str
    change: str
    remove: str
    nothing: str


WORDS = {
    Name.EMPLOYMENT: Words(
        "Add work or experience",
        "Add another",
        "Change this work",
        "Remove this from your work history?",
        "Yes, I have no work to add",
    ),
    Name.QUALIFICATIONS: Words(
        "Add a qualification",
        "Add another qualification",
        "Change this qualification",
        "Remove this qualification?",
        "Yes, I have no qualifications to add",
    ),
    Name.TRAINING: Words(
        "Add training",
        "Add more training",
        "Change this training",
        "Remove this training?",
        "Yes, I have no training to add",
    ),
    Name.REFEREES: Words(
        "Add a referee",
        "Add another referee",
        "Change this referee",
        "Remove this referee?",
        "Yes, I have nobody to name",
    ),
}


@read_or_write
def rows(request, reference, name):
    """Everything in one list, and whether it is finished."""
    application, listed = own(request, reference), reading.LISTS[name]
    entries = reading.entries(application, listed)
    progress = queries.progress_of_sections(application).get(name)
    initial = {"finished": "yes"} if progress == queries.Progress.COMPLETE else {}
    has_rows = any(entry.pk for entry in entries)
    return draft_page(
        request,
        application,
        partial(
            forms.FinishedForm,
            initial=initial,
            nothing="" if has_rows else WORDS[name].nothing,
            can_be_left_out=not has_rows and not BY_NAME[name].needed,
        ),
        save=lambda typed: acting.finish(application, listed, **typed),
        onward=partial(onward.after, application, name),
        saves_by_itself=False,
        template=f"applying/background/{name}.html",
        listed=listed,
        words=WORDS[name],
        entries=entries,
        has_rows=has_rows,
        is_full=sum(bool(entry.pk) for entry in entries) >= acting.ROWS_AT_MOST,
        is_copied=progress == queries.Progress.COPIED,
        unexplained=[entry for entry in entries if entry.gap and not entry.gap.explanation],
        not_spoken_for=reading.months_without_a_referee(application)
        if name == Name.REFEREES and has_rows
        else [],
        add_url=_address(application, name, "add"),
    )


@read_or_write
def add(request, reference, name):
    """One more row."""
    application = own(request, reference)
    return _row_page(request, application, reading.LISTS[name], row=None)


@read_or_write
def change(request, reference, name, pk):
    """One row, to change."""
    application, listed = own(request, reference), reading.LISTS[name]
    row = listed.rows(application).filter(pk=pk).first()
    if row is None and request.method != "POST":
        raise Http404
    return _row_page(request, application, listed, row=row, was_removed=row is None)


def _row_page(request, application, listed, *, row, was_removed=False):
    form = forms.ROW_FORMS[listed.name]
    words = WORDS[listed.name]
    others = listed.rows(application).exclude(pk=row.pk if row else None)
    more = {"own_email": request.user.email} if listed.name == Name.REFEREES else {}
    try:
        return draft_page(
            request,
            application,
            partial(
                form, initial=form.initial_of(row) if row else None, others=others, adds=row is None, **more
            ),
            save=lambda typed: acting.save_row(application, listed, typed, row=row),
            template="applying/background/row.html",
            # Each save of a new row would add one more.
            saves_by_itself=row is not None,
            was_removed=was_removed,
            onward=lambda: _address(application, listed.name),
            heading=words.change if row else words.add,
            listed=listed,
        )
    except acting.TooMany:
        messages.warning(request, forms.FULL)
        return redirect(_address(application, listed.name))


@read_or_write
def remove(request, reference, name, pk):
    """Ask once more, then take the row away."""
    application, listed = own(request, reference), reading.LISTS[name]
    row = get_object_or_404(listed.rows(application), pk=pk)

    def take_away(typed):
        acting.remove_row(application, listed, row)
        messages.success(request, f"You have removed “{row}”.")

    return draft_page(
        request,
        application,
        forms.RemoveForm,
        save=take_away,
        template="applying/background/remove.html",
        saves_by_itself=False,
        onward=lambda: _address(application, name),
        heading=WORDS[name].remove,
        entry=listed.entry(row),
        listed=listed,
    )


@read_or_write
def gap(request, reference, year, month):
    """What somebody did in the gap that begins in this month."""
    application = own(request, reference)
    found = next(
        (
            gap
            for gap in reading.gaps(application)
            if (gap.stretch.first.year, gap.stretch.first.month) == (year, month)
        ),
        None,
    )
    if found is None:
        raise Http404
    return draft_page(
        request,
        application,
        partial(forms.ExplainForm, gap=found, initial={"explanation": found.explanation}),
        save=lambda typed: acting.explain(application, found, **typed),
        template="applying/background/gap.html",
        saves_by_itself=True,
        onward=lambda: _address(application, Name.EMPLOYMENT),
        gap=found,
    )


def _address(application, name: Name, page: str = "") -> str:
    return reverse(f"applying:{name}{'_' if page else ''}{page}", args=[application.reference])

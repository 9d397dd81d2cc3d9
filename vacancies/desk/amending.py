"""Changing a live advert: what may change, then what would be different, then doing it."""

from vacancies import queries
from vacancies.actions import amending
from vacancies.actions.moving import StandsElsewhere
from vacancies.desk.asking import AsksFirst
from vacancies.forms.amending import AmendForm
from vacancies.status import Status

NOTHING_CHANGED = "Nothing was changed: the advert says this already."
CHANGED_MEANWHILE = (
    "A colleague has changed this advert since you opened the page. Below is what you entered; the list on "
    "the next page compares it with the advert as it stands now."
)


class AmendingPages(AsksFirst):
    def amend_page(self, request, pk):
        """The form; with `check` before and after side by side; with `confirm` the change itself."""
        vacancy = self._own(request, pk)
        if vacancy.status != Status.PUBLISHED or vacancy.has_closed:
            return self._overtaken(request, vacancy)
        form = AmendForm(request.POST or None, vacancy=vacancy)
        if request.method == "POST" and form.is_valid() and "again" not in request.POST:
            found = amending.changes(vacancy, form.values, form.places)
            if not found:
                return self._refused(request, vacancy, NOTHING_CHANGED)
            answer = self._amend(request, vacancy, form) if "confirm" in request.POST else None
            if answer:
                return answer
            if not form.errors:
                return self._confirm(request, vacancy, form, found)
        return self._ask(request, "amend", vacancy, title="Change the live advert", form=form)

    def _confirm(self, request, vacancy, form, found):
        always = any(change.always_matters for change in found)
        return self._ask(
            request,
            "amend_confirm",
            vacancy,
            title="Change the live advert like this?",
            form=form,
            changes=found,
            told=always or form.cleaned_data["matters"],
            always=always,
            drafts=queries.unfinished_applications(vacancy),
        )

    def _amend(self, request, vacancy, form):
        """The page to go on to, or None where the form has to say what is wrong."""
        try:
            amendment = amending.amend(
                vacancy,
                by=request.user,
                values=form.values,
                places=form.places,
                matters=form.cleaned_data["matters"],
                seen_before=form.cleaned_data["seen"],
            )
        except StandsElsewhere:
            return self._overtaken(request, vacancy)
        except amending.ChangedMeanwhile:
            return self._show_again(request, vacancy, form)
        except amending.CapLowered:
            form.refuse_cap()
            return None
        except amending.InterviewTooEarly:
            form.refuse_interview()
            return None
        if amendment is None:
            return self._refused(request, vacancy, NOTHING_CHANGED)
        told = " People who are applying are told by email." if amendment.matters else ""
        return self._acted(request, vacancy, "Advert changed.", f"The advert of {vacancy} is changed.{told}")

    def _show_again(self, request, vacancy, form):
        """What was typed, beside the advert as it stands now."""
        typed = request.POST.copy()
        typed["seen"] = amending.seen(vacancy)
        form = AmendForm(typed, vacancy=vacancy)
        form.is_valid()
        form.add_error(None, CHANGED_MEANWHILE)
        return self._ask(request, "amend", vacancy, title="Change the live advert", form=form)

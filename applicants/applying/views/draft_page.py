"""The one door through which a page of a draft is shown and saved, and where nothing typed gets lost.

A save is one transaction with the application's row locked from its first question on, so that whatever a
view reads after `own` is what is stored now. docs/decisions/0025 says why, and what each answer means.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_http_methods

from applicants.applying import queries
from applicants.applying.actions import drafting
from applicants.applying.forms import SavedForm
from applicants.applying.models import Application
from recruitment import typed
from vacancies import times

CLOSED_BUT_SAVED = (
    "This vacancy has closed, so this application can no longer be submitted. "
    "What you typed has been saved in your draft."
)
TOO_LATE_TO_CHANGE = (
    "You have already submitted this application, so it cannot be changed. "
    "What you have just typed was not added to it."
)
SAVED_FOR_LATER = "Your draft is saved. We have not received your application until you submit it."
KEPT_THE_SAVED_ONE = "We kept what was saved. What you typed in the other place was not added."
LEFT_REMOVED = "It stays removed. What you typed in the other place was not added."
REMOVED_ELSEWHERE = (
    "Not saved: this was removed in another tab or on another device. "
    "Press Save and continue to choose what to do."
)
PRESS_TO_SAVE = "Not saved yet: press the button to save this page."
CHANGED_ELSEWHERE = (
    "Not saved: this page was changed in another tab or on another device. "
    "Press Save and continue to see both."
)


def read_or_write(view):
    """For the views of a draft's pages: GET and POST, a POST in one transaction, nothing lost by signing out.

    They let strangers in only as far as signing in: `typed.signed_out` answers those.
    """

    @login_not_required
    @wraps(view)
    def door(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return typed.signed_out(request)
        if request.method != "POST":
            return view(request, *args, **kwargs)
        with transaction.atomic():
            request.is_one_transaction = True
            answer = view(request, *args, **kwargs)
            if getattr(request, "was_saved_by_itself", False):
                # The view reads once more: its answer says what is stored now.
                answer = view(request, *args, **kwargs)
            return answer

    door.hand_back = typed.hand_back
    return require_http_methods(["GET", "HEAD", "POST"])(door)


def own(request, reference) -> Application:
    """This person's application; a stranger's does not exist.

    Within `read_or_write` a POST has its row to itself until everything is saved.
    """
    held = getattr(request, "application_held", None)
    if held and held.reference == reference:
        return held
    is_one_transaction = getattr(request, "is_one_transaction", False)
    application = queries.application_of(request.user, reference, locked=is_one_transaction)
    if application is None:
        typed.forget(request)
        raise Http404
    if is_one_transaction:
        request.application_held = application
    return application


def draft_page(
    request: HttpRequest,
    application: Application,
    form: Callable[..., SavedForm],
    *,
    save: Callable[[dict], None],
    template: str,
    onward: Callable[[], str] | None = None,
    is_copied: bool | None = None,
    saves_by_itself: bool = False,
    was_removed: bool = False,
    **context,
) -> HttpResponse:
    """Show one page of a draft, or save it and go on.

    `form` has what is stored as its `initial`, read after `own`. `onward` says, once it is saved, where to
    go: the task list where there is none. With `saves_by_itself` the page's script saves it every few seconds
    while somebody types: not for a page that adds or removes something, or whose saving says more than its
    words. `was_removed`: what this page changes is there no more; a POST asks whether to add it again.

    Once the advert has closed the form is shown no more, but what somebody was typing meanwhile is kept.
    """
    page = _Page(
        request, application, form, save, template, onward, is_copied, saves_by_itself, was_removed, context
    )
    if getattr(request, "was_saved_by_itself", False):
        return _saved(page)
    if request.method == "POST":
        return _saved_or_shown_again(page)
    if not application.may_be_submitted or not application.is_draft:
        return page.reading
    waiting = typed.kept(request)
    if waiting is None:
        return page.show(form())
    messages.info(request, typed.YOUR_TEXT_IS_HERE)
    as_typed = form(waiting)
    as_typed.show_as_typed()
    return page.show(as_typed, is_unsaved=True)


@dataclass(frozen=True)
class _Page:
    """One page of a draft as its view describes it."""

    request: HttpRequest
    application: Application
    form: Callable[..., SavedForm]
    save: Callable[[dict], None]
    template: str
    onward: Callable[[], str] | None
    is_copied: bool | None
    saves_by_itself: bool
    was_removed: bool
    context: Mapping

    @property
    def is_autosave(self) -> bool:
        return "autosave" in self.request.POST

    @property
    def is_closed(self) -> bool:
        return not self.application.may_be_submitted

    @property
    def reading(self) -> HttpResponse:
        """To where the application can be read, for good."""
        return redirect("applying:application", self.application.reference)

    def show(self, form: SavedForm, *, status: int = 200, **more) -> HttpResponse:
        form.is_copied = self.is_copied
        if form.is_copied is None:
            form.is_copied = self.request.resolver_match.url_name in self.application.copied_pages
        context = {
            "application": self.application,
            "vacancy": self.application.vacancy,
            "is_copied": form.is_copied,
            "saves_by_itself": self.saves_by_itself,
            "whose": _opaque(self.request.user),
            **self.context,
            "form": form,
            **more,
        }
        answer = render(self.request, self.template, context, status=status)
        # Not `no-store`: Back would show an empty form, and what was typed would be gone.
        answer.headers["Cache-Control"] = "private, no-cache"
        return answer

    def go_on(self) -> HttpResponse:
        """Where a saved page leads: home for later, back to the check, or the next thing to do."""
        if "later" in self.request.POST:
            messages.success(self.request, SAVED_FOR_LATER)
            return redirect("applying:list")
        reference = self.application.reference
        if self.request.GET.get("from") == "check":
            return redirect("applying:check", reference)
        return redirect(self.onward() if self.onward else reverse("applying:task_list", args=[reference]))


def _saved_or_shown_again(page: _Page) -> HttpResponse:
    """The row is locked: what `page.form` has as its initial cannot change any more."""
    request = page.request
    if not page.application.is_draft:
        return _too_late(page)
    if page.is_autosave and page.was_removed:
        return _answer(page, "conflict", REMOVED_ELSEWHERE, status=409)
    if page.is_autosave and not page.saves_by_itself:
        return _answer(page, "not_valid", PRESS_TO_SAVE, status=422)
    if request.POST.get("keep") == "saved":
        typed.forget(request)
        messages.info(request, LEFT_REMOVED if page.was_removed else KEPT_THE_SAVED_ONE)
        return page.go_on()
    for_later = page.is_closed or page.is_autosave or "later" in request.POST
    form = page.form(request.POST, for_later=for_later)
    if not form.is_valid():
        return _wrong(page, form)
    if page.was_removed and not form.was_seen:
        return _removed(page)
    if form.would_overwrite():
        return _both(page)
    return _save(page, form)


def _save(page: _Page, form: SavedForm) -> HttpResponse:
    if page.is_autosave:
        with drafting.nobody_pressed_save():
            page.save(form.cleaned_data)
        page.request.was_saved_by_itself = True
        return HttpResponse()  # `read_or_write` asks again, for what is stored now
    try:
        page.save(form.cleaned_data)
    except drafting.NotADraft:
        return _too_late(page)
    typed.forget(page.request)
    if page.is_closed:
        messages.warning(page.request, CLOSED_BUT_SAVED)
        return page.reading
    return page.go_on()


def _too_late(page: _Page) -> HttpResponse:
    if page.is_autosave:
        return _answer(page, "too_late", TOO_LATE_TO_CHANGE, status=409)
    typed.forget(page.request)
    messages.warning(page.request, TOO_LATE_TO_CHANGE)
    return page.reading


def _wrong(page: _Page, form: SavedForm) -> HttpResponse:
    if page.is_autosave:
        first = next(iter(form.errors.values()))[0]
        return _answer(page, "not_valid", f"Not saved yet. {first}", status=422)
    return page.show(form, is_unsaved=True)


def _both(page: _Page) -> HttpResponse:
    """Nothing is written: the later of two is told, and sees both."""
    if page.is_autosave:
        return _answer(page, "conflict", CHANGED_ELSEWHERE, status=409)
    form = page.form(page.request.POST)
    form.ask_which_to_keep()
    when = times.minute_in_words(page.application.saved_at, now=timezone.now())
    return page.show(form, status=409, stored=form.stored(), saved_when=when, is_unsaved=True)


def _removed(page: _Page) -> HttpResponse:
    form = page.form(page.request.POST)
    form.ask_whether_to_add_it_again()
    return page.show(form, status=409, was_removed=True, is_unsaved=True)


def _saved(page: _Page) -> HttpResponse:
    said = f"Saved at {times.clock_in_words(timezone.now())}"
    if page.is_closed:
        said = CLOSED_BUT_SAVED
    return _answer(page, "closed" if page.is_closed else "saved", said, seen=page.form().fingerprint)


def _answer(page: _Page, state: str, said: str, *, status: int = 200, **more) -> JsonResponse:
    """What the page's script hears; the token because signing in again in another tab changes it."""
    return JsonResponse(
        {"state": state, "said": said, "token": get_token(page.request), **more}, status=status
    )


def _opaque(user) -> str:
    """Tells a browser's kept texts of one person from another's, and tells nothing else."""
    return salted_hmac("applicants.applying.whose", str(user.pk), algorithm="sha256").hexdigest()[:20]

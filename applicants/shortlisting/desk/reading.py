"""Reading applications before the panel does, or because somebody recognised one; masking, the release."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applicants.shortlisting import blinding, queries
from applicants.shortlisting.actions import masking
from applicants.shortlisting.desk.asking import AboutOne
from applicants.shortlisting.forms.masking import MaskingForm
from applicants.shortlisting.models import MaskedWords

LINES_A_PAGE = 100
GET_AND_POST = require_http_methods(["GET", "HEAD", "POST"])


class ReadingPages(AboutOne):
    """The list of what there is to read, each application as the panel would see it, and the release."""

    pages = (
        ("reading/", "reading_view", "reading"),
        ("reading/<int:application>/", "read_view", "read"),
        ("reading/<int:application>/done/", "read_through_view", "read_through"),
        ("reading/<int:application>/masked/<int:masked>/", "show_again_view", "mask_take_back"),
        ("release/", "release_view", "release"),
    )

    @method_decorator(require_safe)
    def reading_view(self, request, pk):
        """Every application the panel reads or will, and how far the reading is."""
        shortlisting = self._own(request, pk)
        if refusal := self._not_for_reading(request, shortlisting):
            return refusal
        lines = Paginator(queries.to_read(shortlisting), LINES_A_PAGE).get_page(request.GET.get("page"))
        return self._page(
            request,
            "reading",
            shortlisting,
            title="Read the applications before the panel",
            reading=queries.reading_of(shortlisting),
            page=lines,
        )

    @method_decorator(GET_AND_POST)
    def read_view(self, request, pk, application):
        """One application as the panel reads it; a form to mask more."""
        shortlisting = self._own(request, pk)
        if refusal := self._not_for_reading(request, shortlisting):
            return refusal
        held = self._application(shortlisting, application)
        form = MaskingForm(
            request.POST if request.method == "POST" else None,
            places=lambda words: blinding.places_of(held, words),
        )
        reading = queries.reading_of(shortlisting)
        if form.is_bound and form.is_valid():
            if reading.can_be_taken_back or "sure" in request.POST:
                return self._mask(request, shortlisting, held, form)
            return self._page(
                request, "mask", shortlisting, title="Mask these words", application=held, form=form
            )
        return self._page(
            request,
            "read",
            shortlisting,
            title=f"Application {held.reference} as the panel reads it",
            application=held,
            read=blinding.as_the_panel_reads(held),
            reading=reading,
            form=form,
        )

    @method_decorator(require_POST)
    def read_through_view(self, request, pk, application):
        """Nothing more to mask in this one: on to the next."""
        shortlisting = self._own(request, pk)
        if refusal := self._not_for_reading(request, shortlisting):
            return refusal
        masking.read_through(self._application(shortlisting, application), by=request.user)
        following = queries.to_read(shortlisting).filter(was_read=False).first()
        if following:
            return redirect("admin:shortlisting_shortlisting_read", pk, following.pk)
        messages.success(request, "Every application is read.")
        return redirect("admin:shortlisting_shortlisting_reading", pk)

    @method_decorator(require_POST)
    def show_again_view(self, request, pk, application, masked):
        """Show words that were masked by a slip; while the panel has read nothing."""
        shortlisting = self._own(request, pk)
        if refusal := self._not_for_reading(request, shortlisting):
            return refusal
        rows = MaskedWords.objects.select_related("application__vacancy")
        held = get_object_or_404(rows, pk=masked, application=self._application(shortlisting, application))
        try:
            masking.take_back(held, by=request.user)
        except masking.StaysMasked:
            messages.warning(request, "Nothing was changed: the panel reads by now, so it stays masked.")
        else:
            messages.success(request, "These words are shown again.")
        return redirect("admin:shortlisting_shortlisting_read", pk, application)

    @method_decorator(GET_AND_POST)
    def release_view(self, request, pk):
        """Let the panel begin, after one more question."""
        shortlisting = self._own(request, pk)
        if refusal := self._not_for_reading(request, shortlisting):
            return refusal
        reading = queries.reading_of(shortlisting)
        if not reading.may_release or reading.released_at:
            return self._back_to_reading(request, shortlisting, _why_not(reading))
        if request.method == "POST":
            try:
                masking.release(shortlisting, by=request.user)
            except masking.NotAllRead as refusal:
                return self._back_to_reading(request, shortlisting, _unread(refusal.left))
            except masking.NothingToRelease:
                return self._back_to_reading(request, shortlisting, _why_not(reading))
            return self._back(
                request, shortlisting, "Released. Everybody on the panel is told that they can begin."
            )
        return self._page(
            request,
            "release",
            shortlisting,
            title="Release the applications to the panel",
            reading=reading,
            panel=[line for line in queries.panel_of(shortlisting) if not line.member.removed_at],
        )

    def _not_for_reading(self, request, shortlisting):
        """Where to send who may not read here, or comes too early; None for who may."""
        if self._is_blind(request, shortlisting):
            return self._kept_blind(request, shortlisting)
        if not shortlisting.has_closed or shortlisting.is_withdrawn:
            sentence = (
                "There is nothing to read for the panel: people can still apply, or the vacancy is withdrawn."
            )
            return self._back(request, shortlisting, sentence, messages.WARNING)
        return None

    def _application(self, shortlisting, pk):
        rows = queries.to_read(shortlisting).select_related("applicant", "vacancy")
        held = rows.filter(pk=pk).first()
        if held is None:
            raise Http404
        return held

    def _mask(self, request, shortlisting, application, form):
        try:
            masking.mask_words(application, form.cleaned_data["words"], by=request.user)
        except (masking.TooLittle, masking.AlreadyMasked):
            messages.warning(request, "These words are masked already.")
        else:
            # Not the words themselves: a message may travel in a cookie.
            messages.success(request, f"Masked in {form.places} place{'' if form.places == 1 else 's'}.")
        return redirect("admin:shortlisting_shortlisting_read", shortlisting.pk, application.pk)

    def _back_to_reading(self, request, shortlisting, sentence: str):
        messages.warning(request, sentence)
        return redirect(reverse("admin:shortlisting_shortlisting_reading", args=[shortlisting.pk]))


def _why_not(reading: queries.Reading) -> str:
    if reading.released_at:
        return "The applications were released before: the panel can read them."
    if not reading.is_asked:
        return "This panel's rules ask for no reader: the panel can read the applications already."
    return _unread(reading.left) if reading.left else "There is no application to release."


def _unread(left: int) -> str:
    applications = "1 application is" if left == 1 else f"{left} applications are"
    return f"{applications} not read yet. Read every one before you release them."

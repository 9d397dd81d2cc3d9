"""How every page of scores is saved: by a press of a button, or by the page's script, one score at a time.

Both send the same fields to the page's own address; a script says `autosave` and is answered in JSON.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_http_methods

from applicants.shortlisting.actions import scoring
from applicants.shortlisting.forms import Cell, ScoringForm
from applicants.shortlisting.queries import Seat
from applicants.shortlisting.status import Stage
from applicants.shortlisting.views.seats import NOT_FOUND
from recruitment import typed
from vacancies import times

OVER = "Nothing was changed: scoring is over for you on this vacancy."
GONE = "Not saved: this candidate is no longer on your list."
CHANGED = "Not saved: this score was changed in another tab or on another device."
CHANGED_ON_PAGE = (
    "Nothing was saved yet: some scores were changed in another tab or on another device. "
    "Look at what was saved there, then save again to keep yours."
)
NOTHING_BEFORE = "There is nothing to take back: this score was not changed."
NOTE_MISSING = "That cannot be taken back: what was there before has no note, and one is needed now."


def saves_itself(view):
    """For pages of scores: whoever's sign-in has ended, or is a new one, hears so and loses nothing.

    What waits in a session is named by one member's own tokens: nobody else's page has a place for it.
    """

    @login_not_required
    @wraps(view)
    def door(request, *args, **kwargs):
        return view(request, *args, **kwargs) if request.user.is_authenticated else typed.signed_out(request)

    door.hand_back = typed.hand_back
    return require_http_methods(["GET", "HEAD", "POST"])(door)


@dataclass(frozen=True)
class ScoresPage:
    """One page of scores. `cells` says what stands there now; `progress` words how far the card is."""

    request: HttpRequest
    seat: Seat
    cells: Callable[[], list[Cell]]
    progress: Callable[[], dict]
    show: Callable[..., HttpResponse]
    onward: Callable[[], HttpResponse]

    def form(self, data=None) -> ScoringForm:
        seat = self.seat
        return ScoringForm(data, cells=self.cells(), scale=seat.scale, explains=seat.explains_every_score)

    @property
    def is_script(self) -> bool:
        return "autosave" in self.request.POST


def answer(page: ScoresPage) -> HttpResponse:
    """Show the page; or save what came, and go on."""
    request = page.request
    if request.method != "POST":
        return page.show(_as_typed(page) or page.form())
    try:
        if page.seat.stage != Stage.SCORING:
            raise scoring.ScoringNotOpen
        if "undo" in request.POST:
            return _take_back(page)
        if "take" in request.POST:
            return _save(page, _as_stored(page, request.POST["take"]), here=True)
        return _save(page, request.POST, here="keep" in request.POST)
    except scoring.NoSuchCandidate:
        if page.is_script:
            return _answer(request, "over", GONE, status=409)
        raise Http404(NOT_FOUND) from None
    except (scoring.CardIsIn, scoring.ScoringNotOpen):
        if page.is_script:
            return _answer(request, "over", OVER, status=409)
        messages.warning(request, OVER)
        return redirect("shortlisting:vacancy", page.seat.vacancy.pk)


def _as_typed(page: ScoresPage) -> ScoringForm | None:
    """What was typed here when the sign-in had ended, beside what is stored; not saved yet."""
    waiting = typed.kept(page.request)
    if waiting is None or page.seat.stage != Stage.SCORING:
        return None
    cells = page.cells()
    stored = [cell for cell in cells if f"seen_{cell.key}" not in waiting]
    if len(stored) == len(cells):
        return None
    data = waiting.copy()
    for cell in stored:
        _put_stored(data, cell)
    messages.info(page.request, typed.YOUR_TEXT_IS_HERE)
    return page.form(data)


def _save(page: ScoresPage, data, *, here: bool = False) -> HttpResponse:
    """`here`: come back to this page instead of going on."""
    form = page.form(data)
    if not form.is_valid():
        if page.is_script:
            first = next(iter(form.errors.values()))[0]
            return _answer(page.request, "not_valid", f"Not saved yet. {first}", status=422)
        return page.show(form)
    try:
        scoring.save_marks(page.seat.member, form.marks(), by=page.request.user)
    except scoring.ChangedElsewhere as refusal:
        return _disputed(page, data, refusal.places)
    typed.forget(page.request)
    if page.is_script:
        return _saved(page, page.request.POST["autosave"])
    return redirect(page.request.get_full_path()) if here else page.onward()


def _disputed(page: ScoresPage, data, places) -> HttpResponse:
    """Nothing was written: the later of two is told, and sees both."""
    form = page.form(data)
    form.dispute(places)
    if page.is_script:
        row = next(row for row in form.rows() if row.is_disputed)
        stored = {"given": row.given or "No score", "note": row.answer.note, "points": row.answer.points}
        return _answer(page.request, "conflict", CHANGED, status=409, seen=row.seen, stored=stored)
    messages.warning(page.request, CHANGED_ON_PAGE)
    return page.show(form, status=409)


def _take_back(page: ScoresPage) -> HttpResponse:
    """The one score goes back; everything else on the page is saved as it was typed."""
    request = page.request
    key = request.POST["undo"]
    cell = _cell(page, key)
    seen = request.POST.get(f"seen_{key}", "")
    try:
        scoring.take_back(page.seat.member, *cell.place, by=request.user, seen=seen)
    except scoring.ChangedElsewhere as refusal:
        return _disputed(page, request.POST, refusal.places)
    except scoring.NothingToTakeBack:
        refused = NOTHING_BEFORE
    except scoring.ReasonNeeded:
        refused = NOTE_MISSING
    else:
        refused = ""
    if page.is_script:
        return _answer(request, "not_valid", refused, status=422) if refused else _saved(page, key)
    if refused:
        messages.warning(request, refused)
    else:
        messages.success(request, f"Your last change of the score for {cell.name} was taken back.")
    return _save(page, _as_stored(page, key), here=True)


def _as_stored(page: ScoresPage, key: str):
    """What was typed on the page, but for one score: there, what is stored."""
    data = page.request.POST.copy()
    _put_stored(data, _cell(page, key))
    return data


def _put_stored(data, cell: Cell) -> None:
    data[f"points_{cell.key}"] = "" if cell.answer.points is None else str(cell.answer.points)
    data[f"note_{cell.key}"] = cell.answer.note
    data[f"seen_{cell.key}"] = cell.seen


def _cell(page: ScoresPage, key: str) -> Cell:
    for cell in page.cells():
        if cell.key == key:
            return cell
    raise scoring.NoSuchCandidate


def _saved(page: ScoresPage, key: str) -> HttpResponse:
    cell = _cell(page, key)
    return _answer(
        page.request,
        "saved",
        f"Saved at {times.clock_in_words(timezone.now())}",
        seen=cell.seen,
        points=cell.answer.points,
        note=cell.answer.note,
        was_changed=cell.answer.was_changed,
        progress=page.progress(),
    )


def _answer(request, state: str, said: str, *, status: int = 200, **more) -> JsonResponse:
    """What the page's script hears; the token because signing in again in another tab changes it."""
    return JsonResponse({"state": state, "said": said, "token": get_token(request), **more}, status=status)


def opaque(user) -> str:
    """Tells one person's notes kept in a browser from another's, and tells nothing else."""
    return salted_hmac("applicants.shortlisting.whose", str(user.pk), algorithm="sha256").hexdigest()[:20]

"""Before and beside the draft: what will be asked, late entry, and the end of the reminders."""

from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from applicants.applying import periods, queries
from applicants.applying.actions import drafting, reminding
from applicants.applying.forms import WORDS_AT_MOST, LateEntryForm, QuestionsForm
from applicants.applying.models import Application
from vacancies.queries import asked_documents, published_adverts
from vacancies.views import advert_ended

read_or_write = require_http_methods(["GET", "HEAD", "POST"])

NO_SUCH_CODE = (
    "This code does not let you apply. Check it against the email or note you got, or ask the recruiter"
)
TOO_MANY_CODES = "You have tried too many codes. Wait an hour, then try again"
# A right code is taken back from the count; a guess would have to find one in 29 to the power of 12.
CODE_COOKIE = "late_entry_code"
LONGEST_CODE = 40
# Seconds: time enough to make an account.
CODE_WAITS = 3_600
GUESSES = {"late_entry": "10/h/user,100/h/ip"}


@login_not_required
@read_or_write
def start(request, pk):
    """What will be asked, before anybody signs in; a POST creates the draft, or finds the one that stands."""
    vacancy = get_object_or_404(published_adverts(), pk=pk)
    signed_in = request.user.is_authenticated
    if signed_in and (already := queries.own_application(request.user, vacancy)):
        return redirect("applying:task_list", already.reference)
    if vacancy.has_ended:
        return advert_ended(request, vacancy)
    if request.method == "POST":
        if not signed_in:
            return redirect_to_login(request.get_full_path())
        return _start(request, vacancy)
    return _start_page(request, vacancy)


def _start(request, vacancy):
    """Begin, with the answers to the employer's questions; one they had not hoped for is explained first."""
    form = QuestionsForm(request.POST, asked=queries.asked_before(vacancy), begins=True)
    if form.fields and ("change" in request.POST or not form.is_valid()):
        return _start_page(request, vacancy, form=form)
    if form.is_valid() and form.unhoped() and "anyway" not in request.POST:
        context = {"vacancy": vacancy, "explained": form.unhoped(), "form": form}
        return render(request, "applying/explained.html", context)
    try:
        application = drafting.start(vacancy, by=request.user, answers=form.answers())
    except drafting.NotOpen:
        vacancy.refresh_from_db()
        if vacancy.is_open:
            return _start_page(request, vacancy, no_new_applications=True)
        return advert_ended(request, vacancy)
    except drafting.OnThePanel:
        return _start_page(request, vacancy, on_the_panel=True)
    except drafting.WithdrawnTooOften:
        return _start_page(request, vacancy, withdrawn_too_often=True)
    if earlier := _to_copy_from(request, application):
        return redirect("applying:copy_from", application.reference, earlier.reference)
    return redirect("applying:task_list", application.reference)


def _to_copy_from(request, application) -> Application | None:
    """The application of theirs that the address names ("from"), if somebody wants to begin with a copy."""
    reference = request.GET.get("from", "")
    return reference and queries.earlier_applications(application).filter(reference=reference).first()


def _start_page(request, vacancy, *, form=None, **refusal):
    asked = queries.asked_before(vacancy)
    criteria, documents = list(queries.asked_of(vacancy)), list(asked_documents(vacancy))
    signed_in = request.user.is_authenticated
    context = {
        "vacancy": vacancy,
        "criteria": criteria,
        "before": asked,
        "documents": documents,
        "asked_lines": queries.asked_in_words(
            vacancy, questions=len(asked), criteria=len(criteria), documents=len(documents)
        ),
        "how_long": queries.how_long_in_words(criteria),
        "draft_days": periods.DRAFT_KEPT.days,
        "form": form or QuestionsForm(asked=asked, begins=True),
        "words": WORDS_AT_MOST,
        "has_applied_before": signed_in and request.user.applications.exists(),
    }
    return render(request, "applying/start.html", context | refusal, status=403 if refusal else 200)


@csrf_exempt
@login_not_required
@read_or_write
def late_entry_link(request, pk, code):
    """Where the link in the email with the code leads: takes the code out of the address and goes on without.

    Nothing is looked up, so nothing is refused and no log has a reason to name the address; nothing is shown
    here, so no page sends it on. The code waits in a cookie that goes to the entry page alone, not in the
    session: of a code our database has no more than a fingerprint.
    """
    answer = redirect("applying:late_entry", pk)
    answer.set_cookie(
        CODE_COOKIE,
        code[:LONGEST_CODE],
        max_age=CODE_WAITS,
        path=answer.url,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


@read_or_write
def late_entry(request, pk):
    """Where somebody enters the code a recruiter gave them; then they begin, or go on with their draft."""
    vacancy = get_object_or_404(published_adverts(), pk=pk)
    mine = queries.own_application(request.user, vacancy)
    if vacancy.takes_new_applications or (mine and (mine.submitted_at or mine.may_be_submitted)):
        return redirect("applying:start", pk)
    form = LateEntryForm(request.POST or None, initial={"code": request.COOKIES.get(CODE_COOKIE, "")})
    if request.method == "POST" and form.is_valid():
        guess = ratelimit.consume(request, app="applying", action="late_entry", config=GUESSES)
        try:
            if not guess:
                raise drafting.NoSuchCode
            application = drafting.start_late(vacancy, by=request.user, code=form.cleaned_data["code"])
        except drafting.NoSuchCode:
            form.add_error("code", NO_SUCH_CODE if guess else TOO_MANY_CODES)
        except drafting.OnThePanel:
            return _start_page(request, vacancy, on_the_panel=True)
        except drafting.WithdrawnTooOften:
            return _start_page(request, vacancy, withdrawn_too_often=True)
        except drafting.NotADraft:
            # Submitted in another tab since this page was asked for: that is where to go.
            return redirect("applying:start", pk)
        else:
            guess.rollback()
            answer = redirect("applying:task_list", application.reference)
            answer.delete_cookie(CODE_COOKIE, path=request.path)
            return answer
    return render(request, "applying/late_entry.html", {"vacancy": vacancy, "form": form})


@csrf_exempt
@login_not_required
@read_or_write
def stop_reminders(request, token):
    """Stops the reminders about one vacancy with one press, here or in a mail program (RFC 8058).

    Signed out too: the token, which is in that one email alone, says whose they are. So there is no session
    to protect against a forged form either.
    """
    application = get_object_or_404(
        Application.objects.select_related("vacancy", "applicant"), reminder_token=token
    )
    if request.method == "POST":
        reminding.stop(application)
    stopped = request.method == "POST" or application.reminders_off_at is not None
    return render(
        request,
        "applying/stop_reminders.html",
        {"vacancy": application.vacancy, "stopped": stopped},
    )

"""The recruiter's view of the outbox: what could not be delivered or is in doubt, and the two ways out."""

from collections.abc import Callable

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.template.response import TemplateResponse

from recruitment.admin import AllowedLookups, ReadOnly
from recruitment.mail.actions import HoldsSecret, NotInTrouble, it_arrived, send_again
from recruitment.mail.models import OutgoingEmail, State


class ShownFilter(admin.SimpleListFilter):
    """What needs a person comes first; everything else is a click away."""

    title = "what became of it"
    parameter_name = "show"
    SHOWN = {
        None: ("Needs somebody", OutgoingEmail.objects.in_trouble),
        "waiting": ("Waiting or being sent", lambda: _in(State.QUEUED, State.SENDING)),
        "sent": ("Sent", lambda: _in(State.SENT)),
        "all": ("All", OutgoingEmail.objects.all),
    }

    def lookups(self, request, model_admin):
        return [(value, name) for value, (name, _) in self.SHOWN.items() if value]

    def choices(self, changelist):
        for value, (name, _) in self.SHOWN.items():
            query = changelist.get_query_string(
                {self.parameter_name: value} if value else {}, remove=["show", "p"]
            )
            yield {"selected": self._chosen() == value, "query_string": query, "display": name}

    def queryset(self, request, emails):
        return emails & self.SHOWN[self._chosen()][1]()

    def _chosen(self) -> str | None:
        return self.value() if self.value() in self.SHOWN else None


def _in(*states: State):
    return OutgoingEmail.objects.filter(state__in=states)


class OutgoingEmailAdmin(ReadOnly, AllowedLookups, admin.ModelAdmin):
    """Recruiters read the emails of their employers, and decide about those in trouble.

    An activity that must hide some of them registers a subclass with a narrower `get_queryset` in its place.
    """

    list_display = ("subject", "about", "standing", "attempts", "last_reply", "queued_at", "sent_at")
    list_filter = (ShownFilter,)
    search_fields = ("=key", "=about")
    search_help_text = "Whole words: vacancy:12 or invitation:7."
    list_per_page = 50
    show_full_result_count = False
    actions = ("send_again", "it_arrived")

    def get_queryset(self, request):
        emails = super().get_queryset(request)
        if request.user.is_superuser:
            return emails
        return emails.filter(employer__in=request.user.recruits_for)

    def get_fields(self, request, obj=None):
        facts = (
            "subject",
            "to",
            "about",
            "key",
            "standing",
            "attempts",
            "last_reply",
            "queued_at",
            "sent_at",
        )
        if obj is None or obj.holds_secret:
            return facts
        return (*facts, "due_at", "message_id", "text")

    def has_module_permission(self, request):
        return request.user.is_staff

    def has_view_permission(self, request, obj=None):
        return request.user.is_staff

    @admin.display(description="what became of it", ordering="state")
    def standing(self, email):
        return email.get_state_display()

    @admin.action(description="Send again…", permissions=["view"])
    def send_again(self, request, queryset):
        emails = queryset.in_trouble().filter(holds_secret=False)
        return self._decide(request, emails, send_again, "Send again?", "Send again", "will be sent again")

    @admin.action(description="It arrived…", permissions=["view"])
    def it_arrived(self, request, queryset):
        emails = queryset.filter(state=State.UNKNOWN)
        return self._decide(
            request, emails, it_arrived, "Has it arrived?", "Yes, it arrived", "noted as arrived"
        )

    def _decide(self, request, emails, decide: Callable, question: str, yes: str, done: str):
        """Say which emails and whom; once that is confirmed, decide about each of them."""
        emails = list(emails)
        if not emails:
            self.message_user(
                request, "None of these is in question, so nothing was changed.", messages.WARNING
            )
            return None
        if "confirmed" not in request.POST:
            return self._ask(request, emails, action=decide.__name__, title=question, yes=yes)
        decided = sum(_decided(decide, email, request.user) for email in emails)
        self.message_user(request, f"{decided} email{'' if decided == 1 else 's'} {done}.", messages.SUCCESS)
        if decided < len(emails):
            self.message_user(request, "The others were settled in the meantime.", messages.WARNING)
        return None

    def _ask(self, request, emails, **context):
        return TemplateResponse(
            request,
            "admin/mail/outgoingemail/decide.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "emails": emails,
                "checkbox": ACTION_CHECKBOX_NAME,
                **context,
            },
        )


def _decided(decide: Callable, email: OutgoingEmail, by) -> bool:
    try:
        decide(email, by=by)
    except (NotInTrouble, HoldsSecret):
        return False
    return True


admin.site.register(OutgoingEmail, OutgoingEmailAdmin)

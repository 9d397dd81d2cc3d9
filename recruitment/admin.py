"""The recruiter's desk: Django's admin under our own roof, signed in to through the ordinary sign-in."""

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator

from recruitment.today import today


class RecruitmentAdminSite(admin.AdminSite):
    """The admin for recruiters and administrators. One sign-in for everybody, so one set of rules."""

    site_header = site_title = f"{settings.SITE_NAME}: desk"
    index_title = "Today"
    enable_nav_sidebar = False
    index_template = "admin/today.html"

    def get_urls(self):
        """Django's own addresses, but "view on site" answers only for what the person may see."""
        urls = super().get_urls()
        for pattern in urls:
            if getattr(pattern, "name", None) == "view_on_site":
                pattern.callback = self.admin_view(self.view_on_site)
        return urls

    def index(self, request, extra_context=None):
        """What needs doing today, and below it everything the desk holds."""
        return super().index(request, {"duties": today.duties(request.user), **(extra_context or {})})

    @method_decorator(login_not_required)
    def login(self, request, extra_context=None):
        """Send people to the site's own sign-in, which throttles and asks for the second factor.

        Somebody who is signed in already and comes here may not enter: their own pages are elsewhere.
        """
        if request.user.is_authenticated:
            return redirect("home")
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))

    def logout(self, request, extra_context=None):
        """Leave through the site's own door, which asks first."""
        return redirect("account_logout")

    def password_change(self, request, extra_context=None):
        """Change the password where everybody does."""
        return redirect("account_change_password")

    password_change_done = password_change

    def view_on_site(self, request, content_type_id, object_id):
        """Go to an object's public page, if this desk shows the object to this person; else 404.

        Django's own version would tell any member of staff which numbers exist in any table.
        """
        content_type = ContentType.objects.filter(pk=row_number(content_type_id)).first()
        model = content_type and content_type.model_class()
        model_admin = self._registry.get(model)
        found = model_admin and model_admin.get_object(request, object_id)
        if not found or not model_admin.has_view_permission(request, found):
            raise Http404
        if not hasattr(found, "get_absolute_url"):
            raise Http404
        return redirect(found.get_absolute_url())


def row_number(text: str) -> int | None:
    """The number of a row in an address; None for what can be none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


class AdministratorsOnly:
    """A ModelAdmin of which only administrators see anything, not even which numbers are taken."""

    def get_object(self, request, object_id, from_field=None):
        # Some of Django's pages look before they ask for permission: 302 for nothing, 403 for something.
        if not self.has_module_permission(request):
            raise PermissionDenied
        return super().get_object(request, object_id, from_field)

    def has_module_permission(self, request):
        return request.user.is_active and request.user.is_superuser

    def has_view_permission(self, request, obj=None):
        return self.has_module_permission(request)

    def has_add_permission(self, request, obj=None):
        return self.has_module_permission(request)

    def has_change_permission(self, request, obj=None):
        return self.has_module_permission(request)

    def has_delete_permission(self, request, obj=None):
        return False


class ReadOnly:
    """A ModelAdmin that adds, changes and deletes nothing."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class AllowedLookups:
    """A ModelAdmin that filters by nothing but its own list filters and date hierarchy.

    The stock admin answers `?any_field__startswith=` on every field of the model: an oracle for whatever
    the page does not show.
    """

    # Further look-ups that links of ours use.
    allowed_lookups: tuple[str, ...] = ()

    def to_field_allowed(self, request, to_field):
        # No window of ours asks for another field; Django's own answer breaks on the name of a relation.
        return to_field == self.opts.pk.name

    def response_action(self, request, queryset):
        """Django's own, but for numbers that are none: those find nothing instead of breaking."""
        if None in map(row_number, request.POST.getlist(ACTION_CHECKBOX_NAME)):
            self.message_user(request, "Nothing was chosen, so nothing was changed.", messages.WARNING)
            return None
        return super().response_action(request, queryset)

    def lookup_allowed(self, lookup, value, request):
        allowed = set(self.allowed_lookups)
        for item in self.get_list_filter(request):
            field = item[0] if isinstance(item, tuple) else item
            if hasattr(item, "parameter_name"):
                allowed.add(item.parameter_name)
            elif isinstance(field, str):
                allowed.update({field, f"{field}__exact", f"{field}__id__exact", f"{field}__isnull"})
                allowed.update({f"{field}__gte", f"{field}__lt"})
        return lookup in allowed

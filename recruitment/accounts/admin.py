"""The administrators' desk for people, roles and employers. Nobody else sees it."""

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.db import models, transaction

from recruitment.accounts.actions import access, staffing
from recruitment.accounts.forms import AddStaffForm
from recruitment.accounts.models import Employer, StaffRole, User
from recruitment.accounts.permissions import SECOND_FACTORS
from recruitment.admin import AdministratorsOnly, AllowedLookups
from recruitment.audit.recording import record

# Registered by the packages they come from. Secrets of the second factor, where people sit when they sign in,
# and groups, which we do not use.
for model in (Authenticator, EmailAddress, EmailConfirmation, Group, UserSession):
    if admin.site.is_registered(model):
        admin.site.unregister(model)


class StaffRoleInline(AdministratorsOnly, admin.TabularInline):
    """Roles are given and taken, never edited.

    A plain list of employers: the field that searches breaks on a number that is none.
    """

    model = StaffRole
    extra = 1
    fields = ("employer", "role", "given")
    readonly_fields = ("given",)

    @admin.display(description="given")
    def given(self, staff_role):
        """When; the line for a new role has no time yet."""
        return staff_role.granted_at if staff_role.pk else ""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "employer":
            # No pencil and no plus: employers have a page of their own.
            field.widget = field.widget.widget
        return field

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return self.has_module_permission(request)


@admin.register(User)
class UserAdmin(AllowedLookups, AdministratorsOnly, admin.ModelAdmin):
    """Everybody who may sign in. Names and roles change here, passwords nowhere."""

    list_display = ("email", "name", "roles", "is_superuser", "is_active", "second_factor", "last_login")
    list_filter = ("is_active", "is_superuser", "staff_roles__role", "staff_roles__employer")
    search_fields = ("email", "name")
    ordering = ("email",)
    list_per_page = 50
    inlines = (StaffRoleInline,)
    actions = ("forget_second_factor",)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("staff_roles__employer", "authenticator_set")

    def get_form(self, request, obj=None, change=False, **kwargs):
        if obj is None:
            return AddStaffForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fields(self, request, obj=None):
        if obj is None:
            return ("email", "name")
        return ("email", "name", "is_active", "is_superuser", "second_factor", "joined_at", "last_login")

    def get_readonly_fields(self, request, obj=None):
        if obj is None:
            return ()
        fixed = ("email", "second_factor", "joined_at", "last_login")
        # Nobody locks themselves out by a slip of the mouse.
        return (*fixed, "is_active", "is_superuser") if obj == request.user else fixed

    @admin.display(description="roles")
    def roles(self, user):
        return ", ".join(str(role) for role in user.staff_roles.all())

    @admin.display(description="second factor", boolean=True)
    def second_factor(self, user):
        return any(device.type in SECOND_FACTORS for device in user.authenticator_set.all())

    @admin.action(description="Forget the second factor (the phone was lost)")
    def forget_second_factor(self, request, queryset):
        forgotten = sum(access.reset_second_factor(user, by=request.user) for user in queryset)
        self.message_user(request, f"Forgotten for {forgotten} of {len(queryset)}, who were told by email.")

    def save_model(self, request, user, form, change):
        if not change:
            added = staffing.add(email=user.email, name=user.name, by=request.user)
            user.pk = added.pk
            user._state.adding = False
            return
        before = User.objects.get(pk=user.pk)
        User.objects.filter(pk=user.pk).update(name=user.name)
        try:
            with transaction.atomic():
                _change_access(before, user, by=request.user)
        except access.LastAdministrator:
            self.message_user(
                request,
                "Nothing was changed about their access: there must be one administrator who may sign in.",
                messages.ERROR,
            )

    def save_formset(self, request, form, formset, change):
        for staff_role in formset.save(commit=False):
            staffing.grant(staff_role.role, user=form.instance, employer=staff_role.employer, by=request.user)
        for staff_role in formset.deleted_objects:
            staffing.revoke(staff_role, by=request.user)
        formset.save_m2m()


def _change_access(before: User, after: User, *, by: User) -> None:
    """Do what differs between the row and the form."""
    if before.is_superuser != after.is_superuser:
        change = access.make_administrator if after.is_superuser else access.unmake_administrator
        change(before, by=by)
    if before.is_active != after.is_active:
        change = access.reactivate if after.is_active else access.deactivate
        change(before, by=by)


@admin.register(Employer)
class EmployerAdmin(AllowedLookups, AdministratorsOnly, admin.ModelAdmin):
    """Organisations that advertise. Only administrators add them or see who works for them."""

    list_display = ("name", "website")
    search_fields = ("name",)
    list_per_page = 50
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    fieldsets = (
        (
            None,
            {
                "fields": (
                    *("name", "address", "website", "about", "privacy_notice_url"),
                    *("needs_approval", "shows_applications_so_far"),
                )
            },
        ),
        (
            "Panels and shortlists",
            {
                "fields": ("least_scorers", "explains_every_score", "is_disability_confident", "feedback"),
                "description": "What holds for every panel of this employer from now on.",
            },
        ),
    )

    def save_model(self, request, employer, form, change):
        super().save_model(request, employer, form, change)
        changed = [] if not change else sorted(form.changed_data)
        record(
            "employer.changed" if change else "employer.created",
            employer,
            by=request.user,
            employer_id=employer.pk,
            fields=changed,
        )

"""The emails a recruiter may read: not those about a vacancy on whose panel they sit."""

from django.contrib import admin

from recruitment.mail.admin import OutgoingEmailAdmin
from recruitment.mail.models import OutgoingEmail
from vacancies import permissions


class VacancyEmailAdmin(OutgoingEmailAdmin):
    """Recruiters who sit on a panel, or sat, read no email about that vacancy: it would tell who applied."""

    def get_queryset(self, request):
        return super().get_queryset(request).exclude(about__in=permissions.subjects_kept_from(request.user))


admin.site.unregister(OutgoingEmail)
admin.site.register(OutgoingEmail, VacancyEmailAdmin)

"""The privacy notice: what is kept, who sees it, for how long. Its periods are those the code keeps to."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from applicants.applying import periods
from vacancies.actions import alerting


@login_not_required
@require_safe
def notice(request):
    """For everybody, before they give anything away."""
    context = {
        "contact": settings.CONTACT_EMAIL,
        "draft_days": periods.DRAFT_KEPT.days,
        "told_days": periods.TOLD_BEFORE.days,
        "unconfirmed_days": alerting.UNCONFIRMED_KEPT.days,
        "stopped_days": alerting.ENDED_KEPT.days,
    }
    return render(request, "privacy/notice.html", context)

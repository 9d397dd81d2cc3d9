"""The documents beside an advert, and who may download them."""

from django.db.models import Q, QuerySet

from recruitment.accounts.models import Employer
from vacancies.models import SupportingDocument, Vacancy


def documents(vacancy: Vacancy) -> QuerySet[SupportingDocument]:
    """In the order the recruiter gave them; each knows its address and a description."""
    return vacancy.documents.all()


def downloadable(user) -> QuerySet[SupportingDocument]:
    """What this person may download: beside open adverts everybody's, else the employer's staff's."""
    public = Q(vacancy__in=Vacancy.objects.open())
    if not user.is_authenticated:
        return SupportingDocument.objects.filter(public)
    employers = (
        Employer.objects.all() if user.is_superuser else Employer.objects.filter(staff_roles__user=user)
    )
    return SupportingDocument.objects.filter(public | Q(vacancy__employer__in=employers))

"""What the desk asks of the applications for a vacancy."""

from vacancies.models import Vacancy


def unfinished_applications(vacancy: Vacancy) -> int:
    """How many people have begun and not submitted: they are told when the advert closes."""
    return vacancy.applications.filter(submitted_at=None).count()


def waiting_applications(vacancy: Vacancy) -> int:
    """How many people applied and have no answer yet."""
    return vacancy.applications.filter(status="submitted").count()


def is_announced(vacancy: Vacancy) -> bool:
    """Whether people were invited or turned down. For kind words; the database decides."""
    return Vacancy.objects.filter(pk=vacancy.pk, shortlist__announced_at__isnull=False).exists()

"""What the desk asks of the applications for a vacancy."""

from vacancies.models import Vacancy


def unfinished_applications(vacancy: Vacancy) -> int:
    """How many people have begun and not submitted: they are told when the advert closes."""
    return vacancy.applications.filter(submitted_at=None).count()

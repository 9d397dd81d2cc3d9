"""Where an application stands and which moves exist: a table of facts, nothing else."""

from django.db.models import TextChoices


class Status(TextChoices):
    DRAFT = "draft", "Not submitted yet"
    SUBMITTED = "submitted", "Submitted"
    SHORTLISTED = "shortlisted", "Invited to interview"
    NOT_SHORTLISTED = "not_shortlisted", "Not shortlisted"
    WITHDRAWN = "withdrawn", "Withdrawn"
    VACANCY_WITHDRAWN = "vacancy_withdrawn", "The vacancy was withdrawn"


# from -> to. What is not here cannot happen.
MOVES = {
    Status.DRAFT: {Status.SUBMITTED},
    Status.SUBMITTED: {
        Status.SHORTLISTED,
        Status.NOT_SHORTLISTED,
        Status.WITHDRAWN,
        Status.VACANCY_WITHDRAWN,
    },
    Status.SHORTLISTED: {Status.WITHDRAWN},
    Status.NOT_SHORTLISTED: set(),
    Status.WITHDRAWN: set(),
    Status.VACANCY_WITHDRAWN: set(),
}

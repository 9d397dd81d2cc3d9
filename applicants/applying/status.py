"""Where an application stands, which moves exist, and the choices its pages offer: facts, nothing else."""

from django.db.models import TextChoices


class Status(TextChoices):
    DRAFT = "draft", "Not submitted yet"
    SUBMITTED = "submitted", "Submitted"
    SHORTLISTED = "shortlisted", "Invited to interview"
    RESERVE = "reserve", "On the reserve list"
    NOT_SHORTLISTED = "not_shortlisted", "Not shortlisted"
    WITHDRAWN = "withdrawn", "Withdrawn"
    VACANCY_WITHDRAWN = "vacancy_withdrawn", "The vacancy was withdrawn"


# from -> to. What is not here cannot happen.
MOVES = {
    Status.DRAFT: {Status.SUBMITTED},
    Status.SUBMITTED: {
        Status.SHORTLISTED,
        Status.RESERVE,
        Status.NOT_SHORTLISTED,
        Status.WITHDRAWN,
        Status.VACANCY_WITHDRAWN,
    },
    Status.SHORTLISTED: {Status.WITHDRAWN},
    # Asked after all, or told that nobody is needed any more.
    Status.RESERVE: {Status.SHORTLISTED, Status.NOT_SHORTLISTED, Status.WITHDRAWN},
    Status.NOT_SHORTLISTED: set(),
    Status.WITHDRAWN: set(),
    Status.VACANCY_WITHDRAWN: set(),
}


class RightToWork(TextChoices):
    """Nobody is asked for a nationality: only what the employer has to arrange."""

    UNLIMITED = "unlimited", "Yes, with no time limit"
    LIMITED = "limited", "Yes, but it ends on a certain date or has conditions"
    NEEDS_SPONSORSHIP = "sponsorship", "No, I need an employer to sponsor me"


class Registration(TextChoices):
    REGISTERED = "registered", "Yes, I am registered"
    EXPECTED = "expected", "Not yet, I have applied or expect to be"
    NONE = "none", "No"


class KindOfWork(TextChoices):
    PAID = "paid", "Paid work"
    VOLUNTARY = "voluntary", "Volunteering"
    PLACEMENT = "placement", "A placement or work experience"
    CARING = "caring", "Caring for somebody"


class WhereSeen(TextChoices):
    THIS_SERVICE = "this_service", "On this website"
    EMPLOYER = "employer", "On the employer’s website"
    JOBS_SITE = "jobs_site", "On another jobs website"
    SOCIAL = "social", "On social media"
    PERSON = "person", "Somebody told me"
    JOBCENTRE = "jobcentre", "At a jobcentre, college or job fair"
    ELSE = "else", "Somewhere else"
    NOT_SAID = "not_said", "I would rather not say"


class Scan(TextChoices):
    """What is known of a document. The words are a recruiter's."""

    NOT_SCANNED = "not_scanned", "Not scanned for viruses yet: it can be opened once it is."
    CLEAN = "clean", "Scanned: no virus was found."
    INFECTED = "infected", "A virus was found in it, so it was not kept. The applicant has been told."
    NO_SCANNER = "no_scanner", "Not scanned: no virus scanner is set up for this service."

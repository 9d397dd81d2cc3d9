"""The words for where a vacancy stands, what it offers and why it closed: tables of facts, nothing else."""

from django.db.models import TextChoices


class Status(TextChoices):
    """Where a vacancy stands. `open` is not here: it is computed from the clock."""

    DRAFT = "draft", "Draft"
    AWAITING_APPROVAL = "awaiting_approval", "Awaiting approval"
    APPROVED = "approved", "Approved"
    PUBLISHED = "published", "Published"
    CLOSED = "closed", "Closed"
    WITHDRAWN = "withdrawn", "Withdrawn"


# Nobody outside the employer has seen these.
UNPUBLISHED = (Status.DRAFT, Status.AWAITING_APPROVAL, Status.APPROVED)
# These accept no application any more.
ENDED = (Status.CLOSED, Status.WITHDRAWN)

# from -> to -> what a recruiter calls it. What is not here cannot happen: the database refuses it too
# (migrations/sql/moves.sql), and docs/pictures/states.svg is drawn from it.
MOVES: dict[Status, dict[Status, str]] = {
    Status.DRAFT: {
        Status.AWAITING_APPROVAL: "send for approval",
        Status.PUBLISHED: "publish, where no approval is needed",
    },
    Status.AWAITING_APPROVAL: {
        Status.APPROVED: "approve: somebody who did not send it",
        Status.DRAFT: "send back, or take back",
    },
    Status.APPROVED: {
        Status.PUBLISHED: "publish",
        Status.DRAFT: "change again: the approval is lost",
    },
    Status.PUBLISHED: {
        Status.DRAFT: "take back, only before it opens",
        Status.CLOSED: "close: by its time, its cap or a recruiter",
        Status.WITHDRAWN: "withdraw",
    },
    Status.CLOSED: {
        Status.PUBLISHED: "re-open after an outage",
        Status.WITHDRAWN: "withdraw, until the shortlist is announced",
    },
    Status.WITHDRAWN: {},
}


class CloseReason(TextChoices):
    """Why a vacancy closed."""

    DEADLINE = "deadline", "The closing time came"
    CAP = "cap", "Enough people applied"
    RECRUITER = "recruiter", "Closed early by a recruiter"
    WITHDRAWN = "withdrawn", "The vacancy was withdrawn"


class CapPolicy(TextChoices):
    """What happens when as many people have applied as the recruiter asked for."""

    AT_ONCE = "at_once", "Close at once"
    WITH_NOTICE = "with_notice", "Close with notice to people who have begun"


# The shares of the cap, in per cent, at which the recruiter is told how many have applied.
WARNED_AT = (50, 80, 100)


class HighCostArea(TextChoices):
    """The zones of the high cost area supplement (Agenda for Change handbook, section 4)."""

    NONE = "", "None"
    INNER = "inner", "Inner London"
    OUTER = "outer", "Outer London"
    FRINGE = "fringe", "Fringe"


class PayScheme(TextChoices):
    AGENDA_FOR_CHANGE = "agenda_for_change", "Agenda for Change"
    OTHER = "other", "Other"


class Contract(TextChoices):
    PERMANENT = "permanent", "Permanent"
    FIXED_TERM = "fixed_term", "Fixed term"
    BANK = "bank", "Bank"
    SECONDMENT = "secondment", "Secondment"
    APPRENTICESHIP = "apprenticeship", "Apprenticeship"
    OTHER = "other", "Other"


class WorkingPattern(TextChoices):
    FULL_TIME = "full_time", "Full-time"
    PART_TIME = "part_time", "Part-time"
    FLEXIBLE = "flexible", "Flexible working"
    JOB_SHARE = "job_share", "Job share"
    HOME_OR_REMOTE = "home_or_remote", "Home or remote working"
    COMPRESSED = "compressed", "Compressed hours"


class Sponsorship(TextChoices):
    """Can the employer sponsor a Skilled Worker visa for this post? Generates the advert's sentence."""

    NOT_STATED = "", "Not stated"
    AVAILABLE = "available", "Applications from people who need sponsorship are welcome"
    NOT_AVAILABLE = "not_available", "This post cannot be sponsored"


class DbsLevel(TextChoices):
    NOT_STATED = "", "Not stated"
    NONE = "none", "No check needed"
    BASIC = "basic", "Basic"
    STANDARD = "standard", "Standard"
    ENHANCED = "enhanced", "Enhanced"
    ENHANCED_BARRED = "enhanced_barred", "Enhanced with barred list"
    REQUIRED = "required", "Needed (level to be confirmed)"


# What an advert says for each choice. One field decides, so that one advert cannot contradict itself.
SPONSORSHIP_SENTENCES = {
    Sponsorship.AVAILABLE: "We welcome applications from people who need Skilled Worker sponsorship to work "
    "in the UK, and consider them alongside all others.",
    Sponsorship.NOT_AVAILABLE: "We cannot sponsor a Skilled Worker visa for this job. You can still apply if "
    "you have, or expect to have, the right to work in the UK in another way.",
}
_CHECKED = "The person appointed will have {} Disclosure and Barring Service (DBS) check"
DBS_SENTENCES = {
    DbsLevel.NONE: "This job does not need a Disclosure and Barring Service (DBS) check.",
    DbsLevel.BASIC: _CHECKED.format("a basic") + ".",
    DbsLevel.STANDARD: _CHECKED.format("a standard") + ".",
    DbsLevel.ENHANCED: _CHECKED.format("an enhanced") + ".",
    DbsLevel.ENHANCED_BARRED: _CHECKED.format("an enhanced") + ", with a check of the barred lists.",
    DbsLevel.REQUIRED: _CHECKED.format("a") + ".",
}
DRIVING_SENTENCE = (
    "The job needs driving. If a disability or health condition means that you cannot drive, you can still "
    "apply: ask us about adjustments, such as support to travel in another way."
)


class Importance(TextChoices):
    ESSENTIAL = "essential", "Essential"
    DESIRABLE = "desirable", "Desirable"


class CriterionKind(TextChoices):
    SCORED = "scored", "Scored from evidence"
    ACKNOWLEDGED = "acknowledged", "Acknowledged with yes or no"


class EvidencedBy(TextChoices):
    """How a criterion is evidenced: the key of a person specification's last column."""

    APPLICATION = "A", "Application"
    CERTIFICATE = "C", "Certificate"
    INTERVIEW = "I", "Interview"
    TEST = "T", "Test"


# What may be asked on the form and judged at shortlisting; the rest belongs to the interview.
JUDGED_AT_SHORTLISTING = (EvidencedBy.APPLICATION, EvidencedBy.CERTIFICATE)


class QuestionKind(TextChoices):
    """How a pre-application question is answered."""

    YES_NO = "yes_no", "Yes or no"
    TEXT = "text", "In words"


# The points of a panel, the lowest first, worded so that two people mean the same by them.
DEFAULT_SCORE_LABELS = ("No evidence", "Some evidence", "Meets the criterion", "Exceeds the criterion")

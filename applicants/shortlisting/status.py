"""How far a panel is with a vacancy, and the choices its pages offer: tables of facts, nothing else."""

from datetime import timedelta

from django.db.models import TextChoices

from applicants.applying.status import Status

# Drafts were never handed over, and who has withdrawn is gone.
SEEN_BY_PANEL = (Status.SUBMITTED, Status.SHORTLISTED, Status.RESERVE, Status.NOT_SHORTLISTED)
UNSEEN_BY_PANEL = tuple(status for status in Status if status not in SEEN_BY_PANEL)
# From the day on which somebody is told that they are not shortlisted.
FEEDBACK_ASKED_WITHIN = timedelta(days=28)


class Stage(TextChoices):
    """What there is to do for one member. Computed, never stored."""

    OPEN = "open", "Applications still open"
    BEING_READ = "being_read", "Being read before you score"
    DECLARING = "declaring", "Declare conflicts of interest"
    ASIDE = "aside", "You have stood aside"
    NOBODY = "nobody", "Nobody to score"
    SCORING = "scoring", "Scoring"
    WAITING = "waiting", "Your card is in"
    CHOOSING = "choosing", "Chair is choosing"
    CONFIRMED = "confirmed", "Shortlist confirmed"
    ANNOUNCED = "announced", "Announced"
    WITHDRAWN = "withdrawn", "Vacancy withdrawn"


# Somebody at these stages has declared that they may look: every page that shows an application asks for one.
MAY_READ = (Stage.SCORING, Stage.WAITING, Stage.CHOOSING, Stage.CONFIRMED, Stage.ANNOUNCED)


class Way(TextChoices):
    """How a member goes through the scores."""

    BY_CRITERION = "criterion", "One criterion at a time"
    BY_CANDIDATE = "candidate", "One candidate at a time"


# From here on a chair may have the decision pack: every card is in, their own too.
HAS_A_PACK = (Stage.CHOOSING, Stage.CONFIRMED, Stage.ANNOUNCED)


class Conflict(TextChoices):
    """What a member says before the first look."""

    NONE = "none", "I know of no conflict of interest"
    SOMEBODY = "somebody", "I may know somebody who applied, and will say so when I recognise them"
    UNFIT = "unfit", "I have a conflict of interest and should not score this vacancy"
    UNASKED = "unasked", "Was not asked: the panel had finished before this service asked"


# Kept of panels that finished before members were asked; nobody can say it.
CONFLICTS_TO_DECLARE = (Conflict.NONE, Conflict.SOMEBODY, Conflict.UNFIT)


class NamesAfter(TextChoices):
    """When a chair sees names: never before the shortlist is confirmed."""

    CONFIRMED = "confirmed", "The shortlist is confirmed"
    ANNOUNCED = "announced", "Everybody has been told"


class Basis(TextChoices):
    """How agreed points came about."""

    TALKED = "talked", "The panel talked and agreed"
    MEAN = "mean", "The mean was taken"
    LOWER = "lower", "The lower was taken"


class Worded(TextChoices):
    """The emails an employer may word."""

    INVITED = "invited", "Invitation to interview"
    RESERVE = "reserve", "On the reserve list"
    NOT_SHORTLISTED = "not_shortlisted", "Not shortlisted"


class FeedbackStage(TextChoices):
    """How far an applicant's feedback is. Computed, never stored."""

    MAY_ASK = "may_ask", "You can ask for feedback"
    TOO_LATE = "too_late", "The time to ask for feedback is over"
    ASKED = "asked", "You have asked for feedback"
    READY = "ready", "Your feedback is ready"

"""How far a panel is with a vacancy: a table of facts, nothing else."""

from django.db.models import TextChoices


class Stage(TextChoices):
    """What there is to do for one member. Computed, never stored."""

    OPEN = "open", "Applications still open"
    NOBODY = "nobody", "Nobody to score"
    SCORING = "scoring", "Scoring"
    WAITING = "waiting", "Your card is in"
    CHOOSING = "choosing", "Chair is choosing"
    CONFIRMED = "confirmed", "Shortlist confirmed"
    ANNOUNCED = "announced", "Announced"
    WITHDRAWN = "withdrawn", "Vacancy withdrawn"

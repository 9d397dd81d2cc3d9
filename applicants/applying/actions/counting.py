"""What the sealed room is told of the walk: stages that were reached, by token, late and many at once."""

from datetime import timedelta

from django.db.models.functions import Now

from applicants.applying.models import StatusChange
from applicants.monitoring.actions import reaching
from applicants.monitoring.tokens import token_for

# What was told already is passed over, so looking back far costs little, and lets no outage lose anything.
LOOKED_BACK = timedelta(days=35)


def tell_the_sealed_room() -> None:
    """Tell it every move of the last weeks. Twice, late or in two places at once is the same as once.

    By the history alone: no application waits for it, and none can fail with it (docs/decisions/0021).
    """
    moves = StatusChange.objects.filter(at__gte=Now() - LOOKED_BACK).values_list(
        "application__reference", "to_status", "application__vacancy_id"
    )
    reaching.reached(
        reaching.Step(token_for(reference), stage, vacancy) for reference, stage, vacancy in moves.iterator()
    )

"""How long what was never handed over is kept: facts, nothing else."""

from datetime import timedelta

# After the vacancy ended, or after the late-entry code that could still have let it in.
DRAFT_KEPT = timedelta(days=90)
# So long before that its owner is told, at least.
TOLD_BEFORE = timedelta(days=7)

"""The scales a panel may score by: the usual ones with their words, and what makes a scale usable."""

from dataclasses import dataclass

from vacancies.status import DEFAULT_SCORE_LABELS

LOWEST = (0, 1)
FEWEST_LABELS, MOST_LABELS = 2, 11
LONGEST_LABEL = 60


@dataclass(frozen=True)
class Scale:
    """Points from `lowest` up, one for each label, met from `met_from` on."""

    lowest: int
    labels: tuple[str, ...]
    met_from: int

    @property
    def highest(self) -> int:
        return self.lowest + len(self.labels) - 1

    @property
    def points(self) -> list[tuple[int, str, bool]]:
        """(2, "Meets the criterion", True): each point, its words, and whether it counts as met."""
        return [
            (number, label, number >= self.met_from) for number, label in enumerate(self.labels, self.lowest)
        ]

    def __str__(self):
        return f"{self.lowest} to {self.highest}"


# The scales in use in trusts, each point worded so that two people mean the same by it.
PRESETS = {
    "0-2": Scale(0, ("Not met", "Partly met", "Fully met"), 2),
    "0-3": Scale(0, DEFAULT_SCORE_LABELS, 2),
    "1-5": Scale(
        1, ("No evidence", "Weak evidence", "Meets the criterion", "Strong evidence", "Outstanding"), 3
    ),
    "0-5": Scale(
        0,
        (
            "No evidence",
            "Very little evidence",
            "Some evidence",
            "Meets the criterion",
            "Strong evidence",
            "Outstanding",
        ),
        3,
    ),
}
OWN = "own"


def preset_of(lowest: int, labels: list[str]) -> str:
    """The name of the preset with these points and words, or OWN."""
    found = (
        name for name, scale in PRESETS.items() if (scale.lowest, list(scale.labels)) == (lowest, labels)
    )
    return next(found, OWN)


def what_is_wrong(lowest: int, labels: list[str]) -> str:
    """Why these cannot be the points of a scale, in a recruiter's words; "" when they can."""
    if not FEWEST_LABELS <= len(labels) <= MOST_LABELS:
        return f"Give the scale {FEWEST_LABELS} to {MOST_LABELS} points, one a line; it has {len(labels)}."
    if any(len(label) > LONGEST_LABEL for label in labels):
        return f"Keep the words of each point to {LONGEST_LABEL} characters."
    if len({label.casefold() for label in labels}) < len(labels):
        return "Two points have the same words: the panel could not tell them apart."
    if lowest not in LOWEST:
        return "A scale begins at 0 or at 1."
    return ""

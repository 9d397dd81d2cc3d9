"""Which points of a person specification come near to the applicant's own health: a table of phrases.

There the form reminds people to tell of experience, not of a diagnosis. Phrases about the people whom the
job supports ("in a mental health setting", "adults with learning disabilities") are not among them: the
reminder would be beside the point, and people stop reading what often is.
"""

import re

# phrase -> why. Between words any white space or hyphen may stand.
PHRASES = {
    "lived experience": "the applicant's own illness, distress or recovery",
    "living experience": "the same, while it lasts",
    "personal experience": "of services or of distress, unless the text says otherwise",
    "own experience": "the same",
    "own lived": "the same",
    "first hand experience": "the same",
    "expert by experience": "somebody who has used services",
    "experts by experience": "the same",
    "experience of using": "services, mostly",
    "experience of having used": "the same",
    "experience as a service user": "the same",
    "experience as a patient": "the same",
    "experience of recovery": "the applicant's own",
    "own recovery": "the same",
    "recovery journey": "the same",
    "own mental health": "asks for health in so many words",
    "own health": "the same",
    "own wellbeing": "the same",
    "own disability": "the same",
    "manage own stress": "an answer may tell of illness",
    "physically fit": "a question about health in all but name",
    "physically able": "the same",
    "physical fitness": "the same",
    "good health": "the same",
    "sickness": "the same",
    "attendance record": "the same",
    "occupational health": "the same",
}
_PATTERN = re.compile(
    "|".join(rf"\b{re.escape(phrase)}\b".replace(r"\ ", r"[\s\-‑–]+") for phrase in PHRASES), re.IGNORECASE
)


def touches_health(text: str) -> bool:
    """Somebody might think that they have to write about their own health here."""
    return _PATTERN.search(text) is not None

"""How alike two criteria are worded, so that what was written for one can be offered for the other.

Words are compared, not letters, and of each only what tells criteria apart: "Experience of", "the ability to"
and "a good understanding of" stand in front of nearly all of them. It offers and never decides: whoever
applies sees both wordings and has to confirm what is taken over. Why it is done so, and what was tried, is in
docs/decisions/0026-copying-from-an-earlier-application.md.
"""

import re
import unicodedata
from functools import lru_cache

# From the labelled pairs in tests/applicants/applying/likeness_pairs.py: every pair that should be offered
# lies above, every other below.
ALIKE = 0.6

# What says little of what is asked for.
LITTLE = """
a about across all also an and any appropriate are as at basic be both by can clear competent confident
could demonstrable demonstrate demonstrated demonstrates demonstrating desirable effective effectively
essential etc evidence excellent experience experienced experiences for from general good great had has
have high i in including into is it its knowledge level must need of on or other our own part previous
proven range recent relevant related role setting settings should similar skill skilled skills some
strong such that the their them they this through to understanding understand used using very was well
were what when where which who will willing willingness with within work worked working would you your
ability able abilities capable
"""
SAYS_LITTLE = frozenset(LITTLE.split())
# One word for what the field calls by several names. Stems, as `_stem` makes them.
SAME_THING = {
    "oral": "verbal",
    "spoken": "verbal",
    "client": "patient",
    "serviceuser": "patient",
    "user": "patient",
    "mdt": "multidisciplinary",
    "multiprofessional": "multidisciplinary",
    "interdisciplinary": "multidisciplinary",
    "ict": "it",
    "computer": "it",
    "drive": "driv",
    "driver": "driv",
    "licens": "licenc",
    "written": "writ",
    "caregiver": "carer",
    "colleague": "team",
}
PHRASES = (
    (re.compile(r"\bservice[\s-]users?\b"), "patient"),
    (re.compile(r"\bi\.?t\.?\b(?=\s+(?:skills?|systems?|literate|packages?))"), "computer"),
    (re.compile(r"\bmulti[\s-](?=disciplinary|professional|agency)"), "multi"),
    (re.compile(r"\bnon[\s-](?=judg)"), "non"),
    (re.compile(r"judgement"), "judgment"),
    (re.compile(r"\bone[\s-]to[\s-]one\b|\b1[\s:-]*(?:to|:)[\s-]*1\b"), "onetoone"),
)
ENDINGS = (
    *("ications", "ication", "ations", "ation", "icate", "ions", "ion", "ings", "ing", "ments", "ment"),
    *("ates", "ated", "ate", "ies", "ied", "es", "ed", "ly", "s", "e", "y"),
)


@lru_cache(maxsize=4096)
def words(text: str) -> frozenset[str]:
    """What a criterion is about: the stems of the words that tell it from others."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).replace("’", "'")
    for phrase, instead in PHRASES:
        plain = phrase.sub(instead, plain)
    found = re.findall(r"[a-z0-9]+", plain.replace("'s", ""))
    telling = [word for word in found if word not in SAYS_LITTLE]
    # "Willingness to work": where nothing tells, everything does.
    stems = (_stem(word) for word in telling or found)
    return frozenset(SAME_THING.get(stem, stem) for stem in stems)


def likeness(one: str, other: str) -> float:
    """From 0 (not enough in common) to 1 (the same words): twice what is common over what both have.

    One word in common is not enough, unless it is all that either is about.
    """
    left, right = words(one), words(other)
    common = len(left & right)
    if common == 0 or (common == 1 and left != right):
        return 0.0
    return 2 * common / (len(left) + len(right))


def _stem(word: str) -> str:
    """Without its ending, as long as enough is left to know it by."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word

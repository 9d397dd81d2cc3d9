"""What makes a criterion hard to score: pointed out kindly beside it, never in the way. Reads words."""

import re

ONE_WORD = (
    "One word is hard to score: say what somebody does or can show, so that everybody can give an example."
)
TWO_DEMANDS = (
    "This seems to ask for two things in one: somebody may meet the one and not the other. "
    "Two criteria are easier to score."
)

# What a second demand begins with: "…, and knowledge of". Not "written and spoken skills", which is one.
_SECOND_DEMAND = re.compile(
    r"""(?:\band\b|\bas\ well\ as\b|\bplus\b|[;.])\s+(?:also\s+)?
        (?:(?:a|an|the|some|good|excellent|strong|proven|sound|clear|basic|working|relevant|previous)\s+)*
        (?:ability|able|experience|knowledge|understanding|qualification|evidence|willing|willingness|commitment
          |committed|must|can|has|have|hold|holds|keeps|knows|shows|writes|works|uses|treats|manages
          |leads|plans|demonstrates|understands|supports)\b""",
    re.VERBOSE | re.IGNORECASE,
)
# "Knowledge and understanding of …" is one demand in two words.
_FEWEST_WORDS_BEFORE = 3
# Alternatives are a kindness: whoever meets either part meets the criterion.
_ALTERNATIVES = re.compile(r"\bor\b", re.IGNORECASE)


def advice(text: str) -> list[str]:
    """What a recruiter may want to think about, a sentence each; empty for most criteria."""
    words = text.split()
    if not words:
        return []
    if len(words) == 1:
        return [ONE_WORD]
    if _ALTERNATIVES.search(text):
        return []
    for second in _SECOND_DEMAND.finditer(text):
        if len(text[: second.start()].split()) >= _FEWEST_WORDS_BEFORE:
            return [TWO_DEMANDS]
    return []

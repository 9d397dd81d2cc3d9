"""How many words a text has: the one rule, here and in the counter people watch while they type.

The counter is the design system's. It splits at runs of what JavaScript takes for white space and counts
what stands between, so that "one-to-one" is one word and a dash between spaces is one, too.
"""

import re

# ECMAScript's WhiteSpace and LineTerminator. Python's own idea differs: it leaves out U+FEFF and takes in
# U+0085 and the separators U+001C to U+001F.
_QUADS = "".join(map(chr, range(0x2000, 0x200B)))
_SPACES = f"\t\n\v\f\r \u00a0\u1680{_QUADS}\u2028\u2029\u202f\u205f\u3000\ufeff"
_WORD = re.compile(f"[^{_SPACES}]+")


def words(text: str) -> int:
    """How many words people and the panel read in it."""
    return len(_WORD.findall(text))


def has_words(text: str) -> bool:
    """Is there one at all?"""
    return _WORD.search(text) is not None


def trimmed(text: str) -> str:
    """Without white space around it, by the same rule: what is taken away was never counted.

    Not by a pattern: one that looks for the end tries anew at every space of a long run.
    """
    return text.strip(_SPACES)

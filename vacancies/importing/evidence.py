"""How a criterion is evidenced: the letters of a person specification's last column, and their key.

Most employers write A, C, I and T; some explain letters of their own in a key, and the key decides.
"""

import re
from collections.abc import Iterable

LETTERS = "ACIT"
# What a way of assessing is called; the first that is named decides.
WAYS = (
    (re.compile(r"\b(?:application|app\.?\s+form|supporting (?:statement|information)|cv)\b", re.I), "A"),
    (re.compile(r"\b(?:certificat\w*|qualifications?|documents?|portfolio|proof)\b", re.I), "C"),
    (re.compile(r"\binterviews?\b", re.I), "I"),
    (
        re.compile(
            r"\b(?:tests?|testing|assessments?|assessment cent(?:re|er)|exercise|task|practical)\b", re.I
        ),
        "T",
    ),
)
_ANY_WAY = (
    r"(?:application|app form|certificat\w*|qualifications?|documents?|portfolio|interviews?|tests?|testing|"
    r"assessments?|exercise|practical|references?|presentation|observation|occupational health|other)"
)
KEY = re.compile(rf"\b(?P<letter>[A-Z]{{1,2}})\s*(?:=|:|-|–|—)\s*(?P<way>{_ANY_WAY}[a-z ]{{0,30}})", re.I)
KEY_AFTER = re.compile(
    rf"\b(?P<way>{_ANY_WAY}(?: [a-z]{{1,12}})?)\s*(?:\(|=\s*)(?P<letter>[A-Z]{{1,2}})\b\)?", re.I
)
SEPARATED = re.compile(r"[\s/,;&+|.()\[\]-]+|\band\b|\bor\b", re.I)
# "(A/I)" at the end of a criterion. One letter alone counts only where the document uses such letters.
IN_BRACKETS = re.compile(r"[(\[]\s*([A-Z]{1,2}(?:\s*[/,&+]\s*[A-Z]{1,2}){0,3})\s*[)\]]\.?$")
LONGEST_KEY = 400


def way_of(words: str) -> str | None:
    """The letter for a way of assessing named in words."""
    return next((letter for pattern, letter in WAYS if pattern.search(words)), None)


class Key:
    """What the letters of one document mean."""

    def __init__(self, texts: Iterable[str] = ()):
        self._means: dict[str, str | None] = {letter: letter for letter in LETTERS}
        self._means["AF"] = "A"
        self.is_stated = False
        for text in texts:
            if len(text) > LONGEST_KEY:
                continue
            for pattern in (KEY, KEY_AFTER):
                for match in pattern.finditer(text):
                    if match["letter"].isupper():
                        self._means[match["letter"]] = way_of(match["way"])
                        self.is_stated = True

    def read(self, text: str) -> tuple[tuple[str, ...], list[str]]:
        """The ways named in a cell, in the order A, C, I, T, and the words that name none of them."""
        found, strange = set(), []
        for word in filter(None, SEPARATED.split(text)):
            letters = self._letters(word)
            if letters is None:
                letters = {way_of(word)}
            if letters - {None}:
                found |= letters - {None}
            elif word.casefold() not in ("form", "the", "at", "by", "day", "centre", "process", "selection"):
                strange.append(word)
        return tuple(letter for letter in LETTERS if letter in found), strange

    def in_brackets(self, text: str, *, alone: bool) -> tuple[str, ...] | None:
        """The ways in brackets at the end of a criterion; `alone`: one letter is enough."""
        match = IN_BRACKETS.search(text[-40:])
        named = [word for word in SEPARATED.split(match.group(1)) if word] if match else []
        if not named or any(word not in self._means for word in named) or (len(named) == 1 and not alone):
            return None
        return self.read(match.group(1))[0] or None

    def _letters(self, word: str) -> set[str | None] | None:
        """What a word of letters means: "A", "AF", "AI"; None where it is no such word."""
        if word.upper() in self._means and len(word) <= 2:
            return {self._means[word.upper()]}
        if word.isupper() and len(word) <= 4 and all(letter in self._means for letter in word):
            return {self._means[letter] for letter in word}
        return None


def is_key(text: str) -> bool:
    """Is this line the key itself, and no criterion?"""
    if len(text) > LONGEST_KEY:
        return False
    matches = [match for match in KEY.finditer(text) if match["letter"].isupper()]
    return (
        len(matches) >= 2 or (len(matches) == 1 and len(text) <= 30) or bool(re.match(r"key\s*:", text, re.I))
    )

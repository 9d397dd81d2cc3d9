"""Typed words as a query of PostgreSQL's full-text search. Whatever is typed is a question, never an error.

Understood: words in any order, "a phrase in quotes", -left-out, this OR that. The last may be unfinished.
"""

import re
from collections.abc import Iterable, Iterator

MOST_TERMS = 12
TERM = re.compile(r'(?P<left_out>(?<!\w)-)?(?:"(?P<phrase>[^"]*)"|(?P<word>\w+))')
# Fewer letters than these begin too many words to be worth it.
BEGINS = 3
# A part of a postcode, or a postcode: BS1, BS1 4ST, bs14st.
POSTCODE = re.compile(r"(?P<area>[a-z]{1,2})(?P<district>[0-9][0-9a-z]?)(?P<inward>[0-9][a-z]{2})?")

# Short and long for the same thing in this field. Whoever types one finds the other.
SYNONYMS = {
    "ot": "occupational therap",
    "ota": "occupational therapy assistant",
    "ots": "occupational therap",
    "hca": "healthcare assistant",
    "hcsw": "healthcare support worker",
    "tsw": "therapeutic support worker",
    "psw": "peer support worker",
    "mhw": "mental health worker",
    "mhwp": "mental health wellbeing practitioner",
    "mhsw": "mental health support worker",
    "cmht": "community mental health team",
    "camhs": "child adolescent mental health",
    "slt": "speech language therap",
    "physio": "physiotherap",
    "ld": "learning disabilit",
}
_LONG = {tuple(words.split()): short for short, words in SYNONYMS.items()}


def query(text: str) -> str:
    """What to look for in the column of words, for to_tsquery; "" where nothing was typed to look for."""
    groups = [[]]
    terms = list(_terms(text))
    for number, (kind, term) in enumerate(terms):
        if kind == "or":
            groups.append([])
        elif asked := _asked(kind, term, terms, number):
            groups[-1].append(asked)
    alternatives = [" & ".join(group) for group in groups if group]
    # One text for PostgreSQL to read: Django would spend longer on putting as many queries together.
    return _any(alternatives) if alternatives else ""


def lexemes(place: str, marks: dict[str, tuple[str, ...]]) -> str:
    """What else stands in that column: places of work, and the choices that a vacancy carries.

    Of a place that says nothing ("?") no vacancy is found.
    """
    asked = [_place(place)] if place else []
    asked += [_any(f"'={name}={value}'" for value in values) for name, values in marks.items() if values]
    return " & ".join(asked)


def _place(text: str) -> str:
    """A postcode or the beginning of one, or words of an address."""
    tokens = re.findall(r"\w+", text.lower())[:MOST_TERMS]
    for whole in ("".join(tokens), tokens[0]) if 1 <= len(tokens) <= 2 else ():
        if code := POSTCODE.fullmatch(whole):
            # An outward code means the district; a whole postcode means its district too: near is good.
            return f"'@{code['area']}{code['district']}'"
    if not tokens:
        return "'@'"
    quoted = [f"'@{token}'" for token in tokens]
    quoted[-1] += ":*" if len(tokens[-1]) >= BEGINS else ""
    return " & ".join(quoted)


def plain_words(text: str) -> list[str]:
    """The words that were to be found, without the ones left out: what may have been misspelt."""
    return [term for kind, term in _terms(text) if kind == "word"]


def _terms(text: str) -> Iterator[tuple[str, str]]:
    for number, found in enumerate(TERM.finditer(text.replace("’", "'"))):
        if number == MOST_TERMS:
            return
        if found["word"] == "OR":
            yield "or", ""
        elif found["left_out"]:
            yield "left out", found["word"] or found["phrase"]
        elif found["phrase"] is not None:
            yield "phrase", found["phrase"]
        else:
            yield "word", found["word"].lower()


def _asked(kind: str, term: str, terms: list, number: int) -> str:
    if kind in ("left out", "phrase"):
        phrase = " <-> ".join(f"'{word}'" for word in re.findall(r"\w+", term))
        return phrase and (f"!({phrase})" if kind == "left out" else f"({phrase})")
    unfinished = number == len(terms) - 1 and len(term) >= BEGINS
    asked = [f"'{term}'" + (":*" if unfinished else "")]
    if term in SYNONYMS:
        asked.append(_phrase_of_beginnings(SYNONYMS[term].split()))
    # Where a long form was typed around this word, the short form will do for it, and so will the long one
    # with other endings: "therapist" and "therapy" share no stem.
    for begun in range(number + 1):
        typed = [term for kind, term in terms[begun:] if kind == "word"]
        for long, short in _LONG.items():
            if begun + len(long) > number and _says(long, typed):
                asked += [f"'{short}'", _phrase_of_beginnings(long)]
    return _any(asked)


def _any(asked: Iterable[str]) -> str:
    return f"({' | '.join(asked)})"


def _says(long: tuple[str, ...], typed: list[str]) -> bool:
    return len(typed) >= len(long) > 1 and all(
        word.startswith(beginning) for word, beginning in zip(typed, long, strict=False)
    )


def _phrase_of_beginnings(words: Iterable[str]) -> str:
    return "(" + " <-> ".join(f"'{word}':*" for word in words) + ")"

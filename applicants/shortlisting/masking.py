"""Takes the words that tell who somebody is out of what they wrote. Pure text: no models, no database.

The rules, and why:

- A name is masked whole, never inside another word ("Ann" leaves "annual" alone), whatever its case, accents,
  apostrophes or hyphens; a possessive keeps its ending ("Alex's" -> "[name removed]'s").
- A name that is also an everyday word ("May", "Will", "Hope"), or has two letters, is masked only where it
  begins with a capital. That takes too much at the start of a sentence and too little in a text without
  capitals; taking every "will" would take the sense out of the evidence.
- A town is not masked: it names nobody, and employers are called after towns. A street with its number is.
- Words that a reader masked by hand are found whole too, whatever their case and accents, and whatever
  stands between them.
- Every pattern is a bounded row of literals, and each text is gone through once: linear time.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

# English words that are also somebody's name, in plain letters.
EVERYDAY_WORDS = frozenset(Path(__file__).with_name("everyday_words.txt").read_text(encoding="utf-8").split())

NAME = "[name removed]"
EMAIL = "[email removed]"
PHONE = "[phone removed]"
POSTCODE = "[postcode removed]"
ADDRESS = "[address removed]"
BY_HAND = "[words removed]"

# Between the parts of a name, or the digits of a number: a little punctuation, never unbounded.
GAP = r"[\s.,_'’ʼ`´-]{0,3}"
DIGIT_GAP = r"[\s().,/_·–-]{0,3}"
# Between words masked by hand.
WORD_GAP = r"[\W_]{0,4}"
# Too little to go by when they stand alone: "van der Berg" is masked as a whole, and "Berg".
PARTICLES = {
    "al",
    "ap",
    "bin",
    "da",
    "das",
    "de",
    "del",
    "den",
    "der",
    "di",
    "do",
    "dos",
    "du",
    "el",
    "ibn",
    "la",
}
PARTICLES |= {"le", "mac", "mc", "of", "st", "the", "van", "von", "y"}
# What NFKD leaves whole although people type it in plain letters.
PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "’": "'", "ʼ": "'"}
)
LETTER = r"[^\W\d_]"


@dataclass(frozen=True)
class Person:
    """What an applicant told us about themselves: the words that must not reach the panel."""

    first_name: str = ""
    last_name: str = ""
    account_name: str = ""
    email: str = ""
    phone: str = ""
    postcode: str = ""
    address: str = ""
    # What somebody who read the application masked beside that.
    by_hand: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Pattern:
    regex: str
    begins_with: str
    # What a text must hold, all but letters and digits taken out of both, for the pattern to be found in it.
    needs: str
    replacement: str
    only_with_capital: bool = False
    # The words as somebody typed them, where they were masked by hand.
    by_hand: str = ""


def mask(text: str, person: Person) -> str:
    """`text` with every trace of `person` that the rules above find replaced by a word in brackets."""
    if not text or not _patterns(person):
        return text
    text = unicodedata.normalize("NFC", text)
    parts, end = [], 0
    for start, stop, pattern in _found(text, person):
        parts += [text[end:start], pattern.replacement]
        end = stop
    return "".join([*parts, text[end:]])


def places(text: str, person: Person) -> Counter[str]:
    """In how many places of `text` each of the words masked by hand is what takes something out."""
    text = unicodedata.normalize("NFC", text)
    found = _found(text, person) if _patterns(person) else ()
    return Counter(pattern.by_hand for _, _, pattern in found if pattern.by_hand)


def can_be_masked(words: str) -> bool:
    """Whether there is enough to go by: two letters or digits at least."""
    return sum(map(len, _by_hand_words(words))) >= 2


def _found(text: str, person: Person) -> Iterator[tuple[int, int, _Pattern]]:
    """Where in `text` something goes, from and to, and by which pattern. `text` is in NFC."""
    folded, origin = _fold(text)
    # To compile a pattern takes longer than to go through a text, and most people do not name themselves.
    bare = _bare(folded)
    patterns = tuple(pattern for pattern in _patterns(person) if pattern.needs in bare)
    if not patterns:
        return
    for match in _compiled(patterns).finditer(folded):
        pattern = patterns[int(match.lastgroup[1:])]
        start, stop = origin(match.start()), origin(match.end())
        if not pattern.only_with_capital or text[start].isupper():
            yield start, stop, pattern


@lru_cache(maxsize=256)
def _compiled(patterns: tuple[_Pattern, ...]) -> re.Pattern:
    """All patterns as one, tried only where one of their first characters stands: the rest is passed over."""
    firsts = "".join(sorted({re.escape(first) for pattern in patterns for first in pattern.begins_with}))
    either = "|".join(f"(?P<p{n}>{pattern.regex})" for n, pattern in enumerate(patterns))
    return re.compile(f"(?=[{firsts}])(?:{either})")


# A panel reads each of a thousand people once for every criterion, in another order each time.
@lru_cache(maxsize=2048)
def _patterns(person: Person) -> tuple[_Pattern, ...]:
    """Surest and longest first: what a person said, and an address before the name inside it."""
    found = [
        *(pattern for words in sorted(person.by_hand, key=len, reverse=True) for pattern in _by_hand(words)),
        *_email(person.email),
        *_phone(person.phone),
        *_postcode(person.postcode),
        *_streets(person.address),
        *_names(person),
    ]
    return tuple(dict.fromkeys(found))


# --- Folding: the same letters whatever the case, the accents and the invisible signs between them ----


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if unicodedata.category(character) == "Cf":
        return ""
    decomposed = unicodedata.normalize("NFKD", character.casefold())
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return plain.casefold().translate(PLAIN)


def _fold(text: str):
    """The folded text, and a function from a place in it to the place in `text`."""
    if text.isascii():
        return text.lower(), lambda place: place
    pieces = [_fold_character(character) for character in text]
    places = [place for place, piece in enumerate(pieces) for _ in piece]
    places.append(len(text))
    return "".join(pieces), places.__getitem__


def _bare(folded: str) -> str:
    """Letters and digits alone: whatever stands between the parts of a name or a number, it is gone."""
    return re.sub(r"[\W_]+", "", folded)


def _folded(text: str) -> str:
    return _fold(unicodedata.normalize("NFC", text.strip()))[0]


# --- Names --------------------------------------------------------------------------------------------


def _names(person: Person) -> Iterator[_Pattern]:
    names = (person.first_name, person.last_name, person.account_name)
    first, last, account = (_words(name) for name in names)
    # "Mary-Jane O'Neill": both in either order, each by itself, and "O'Neill" within "O'Neill-Example".
    parts = [_words(part) for name in names for part in re.split(r"[\s-]+", name)]
    for whole in (first + last, last + first, account, first, last, *parts):
        if len(whole) > 1 and sum(map(len, whole)) > 2:
            careful = all(word in EVERYDAY_WORDS for word in whole)
            yield _Pattern(
                _bounded(GAP.join(map(re.escape, whole)), whole),
                whole[0][0],
                _bare("".join(whole)),
                NAME,
                only_with_capital=careful,
            )
    telling = {
        word for name in (first, last, account) for word in name if len(name) == 1 or word not in PARTICLES
    }
    for word in sorted(telling, key=len, reverse=True):
        yield from _single(word)


def _words(name: str) -> tuple[str, ...]:
    return tuple(re.findall(rf"{LETTER}+", _folded(name)))


def _single(word: str) -> Iterator[_Pattern]:
    """One word of a name by itself. An initial is too little to go by."""
    if len(word) < 2:
        return
    careful = _has_case(word) and (len(word) == 2 or word in EVERYDAY_WORDS | PARTICLES)
    # "Alexs" and "the Exampletons": the apostrophe people leave out.
    plural = "s?" if len(word) > 3 and not careful else ""
    regex = _bounded(re.escape(word) + plural, (word,))
    yield _Pattern(regex, word[0], _bare(word), NAME, only_with_capital=careful)


def _has_case(word: str) -> bool:
    return word.upper() != word


def _bounded(regex: str, words: tuple[str, ...]) -> str:
    """Not inside a longer word. Scripts without case often write without spaces: there, anywhere."""
    if not all(map(_has_case, words)):
        return regex
    return rf"(?<!{LETTER}){regex}(?!{LETTER})"


# --- Ways to reach somebody -----------------------------------------------------------------------------


def _email(email: str) -> Iterator[_Pattern]:
    """The address, the part before the @ by itself, and both without a "+jobs" at the end of that part."""
    email = _folded(email)
    if "@" not in email:
        return
    local, domain = email.rsplit("@", 1)
    edge = r"[^\W_]"
    handles = tuple(handle for handle in dict.fromkeys((local, local.split("+")[0])) if handle)
    for handle in handles:
        regex = rf"(?<!{edge}){re.escape(handle)}\s?@\s?{re.escape(domain)}"
        yield _Pattern(regex, handle[:1], _bare(handle + domain), EMAIL)
    for handle in handles:
        if len(handle) > 2 and not handle.isdigit():
            regex = rf"(?<!{edge}){re.escape(handle)}(?!{edge})"
            careful = handle in EVERYDAY_WORDS
            yield _Pattern(regex, handle[0], _bare(handle), EMAIL, only_with_capital=careful)


def _phone(phone: str) -> Iterator[_Pattern]:
    """The number with any spacing, and with 0, +44, 0044 or +44 (0) in front."""
    digits = "".join(re.findall(r"\d", _folded(phone)))
    national = re.sub(r"^(?:0044|44)?0?", "", digits)
    if len(national) < 6:
        return
    prefix = rf"(?:(?:\+|00)?{DIGIT_GAP.join('44')}{DIGIT_GAP})?(?:\(?0{DIGIT_GAP})?"
    regex = rf"(?<!\d)\(?{prefix}{DIGIT_GAP.join(national)}(?!\d)"
    yield _Pattern(regex, "(+04" + national[0], _bare(national), PHONE)


def _postcode(postcode: str) -> Iterator[_Pattern]:
    characters = re.findall(r"[a-z0-9]", _folded(postcode))
    if len(characters) >= 5:
        edge = r"[^\W_]"
        regex = rf"(?<!{edge}){DIGIT_GAP.join(characters)}(?!{edge})"
        yield _Pattern(regex, characters[0], "".join(characters), POSTCODE)


def _streets(address: str) -> Iterator[_Pattern]:
    """Each part of the address that holds a number: with it and, where enough is left, without."""
    for part in re.split(r"[\n,;]+", _folded(address)):
        words = re.findall(r"[^\W_]+", part)
        if len(words) < 2 or not any(character.isdigit() for character in part):
            continue
        street = [word for word in words if not word[0].isdigit()]
        for phrase in (words, street):
            if len(phrase) > 1:
                regex = rf"(?<![^\W_]){GAP.join(map(re.escape, phrase))}(?![^\W_])"
                yield _Pattern(regex, phrase[0][0], "".join(phrase), ADDRESS)


# --- What a reader masked -------------------------------------------------------------------------------


def _by_hand(words: str) -> Iterator[_Pattern]:
    found = _by_hand_words(words)
    if not can_be_masked(words):
        return
    regex = WORD_GAP.join(map(re.escape, found))
    # Scripts without case often write without spaces: there, anywhere.
    if all(_has_case(word) or word.isdigit() for word in found):
        regex = rf"(?<![^\W_]){regex}(?![^\W_])"
    yield _Pattern(regex, found[0][0], "".join(found), BY_HAND, by_hand=words)


def _by_hand_words(words: str) -> list[str]:
    return re.findall(r"[^\W_]+", _folded(words))

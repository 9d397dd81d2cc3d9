"""The words of the emails that answer an applicant: the built-in ones, and what employers may write instead.

Plain paragraphs with placeholders in curly brackets, each replaced once by what it stands for: no language,
no HTML, no links. What every such email has to say whatever its words (how to ask for adjustments, whom to
ask, the way to the application) is no part of them: the templates add it below.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from applicants.shortlisting.status import Worded

LONGEST_SUBJECT = 200
LONGEST_TEXT = 6_000

_PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")
_IN_SQUARE_BRACKETS = re.compile(r"\[([^\[\]\n]*)\]")
# Between the lines of one letter nothing else may turn a line, or a direction.
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_ALLOWED_CONTROLS = "\n\t"
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

# Each placeholder and what it stands for.
OF_EVERYBODY = {
    "name": "the applicant’s full name",
    "job title": "the title of the advert",
    "job reference": "the reference of the advert",
    "employer": "your organisation’s name",
    "reference": "the applicant’s own reference",
}
OF_INTERVIEWS = {
    "interview details": "all the chair wrote of the interview: when, where, how long, what to prepare",
    "interview when": "when the interview is",
    "interview where": "where it is",
    "interview length": "how long it takes",
    "prepare": "what to prepare or bring",
}


@dataclass(frozen=True)
class Words:
    """The subject and the text of one kind of email, with its placeholders."""

    subject: str
    text: str

    def say(self, name: str) -> bool:
        """Whether the text uses this placeholder."""
        return name in _used(self.text)

    def filled(self, values: Mapping[str, str]) -> "Words":
        """With every placeholder replaced by its value; values are not looked through for placeholders.

        A line whose placeholders all stand for nothing is left out: "How long: {interview length}".
        """
        lines = [_fill(line, values) for line in self.text.split("\n") if _says_something(line, values)]
        return Words(" ".join(_fill(self.subject, values).split()), "\n".join(lines).strip())


@dataclass(frozen=True)
class Kind:
    """What is known of one kind of email: its placeholders, the built-in words, and what they have to say."""

    placeholders: Mapping[str, str]
    built_in: Words
    # One of these groups has to stand in the text, whole.
    needs: tuple[tuple[str, ...], ...] = ()
    why_needed: str = ""
    # What the templates add below the words.
    always: tuple[str, ...] = ()


KINDS = {
    Worded.INVITED: Kind(
        placeholders=OF_EVERYBODY | OF_INTERVIEWS,
        built_in=Words(
            "You are invited to interview: {job title} ({job reference})",
            "Dear {name},\n\n"
            "Thank you for applying to {employer} for the post of {job title}. We would like to invite you "
            "to an interview.\n\n"
            "{interview details}",
        ),
        needs=(("interview details",), ("interview when", "interview where")),
        why_needed="An invitation has to say when and where the interview is.",
        always=(
            "the link to the invitation in the applicant’s account",
            "how to ask for adjustments",
            "what to do if they cannot come",
            "whom to ask",
            "the applicant’s reference",
        ),
    ),
    Worded.RESERVE: Kind(
        placeholders=OF_EVERYBODY,
        built_in=Words(
            "Your application: {job title} ({job reference})",
            "Dear {name},\n\n"
            "Thank you for applying to {employer} for the post of {job title}, and for the time you put into "
            "it.\n\n"
            "The panel has read your application, and you are on the reserve list. That means: we are not "
            "inviting you to an interview now, but if somebody who is invited withdraws, we may invite you "
            "in their place. You do not need to do anything. We will email you either way.",
        ),
        always=(
            "how it was decided",
            "the link to the application, and how to withdraw",
            "whom to ask",
            "the applicant’s reference",
        ),
    ),
    Worded.NOT_SHORTLISTED: Kind(
        placeholders=OF_EVERYBODY,
        built_in=Words(
            "Your application: {job title} ({job reference})",
            "Dear {name},\n\n"
            "Thank you for applying to {employer} for the post of {job title}, and for the time you put into "
            "it.\n\n"
            "We are sorry to tell you that we are not inviting you to an interview this time.",
        ),
        always=(
            "how it was decided",
            "feedback, or how to ask for it, as your organisation gives it",
            "whom to ask if something seems wrong",
            "that they are welcome to apply again",
            "the applicant’s reference",
        ),
    ),
}


def tidied(typed: str) -> str:
    """One kind of line end, no blanks at the ends of lines."""
    return "\n".join(line.rstrip() for line in _LINE_ENDS.sub("\n", typed).split("\n")).strip()


def wrong_with_subject(kind: Worded, subject: str) -> list[str]:
    """Why these words cannot be the subject, in plain English; empty when they can."""
    if "\n" in _LINE_ENDS.sub("\n", subject):
        return ["The subject has to be one line"]
    return _wrong_with(kind, subject, LONGEST_SUBJECT)


def wrong_with_text(kind: Worded, text: str) -> list[str]:
    """Why these words cannot be the text, in plain English; empty when they can."""
    problems = _wrong_with(kind, text, LONGEST_TEXT)
    needs = KINDS[kind].needs
    used = _used(text)
    if needs and not any(used.issuperset(group) for group in needs):
        either = ", or ".join(" and ".join(f"{{{name}}}" for name in group) for group in needs)
        problems.append(f"{KINDS[kind].why_needed} Use {either}")
    return problems


def _wrong_with(kind: Worded, words: str, longest: int) -> list[str]:
    problems = []
    if len(words) > longest:
        problems.append(f"Keep it to {longest:,} characters; it has {len(words):,}")
    if any(_is_hidden(character) for character in words):
        problems.append(
            "It holds invisible characters that change the direction of the text or control a device. "
            "Delete it and type it again, or paste it as plain text"
        )
    known = KINDS[kind].placeholders
    unknown = sorted(_used(words) - known.keys())
    if unknown:
        called = ", ".join(f"{{{name}}}" for name in unknown)
        problems.append(f"{called} cannot be filled in here. You can use {_named(known)}")
    if set(_PLACEHOLDER.sub("", words)) & set("{}"):
        problems.append(f"A curly bracket has no partner. You can use {_named(known)}")
    squared = sorted({_plain(name) for name in _IN_SQUARE_BRACKETS.findall(words)} & known.keys())
    if squared:
        problems.append(f"Write {_named(squared)} in curly brackets, not in square ones")
    return problems


def _named(names) -> str:
    return ", ".join(f"{{{name}}}" for name in names)


def _is_hidden(character: str) -> bool:
    if character in _TURNING:
        return True
    return unicodedata.category(character) in ("Cc", "Cs") and character not in _ALLOWED_CONTROLS


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _used(words: str) -> set[str]:
    return {_plain(name) for name in _PLACEHOLDER.findall(words)}


def _says_something(line: str, values: Mapping[str, str]) -> bool:
    used = _used(line)
    return not used or any(values[name] for name in used)


def _fill(words: str, values: Mapping[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda found: values[_plain(found[1])], words)

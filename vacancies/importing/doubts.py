"""What a person specification left unclear, gathered while it is read and told in a few sentences."""

from collections.abc import Iterable

from vacancies.importing.statements import quoted

MOST_QUOTED = 3
LONGEST_QUOTE = 80


class Doubts:
    """Filled by the readers of a specification; `sentences` are for the person who reviews the draft."""

    def __init__(self):
        self.both: list[str] = []
        self.evidence: list[str] = []
        self.strange: list[str] = []
        self.subheadings: list[str] = []
        self.ticks_alone = 0
        self.weights = False
        self.headless = False

    def sentences(self) -> list[str]:
        found = []
        if self.both:
            found.append(f"Marked both essential and desirable, so neither was taken: {some(self.both)}.")
        if self.evidence:
            found.append(
                f"How a point is evidenced is given as {some(self.evidence)}, which is none of application, "
                "certificate, interview and test: it was left out."
            )
        if self.subheadings:
            names = some(self.subheadings)
            found.append(f"Sub-headings of the person specification were left out: {names}.")
        if self.ticks_alone:
            found.append(
                "A tick in the person specification stands beside no words: check which point it is for."
            )
        if self.headless:
            found.append(
                "No headings stand over the columns of the person specification: a tick in the first was "
                "read as essential, in the second as desirable."
            )
        if self.weights:
            found.append(
                "The weights in the person specification were left out: give each criterion its own."
            )
        found += [
            f"A line of the person specification was not understood: {quoted(text)}." for text in self.strange
        ]
        return found


def some(texts: Iterable[str]) -> str:
    """The first few, quoted, and how many more there are."""
    texts = list(dict.fromkeys(texts))
    shown = ", ".join(
        f"“{text[:LONGEST_QUOTE]}…”" if len(text) > LONGEST_QUOTE else f"“{text}”"
        for text in texts[:MOST_QUOTED]
    )
    more = len(texts) - MOST_QUOTED
    return f"{shown} and {more} more" if more > 0 else shown

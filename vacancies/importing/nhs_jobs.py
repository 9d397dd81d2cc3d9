"""Reads an advert saved from its NHS Jobs page.

The page's headings give the parts (headings.py) and page.py what they say. What is left here is where the
page prints the employer, the job title and the closing date.
"""

import re
from itertools import takewhile

from vacancies.importing.advert_draft import AdvertDraft, Origin
from vacancies.importing.headings import DETAIL_LABELS, Outline, Part
from vacancies.importing.lines import Line, columns_of, fingerprint, lines_of, visible
from vacancies.importing.page import Page
from vacancies.importing.statements import CLOSING_LABEL, after_closing_label, listed, quoted

LABELS = (*DETAIL_LABELS, "employer name")
_NAMES = "|".join(sorted(map(re.escape, LABELS), key=len, reverse=True))
# The details pasted as a table or as a list; a few of them, since in prose they are words.
COLUMNS = columns_of(LABELS)
DASHED = re.compile(
    rf"^[ \t]{{0,40}}({_NAMES})[ \t]{{1,9}}[-–][ \t]{{1,9}}(?=\S)", re.IGNORECASE | re.MULTILINE
)
ITEM = re.compile(
    rf"^[ \t]{{0,40}}[-•*–·][ \t]{{1,9}}(?=(?:{_NAMES})[ \t]{{0,9}}(?::|$))", re.IGNORECASE | re.MULTILINE
)
A_FEW = 3


def recognises(text: str) -> bool:
    """Is this the text of an NHS Jobs page? Only its own headings and labels tell."""
    return Outline(_lines(text)).is_nhs_jobs


def read(text: str) -> AdvertDraft:
    """The advert as a draft; never raises, whatever the text."""
    return NhsJobsPage(Outline(_lines(text))).draft()


def _lines(text: str) -> list[Line]:
    """The lines of the page, with the labels of its details as the page prints them."""
    text = visible(text)
    for pattern, written in ((COLUMNS, r"\1\2: \3"), (DASHED, r"\1: "), (ITEM, "")):
        changed, times = pattern.subn(written, text)
        text = changed if times >= A_FEW else text
    return lines_of(text)


class NhsJobsPage(Page):
    """Above the details stand the employer, the title and "The closing date is …", each on its line."""

    recognised_as = "a saved NHS Jobs page"

    def _who_and_what(self) -> dict:
        header = self._header()
        named = self._said(Part.EMPLOYER_NAME)
        if len(named) > 1:
            words = listed(quoted(origin.words) for origin in named)
            self._doubt("employer", f"The advert names more than one employer: {words}.")
            return {"title": self._named("title", _last(header)), "employer": None}
        if not named:
            employer = header[-2] if len(header) > 1 else None
            return {
                "title": self._named("title", _last(header)),
                "employer": self._named("employer", employer),
            }
        self._came_from(["employer"], named[0])
        others = [line for line in header if fingerprint([line]) != fingerprint([Line(named[0].words)])]
        if len(header) > 1 and others == header:
            sentence = (
                f"The advert is headed {quoted(header[-2].text)} but names its employer "
                f"{quoted(named[0].words)}: the second was taken."
            )
            self._doubt("employer", sentence)
        return {"title": self._named("title", _last(others)), "employer": named[0].words}

    def _header(self) -> list[Line]:
        """The lines above the closing date, or above the first heading where no closing date stands."""
        header = next(iter(self.outline.of(Part.HEADER)), [])
        return list(takewhile(lambda line: not CLOSING_LABEL.match(line.text), header))

    def _closing_lines(self) -> list[Origin]:
        return after_closing_label(next(iter(self.outline.of(Part.HEADER)), []))[:1]


def _last(lines: list[Line]) -> Line | None:
    return lines[-1] if lines else None

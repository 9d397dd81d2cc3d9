"""Reads an advert saved from its NHS Jobs page.

The page's headings give the parts (headings.py) and page.py what they say. What is left here is where the
page prints the employer, the job title and the closing date.
"""

from itertools import takewhile

from vacancies.importing.advert_draft import AdvertDraft, Origin
from vacancies.importing.headings import Outline, Part
from vacancies.importing.lines import Line, fingerprint, lines_of
from vacancies.importing.page import Page
from vacancies.importing.statements import CLOSING_LABEL, after_closing_label, listed, quoted


def recognises(text: str) -> bool:
    """Is this the text of an NHS Jobs page? Only its own headings and labels tell."""
    return Outline(lines_of(text)).is_nhs_jobs


def read(text: str) -> AdvertDraft:
    """The advert as a draft; never raises, whatever the text."""
    return NhsJobsPage(Outline(lines_of(text))).draft()


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

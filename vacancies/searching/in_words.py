"""What a search found, in words: the heading that everybody hears first."""

from vacancies.searching import counting, paging
from vacancies.searching.results import Results


def number(total: int | None) -> str:
    """1 vacancy, 23 vacancies, no vacancies, more than 10,000 vacancies."""
    if total is None or total > counting.MOST_COUNTED:
        return f"more than {counting.MOST_COUNTED:,} vacancies"
    return f"{total:,} vacanc{'y' if total == 1 else 'ies'}" if total else "no vacancies"


def heading(found: Results) -> str:
    """23 vacancies for “support worker” in Northmoor."""
    words = number(found.total)
    if found.shown.words:
        words += f" for “{found.shown.words}”"
    if found.shown.place:
        words += f" in {found.shown.place}"
    return words[:1].upper() + words[1:]


def page(found: Results) -> str:
    """Page 2 of 12; "" where there is but one."""
    if not (found.page.previous or found.page.following):
        return ""
    if found.total is None:
        return f"Page {found.page.number}"
    pages = max(found.page.number, -(-found.total // paging.A_PAGE))
    return f"Page {found.page.number} of {pages}"

"""The addresses of the API: open vacancies a page at a time, one whole, and the description of both."""

import json
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from vacancies import queries
from vacancies.api.answering import answers_programs, as_json, problem
from vacancies.forms.api import CannotBeRead, read
from vacancies.queries import open_data
from vacancies.searching import paging
from vacancies.searching.paging import Columns

DESCRIPTION = json.loads((Path(__file__).parent / "openapi.json").read_text(encoding="utf-8"))
COLUMNS = Columns(ask=open_data.as_json, read=open_data.from_json)
NO_SUCH_VACANCY = "There is no vacancy of this number."


@answers_programs
def vacancies(request):
    """A page of what a search finds, and the address of the next."""
    try:
        search, cursor = read(request.GET)
    except CannotBeRead as refusal:
        return problem(400, str(refusal))
    page = paging.page(search, cursor, COLUMNS)
    address = settings.SITE_URL + reverse("vacancies:api_vacancies")
    following = page.following and f"{address}?{search.as_query(**page.following.as_query())}"
    return as_json({"vacancies": [open_data.in_short(v) for v in page.vacancies], "next": following})


@answers_programs
def vacancy(request, pk):
    """One open vacancy; of one that has ended only why and when."""
    if request.GET:
        return problem(400, "One vacancy takes no parameters.")
    found = open_data.with_changes(queries.published_adverts()).filter(pk=pk).first()
    if found is None:
        return problem(404, NO_SUCH_VACANCY)
    if found.has_ended:
        return problem(410, found.ended_in_words)
    return as_json(open_data.in_full(found))


@answers_programs
def description(request):
    """This API, described for programs (OpenAPI 3.1)."""
    return as_json({**DESCRIPTION, "servers": [{"url": settings.SITE_URL}]})


@answers_programs
def nothing(request, rest):
    """Whatever else is asked for below /api/."""
    return problem(404, f"There is nothing at this address. See {reverse('vacancies:api_description')}.")

"""Rows for the pages in as few queries as can be: the list of adverts, and one advert whole."""

from vacancies.queries.advert import Advert, Point, advert, adverts, asked_documents, published_adverts
from vacancies.queries.applications import is_announced, unfinished_applications, waiting_applications
from vacancies.queries.documents import documents, downloadable
from vacancies.queries.listing import Row, as_json, from_json, open_adverts, rows, with_rows
from vacancies.queries.similar import similar

__all__ = [
    "Advert",
    "Point",
    "Row",
    "advert",
    "adverts",
    "as_json",
    "asked_documents",
    "documents",
    "downloadable",
    "from_json",
    "is_announced",
    "open_adverts",
    "published_adverts",
    "rows",
    "similar",
    "unfinished_applications",
    "waiting_applications",
    "with_rows",
]

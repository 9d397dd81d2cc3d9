"""The places of work of each vacancy, within the query that reads the vacancies."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from vacancies.models import Location

places = ArraySubquery(
    Location.objects.filter(vacancy=OuterRef("pk"))
    .order_by("pk")
    .values(place=JSONObject(address="address", postcode="postcode"))
)

"""Queries written once are filled in each time, whatever was asked for first."""

import pytest
from django.db import connection
from django.db.models import F, Value
from django.db.models.functions import JSONObject
from django.test.utils import CaptureQueriesContext

from recruitment.accounts.models import StaffRole, User
from recruitment.prepared import prepared, prepared_update
from tests.factories import StaffRoleFactory, UserFactory

pytestmark = pytest.mark.django_db


@prepared
def _called(person: int, word: str, *, backwards: bool = False):
    rows = User.objects.filter(pk__gte=person).annotate(word=Value(word))
    return rows.order_by(F("pk").desc() if backwards else "pk")


def test_each_asking_has_its_own_values_and_its_own_shape():
    first, second = UserFactory(), UserFactory()
    assert [(row.pk, row.word) for row in _called(first.pk, "a")] == [(first.pk, "a"), (second.pk, "a")]
    assert [(row.pk, row.word) for row in _called(second.pk, "b")] == [(second.pk, "b")]
    assert [row.pk for row in _called(first.pk, "c", backwards=True)] == [second.pk, first.pk]
    # Rows are read anew, never kept.
    User.objects.filter(pk=second.pk).update(name="Changed")
    assert _called(second.pk, "b")[0].name == "Changed"


def test_a_value_that_would_be_lost_is_refused():
    @prepared
    def changed(word: str):
        return User.objects.filter(name__contains=word)

    with pytest.raises(TypeError, match="not every value"):
        changed("Robin")


def test_whatever_form_the_rows_are_asked_in_they_come_as_django_gives_them():
    """Objects with what they belong to, dictionaries, pairs, single values; with what a column becomes."""
    role = StaffRoleFactory()
    plain = StaffRole.objects.filter(pk=role.pk)
    forms = {
        "objects": lambda rows: rows.select_related("user", "employer"),
        "dictionaries": lambda rows: rows.values("user__email", "role"),
        "pairs": lambda rows: rows.values_list("user__email", "employer__name"),
        "single": lambda rows: rows.values_list("user__joined_at", flat=True),
        "named": lambda rows: rows.values_list("role", named=True),
        "json": lambda rows: rows.annotate(line=JSONObject(role="role")).values_list("line", flat=True),
    }
    for name, form in forms.items():

        @prepared
        def read(pk: int, form=form):
            return form(StaffRole.objects.filter(pk=pk))

        assert read(role.pk) == list(form(plain)), name
    with CaptureQueriesContext(connection) as queries:
        assert prepared(lambda pk: forms["objects"](StaffRole.objects.filter(pk=pk)))(role.pk)[0].user.email
    assert len(queries) == 1


def test_what_would_be_fetched_besides_is_refused():
    @prepared
    def with_roles(person: int):
        return User.objects.filter(pk=person).prefetch_related("staff_roles")

    with pytest.raises(TypeError, match="besides"):
        with_roles(1)


@prepared_update
def _renamed(person: int, name: str, *, also_email: bool = False):
    values = {"name": name, **({"email": F("email")} if also_email else {})}
    return User.objects.filter(pk=person).order_by("email"), values


def test_a_change_is_written_into_its_own_rows_alone():
    first, second = UserFactory(name="One"), UserFactory(name="Two")
    assert _renamed(first.pk, "Robin") == 1
    assert _renamed(second.pk, "Sam", also_email=True) == 1
    assert _renamed(0, "Nobody") == 0
    assert list(User.objects.order_by("pk").values_list("name", flat=True)) == ["Robin", "Sam"]


def test_a_change_that_would_lose_a_value_is_refused():
    @prepared_update
    def doubled(person: int, name: str):
        return User.objects.filter(pk=person), {"name": name + name}

    with pytest.raises(TypeError, match="not every value"):
        doubled(1, "Robin")

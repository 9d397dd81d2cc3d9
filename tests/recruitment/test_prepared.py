"""Queries written once are filled in each time, whatever was asked for first."""

import pytest
from django.db.models import F, Value

from recruitment.accounts.models import User
from recruitment.prepared import prepared
from tests.factories import UserFactory

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

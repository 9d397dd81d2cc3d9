"""A draft that was kept and read again is the same draft."""

import json

from django.core.serializers.json import DjangoJSONEncoder

from tests.vacancies.importing.adverts import EXAMPLE
from vacancies.importing import kept, reading
from vacancies.importing.advert_draft import AdvertDraft


def _through_json(draft: AdvertDraft) -> AdvertDraft:
    return kept.draft_of(json.loads(json.dumps(kept.values_of(draft), cls=DjangoJSONEncoder)))


def test_a_full_draft_comes_back_whole():
    draft = reading.read_bytes(EXAMPLE.read_bytes())
    again = _through_json(draft)
    assert again == draft
    assert (again.origins, again.doubts) == (draft.origins, draft.doubts)
    assert [point.line for point in again.criteria] == [point.line for point in draft.criteria]


def test_an_empty_one_too():
    assert _through_json(AdvertDraft()) == AdvertDraft()

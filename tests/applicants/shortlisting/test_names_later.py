"""A panel that agreed to learn names only when everybody has been told: no page names anybody before."""

import pytest
from django.test import Client
from django.urls import reverse

from applicants.shortlisting import blinding, queries
from applicants.shortlisting.actions import announcing
from applicants.shortlisting.models import MaskedWords, PanelRules
from applicants.shortlisting.status import NamesAfter
from tests.applicants.shortlisting.panels import chair_of, confirmed_vacancy
from tests.factories import PanelMemberFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    settings.STAFF_MFA_REQUIRED = False


@pytest.mark.parametrize("names_after", NamesAfter)
def test_the_chair_announces_by_label_where_names_come_last(names_after):
    vacancy = confirmed_vacancy(applications=2, criteria=1, first_name="Zyxquill")
    PanelRules.objects.create(vacancy=vacancy, names_after=names_after)
    chair = chair_of(vacancy)
    client = Client()
    client.force_login(chair.user)
    page = client.get(reverse("shortlisting:announce", args=[vacancy.pk])).content.decode()
    labels = [line.label for line in blinding.candidates(chair)]
    applications = vacancy.applications.select_related("applicant")
    private = [word for each in applications for word in (each.applicant.email, each.reference, "Zyxquill")]
    if names_after == NamesAfter.CONFIRMED:
        assert "Zyxquill" in page
        assert not any(label in page for label in labels)
        return
    assert all(label in page for label in labels)
    assert not any(word in page for word in private)
    assert "[first name]" in page
    # Somebody is seated when everything is decided: their card is not needed, nor waited for.
    PanelMemberFactory(vacancy=vacancy)
    page = client.get(reverse("shortlisting:announce", args=[vacancy.pk])).content.decode()
    assert all(label in page for label in labels)
    client.post(reverse("shortlisting:announce", args=[vacancy.pk]))
    assert "Zyxquill" in client.get(reverse("shortlisting:announced", args=[vacancy.pk])).content.decode()


def test_the_one_place_that_says_when_names_are_open():
    vacancy = confirmed_vacancy(applications=1, criteria=1)
    assert queries.names_are_open(vacancy, vacancy.shortlist)
    assert not queries.names_are_open(vacancy, None)
    rules = PanelRules.objects.create(vacancy=vacancy, names_after=NamesAfter.ANNOUNCED)
    vacancy.panel_rules = rules
    assert not queries.names_are_open(vacancy, vacancy.shortlist)
    assert not queries.packs_offered(vacancy, to_recruiter=False).named
    announcing.announce(vacancy, by=chair_of(vacancy).user)
    vacancy.shortlist.refresh_from_db()
    assert queries.names_are_open(vacancy, vacancy.shortlist)


def test_words_masked_by_hand_are_masked_in_a_pack_by_labels_too():
    vacancy = confirmed_vacancy(applications=1, criteria=1)
    application = vacancy.applications.get()
    MaskedWords.objects.create(application=application, words="Larkspur", masked_by=UserFactory())
    words = queries.pack_words.Words(vacancy, queries.who_labels(vacancy), with_names=False)
    assert "larkspur" not in words.about(application.pk, "She led the larkspur group.")

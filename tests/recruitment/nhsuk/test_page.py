"""The page around everything: title, error summary, messages, navigation, footer."""

import re

import pytest
from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template import Context, Template
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import mark_safe

from recruitment.nhsuk.components import component
from recruitment.nhsuk.context import duties
from recruitment.nhsuk.forms import NhsukForm
from tests.factories import EmployerFactory, StaffRoleFactory, UserFactory, VacancyFactory
from vacancies.models import PanelMember

PAGE = Template(
    '{% extends "base.html" %}{% load crispy_forms_tags %}{% block title %}Details{% endblock %}'
    "{% block content %}<h1>Details</h1>{% endblock %}"
)


class NameForm(NhsukForm):
    name = forms.CharField(label="Full name")


def page(**context):
    return PAGE.render(Context(context))


def test_a_page_needs_no_context_at_all(settings):
    html = page()
    assert f"<title>Details – {settings.SITE_NAME}</title>" in html
    assert '<html lang="en-GB">' in html
    assert "not affiliated with or endorsed by the NHS" in html
    assert 'href="#maincontent"' in html
    assert "There is a problem" not in html


@pytest.mark.parametrize("name", ["form", "contact", "forms"])
def test_errors_stand_above_the_heading_whatever_the_form_is_called(name):
    wrong = NameForm({})
    html = page(**{name: [wrong] if name == "forms" else wrong})
    assert "<title>Error: Details" in html
    assert html.index("There is a problem") < html.index("<h1>")
    assert 'href="#id_name"' in html


def test_the_same_form_under_two_names_is_summed_up_once():
    wrong = NameForm({})
    assert page(form=wrong, again=wrong).count('href="#id_name"') == 1


def test_a_form_that_nobody_has_sent_has_no_errors():
    assert "Error:" not in page(form=NameForm())


def test_looking_for_forms_wakes_no_lazy_object():
    """Else every page would set the CSRF cookie, and none could be kept by a cache."""
    woken = []
    page(token=SimpleLazyObject(lambda: woken.append("token")))
    assert woken == []


def test_messages_are_banners_with_ids_of_their_own():
    html = page(messages=[Message(constants.SUCCESS, "Saved <b>"), Message(constants.INFO, "By the way")])
    assert "Saved &lt;b&gt;" in html
    assert "nhsuk-notification-banner--success" in html
    ids = re.findall(r'\sid="([^"]*)"', html)
    assert len(ids) == len(set(ids))


def test_plain_text_under_html_is_escaped():
    assert "<b>" not in component("inset-text", {"html": "<b>"})
    assert "<b>" in component("inset-text", {"html": mark_safe("<b>")})
    rows = [{"key": {"text": "<i>"}, "value": {"html": "<b>"}}]
    assert not re.search("<[ib]>", component("summary-list", {"rows": rows}))


def test_a_brand_logo_is_shown_where_one_is_set():
    assert "<img" not in page()
    assert 'src="/static/brand/ours.svg"' in page(brand_logo="brand/ours.svg")


@pytest.mark.django_db
def test_duties_are_panels_and_recruiting():
    assert duties(None) == (False, False)
    person = UserFactory()
    assert duties(person) == (False, False)
    member = PanelMember.objects.create(vacancy=VacancyFactory(), user=person)
    role = StaffRoleFactory(user=person, employer=member.vacancy.employer, role="hiring_manager")
    assert duties(person) == (True, False)
    PanelMember.objects.filter(pk=member.pk).update(removed_at="2026-01-01T00:00Z")
    assert duties(person) == (False, False)
    PanelMember.objects.filter(pk=member.pk).update(removed_at=None)
    role.delete()
    assert duties(person) == (False, False)
    assert duties(StaffRoleFactory().user) == (False, True)
    assert duties(StaffRoleFactory(role="hiring_manager").user) == (False, False)
    EmployerFactory()
    assert duties(UserFactory(is_superuser=True)) == (False, True)


@pytest.mark.django_db
def test_the_navigation_costs_a_stranger_nothing_and_others_one_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        html = client.get("/design/").content.decode()
    assert "Sign in" in html
    assert "Desk" not in html
    recruiter = StaffRoleFactory().user
    with django_assert_num_queries(1):
        duties(recruiter)


@pytest.mark.django_db
def test_a_recruiter_is_led_to_the_desk_and_can_leave(client, settings):
    settings.STAFF_MFA_REQUIRED = False
    client.force_login(StaffRoleFactory().user)
    html = client.get("/design/").content.decode()
    links = re.findall(r'nhsuk-header__navigation-link" href="([^"]*)"', html)
    assert "/desk/" in links
    assert "/panel/" not in links
    assert re.search(r'<form[^>]*action="/account/logout/" method="post"', html)


@pytest.mark.django_db
def test_the_style_page_is_hidden_in_production(client, settings):
    assert client.get("/design/").status_code == 200
    settings.SHOW_DESIGN_PAGE = False
    assert client.get("/design/").status_code == 404

"""The word counter of a long answer, and headings given as literals in a template."""

from django.template import Context, Template

from recruitment.nhsuk.fields import LongTextField
from recruitment.nhsuk.forms import NhsukForm
from recruitment.nhsuk.layout import Field, Layout
from recruitment.nhsuk.rendering import field


class Essay(NhsukForm):
    text = LongTextField(max_length=9_000)

    def layout(self):
        return Layout(Field("text", maxwords=500))


def test_words_are_counted_and_no_characters_beside_them():
    html = str(field(Essay()["text"], maxwords=500))
    assert 'data-maxwords="500"' in html
    assert "data-maxlength" not in html
    assert "You can enter up to 500 words" in html


def test_a_literal_heading_is_printed_once():
    template = '{% load nhsuk %}{% nhsukblock "warning-callout" heading="Beware" %}x{% endnhsukblock %}'
    assert Template(template).render(Context()).count("Beware") == 1

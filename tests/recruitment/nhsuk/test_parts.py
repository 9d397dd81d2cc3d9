"""Parts in Jinja: what is typed is escaped as on every page, and what is misspelt is an error."""

import pytest
from django.template import Context, Template
from jinja2 import UndefinedError

from recruitment.nhsuk.parts import environment

HOSTILE = 'One <script>alert(1)</script>\ntwo & "three"\n\nfour {{ 7*7 }}'


def rendered(source: str, **context) -> str:
    return environment().from_string(source).render(context)


def test_what_is_typed_is_escaped():
    assert rendered("{{ text }}", text="<b>") == "&lt;b&gt;"
    assert "<script" not in rendered('<input value="{{ text }}">', text=HOSTILE)


def test_text_of_several_lines_reads_as_in_any_other_template():
    there = Template("{{ text|linebreaks }}").render(Context({"text": HOSTILE}))
    assert rendered("{{ text|linebreaks }}", text=HOSTILE) == there
    assert "<p>" in there
    assert "<script" not in there


def test_a_name_that_nobody_gave_is_an_error():
    with pytest.raises(UndefinedError):
        rendered("{{ texd }}", text="Words.")

"""The categories, and the form made of them."""

import pytest
from django.http import QueryDict

from applicants.monitoring.forms import EqualityForm
from applicants.monitoring.models import LONGEST, Answers
from applicants.monitoring.questions import NOT_SAID, QUESTIONS


def answers_to(**chosen) -> dict:
    data = QueryDict(mutable=True)
    data.update(chosen)
    form = EqualityForm(data)
    assert form.is_valid(), form.errors
    return form.answers


def test_each_question_has_its_column_and_each_answer_fits():
    columns = {field.name for field in Answers._meta.fields} - {"id", "token", "version"}
    assert [question.name for question in QUESTIONS if question.name not in columns] == []
    assert columns == {question.name for question in QUESTIONS}
    assert max(len(code) for question in QUESTIONS for code in question.codes) <= LONGEST


def test_a_code_means_one_thing():
    codes = [code for question in QUESTIONS for code in question.codes - {NOT_SAID}]
    assert len(codes) == len(set(codes))


def test_every_question_may_be_left_out_or_declined():
    assert answers_to() == {}
    for question in QUESTIONS:
        assert answers_to(**{question.name: NOT_SAID}) == {question.name: NOT_SAID}


@pytest.mark.parametrize(
    ("chosen", "kept"),
    [
        ({"ethnicity": "asian"}, "asian"),
        ({"ethnicity": "asian", "ethnicity_asian": "asian_chinese"}, "asian_chinese"),
        # Without JavaScript every second step is there to be chosen: the first one decides.
        ({"ethnicity": "black", "ethnicity_asian": "asian_chinese"}, "black"),
        ({"ethnicity": NOT_SAID, "ethnicity_white": "white_roma"}, NOT_SAID),
    ],
)
def test_the_second_step_makes_the_first_more_exact(chosen, kept):
    assert answers_to(**chosen) == {"ethnicity": kept}


def test_one_button_declines_them_all():
    assert set(answers_to(none="1", sex="female").values()) == {NOT_SAID}


def test_what_is_not_offered_is_refused_without_repeating_it():
    form = EqualityForm(QueryDict("religion=zyxreligion"))
    assert not form.is_valid()
    assert "zyx" not in str(form.errors)

"""Advice on a criterion's wording."""

import pytest

from vacancies.criterion_wording import ONE_WORD, TWO_DEMANDS, advice


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Discreet", [ONE_WORD]),
        ("Experience of group work and knowledge of safeguarding", [TWO_DEMANDS]),
        ("Treats every person with respect and keeps confidences", [TWO_DEMANDS]),
        ("Able to write clear notes; able to use a computer", [TWO_DEMANDS]),
        ("Good written and spoken communication skills", []),
        ("Knowledge and understanding of mental health", []),
        ("Able to plan and lead activities", []),
        ("Level 3 diploma OR experience of care work and knowledge of mental health", []),
        ("Keeps calm", []),
        ("   ", []),
    ],
)
def test_what_is_hard_to_score_is_pointed_out(text, said):
    assert advice(text) == said

"""The scales a panel may score by."""

import pytest

from vacancies import scales
from vacancies.scales import PRESETS


def test_every_preset_is_usable_and_known_again():
    for name, scale in PRESETS.items():
        assert scales.what_is_wrong(scale.lowest, list(scale.labels)) == ""
        assert scales.preset_of(scale.lowest, list(scale.labels)) == name
        assert str(scale) == name.replace("-", " to ")
        assert scale.lowest < scale.met_from <= scale.highest
    assert scales.preset_of(0, ["No", "Yes"]) == scales.OWN


@pytest.mark.parametrize(
    ("lowest", "labels", "words"),
    [
        (0, ["One"], "2 to 11 points"),
        (0, [str(n) for n in range(12)], "2 to 11 points"),
        (0, ["a" * 61, "b"], "60 characters"),
        (0, ["Met", "met"], "same words"),
        (2, ["No", "Yes"], "begins at 0 or at 1"),
    ],
)
def test_what_is_no_scale_is_said(lowest, labels, words):
    assert words in scales.what_is_wrong(lowest, labels)

"""The scale a panel scores by, as recruiters choose it: a usual one, or their own words."""

from django import forms

from vacancies import scales
from vacancies.scales import OWN, PRESETS, Scale


class LinesField(forms.CharField):
    """Several lines of text; its value is the list of them, without empty ones."""

    widget = forms.Textarea(attrs={"rows": 5})

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        lines = value if isinstance(value, list) else str(value or "").splitlines()
        return [line.strip() for line in lines if line.strip()]


def _preset_in_words(scale: Scale) -> str:
    return f"{scale}: {', '.join(scale.labels)}"


class ScaleForm(forms.Form):
    """The part of the advert's form about scoring; `self.instance` is the vacancy."""

    scale = forms.ChoiceField(
        label="Scale",
        choices=[
            *((name, _preset_in_words(scale)) for name, scale in PRESETS.items()),
            (OWN, "Our own, as entered below"),
        ],
        widget=forms.RadioSelect(attrs={"class": "app-choices"}),
    )
    own_lowest = forms.TypedChoiceField(
        label="Our own begins at",
        required=False,
        coerce=int,
        empty_value=0,
        choices=[(number, str(number)) for number in scales.LOWEST],
    )
    own_labels = LinesField(
        label="Words for each point, the lowest first",
        required=False,
        max_length=2000,
        help_text="One a line, 2 to 11 of them. Only for a scale of your own.",
    )
    met_from = forms.IntegerField(
        label="Counts as met from",
        min_value=1,
        max_value=10,
        required=False,
        widget=forms.NumberInput(attrs={"class": "vPositiveSmallIntegerField"}),
        help_text="With fewer points on an essential criterion, somebody does not meet it.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        vacancy = self.instance
        self.initial |= {
            "scale": scales.preset_of(vacancy.score_lowest, vacancy.score_labels),
            "own_lowest": vacancy.score_lowest,
            "own_labels": vacancy.score_labels,
            "met_from": vacancy.met_from,
        }

    def clean(self):
        cleaned = super().clean()
        if "scale" in self.fields and cleaned.get("scale") and "own_labels" in cleaned:
            self._set_scale(cleaned)
        return cleaned

    def _set_scale(self, cleaned):
        vacancy, choice = self.instance, cleaned["scale"]
        own = (cleaned["own_lowest"], cleaned["own_labels"])
        if "scale" not in self.changed_data and own != (vacancy.score_lowest, vacancy.score_labels):
            choice = OWN  # typed below and not ticked: what was typed is not thrown away
        lowest, labels = own if choice == OWN else (PRESETS[choice].lowest, list(PRESETS[choice].labels))
        if wrong := scales.what_is_wrong(lowest, labels):
            self.add_error("own_labels", wrong)
            return
        met_from = cleaned.get("met_from")
        if choice != OWN and "scale" in self.changed_data and "met_from" not in self.changed_data:
            met_from = PRESETS[choice].met_from
        highest = lowest + len(labels) - 1
        if met_from is None or not lowest < met_from <= highest:
            if "met_from" not in self.errors:
                self.add_error("met_from", f"On this scale, choose {lowest + 1} to {highest}.")
            return
        vacancy.score_lowest, vacancy.score_labels, vacancy.met_from = lowest, labels, met_from
        cleaned["met_from"] = met_from

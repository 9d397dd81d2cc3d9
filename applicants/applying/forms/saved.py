"""What every page of a draft is: saved as it stands when somebody goes on, or stops for today."""

from applicants.applying.models import Application
from recruitment.nhsuk.forms import NhsukForm
from recruitment.nhsuk.layout import Button

YES_NO = (("yes", "Yes"), ("no", "No"))


class SavedForm(NhsukForm):
    """A page of a draft. Saved for later (or after the advert has closed), nothing has to be filled in."""

    def __init__(self, *args, for_later: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.for_later = for_later
        if for_later:
            self._need_nothing()

    # What it shows was taken over from an earlier application: saving it confirms that it is still right.
    is_copied = False

    def _need_nothing(self) -> None:
        for field in self.fields.values():
            field.required = False

    def buttons(self) -> list:
        return [
            Button("Yes, this is still right" if self.is_copied else "Save and continue"),
            Button("Save and come back later", variant="secondary", name="later", value="1"),
        ]


class SectionForm(SavedForm):
    """A page with a row of `Section`: what of it is kept, and whether anything is left to do on it."""

    @classmethod
    def typed_before(cls, application: Application) -> dict:
        """What its owner finds in the fields."""
        return {name: getattr(application, name) for name in cls.base_fields}

    @classmethod
    def kept(cls, typed: dict) -> dict:
        """The columns it fills. What does not belong to the answer is emptied."""
        return typed

    @classmethod
    def is_complete(cls, kept: dict) -> bool:
        """Nothing that the page needs is missing."""
        return all(kept[name] for name, field in cls.base_fields.items() if field.required)

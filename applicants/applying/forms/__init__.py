"""The shape of what applicants type. Nothing here writes; the actions do."""

from applicants.applying.forms.copying import REPLACE, TAKE, WRITTEN_MEANWHILE, CopyForm
from applicants.applying.forms.details import DetailsForm
from applicants.applying.forms.evidence import WORDS_AT_MOST, evidence_form
from applicants.applying.forms.practical import ConnectionsForm, SupportForm
from applicants.applying.forms.questions import QuestionsForm
from applicants.applying.forms.rights import RegistrationForm, RightToWorkForm
from applicants.applying.forms.saved import SavedForm, SectionForm
from applicants.applying.forms.statement import StatementForm
from applicants.applying.forms.submitting import DeclarationForm, LateEntryForm, SubmitForm, WithdrawForm

__all__ = [
    "REPLACE",
    "TAKE",
    "WORDS_AT_MOST",
    "WRITTEN_MEANWHILE",
    "ConnectionsForm",
    "CopyForm",
    "DeclarationForm",
    "DetailsForm",
    "LateEntryForm",
    "QuestionsForm",
    "RegistrationForm",
    "RightToWorkForm",
    "SavedForm",
    "SectionForm",
    "StatementForm",
    "SubmitForm",
    "SupportForm",
    "WithdrawForm",
    "evidence_form",
]
